package org.minimacensus.objective;

import java.io.Serializable;

/**
 * What one shard adds to the answer of one question, before reduction and regularisers. Travels
 * between machines; adding the sums of all shards along the tree of {@code numeric.OrderedSum} and
 * merging the reaches gives what {@link Objective#answer} takes.
 *
 * @param sums the loss; then, as far as the question asks, the gradient (p entries), the
 *     Hessian-vector product (p), the Hessian (p x p, of each pair of mirror images one is 0)
 * @param reach of the added neurons' exponents; without entries for plain objectives
 */
public record ShardSums(int shard, double[] sums, ChartReach reach) implements Serializable {
  /** Length of {@link #sums} for a question at a point with p parameters. */
  public static int length(Question.Kind kind, int p) {
    return switch (kind) {
      case VALUE -> 1;
      case GRADIENT -> 1 + p;
      case HESSIAN_VECTOR -> 1 + 2 * p;
      case HESSIAN -> Math.addExact(1 + p, Math.multiplyExact(p, p));
    };
  }
}

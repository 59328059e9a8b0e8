package org.minimacensus.census;

import java.io.Serializable;
import java.util.List;

/**
 * What was tried between the minima of one objective.
 *
 * @param leftOut why not all was tried, for want of evaluations or memory; empty when all was
 * @param minima degenerate ones that share their loss with another one
 * @param components that they fall into
 * @param singletons components of them that were hit once, of losses with more than one component
 * @param evaluations of the loss
 * @param mostEvaluations no test was begun after so many
 * @param kinds one entry for each kind of path, the cheapest first
 */
public record PathTotals(
    List<String> leftOut,
    long minima,
    long components,
    long singletons,
    long evaluations,
    long mostEvaluations,
    List<Kind> kinds)
    implements Serializable {
  /** Whether nothing was left out. */
  public boolean complete() {
    return leftOut.isEmpty();
  }

  /**
   * @param tested pairs of minima between which a path of this kind was looked for
   * @param joined components that one joined to another
   */
  public record Kind(PathKind path, long tested, long joined) implements Serializable {}
}

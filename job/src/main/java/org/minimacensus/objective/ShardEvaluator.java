package org.minimacensus.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.minimacensus.data.DataShard;
import org.minimacensus.numeric.Kernels;

/**
 * Sums over the rows of a shard for any number of questions. The bits for a question depend on it
 * and on the shard alone. Scratch is reused; for one thread.
 */
public final class ShardEvaluator {
  /**
   * Most rows of a tile, which with the units of a small network fit the nearest caches; the
   * smallest shards, of 256 rows and a few, are one tile.
   */
  static final int TILE_ROWS = 320;

  /** Rows of the widest register tile: only a shard's last rows go through narrower ones. */
  private static final int STEP = 4 * Kernels.LANES;

  private final Objective objective;
  private final TilePass tile;

  /** Lane sums by the position of the question. */
  private final List<double[]> lanes = new ArrayList<>();

  public ShardEvaluator(Objective objective, Kernels kernels) {
    this.objective = objective;
    this.tile = new TilePass(objective, kernels);
  }

  /** Rows of the tiles of a shard: about equal, at most {@link #TILE_ROWS}. */
  static int tileRows(DataShard shard) {
    int steps = (shard.paddedRows() + STEP - 1) / STEP;
    int tiles = (shard.paddedRows() + TILE_ROWS - 1) / TILE_ROWS;
    return Math.min(
        (steps + tiles - 1) / tiles * STEP, Math.max(shard.paddedRows(), Kernels.LANES));
  }

  /** What the shard adds to the answers, in the order of the questions. */
  public List<ShardSums> sums(DataShard shard, List<Question> questions) {
    List<ShardSums> all = new ArrayList<>(questions.size());
    double[][] sums = new double[questions.size()][];
    ChartReach[] reaches = new ChartReach[questions.size()];

    for (int q = 0; q < questions.size(); q++) {
      objective.require(questions.get(q));
      sums[q] = new double[ShardSums.length(questions.get(q).kind(), objective.dimension())];
      reaches[q] = ChartReach.none(objective);
      all.add(new ShardSums(shard.id(), sums[q], reaches[q]));
    }

    sum(shard, questions, sums, reaches);
    return all;
  }

  /**
   * Sums of the shard into arrays of zeros.
   *
   * @param questions of this objective, as {@link Objective#require} says
   * @param sums per question as in {@link ShardSums}, perhaps longer
   * @param reaches per question; extended, by those of other shards or not
   */
  void sum(DataShard shard, List<Question> questions, double[][] sums, ChartReach[] reaches) {
    objective.require(shard);
    int count = questions.size();

    for (int q = 0; q < count; q++) {
      Arrays.fill(lanesOf(q), 0, laneSums(questions.get(q).kind()) * Kernels.LANES, 0);
    }

    int step = tileRows(shard);

    for (int row = 0; row < shard.rows(); row += step) {
      int rows = Math.min(step, shard.paddedRows() - row);

      for (int q = 0; q < count; q++) {
        tile.add(
            questions.get(q),
            shard,
            row,
            rows,
            lanes.get(q),
            sums[q],
            1 + objective.dimension(),
            reaches[q]);
      }
    }

    for (int q = 0; q < count; q++) {
      Kernels.reduceLanes(lanes.get(q), sums[q], laneSums(questions.get(q).kind()));
    }
  }

  /**
   * Sums that are kept in lanes over the whole shard; rows of the Hessian are reduced tile by tile.
   */
  private int laneSums(Question.Kind kind) {
    return kind == Question.Kind.HESSIAN
        ? 1 + objective.dimension()
        : ShardSums.length(kind, objective.dimension());
  }

  private double[] lanesOf(int question) {
    if (question == lanes.size()) {
      lanes.add(new double[(1 + 2 * objective.dimension()) * Kernels.LANES]);
    }

    return lanes.get(question);
  }
}

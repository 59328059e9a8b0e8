package org.minimacensus.study;

import java.util.List;
import org.minimacensus.data.TrainingFacts;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.objective.Objective;
import org.minimacensus.optimize.Searches;

/**
 * How large a study is.
 *
 * @param rows n; 0 without a training set
 * @param features d
 * @param outputs K
 * @param shards S
 * @param units of all layers, outputs included
 * @param dimensions parameters of a search, by objective
 * @param restarts of each objective
 * @param searchDoubles doubles that the largest search holds while it waits ({@link
 *     Searches#stateDoubles})
 * @param traced restarts whose steps are kept, at most; 0: none
 * @param tracedSteps that a search takes at most
 */
public record StudySize(
    long rows,
    int features,
    int outputs,
    int shards,
    int units,
    List<Integer> dimensions,
    long restarts,
    long searchDoubles,
    long traced,
    long tracedSteps) {
  public StudySize {
    dimensions = List.copyOf(dimensions);
  }

  /** With the searches that {@code optimizer.name = auto} takes, and without traces. */
  public StudySize(
      long rows,
      int features,
      int outputs,
      int shards,
      int units,
      List<Integer> dimensions,
      long restarts) {
    this(
        rows,
        features,
        outputs,
        shards,
        units,
        dimensions,
        restarts,
        searchDoubles("auto", dimensions),
        0,
        0);
  }

  private static long searchDoubles(String optimizer, List<Integer> dimensions) {
    return dimensions.stream().mapToLong(p -> Searches.stateDoubles(optimizer, p)).max().orElse(0);
  }

  /**
   * The size of a study on its training set.
   *
   * @param restarts of each objective that are to be run
   */
  public static StudySize of(StudyPlan plan, long restarts) {
    TrainingFacts facts = plan.data().facts();
    Architecture network = plan.objectives().get(0).architecture();
    List<Integer> dimensions = plan.objectives().stream().map(Objective::dimension).toList();
    int hidden = network.hiddenUnits() + (network.residual() ? network.inputs() : 0);
    return new StudySize(
        facts.rows(),
        facts.features(),
        facts.outputs(),
        facts.shards(),
        hidden + facts.outputs(),
        dimensions,
        restarts,
        searchDoubles(plan.spec().optimizer().name(), dimensions),
        traced(plan.spec().output(), restarts),
        plan.spec().optimizer().maxIterations());
  }

  private static long traced(StudySpec.OutputSpec output, long restarts) {
    return output.traces().equals(StudySpec.OutputSpec.ALL)
        ? restarts
        : Math.min(restarts, output.tracedRestarts().size());
  }

  /** Rows that an evaluation costs: a closed form counts as one. */
  public long costlyRows() {
    return Math.max(1, rows);
  }

  /** Parameters of the largest search. */
  public int largestDimension() {
    return dimensions.stream().mapToInt(p -> p).max().orElse(1);
  }

  /** Rows of the largest shard, filled up to whole lanes. */
  public long paddedShardRows() {
    long rowsOfShard = (rows + shards - 1) / shards;
    return (rowsOfShard + Kernels.LANES - 1) / Kernels.LANES * Kernels.LANES;
  }

  /**
   * Bytes of the largest shard: features and targets of its rows as doubles, and for every row the
   * number of its group of equal inputs (kept only where inputs repeat).
   */
  public long shardBytes() {
    return paddedShardRows() * ((long) Double.BYTES * (features + outputs) + Integer.BYTES);
  }

  /** Bytes of all shards, an upper bound. */
  public long dataBytes() {
    return shards * shardBytes();
  }
}

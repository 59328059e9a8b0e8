package org.minimacensus.study;

import org.minimacensus.study.CostModel.Bounds;
import org.minimacensus.study.CostModel.LiveSearches;
import org.minimacensus.study.CostModel.Shape;

/**
 * What the steps of a data-parallel run cost, measured at its start, and how many searches live at
 * once for that reason.
 *
 * @param model measured with all tasks of a step at once: its latency includes them
 * @param perStep searches answered by one step
 * @param live searches over all groups
 */
public record StepCosts(CostModel model, Shape shape, LiveSearches perStep, int live) {
  /** Vectors of a search: the pairs of L-BFGS, and a few more. */
  private static final long VECTORS = 2 * 20 + 5;

  /** Matrices of a certificate: a Hessian, its error, its eigenvectors and work. */
  private static final long MATRICES = 4;

  /**
   * Certificates hold matrices during a small part of a restart, and restarts end at different
   * times.
   */
  private static final long SEARCHES_PER_CERTIFICATE = 8;

  /** What a thread uses of its stack, and the objects of a search. */
  private static final long THREAD_BYTES = 256 << 10;

  /** Share of the driver's heap for searches. */
  private static final double HEAP = 0.5;

  /**
   * What limits the number of live searches.
   *
   * @param groups answered in turn, each by steps of its own
   * @param searches all there are to run
   * @param maximum stated
   * @param heapBytes of the driver
   * @param denseParameters certificates decompose Hessians up to this many parameters
   */
  public record Limits(
      int groups, long searches, int maximum, long heapBytes, int denseParameters) {}

  /**
   * The fewest live searches for which the overhead of each step is at most {@link
   * CostModel#TARGET_OVERHEAD}, within the limits; at least one.
   */
  public static StepCosts of(CostModel model, Shape shape, Limits limits) {
    int groups = limits.groups();
    long memory =
        (long) (HEAP * limits.heapBytes())
            / bytesPerSearch(shape.parameters(), limits.denseParameters());
    LiveSearches perStep =
        model.liveSearches(
            shape,
            CostModel.TARGET_OVERHEAD,
            new Bounds(
                memory / groups,
                (limits.searches() + groups - 1) / groups,
                limits.maximum() / groups));
    long most = Math.min(limits.searches(), Math.min(memory, limits.maximum()));
    long live = Math.min((long) perStep.count() * groups, most);
    return new StepCosts(model, shape, perStep, (int) Math.max(1, live));
  }

  /** Bytes of a live search on the driver, with its share of certificates. */
  static long bytesPerSearch(int parameters, int denseParameters) {
    long p = parameters;
    long matrices = p <= denseParameters ? MATRICES * p * p / SEARCHES_PER_CERTIFICATE : 0;
    return THREAD_BYTES + 8 * (VECTORS * p + matrices);
  }
}

package org.minimacensus.study;

/**
 * How many searches of a data-parallel run live at once, and why.
 *
 * @param count of live searches over all groups
 * @param perStep searches answered by one step
 * @param overhead predicted share of a step's time that is no computation
 * @param bound what decided the count
 */
public record LiveSearches(int count, int perStep, double overhead, Bound bound) {
  /** What decides how many searches live at once. */
  public enum Bound {
    /** Enough to hide the overhead of steps. */
    OVERHEAD,
    /** There are no more. */
    SEARCHES,
    /** The driver has memory for no more. */
    MEMORY,
    /** The configured maximum. */
    MAXIMUM
  }

  /** Overhead that a step may have. */
  public static final double OVERHEAD = 0.1;

  /** Vectors of a search: the pairs of L-BFGS, and a few more. */
  private static final long VECTORS = 2 * 20 + 5;

  /** Matrices of a certificate: a Hessian, its noise, its eigenvectors and work. */
  private static final long MATRICES = 4;

  /**
   * Certificates hold matrices during a small part of a restart, and restarts end at different
   * times.
   */
  private static final long SEARCHES_PER_CERTIFICATE = 8;

  /** What a thread uses of its stack, and the objects of a search. */
  private static final long THREAD_BYTES = 256 << 10;

  /** Share of the heap for searches. */
  private static final double HEAP = 0.5;

  /**
   * Limits of the number of live searches.
   *
   * @param groups that are answered in turn, one step each
   * @param searches all there are to run
   * @param maximum configured
   * @param heapBytes of the driver
   * @param denseParameters certificates decompose Hessians up to this many parameters
   */
  public record Limits(
      int groups, long searches, int maximum, long heapBytes, int denseParameters) {}

  /**
   * The smallest number of live searches for which each step has at most {@link #OVERHEAD}, within
   * the limits.
   */
  public static LiveSearches choose(StepCosts costs, Limits limits) {
    long perStep = costs.searchesFor(OVERHEAD);
    long wanted =
        perStep > Integer.MAX_VALUE ? Long.MAX_VALUE : Math.multiplyExact(perStep, limits.groups());
    long memory = memoryBound(costs.parameters(), limits);
    long least = Math.min(Math.min(wanted, limits.searches()), Math.min(memory, limits.maximum()));
    Bound bound =
        least == wanted
            ? Bound.OVERHEAD
            : least == limits.searches()
                ? Bound.SEARCHES
                : least == memory ? Bound.MEMORY : Bound.MAXIMUM;
    return of((int) Math.max(1, least), limits.groups(), costs, bound);
  }

  private static LiveSearches of(int count, int groups, StepCosts costs, Bound bound) {
    int perStep = (count + groups - 1) / groups;
    return new LiveSearches(count, perStep, costs.overhead(perStep), bound);
  }

  /** Searches that the driver's memory holds. */
  private static long memoryBound(int parameters, Limits limits) {
    return (long) (HEAP * limits.heapBytes())
        / bytesPerSearch(parameters, limits.denseParameters());
  }

  /** Bytes of a live search on the driver, with its share of certificates. */
  public static long bytesPerSearch(int parameters, int denseParameters) {
    long p = parameters;
    long matrices = p <= denseParameters ? MATRICES * p * p / SEARCHES_PER_CERTIFICATE : 0;
    return THREAD_BYTES + 8 * (VECTORS * p + matrices);
  }
}

package org.minimacensus.study;

/**
 * What a data-parallel step of R searches costs: {@code latency + R (transfer + compute)} seconds.
 * All but the computation is overhead.
 *
 * @param latency seconds of a step that asks for nothing: a job and its tasks
 * @param transfer seconds per search to send a point there and a gradient back, 8 P bytes each
 * @param compute seconds per search of a pass over all rows, by all task slots together
 * @param parameters P of the largest objective
 * @param rows n
 * @param slots tasks that run at the same time
 */
public record StepCosts(
    double latency, double transfer, double compute, int parameters, long rows, int slots) {
  /** Seconds of a step. */
  public double seconds(int searches) {
    return latency + searches * (transfer + compute);
  }

  /** Share of a step's time that is no computation, in [0, 1]. */
  public double overhead(int searches) {
    double seconds = seconds(searches);
    return seconds == 0 ? 0 : 1 - searches * compute / seconds;
  }

  /**
   * The smallest number of searches per step with at most this share of overhead; Long.MAX_VALUE
   * when sending alone costs more.
   *
   * @param share in (0, 1)
   */
  public long searchesFor(double share) {
    // latency + R transfer <= share (latency + R (transfer + compute))
    double gain = share * compute - (1 - share) * transfer;
    if (!(gain > 0)) {
      return Long.MAX_VALUE;
    }

    double searches = Math.ceil((1 - share) * latency / gain);
    return searches < Long.MAX_VALUE ? Math.max(1, (long) searches) : Long.MAX_VALUE;
  }

  /** Seconds per row, search and core: tau. */
  public double secondsPerRow() {
    return compute * slots / rows;
  }

  /** Seconds per byte of a point, both directions: kappa. */
  public double secondsPerByte() {
    return transfer / (8.0 * parameters);
  }
}

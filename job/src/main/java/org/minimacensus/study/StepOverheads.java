package org.minimacensus.study;

/**
 * What a step costs apart from its rows, measured on the cluster at hand.
 *
 * @param latency seconds of a step of one task with nothing to compute
 * @param secondsPerTask that every further task adds
 * @param secondsPerByte of points, from the driver to a task and as sums back
 */
public record StepOverheads(double latency, double secondsPerTask, double secondsPerByte) {
  /**
   * As measured on one machine of two cores (docs/performance/scaling.md): good enough where next
   * to nothing depends on them.
   */
  public static final StepOverheads TYPICAL = new StepOverheads(12e-3, 0.5e-3, 8e-9);

  /** Measures them. */
  @FunctionalInterface
  public interface Meter {
    /**
     * @param budget seconds to spend, roughly
     */
    StepOverheads measure(double budget);
  }
}

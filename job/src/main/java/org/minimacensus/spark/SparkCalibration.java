package org.minimacensus.spark;

import java.util.Arrays;
import java.util.Collections;
import java.util.function.DoubleSupplier;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.minimacensus.study.StepOverheads;

/**
 * Measures what a step of a data-parallel study costs apart from its rows: steps that send points
 * out as a broadcast, have them sent back as if they were sums, and compute nothing.
 */
final class SparkCalibration implements StepOverheads.Meter {
  private static final int FEW_POINTS = 16;

  /** 8 MB: enough to stand out from the latency. */
  private static final int MANY_POINTS = 1_000_000;

  private static final int MANY_TASKS = 64;

  /** The first steps of a context load classes on both sides. */
  private static final int WARM_UP_ROUNDS = 2;

  private static final int MOST_ROUNDS = 20;

  private final JavaSparkContext spark;
  private final DoubleSupplier seconds;

  /**
   * @param seconds a clock that never runs backwards
   */
  SparkCalibration(SparkContext spark, DoubleSupplier seconds) {
    this.spark = JavaSparkContext.fromSparkContext(spark);
    this.seconds = seconds;
  }

  @Override
  public StepOverheads measure(double budget) {
    spark.setJobGroup(
        "minima-census-calibration",
        JobDescription.of(spark.sc(), "calibration: steps without rows"),
        false);
    try {
      double start = seconds.getAsDouble();
      for (int i = 0; i < WARM_UP_ROUNDS; i++) {
        step(MANY_TASKS, FEW_POINTS);
        step(1, MANY_POINTS);
      }

      double[][] times = new double[3][MOST_ROUNDS];
      int n = 0;
      do {
        times[0][n] = secondsOf(1, FEW_POINTS);
        times[1][n] = secondsOf(MANY_TASKS, FEW_POINTS);
        times[2][n] = secondsOf(1, MANY_POINTS);
        n++;
      } while (n < MOST_ROUNDS && seconds.getAsDouble() - start < budget);

      double empty = median(times[0], n);
      return new StepOverheads(
          empty,
          Math.max(0, median(times[1], n) - empty) / (MANY_TASKS - 1),
          Math.max(0, median(times[2], n) - empty)
              / ((double) Double.BYTES * (MANY_POINTS - FEW_POINTS)));
    } finally {
      spark.clearJobGroup();
    }
  }

  private double secondsOf(int tasks, int points) {
    double began = seconds.getAsDouble();
    step(tasks, points);
    return seconds.getAsDouble() - began;
  }

  private static double median(double[] times, int n) {
    double[] sorted = Arrays.copyOf(times, n);
    Arrays.sort(sorted);
    return sorted[n / 2];
  }

  /** Only the first task sends sums back: with several, each has its part of them. */
  private void step(int tasks, int points) {
    Broadcast<double[]> broadcast = spark.broadcast(new double[points]);
    try {
      spark
          .parallelize(Collections.nCopies(tasks, 1), tasks)
          .mapPartitionsWithIndex(
              (task, ones) ->
                  Collections.singletonList(
                          task == 0 ? broadcast.value().clone() : new double[FEW_POINTS])
                      .iterator(),
              false)
          .collect();
    } finally {
      broadcast.destroy();
    }
  }
}

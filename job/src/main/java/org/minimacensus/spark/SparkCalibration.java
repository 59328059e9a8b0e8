package org.minimacensus.spark;

import java.util.Arrays;
import java.util.Collections;
import java.util.function.DoubleSupplier;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.minimacensus.study.StepCosts;

/**
 * Measures what a step of a data-parallel study costs apart from its rows: steps that send points
 * out as a broadcast, have them sent back as if they were sums, and compute nothing.
 */
final class SparkCalibration implements StepCosts.Meter {
  private static final int FEW_POINTS = 16;

  /** 800 kB: what 500 searches of 200 parameters send. */
  private static final int MANY_POINTS = 100_000;

  private static final int MANY_TASKS = 64;

  /** The first jobs of a context load classes on both sides. */
  private static final int WARM_UP_STEPS = 2;

  private static final int MOST_STEPS = 20;

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
  public StepCosts measure(double budget) {
    spark.setJobGroup("minima-census-calibration", "calibration: steps without rows", false);
    try {
      double empty = median(1, FEW_POINTS, budget / 3);
      double tasks = median(MANY_TASKS, FEW_POINTS, budget / 3);
      double bytes = median(1, MANY_POINTS, budget / 3);
      return new StepCosts(
          empty,
          Math.max(0, tasks - empty) / (MANY_TASKS - 1),
          Math.max(0, bytes - empty) / ((double) Double.BYTES * (MANY_POINTS - FEW_POINTS)));
    } finally {
      spark.clearJobGroup();
    }
  }

  private double median(int tasks, int points, double budget) {
    double start = seconds.getAsDouble();
    for (int i = 0; i < WARM_UP_STEPS; i++) {
      step(tasks, points);
    }

    double[] times = new double[MOST_STEPS];
    int n = 0;
    do {
      double began = seconds.getAsDouble();
      step(tasks, points);
      times[n++] = seconds.getAsDouble() - began;
    } while (n < MOST_STEPS && seconds.getAsDouble() - start < budget);

    Arrays.sort(times, 0, n);
    return times[n / 2];
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

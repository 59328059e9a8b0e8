package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.minimacensus.study.Resources;
import org.minimacensus.study.StepOverheads;

@ExtendWith(SharedSpark.class)
class SparkCalibrationIT {
  @Test
  void stepsTasksAndBytesCostTime(SparkSession spark) {
    long start = System.nanoTime();
    StepOverheads costs =
        new SparkCalibration(spark.sparkContext(), () -> System.nanoTime() / 1e9).measure(2);

    // Orders of magnitude: milliseconds a step, up to some a task, nanoseconds a byte.
    assertThat(costs.latency()).isBetween(1e-3, 1.0);
    assertThat(costs.secondsPerTask()).isBetween(1e-5, 0.05);
    assertThat(costs.secondsPerByte()).isBetween(1e-11, 1e-6);
    assertThat((System.nanoTime() - start) / 1e9).isLessThan(30);
  }

  @Test
  void calibrationLeavesNoTrace(SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    new SparkCalibration(spark.sparkContext(), () -> System.nanoTime() / 1e9).measure(0.1);

    assertThat(context.getLocalProperty("spark.jobGroup.id")).isNull();
    assertThat(context.getPersistentRDDs()).isEmpty();
  }

  @Test
  void aLocalSparkIsOneProcess(SparkSession spark) {
    Resources resources = ClusterResources.of(spark.sparkContext());

    assertThat(resources.oneProcess()).isTrue();
    assertThat(resources.cores()).isEqualTo(2);
    assertThat(resources.executorHeap())
        .isEqualTo(resources.driverHeap())
        .isEqualTo(Runtime.getRuntime().maxMemory());
    assertThat(resources.memoryFraction()).isEqualTo(0.6);
  }

  @Test
  void theLargestHeapIsSeen(SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    // What other tests left would hide what this one takes.
    System.gc();
    try (PeakMemory peak = PeakMemory.listen(spark.sparkContext())) {
      long before = peak.driverBytes();
      long held =
          context
              .parallelize(java.util.List.of(1, 2), 2)
              .map(i -> (long) new double[8_000_000].length)
              .reduce(Long::sum);

      assertThat(held).isEqualTo(16_000_000);
      assertThat(peak.driverBytes()).isGreaterThanOrEqualTo(before + (50L << 20));
      assertThat(peak.executorBytes()).isNotEmpty();
    }
  }
}

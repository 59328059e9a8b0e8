package org.minimacensus.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.minimacensus.study.Resources;

/** Reads off a Spark context what it offers. */
final class ClusterResources {
  /** Spark's own defaults. */
  private static final String EXECUTOR_MEMORY = "1g";

  private static final String RESULT_SIZE = "1g";

  private static final double MEMORY_FRACTION = 0.6;

  /** The driver's entry among the executors. */
  private static final int DRIVER = 1;

  private ClusterResources() {}

  /**
   * {@code local[k]}: one process of k cores. Elsewhere as many executors as have registered, or
   * are going to: {@code spark.executor.instances} where it is set, {@code
   * spark.dynamicAllocation.maxExecutors} under dynamic allocation; without {@code
   * spark.executor.cores} the executors share the cores that are there.
   */
  static Resources of(SparkContext spark) {
    SparkConf conf = spark.conf();
    double fraction = conf.getDouble("spark.memory.fraction", MEMORY_FRACTION);
    long driverHeap = Runtime.getRuntime().maxMemory();
    int driverCores = Runtime.getRuntime().availableProcessors();
    if (spark.isLocal()) {
      int cores = spark.defaultParallelism();
      return new Resources(
          1, cores, driverHeap, driverHeap, driverCores, true, resultLimit(conf), fraction);
    }

    int registered = spark.getExecutorMemoryStatus().size() - DRIVER;
    int executors = Math.max(1, Math.max(registered, expected(conf)));
    // Before any executor has registered Spark says 2.
    int shared = Math.max(1, spark.defaultParallelism() / Math.max(1, registered));
    int cores = conf.getInt("spark.executor.cores", shared) / conf.getInt("spark.task.cpus", 1);
    return new Resources(
        executors,
        Math.max(1, cores),
        conf.getSizeAsBytes("spark.executor.memory", EXECUTOR_MEMORY),
        driverHeap,
        driverCores,
        false,
        resultLimit(conf),
        fraction);
  }

  private static long resultLimit(SparkConf conf) {
    long bytes = conf.getSizeAsBytes("spark.driver.maxResultSize", RESULT_SIZE);
    return bytes == 0 ? Long.MAX_VALUE : bytes;
  }

  private static int expected(SparkConf conf) {
    if (conf.getBoolean("spark.dynamicAllocation.enabled", false)) {
      int most = conf.getInt("spark.dynamicAllocation.maxExecutors", Integer.MAX_VALUE);
      // Without a maximum nobody knows.
      return most == Integer.MAX_VALUE ? 0 : most;
    }

    return conf.getInt("spark.executor.instances", 0);
  }
}

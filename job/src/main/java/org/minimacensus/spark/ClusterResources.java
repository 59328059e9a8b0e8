package org.minimacensus.spark;

import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.status.api.v1.ExecutorSummary;
import org.minimacensus.study.Resources;
import scala.jdk.javaapi.CollectionConverters;

/** Reads off a Spark context what it offers. */
final class ClusterResources {
  /** Spark's own defaults. */
  private static final String EXECUTOR_MEMORY = "1g";

  private static final String RESULT_SIZE = "1g";

  private static final double MEMORY_FRACTION = 0.6;

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
    List<ExecutorSummary> running = running(spark);
    int found = running.stream().mapToInt(ExecutorSummary::totalCores).sum();
    if (spark.isLocal()) {
      return new Resources(
          1,
          Math.max(1, found),
          driverHeap,
          driverHeap,
          driverCores,
          true,
          resultLimit(conf),
          fraction);
    }

    int executors = Math.max(1, Math.max(running.size(), expected(conf)));
    int shared = running.isEmpty() ? 1 : found / running.size();
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

  /**
   * What runs tasks, the driver itself with {@code local[k]}. Their cores are counted, as {@code
   * spark.default.parallelism} is what somebody wished, and 2 at least on a cluster.
   */
  static List<ExecutorSummary> running(SparkContext spark) {
    return CollectionConverters.asJava(spark.statusStore().executorList(true)).stream()
        .filter(executor -> executor.totalCores() > 0)
        .toList();
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

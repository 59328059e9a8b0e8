package org.minimacensus.spark;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.OptionalLong;
import org.apache.spark.SparkContext;
import org.apache.spark.executor.ExecutorMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerStageExecutorMetrics;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * The largest heaps seen while it listens, garbage included: what was in use, not what was needed.
 * Executors tell theirs with heartbeats and at the ends of tasks.
 */
public final class PeakMemory implements AutoCloseable {
  private static final String HEAP = "JVMHeapMemory";
  private static final String DRIVER = "driver";

  private final SparkContext spark;
  private final Listener listener;

  private PeakMemory(SparkContext spark, Listener listener) {
    this.spark = spark;
    this.listener = listener;
  }

  /** Begins to listen; what the driver's heap held before no longer counts. */
  static PeakMemory listen(SparkContext spark) {
    heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
    Listener listener = new Listener(spark.isLocal());
    spark.addSparkListener(listener);
    return new PeakMemory(spark, listener);
  }

  /** Largest heap in use of any executor, in bytes; empty when none has told yet. */
  public OptionalLong executorBytes() {
    if (spark.isLocal()) {
      return OptionalLong.of(driverBytes());
    }

    long bytes = listener.largest();
    return bytes > 0 ? OptionalLong.of(bytes) : OptionalLong.empty();
  }

  /**
   * Largest heap in use of the driver, in bytes: the sum of the peaks of its parts, which are not
   * reached all at once.
   */
  public long driverBytes() {
    return heapPools().mapToLong(p -> p.getPeakUsage().getUsed()).sum();
  }

  private static java.util.stream.Stream<MemoryPoolMXBean> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(p -> p.getType() == MemoryType.HEAP && p.isValid());
  }

  @Override
  public void close() {
    spark.removeSparkListener(listener);
  }

  private static final class Listener extends SparkListener {
    private final boolean local;
    private long largest;

    Listener(boolean local) {
      this.local = local;
    }

    synchronized long largest() {
      return largest;
    }

    private synchronized void saw(String executor, ExecutorMetrics metrics) {
      if (metrics.isSet() && (local || !executor.equals(DRIVER))) {
        largest = Math.max(largest, metrics.getMetricValue(HEAP));
      }
    }

    @Override
    public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
      update
          .executorUpdates()
          .values()
          .foreach(
              metrics -> {
                saw(update.execId(), metrics);
                return null;
              });
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd task) {
      if (task.taskInfo() != null && task.taskExecutorMetrics() != null) {
        saw(task.taskInfo().executorId(), task.taskExecutorMetrics());
      }
    }

    @Override
    public void onStageExecutorMetrics(SparkListenerStageExecutorMetrics stage) {
      saw(stage.execId(), stage.executorMetrics());
    }
  }
}

package org.minimacensus.study;

/**
 * What Spark offers a study.
 *
 * @param executors processes that run tasks
 * @param coresPerExecutor tasks that one of them runs at the same time
 * @param executorHeap, driverHeap bytes
 * @param driverCores of the machine that the driver runs on
 * @param oneProcess whether the driver runs the tasks itself, so that both heaps are one
 * @param resultLimit bytes that the tasks of a job may send to the driver ({@code
 *     spark.driver.maxResultSize}); Long.MAX_VALUE: no limit
 * @param memoryFraction share of a heap that Spark manages ({@code spark.memory.fraction})
 */
public record Resources(
    int executors,
    int coresPerExecutor,
    long executorHeap,
    long driverHeap,
    int driverCores,
    boolean oneProcess,
    long resultLimit,
    double memoryFraction) {
  public Resources {
    if (executors < 1
        || coresPerExecutor < 1
        || driverCores < 1
        || executorHeap < 1
        || driverHeap < 1
        || oneProcess && executors > 1) {
      throw new IllegalArgumentException(
          "resources need at least one executor (exactly one when it is the driver), core and byte,"
              + " found "
              + executors
              + " executors of "
              + coresPerExecutor
              + " cores and "
              + executorHeap
              + " bytes, a driver of "
              + driverCores
              + " cores and "
              + driverHeap
              + " bytes");
    }
  }

  /** Tasks that run at the same time. */
  public int cores() {
    return Math.multiplyExact(executors, coresPerExecutor);
  }
}

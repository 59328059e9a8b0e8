package org.minimacensus.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * Times pieces of work in turn, so that what else runs on the machine hits all of them, by the
 * processor time of this thread and by the least of many windows.
 */
final class InterleavedTimes {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final double WINDOW = 0.02;

  private InterleavedTimes() {}

  /** Until no window of any work has been shorter for as many seconds, at most ten times that. */
  static void warmUp(double seconds, DoubleSupplier... works) {
    for (DoubleSupplier work : works) {
      double least = Double.POSITIVE_INFINITY;
      long begun = System.nanoTime();
      long improved = begun;
      while (System.nanoTime() - improved < 1e9 * seconds
          && System.nanoTime() - begun < 1e10 * seconds) {
        double found = window(work);
        // A gain of a few percent is chance.
        if (found < 0.95 * least) {
          least = found;
          improved = System.nanoTime();
        }
      }
    }
  }

  /** Seconds per call of each work: the least of a number of windows. */
  static double[] least(int windows, DoubleSupplier... works) {
    double[] least = new double[works.length];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    for (int w = 0; w < windows; w++) {
      for (int i = 0; i < works.length; i++) {
        least[i] = Math.min(least[i], window(works[i]));
      }
    }

    return least;
  }

  private static double window(DoubleSupplier work) {
    long start = THREADS.getCurrentThreadCpuTime();
    double sink = 0;
    int calls = 0;
    long spent = 0;
    while (spent < 1e9 * WINDOW) {
      sink += work.getAsDouble();
      calls++;
      spent = THREADS.getCurrentThreadCpuTime() - start;
    }

    if (Double.isNaN(sink)) {
      throw new IllegalStateException("what is timed gave NaN");
    }

    return spent / 1e9 / calls;
  }
}

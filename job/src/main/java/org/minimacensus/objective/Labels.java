package org.minimacensus.objective;

import java.util.Arrays;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.numeric.interval.IntervalFunctions;

/** Counts of class labels among rows that share an input. */
final class Labels {
  private Labels() {}

  /** Rows of class +1 of a binary task. */
  static int positive(double[][] targets) {
    int count = 0;

    for (double[] target : targets) {
      count += target[0] > 0 ? 1 : 0;
    }

    return count;
  }

  /** Rows of a class of a one-hot target. */
  static int ofClass(double[][] targets, int index) {
    int count = 0;

    for (double[] target : targets) {
      count += target[index] == 1 ? 1 : 0;
    }

    return count;
  }

  /**
   * A proved lower bound on the sum over classes of c log(n / c), c being their counts and n the
   * sum of these: n times the entropy of the labels.
   */
  static double leastEntropy(int... counts) {
    int n = Arrays.stream(counts).sum();
    Interval sum = Interval.ZERO;
    for (int c : counts) {
      if (c > 0 && c < n) {
        Interval share = Interval.of(n).over(Interval.of(c));
        sum = sum.plus(IntervalFunctions.log(share).times(c));
      }
    }

    return Math.max(0, sum.low());
  }
}

package org.minimacensus.objective;

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
}

package org.minimacensus.twosample;

import org.minimacensus.numeric.RandomStream;

/**
 * How many individuals of two samples are in each class: a 2 x C table. Under the hypothesis that
 * both are of one population, which individual is of which sample is chance, given all individuals:
 * the first row is then multivariate hypergeometric.
 */
public final class TwoSampleTable {
  private final long[] first;
  private final long[] totals;
  private final long firstSize;
  private final long size;

  /**
   * @param first counts of the first sample by class, each >= 0
   * @param second counts of the second sample, of the same length
   */
  public TwoSampleTable(long[] first, long[] second) {
    if (first.length != second.length) {
      throw new IllegalArgumentException(
          "expected as many classes in both samples, found "
              + first.length
              + " and "
              + second.length);
    }

    this.first = first.clone();
    this.totals = new long[first.length];
    long inFirst = 0;
    long inAll = 0;
    for (int c = 0; c < first.length; c++) {
      if (first[c] < 0 || second[c] < 0) {
        throw new IllegalArgumentException(
            "expected counts >= 0, found " + first[c] + " and " + second[c] + " in class " + c);
      }

      totals[c] = Math.addExact(first[c], second[c]);
      inFirst = Math.addExact(inFirst, first[c]);
      inAll = Math.addExact(inAll, totals[c]);
    }

    this.firstSize = inFirst;
    this.size = inAll;
  }

  public int classes() {
    return totals.length;
  }

  /** Members of a class in both samples. */
  public long total(int c) {
    return totals[c];
  }

  /** Individuals of the first sample. */
  public long firstSize() {
    return firstSize;
  }

  /** Individuals of the second sample. */
  public long secondSize() {
    return size - firstSize;
  }

  /** Individuals of both. */
  public long size() {
    return size;
  }

  /** A copy of the first row, as it was observed. */
  long[] observed() {
    return first.clone();
  }

  /**
   * Divides the individuals anew by chance, class by class.
   *
   * @param row receives the counts of the first sample
   */
  void divide(long[] row, RandomStream random) {
    long mine = firstSize;
    long others = size - firstSize;
    for (int c = 0; c < totals.length; c++) {
      row[c] =
          totals[c] == 1
              ? random.nextDouble() * (mine + others) < mine ? 1 : 0
              : new Hypergeometric(mine, others, totals[c]).draw(random);
      mine -= row[c];
      others -= totals[c] - row[c];
    }
  }
}

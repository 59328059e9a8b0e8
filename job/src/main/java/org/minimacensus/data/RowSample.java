package org.minimacensus.data;

import java.io.Serializable;
import org.minimacensus.numeric.RandomStream;

/**
 * Rows drawn at random without replacement, so that a study can be made of part of its data: those
 * whose place in a random permutation of all rows is below the number that is wanted. Whether a row
 * is drawn depends on its index, the number of all rows, the number wanted and the seed alone; of
 * two samples with one seed the smaller is part of the larger.
 *
 * <p>The permutation is a Feistel network on the least even number of bits that holds all indexes,
 * walked until the image is an index (J. Black and P. Rogaway, Ciphers with arbitrary finite
 * domains, CT-RSA 2002), so that nothing is kept for the rows, however many there are.
 */
public final class RowSample implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int ROUNDS = 10;

  private final long all;
  private final long wanted;
  private final int halfBits;
  private final long[] keys = new long[ROUNDS];

  /**
   * @param all number of rows there are, at least 1
   * @param wanted number of rows to be drawn, 1..all
   * @param seed another one draws other rows
   */
  public RowSample(long all, long wanted, long seed) {
    if (all < 1 || wanted < 1 || wanted > all) {
      throw new IllegalArgumentException(
          "expected 1 <= wanted <= all, found wanted = " + wanted + ", all = " + all);
    }

    this.all = all;
    this.wanted = wanted;
    int bits = Long.SIZE - Long.numberOfLeadingZeros(all - 1);
    halfBits = Math.max(1, (bits + 1) / 2);
    RandomStream stream = RandomStream.of(seed, "rows", all);

    for (int i = 0; i < ROUNDS; i++) {
      keys[i] = stream.nextLong();
    }
  }

  /** Number of rows that are drawn. */
  public long rows() {
    return wanted;
  }

  /**
   * Whether a row is drawn.
   *
   * @param row index among all rows, from 0
   */
  public boolean contains(long row) {
    if (row < 0 || row >= all) {
      throw new IndexOutOfBoundsException("expected a row in 0.." + (all - 1) + ", found " + row);
    }

    return place(row) < wanted;
  }

  /** The row's place in the permutation, 0..all - 1. */
  long place(long row) {
    long place = row;

    do {
      place = permuted(place);
    } while (place >= all);

    return place;
  }

  private long permuted(long value) {
    long mask = (1L << halfBits) - 1;
    long left = value >>> halfBits;
    long right = value & mask;

    for (long key : keys) {
      long next = left ^ (RandomStream.mix(right ^ key) & mask);
      left = right;
      right = next;
    }

    return (left << halfBits) | right;
  }
}

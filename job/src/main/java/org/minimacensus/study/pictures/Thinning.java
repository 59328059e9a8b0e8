package org.minimacensus.study.pictures;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Which points of a long curve are kept. */
public final class Thinning {
  private Thinning() {}

  /**
   * Evenly spaced places among n, ascending, the first and the last among them: all where they are
   * not more than the most; else i (n - 1) / (most - 1), rounded down.
   *
   * @param most >= 2
   */
  public static long[] places(long n, int most) {
    if (most < 2) {
      throw new IllegalArgumentException("most must be >= 2, was " + most);
    }

    return n <= most
        ? LongStream.range(0, n).toArray()
        : LongStream.range(0, most)
            .map(i -> Math.floorDiv(Math.multiplyExact(i, n - 1), most - 1L))
            .toArray();
  }

  /** The items at these places. */
  public static <T> List<T> of(List<T> items, int most) {
    List<T> kept = new ArrayList<>();
    for (long place : places(items.size(), most)) {
      kept.add(items.get((int) place));
    }

    return kept;
  }
}

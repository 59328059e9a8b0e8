package org.minimacensus.study;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;

/** A set of restart indexes as ranges, in ascending order: small when restarts are contiguous. */
public final class RestartSet implements Serializable, Iterable<Long> {
  private static final long serialVersionUID = 1L;
  private static final RestartSet NONE = new RestartSet(new long[0], new long[0]);

  /** Range i holds first[i] <= restart < end[i]; ranges neither overlap nor touch. */
  private final long[] first;

  private final long[] end;

  /** Restarts before range i; one entry more than ranges. */
  private final long[] before;

  private RestartSet(long[] first, long[] end) {
    this.first = first;
    this.end = end;
    this.before = new long[first.length + 1];
    for (int i = 0; i < first.length; i++) {
      before[i + 1] = Math.addExact(before[i], end[i] - first[i]);
    }
  }

  public static RestartSet none() {
    return NONE;
  }

  /** The restarts first, ..., first + count - 1. */
  public static RestartSet range(long first, long count) {
    return count == 0
        ? NONE
        : new RestartSet(new long[] {first}, new long[] {Math.addExact(first, count)});
  }

  /**
   * @param restarts in any order, repeated or not
   */
  public static RestartSet of(long... restarts) {
    long[] sorted = restarts.clone();
    Arrays.sort(sorted);
    Ranges ranges = new Ranges();
    for (long restart : sorted) {
      ranges.add(restart, restart + 1);
    }

    return ranges.set();
  }

  /** What is in any of the sets. */
  public static RestartSet union(Collection<RestartSet> sets) {
    List<long[]> all = new ArrayList<>();
    for (RestartSet set : sets) {
      for (int i = 0; i < set.first.length; i++) {
        all.add(new long[] {set.first[i], set.end[i]});
      }
    }

    all.sort(Comparator.comparingLong(r -> r[0]));
    Ranges ranges = new Ranges();
    all.forEach(r -> ranges.add(r[0], r[1]));
    return ranges.set();
  }

  /** What is in this set and not in the other. */
  public RestartSet minus(RestartSet other) {
    Ranges left = new Ranges();
    int j = 0;
    for (int i = 0; i < first.length; i++) {
      long from = first[i];
      while (j < other.first.length && other.end[j] <= from) {
        j++;
      }

      for (int k = j; k < other.first.length && other.first[k] < end[i]; k++) {
        left.add(from, other.first[k]);
        from = Math.max(from, other.end[k]);
      }

      left.add(from, end[i]);
    }

    return left.set();
  }

  /** What is in both sets. */
  public RestartSet and(RestartSet other) {
    return minus(minus(other));
  }

  public long size() {
    return before[first.length];
  }

  public boolean isEmpty() {
    return first.length == 0;
  }

  /** How many restarts of this set are lower; -1 when the restart is not in it. */
  public long indexOf(long restart) {
    int i = Arrays.binarySearch(first, restart);
    int range = i >= 0 ? i : -i - 2;
    return range >= 0 && restart < end[range] ? before[range] + restart - first[range] : -1;
  }

  public boolean contains(long restart) {
    return indexOf(restart) >= 0;
  }

  /** The restarts number from, ..., to - 1 of this set. */
  public RestartSet slice(long from, long to) {
    Ranges part = new Ranges();
    for (int i = 0; i < first.length; i++) {
      part.add(
          first[i] + Math.max(0, from - before[i]), Math.min(end[i], first[i] + to - before[i]));
    }

    return part.set();
  }

  @Override
  public PrimitiveIterator.OfLong iterator() {
    return new PrimitiveIterator.OfLong() {
      private int range;
      private long next = first.length == 0 ? 0 : first[0];

      @Override
      public boolean hasNext() {
        return range < first.length;
      }

      @Override
      public long nextLong() {
        if (!hasNext()) {
          throw new NoSuchElementException("all " + size() + " restarts were returned");
        }

        long restart = next++;
        if (next == end[range] && ++range < first.length) {
          next = first[range];
        }

        return restart;
      }
    };
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof RestartSet s && Arrays.equals(first, s.first) && Arrays.equals(end, s.end);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(first) + Arrays.hashCode(end);
  }

  /** Such as {@code [0..9, 12]}. */
  @Override
  public String toString() {
    List<String> ranges = new ArrayList<>();
    for (int i = 0; i < first.length; i++) {
      long last = end[i] - 1;
      ranges.add(first[i] == last ? Long.toString(last) : first[i] + ".." + last);
    }

    return ranges.toString();
  }

  /** Takes restarts in any order, repeated or not. */
  public static final class Builder {
    private long[] restarts = new long[1024];
    private int n;

    public void add(long restart) {
      if (n == restarts.length) {
        restarts = Arrays.copyOf(restarts, 2 * n);
      }

      restarts[n++] = restart;
    }

    public RestartSet set() {
      return of(Arrays.copyOf(restarts, n));
    }
  }

  /** Joins ranges that come by ascending start. */
  private static final class Ranges {
    private long[] first = new long[4];
    private long[] end = new long[4];
    private int n;

    /** Nothing when to is not above from. */
    void add(long from, long to) {
      if (to <= from) {
        return;
      }

      if (n > 0 && from <= end[n - 1]) {
        end[n - 1] = Math.max(end[n - 1], to);
        return;
      }

      if (n == first.length) {
        first = Arrays.copyOf(first, 2 * n);
        end = Arrays.copyOf(end, 2 * n);
      }

      first[n] = from;
      end[n++] = to;
    }

    RestartSet set() {
      return n == 0 ? NONE : new RestartSet(Arrays.copyOf(first, n), Arrays.copyOf(end, n));
    }
  }
}

package org.minimacensus.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds rows of equal inputs among rows whose {@link InputKey}s are added in any order. What is
 * found does not depend on the order, nor on whether keys are shared out among several finders, as
 * long as equal keys go to the same one. Arrays only, 36 bytes a row; not thread-safe.
 */
public final class EqualInputs {
  private static final int NONE = -1;

  private int size;
  private long[] high = new long[16];
  private long[] low = new long[16];
  private long[] target = new long[16];
  private long[] row = new long[16];

  /**
   * @param groups of two and more rows of equal inputs
   * @param groupedRows rows in these groups
   * @param repeatedRows rows whose input and targets are those of an earlier row
   * @param conflicts inputs that occur with different targets
   * @param conflictingRows rows with such an input
   */
  public record Counts(
      long groups, long groupedRows, long repeatedRows, long conflicts, long conflictingRows)
      implements Serializable {
    /** Nothing repeats. */
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    /** The sum with the counts of another finder. */
    public Counts plus(Counts other) {
      return new Counts(
          groups + other.groups,
          groupedRows + other.groupedRows,
          repeatedRows + other.repeatedRows,
          conflicts + other.conflicts,
          conflictingRows + other.conflictingRows);
    }

    /** Number of distinct inputs among n rows. */
    public long distinctInputs(long n) {
      return n - groupedRows + groups;
    }
  }

  /**
   * What was found.
   *
   * @param groups ascending rows of each group, the groups in the order of their first rows
   */
  public record Found(List<long[]> groups, Counts counts) {
    /**
     * Per row of a whole training set of n rows the number of its group, -1 for an input that
     * occurs once.
     */
    int[] numbers(int n) {
      int[] numbers = new int[n];
      Arrays.fill(numbers, -1);

      for (int g = 0; g < groups.size(); g++) {
        for (long r : groups.get(g)) {
          numbers[(int) r] = g;
        }
      }

      return numbers;
    }
  }

  /** Adds a row by the halves of its input's key, its targets' key and its index. */
  public void add(long highKey, long lowKey, long targetKey, long index) {
    if (size == row.length) {
      int length = Math.addExact(size, size >> 1);
      high = Arrays.copyOf(high, length);
      low = Arrays.copyOf(low, length);
      target = Arrays.copyOf(target, length);
      row = Arrays.copyOf(row, length);
    }

    high[size] = highKey;
    low[size] = lowKey;
    target[size] = targetKey;
    row[size] = index;
    size++;
  }

  /** The groups among the rows that were added. */
  public Found find() {
    int[] before = new int[size];
    List<Integer> lastOfGroup = new ArrayList<>();
    // Open addressing; a slot holds the last row of its key, which leads to those before.
    int[] slots = new int[Integer.highestOneBit(Math.max(1, size)) * 4];
    Arrays.fill(slots, NONE);

    for (int i = 0; i < size; i++) {
      int slot = (int) low[i] & slots.length - 1;

      while (slots[slot] != NONE && (high[slots[slot]] != high[i] || low[slots[slot]] != low[i])) {
        slot = slot + 1 & slots.length - 1;
      }

      before[i] = slots[slot];
      slots[slot] = i;
    }

    for (int last : slots) {
      if (last != NONE && before[last] != NONE) {
        lastOfGroup.add(last);
      }
    }

    Counts counts = Counts.NONE;
    List<long[]> groups = new ArrayList<>(lastOfGroup.size());

    for (int last : lastOfGroup) {
      counts = counts.plus(take(last, before, groups));
    }

    groups.sort((a, b) -> Long.compare(a[0], b[0]));
    return new Found(groups, counts);
  }

  private Counts take(int last, int[] before, List<long[]> groups) {
    int length = 0;

    for (int i = last; i != NONE; i = before[i]) {
      length++;
    }

    long[] rows = new long[length];
    long[] targets = new long[length];
    int at = 0;

    for (int i = last; i != NONE; i = before[i]) {
      rows[at] = row[i];
      targets[at++] = target[i];
    }

    Arrays.sort(rows);
    groups.add(rows);
    long distinct = Arrays.stream(targets).distinct().count();
    return new Counts(
        1, length, length - distinct, distinct > 1 ? 1 : 0, distinct > 1 ? length : 0);
  }
}

package org.minimacensus.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.minimacensus.data.EqualInputs;
import org.minimacensus.data.InputKey;
import org.minimacensus.data.RowBlock;
import org.minimacensus.data.RowCoding;
import scala.Tuple2;

/**
 * Finds rows of equal inputs over all partitions: keys of inputs are shared out so that equal keys
 * meet in one task; the groups found are numbered in the order of their first rows, and every
 * partition is told the numbers of its rows. Only keys travel while nothing repeats.
 */
final class EqualInputRows {
  /** Keys that one task compares. */
  private static final int KEYS_PER_TASK = 1 << 19;

  private final RowLayout layout;
  private final JavaRDD<EqualInputs.Found> found;

  /**
   * @param blocks all rows as read, each once
   */
  EqualInputRows(JavaRDD<RowBlock> blocks, RowCoding coding, RowLayout layout) {
    this.layout = layout;
    int tasks =
        Math.toIntExact(Math.max(layout.partitions(), layout.cut().rows() / KEYS_PER_TASK + 1));
    this.found =
        blocks
            .mapPartitionsToPair(rows -> new KeyIterator(rows, coding, tasks))
            .partitionBy(new ByIndex(tasks))
            .values()
            .mapPartitions(
                keys -> {
                  EqualInputs inputs = new EqualInputs();
                  keys.forEachRemaining(packed -> addAll(packed, inputs));
                  return List.of(inputs.find()).iterator();
                });
  }

  /** How often inputs repeat; runs a job. */
  EqualInputs.Counts counts() {
    return found.map(EqualInputs.Found::counts).collect().stream()
        .reduce(EqualInputs.Counts.NONE, EqualInputs.Counts::plus);
  }

  /** The rows of a partition that are in groups, with the numbers of their groups. */
  record Numbered(long[] rows, int[] groups) implements Serializable {}

  /** Numbers of groups for each partition of the layout; runs a job. */
  JavaRDD<Numbered> numbers() {
    RowLayout at = layout;
    ByIndex byPartition = new ByIndex(at.partitions());
    // Each partition gets the groups whose first row it holds.
    JavaRDD<long[]> groups =
        found
            .mapPartitionsToPair(all -> byFirstRow(all.next().groups(), at).iterator())
            .partitionBy(byPartition)
            .values();
    List<Integer> counts =
        groups.mapPartitions(packed -> List.of(unpack(packed).size()).iterator()).collect();
    int[] before = new int[at.partitions() + 1];

    for (int p = 0; p < counts.size(); p++) {
      before[p + 1] = Math.addExact(before[p], counts.get(p));
    }

    JavaPairRDD<Integer, Numbered> numbered =
        groups
            .mapPartitionsWithIndex(
                (p, packed) -> numbered(unpack(packed), before[p], at).iterator(), false)
            .mapToPair(pair -> pair);
    return numbered.partitionBy(byPartition).values();
  }

  private static void addAll(long[] packed, EqualInputs inputs) {
    for (int i = 0; i < packed.length; i += 4) {
      inputs.add(packed[i], packed[i + 1], packed[i + 2], packed[i + 3]);
    }
  }

  /** Groups one behind the other, each led by its length. */
  private static List<Tuple2<Integer, long[]>> byFirstRow(List<long[]> groups, RowLayout layout) {
    PackedLongs[] packed = new PackedLongs[layout.partitions()];
    List<Tuple2<Integer, long[]>> out = new ArrayList<>();

    for (long[] group : groups) {
      int p = layout.partitionOf(group[0]);
      packed[p] = packed[p] == null ? new PackedLongs() : packed[p];
      packed[p].add(group.length);

      for (long row : group) {
        packed[p].add(row);
      }
    }

    for (int p = 0; p < packed.length; p++) {
      if (packed[p] != null) {
        out.add(new Tuple2<>(p, packed[p].toArray()));
      }
    }

    return out;
  }

  /** Groups in the order of their first rows. */
  private static List<long[]> unpack(Iterator<long[]> packed) {
    List<long[]> groups = new ArrayList<>();

    while (packed.hasNext()) {
      long[] some = packed.next();

      for (int at = 0; at < some.length; at += 1 + (int) some[at]) {
        groups.add(Arrays.copyOfRange(some, at + 1, at + 1 + (int) some[at]));
      }
    }

    groups.sort((a, b) -> Long.compare(a[0], b[0]));
    return groups;
  }

  private static List<Tuple2<Integer, Numbered>> numbered(
      List<long[]> groups, int first, RowLayout layout) {
    PackedLongs[] rows = new PackedLongs[layout.partitions()];
    PackedLongs[] numbers = new PackedLongs[layout.partitions()];

    for (int g = 0; g < groups.size(); g++) {
      for (long row : groups.get(g)) {
        int p = layout.partitionOf(row);

        if (rows[p] == null) {
          rows[p] = new PackedLongs();
          numbers[p] = new PackedLongs();
        }

        rows[p].add(row);
        numbers[p].add(first + g);
      }
    }

    List<Tuple2<Integer, Numbered>> out = new ArrayList<>();

    for (int p = 0; p < rows.length; p++) {
      if (rows[p] != null) {
        int[] groupOfRow = Arrays.stream(numbers[p].toArray()).mapToInt(Math::toIntExact).toArray();
        out.add(new Tuple2<>(p, new Numbered(rows[p].toArray(), groupOfRow)));
      }
    }

    return out;
  }

  /** An array that grows. */
  private static final class PackedLongs {
    private long[] values = new long[64];
    private int size;

    void add(long value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, Math.multiplyExact(size, 2));
      }

      values[size++] = value;
    }

    boolean isEmpty() {
      return size == 0;
    }

    int size() {
      return size;
    }

    long[] toArray() {
      return Arrays.copyOf(values, size);
    }

    void clear() {
      size = 0;
    }
  }

  /** Keys of rows, many to an array, four numbers each, with the task that compares them. */
  private static final class KeyIterator implements Iterator<Tuple2<Integer, long[]>> {
    private static final int MOST_LONGS = 1 << 12;
    private final Iterator<RowBlock> blocks;
    private final RowCoding coding;
    private final InputKey key;
    private final double[] row;
    private final PackedLongs[] packed;
    private final ArrayList<Tuple2<Integer, long[]>> ready = new ArrayList<>();
    private boolean flushed;

    KeyIterator(Iterator<RowBlock> blocks, RowCoding coding, int tasks) {
      this.blocks = blocks;
      this.coding = coding;
      this.key = new InputKey(coding.features(), coding.outputs());
      this.row = new double[coding.features() + coding.outputs()];
      this.packed = new PackedLongs[tasks];
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && blocks.hasNext()) {
        take(blocks.next());
      }

      if (ready.isEmpty() && !flushed) {
        flushed = true;

        for (int task = 0; task < packed.length; task++) {
          flush(task, 0);
        }
      }

      return !ready.isEmpty();
    }

    @Override
    public Tuple2<Integer, long[]> next() {
      return ready.remove(ready.size() - 1);
    }

    private void take(RowBlock block) {
      for (int r = 0; r < block.rows(); r++) {
        coding.code(block, r, row);
        key.take(row);
        int task = (int) Long.remainderUnsigned(key.high(), packed.length);
        packed[task] = packed[task] == null ? new PackedLongs() : packed[task];
        packed[task].add(key.high());
        packed[task].add(key.low());
        packed[task].add(key.target());
        packed[task].add(block.firstRow() + r);
        flush(task, MOST_LONGS);
      }
    }

    private void flush(int task, int atLeast) {
      PackedLongs keys = packed[task];

      if (keys != null && !keys.isEmpty() && keys.size() >= atLeast) {
        ready.add(new Tuple2<>(task, keys.toArray()));
        keys.clear();
      }
    }
  }
}

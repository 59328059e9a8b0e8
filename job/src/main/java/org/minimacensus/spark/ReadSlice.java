package org.minimacensus.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.minimacensus.data.ClassCoding;
import org.minimacensus.data.RowBlock;
import org.minimacensus.data.RowSample;

/**
 * Consecutive rows of one piece of a file as a task has read them, in arrays: what is kept and sent
 * has no object for each row.
 */
final class ReadSlice implements Serializable {
  private static final long serialVersionUID = 1L;
  private final Place place;
  private final long firstRow;
  private final int rows;
  private final long lines;
  private final String fault;

  /** Features row by row; of sparse rows only those that are given. */
  private final double[] features;

  /** Columns of sparse features; empty for dense rows. */
  private final int[] indexes;

  /** End of each sparse row in features; empty for dense rows. */
  private final int[] ends;

  private final double[] targets;
  private final String[] classes;

  /** Per row its class; empty for regression. */
  private final int[] labels;

  private ReadSlice(
      Place place,
      long firstRow,
      long lines,
      String fault,
      List<TextRow> read,
      Map<String, Integer> classes) {
    this.place = place;
    this.firstRow = firstRow;
    this.rows = read.size();
    this.lines = lines;
    this.fault = fault;
    boolean sparse = rows > 0 && read.get(0).isSparse();
    this.features = read.stream().flatMapToDouble(r -> Arrays.stream(r.features())).toArray();
    this.indexes =
        sparse ? read.stream().flatMapToInt(r -> Arrays.stream(r.indexes())).toArray() : new int[0];
    this.ends = new int[sparse ? rows : 0];
    for (int r = 0; r < ends.length; r++) {
      ends[r] = (r == 0 ? 0 : ends[r - 1]) + read.get(r).indexes().length;
    }
    this.targets = read.stream().flatMapToDouble(r -> Arrays.stream(r.targets())).toArray();
    this.classes = classes.keySet().toArray(String[]::new);
    this.labels =
        classes.isEmpty()
            ? new int[0]
            : read.stream().mapToInt(r -> classes.get(r.label())).toArray();
  }

  /** Some rows of another slice. */
  private ReadSlice(ReadSlice from, int[] chosen, long firstRow) {
    this.place = from.place;
    this.firstRow = firstRow;
    this.rows = chosen.length;
    this.lines = rows;
    this.fault = "";
    this.classes = from.classes;
    this.labels = from.labels.length == 0 ? new int[0] : picked(chosen, from.labels);
    this.targets = new double[from.targets.length / from.rows * rows];
    int ofTargets = from.targets.length / from.rows;
    this.ends = new int[from.ends.length == 0 ? 0 : rows];
    int values = 0;

    for (int r = 0; r < rows; r++) {
      values += from.end(chosen[r]) - from.begin(chosen[r]);
      System.arraycopy(from.targets, chosen[r] * ofTargets, targets, r * ofTargets, ofTargets);
      if (ends.length > 0) {
        ends[r] = values;
      }
    }

    this.features = new double[values];
    this.indexes = new int[ends.length == 0 ? 0 : values];
    int next = 0;

    for (int row : chosen) {
      int length = from.end(row) - from.begin(row);
      System.arraycopy(from.features, from.begin(row), features, next, length);
      if (ends.length > 0) {
        System.arraycopy(from.indexes, from.begin(row), indexes, next, length);
      }
      next += length;
    }
  }

  private static int[] picked(int[] chosen, int[] of) {
    return Arrays.stream(chosen).map(r -> of[r]).toArray();
  }

  /** Where the features of a row begin. */
  private int begin(int row) {
    return ends.length == 0 ? row * (features.length / rows) : row == 0 ? 0 : ends[row - 1];
  }

  private int end(int row) {
    return begin(row + 1);
  }

  /**
   * A piece of a file, read by one task.
   *
   * @param file its full name
   * @param start where the piece begins: a byte of a text, a row of a Parquet file
   */
  record Place(String file, long start) implements Serializable, Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int byFile = file.compareTo(other.file);
      return byFile != 0 ? byFile : Long.compare(start, other.start);
    }
  }

  Place place() {
    return place;
  }

  /** Index within the piece. */
  long firstRow() {
    return firstRow;
  }

  int rows() {
    return rows;
  }

  /** Lines read for these rows, with blank ones and the faulty one. */
  long lines() {
    return lines;
  }

  /** What is wrong with the line behind these rows; empty when nothing is. */
  String fault() {
    return fault;
  }

  /** Class labels that occur. */
  List<String> classes() {
    return List.of(classes);
  }

  /** Number of columns that the sparse rows need; 0 for dense ones. */
  int columnsNeeded() {
    return Arrays.stream(indexes).max().orElse(-1) + 1;
  }

  /**
   * The rows that a sample holds.
   *
   * @param pieceStart index among all rows of the first row of the piece
   * @param chosenBefore number of rows of the piece that the sample holds before this slice
   */
  ReadSlice drawn(RowSample sample, long pieceStart, long chosenBefore) {
    int[] chosen =
        IntStream.range(0, rows).filter(r -> sample.contains(pieceStart + firstRow + r)).toArray();
    return new ReadSlice(this, chosen, chosenBefore);
  }

  /**
   * The rows as numbers.
   *
   * @param pieceStart index in the training set of the first row of the piece
   * @param columns number of features
   * @param coding of the classes
   */
  RowBlock block(long pieceStart, int columns, ClassCoding coding) {
    int ofTargets = labels.length > 0 ? 1 : targets.length / rows;
    int width = columns + ofTargets;
    double[] values = new double[Math.multiplyExact(rows, width)];
    int[] codes = Arrays.stream(classes).mapToInt(coding::index).toArray();

    for (int r = 0; r < rows; r++) {
      if (ends.length == 0) {
        System.arraycopy(features, r * columns, values, r * width, columns);
      } else {
        for (int i = begin(r); i < end(r); i++) {
          values[r * width + indexes[i]] = features[i];
        }
      }

      if (labels.length > 0) {
        values[r * width + columns] = codes[labels[r]];
      } else {
        System.arraycopy(targets, r * ofTargets, values, r * width + columns, ofTargets);
      }
    }

    return new RowBlock(pieceStart + firstRow, rows, values);
  }

  /** Gathers the rows of one piece into slices. */
  static final class Builder {
    private static final int MOST_ROWS = 1024;
    private static final int MOST_VALUES = 1 << 17;
    private final Place place;
    private final List<TextRow> read = new ArrayList<>();
    private final Map<String, Integer> classes = new LinkedHashMap<>();
    private long firstRow;
    private long lines;
    private int values;

    Builder(Place place) {
      this.place = place;
    }

    /** Counts a line. */
    void line() {
      lines++;
    }

    /** Adds the row of the line that was counted last. */
    void add(TextRow row) {
      read.add(row);
      values += row.features().length + 1;

      if (!row.label().isEmpty()) {
        classes.putIfAbsent(row.label(), classes.size());
      }
    }

    /** Whether it is time to take a slice. */
    boolean full() {
      return read.size() >= MOST_ROWS || values >= MOST_VALUES;
    }

    /** The rows since the last slice. */
    ReadSlice slice(String fault) {
      ReadSlice slice = new ReadSlice(place, firstRow, lines, fault, read, classes);
      firstRow += read.size();
      lines = 0;
      values = 0;
      read.clear();
      classes.clear();
      return slice;
    }
  }
}

package org.minimacensus.spark;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.minimacensus.data.InvalidDataException;

/**
 * What the pieces of all files hold, in the order of files and rows: numbers of rows, the first
 * fault.
 */
final class Pieces {
  private final InputFiles files;
  private final boolean startIsRow;
  private final TreeMap<ReadSlice.Place, Piece> pieces = new TreeMap<>();

  /**
   * @param startIsRow whether pieces start at a row, as in Parquet files, and not at a byte
   */
  Pieces(InputFiles files, boolean startIsRow) {
    this.files = files;
    this.startIsRow = startIsRow;
  }

  /** What one task has found in one piece; travels to the driver. */
  static final class Piece implements Serializable {
    private static final long serialVersionUID = 1L;
    private final ReadSlice.Place place;
    private long rows;
    private long lines;
    private int columns;
    private String fault = "";

    private Piece(ReadSlice.Place place) {
      this.place = place;
    }

    private void add(ReadSlice slice) {
      rows += slice.rows();
      lines += slice.lines();
      columns = Math.max(columns, slice.columnsNeeded());
      fault = slice.fault();
    }
  }

  /** The pieces of some slices; those of a piece come in order and from one task. */
  static Iterator<Piece> of(Iterator<ReadSlice> slices) {
    Map<ReadSlice.Place, Piece> pieces = new HashMap<>();
    slices.forEachRemaining(s -> pieces.computeIfAbsent(s.place(), Piece::new).add(s));
    return pieces.values().iterator();
  }

  void add(Piece piece) {
    pieces.put(piece.place, piece);
  }

  /**
   * @throws InvalidDataException naming file, row (line of the file from 1) and column of the first
   *     fault
   */
  void refuseFaults() {
    String file = "";
    long lines = 0;

    for (Piece piece : pieces.values()) {
      lines = startIsRow ? piece.place.start() : piece.place.file().equals(file) ? lines : 0;
      file = piece.place.file();

      if (!piece.fault.isEmpty()) {
        throw new InvalidDataException(
            files.shown(new org.apache.hadoop.fs.Path(file))
                + ": row "
                + (lines + piece.lines)
                + ": "
                + piece.fault);
      }

      lines += piece.lines;
    }
  }

  /** Number of rows n. */
  long rows() {
    return pieces.values().stream().mapToLong(p -> p.rows).sum();
  }

  /** Number of rows of each file that has some. */
  Map<String, Long> rowsOfFiles() {
    Map<String, Long> rows = new HashMap<>();
    pieces.values().forEach(p -> rows.merge(p.place.file(), p.rows, Long::sum));
    return rows;
  }

  /** Index in the training set of the first row of each piece. */
  HashMap<ReadSlice.Place, Long> firstRows() {
    HashMap<ReadSlice.Place, Long> first = new HashMap<>();
    long next = 0;

    for (Piece piece : pieces.values()) {
      first.put(piece.place, next);
      next += piece.rows;
    }

    return first;
  }

  /** Number of columns that sparse rows need; 0 for dense ones. */
  int columnsNeeded() {
    return pieces.values().stream().mapToInt(p -> p.columns).max().orElse(0);
  }
}

package org.minimacensus.data;

import java.io.Serializable;
import org.apache.spark.ml.linalg.DenseMatrix;

/**
 * A fixed slice of consecutive rows of the training set, laid out for the row-tile kernels.
 *
 * <p>{@code features} is paddedRows x d and {@code targets} paddedRows x K, column-major (MLlib's
 * default), so that column k is the contiguous lane vector of feature k. Rows from {@code rows} to
 * {@code paddedRows} repeat the last real row; whoever sums over rows masks them.
 */
public final class DataShard implements Serializable {
  private static final long serialVersionUID = 1L;
  private final int id;
  private final long firstRow;
  private final int rows;
  private final DenseMatrix features;
  private final DenseMatrix targets;
  private final int[] inputGroups;

  /**
   * @param firstRow index of the first row of this shard in the training set
   * @param inputGroups empty when every input of the shard occurs once in the whole training set;
   *     else per row the number of its group of equal inputs (from 0 in the order of the groups'
   *     first rows, over groups of two and more rows), or -1 for an input that occurs once
   */
  public DataShard(
      int id,
      long firstRow,
      int rows,
      DenseMatrix features,
      DenseMatrix targets,
      int[] inputGroups) {
    if (rows < 1
        || features.numRows() < rows
        || features.numRows() != targets.numRows()
        || features.isTransposed()
        || targets.isTransposed()) {
      throw new IllegalArgumentException(
          "shard "
              + id
              + ": rows must be in 1.."
              + features.numRows()
              + ", both matrices column-major of equal height; found rows "
              + rows
              + ", features "
              + features.numRows()
              + " x "
              + features.numCols()
              + ", targets "
              + targets.numRows()
              + " x "
              + targets.numCols());
    }
    if (inputGroups.length != 0 && inputGroups.length != rows) {
      throw new IllegalArgumentException(
          "shard "
              + id
              + ": expected no input groups or one for each of "
              + rows
              + " rows, found "
              + inputGroups.length);
    }
    this.id = id;
    this.firstRow = firstRow;
    this.rows = rows;
    this.features = features;
    this.targets = targets;
    this.inputGroups = inputGroups;
  }

  public int id() {
    return id;
  }

  public long firstRow() {
    return firstRow;
  }

  public int rows() {
    return rows;
  }

  public int paddedRows() {
    return features.numRows();
  }

  public DenseMatrix features() {
    return features;
  }

  public DenseMatrix targets() {
    return targets;
  }

  /** Groups of equal inputs, as given to the constructor; not a copy. */
  public int[] inputGroups() {
    return inputGroups;
  }
}

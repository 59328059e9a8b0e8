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

  /**
   * @param firstRow index of the first row of this shard in the training set
   */
  public DataShard(int id, long firstRow, int rows, DenseMatrix features, DenseMatrix targets) {
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
    this.id = id;
    this.firstRow = firstRow;
    this.rows = rows;
    this.features = features;
    this.targets = targets;
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
}

package org.minimacensus.spark;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * The rows of a training set as executors read them, and what is known before they are read.
 *
 * @param slices computed anew, they have the same bits
 * @param featureNames empty when the rows are sparse: their number follows from the rows
 * @param observations what has been seen and is to be reported
 * @param startIsRow whether the pieces of files start at a row, and not at a byte
 * @param likelyBytes about what the numbers take in memory
 * @param check of the pieces that were read, their faults excepted; throws {@link
 *     org.minimacensus.data.InvalidDataException}
 */
record RowSource(
    InputFiles files,
    JavaRDD<ReadSlice> slices,
    List<String> featureNames,
    List<String> targetNames,
    List<String> observations,
    boolean startIsRow,
    long likelyBytes,
    Check check) {

  /** Finds what no study can use. */
  @FunctionalInterface
  interface Check {
    void refuse(Pieces pieces);
  }
}

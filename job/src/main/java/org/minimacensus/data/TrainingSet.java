package org.minimacensus.data;

import java.util.Arrays;
import java.util.List;

/**
 * Makes a {@link Dataset} of rows in memory: standardises, describes, cuts into shards. The pieces
 * it is made of work on blocks of rows, and give the same bits where the rows are spread over
 * machines.
 */
public final class TrainingSet {
  private TrainingSet() {}

  /**
   * The training set of rows as read, whose classes are coded and fit the task.
   *
   * @param read n rows of features, then targets or the index of the class
   * @param shards number of fixed slices wanted; fewer when they would be short
   * @param observations what the reader has seen and wants reported, first in the list
   * @throws InvalidDataException when a regression target is constant and is to be standardised
   */
  public static Dataset prepare(
      TableHead head, double[][] read, int shards, List<String> observations) {
    TableStatistics statistics = new TableStatistics(head.rows(), head.width());
    int size = RowBlock.rowsOfWidth(head.width());
    for (int first = 0; first < read.length; first += size) {
      statistics.add(block(read, first, Math.min(size, read.length - first)));
    }
    RowCoding coding = head.coding(statistics);
    double[] row = new double[head.features() + head.outputs()];
    double[][] features = new double[read.length][];
    double[][] targets = new double[read.length][];
    for (int i = 0; i < read.length; i++) {
      coding.code(new RowBlock(i, 1, read[i]), 0, row);
      features[i] = Arrays.copyOf(row, head.features());
      targets[i] = Arrays.copyOfRange(row, head.features(), row.length);
    }
    EqualInputs.Found inputs = DatasetBuilder.equalInputs(features, targets);
    return new Dataset(
        DatasetBuilder.shards(features, targets, inputs, shards),
        head.describe(statistics, coding, inputs.counts(), observations));
  }

  private static RowBlock block(double[][] read, int first, int rows) {
    int width = read[0].length;
    double[] values = new double[rows * width];
    for (int r = 0; r < rows; r++) {
      System.arraycopy(read[first + r], 0, values, r * width, width);
    }
    return new RowBlock(first, rows, values);
  }
}

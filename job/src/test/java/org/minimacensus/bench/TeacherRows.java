package org.minimacensus.bench;

import java.io.Serializable;
import org.minimacensus.numeric.Elementary;
import org.minimacensus.numeric.RandomStream;

/**
 * Rows that a random tanh network of one hidden layer has labelled: standard normal inputs, targets
 * f(x) + noise of deviation 0.1 (regression) or the sign of that (binary, -1 and 1). A row is a
 * function of seed and index alone, so any part of the set can be made anywhere.
 */
final class TeacherRows implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final double NOISE = 0.1;

  private final long seed;
  private final boolean binary;
  private final double[][] incoming;
  private final double[] outgoing;

  /**
   * @param features d
   * @param units of the teacher's hidden layer
   */
  TeacherRows(long seed, int features, int units, boolean binary) {
    this.seed = seed;
    this.binary = binary;
    this.incoming = new double[units][features + 1];
    this.outgoing = new double[units];
    RandomStream random = RandomStream.of(seed, "bench-teacher", 0);
    for (int u = 0; u < units; u++) {
      for (int j = 0; j <= features; j++) {
        incoming[u][j] = random.nextGaussian() / Math.sqrt(features + 1);
      }

      outgoing[u] = random.nextGaussian();
    }
  }

  int features() {
    return incoming[0].length - 1;
  }

  /** A row: d features, then the target. */
  double[] row(long index) {
    RandomStream random = RandomStream.of(seed, "bench-row", index);
    int d = features();
    double[] row = new double[d + 1];
    for (int j = 0; j < d; j++) {
      row[j] = random.nextGaussian();
    }

    double output = NOISE * random.nextGaussian();
    for (int u = 0; u < outgoing.length; u++) {
      double sum = incoming[u][d];
      for (int j = 0; j < d; j++) {
        sum += incoming[u][j] * row[j];
      }

      output += outgoing[u] * Elementary.tanh(sum);
    }

    row[d] = binary ? Math.copySign(1, output) : output;
    return row;
  }
}

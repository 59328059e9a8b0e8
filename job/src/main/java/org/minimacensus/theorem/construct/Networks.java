package org.minimacensus.theorem.construct;

import java.util.List;
import org.minimacensus.model.Activation;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.RandomStream;

/** Networks and inputs as the constructions need them. */
final class Networks {
  private static final double SPREAD = 1.5;

  private Networks() {}

  /** A perceptron with one output of identity. */
  static Architecture perceptron(
      int inputs, List<Integer> hidden, Activation sigma, boolean bias, boolean outputBias) {
    return new Architecture(
        inputs, hidden, 1, sigma, Activations.named("identity", 0.1), bias, outputBias, false);
  }

  /** Normal rows of deviation 1.5, n x d. */
  static double[][] normalRows(RandomStream stream, int n, int d) {
    double[][] rows = new double[n][d];
    for (double[] row : rows) {
      for (int k = 0; k < d; k++) {
        row[k] = SPREAD * stream.nextGaussian();
      }
    }

    return rows;
  }

  /** Throws unless there are enough rows, saying how many it takes. */
  static int rows(OptionValues options, int needed, int usual, String why) {
    if (!options.has("--rows")) {
      return usual;
    }

    return options.whole("--rows", needed, why);
  }
}

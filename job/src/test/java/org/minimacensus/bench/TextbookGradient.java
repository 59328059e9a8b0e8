package org.minimacensus.bench;

import java.util.List;

/**
 * Mean squared loss of a tanh network and its gradient as a textbook has them: row by row, forward
 * and back, by plain loops. What the kernels must be faster than.
 */
final class TextbookGradient {
  private final double[][] x;
  private final double[][] y;
  private final int[] widths;
  private final double decay;

  /**
   * @param widths inputs, units of each hidden layer, outputs
   * @param decay of the regulariser (decay/2) |theta|^2
   */
  TextbookGradient(double[][] x, double[][] y, List<Integer> hidden, double decay) {
    this.x = x;
    this.y = y;
    this.decay = decay;
    widths = new int[hidden.size() + 2];
    widths[0] = x[0].length;
    for (int l = 0; l < hidden.size(); l++) {
      widths[l + 1] = hidden.get(l);
    }

    widths[widths.length - 1] = y[0].length;
  }

  /**
   * @param theta W (unit, input) and b of each layer
   * @param gradient is overwritten
   */
  double lossAndGradient(double[] theta, double[] gradient) {
    double loss = 0;
    for (int j = 0; j < theta.length; j++) {
      loss += 0.5 * decay * theta[j] * theta[j];
      gradient[j] = decay * theta[j];
    }

    for (int i = 0; i < x.length; i++) {
      double[][] units = forward(theta, x[i]);
      double[] errors = units[units.length - 1];
      double sum = 0;
      for (int k = 0; k < errors.length; k++) {
        errors[k] -= y[i][k];
        sum += errors[k] * errors[k];
      }

      loss += 0.5 * sum / x.length;
      back(theta, gradient, units);
    }

    return loss;
  }

  /** Inputs and the values of all layers. */
  private double[][] forward(double[] theta, double[] row) {
    double[][] units = new double[widths.length][];
    units[0] = row;
    int at = 0;
    for (int l = 1; l < widths.length; l++) {
      int inputs = widths[l - 1];
      units[l] = new double[widths[l]];
      for (int u = 0; u < widths[l]; u++) {
        double sum = theta[at + widths[l] * inputs + u];
        for (int j = 0; j < inputs; j++) {
          sum += theta[at + u * inputs + j] * units[l - 1][j];
        }

        units[l][u] = l == widths.length - 1 ? sum : Math.tanh(sum);
      }

      at += widths[l] * (inputs + 1);
    }

    return units;
  }

  /** Adds the row's part; the last layer of the units holds the errors. */
  private void back(double[] theta, double[] gradient, double[][] units) {
    double[] pull = units[units.length - 1];
    int at = theta.length;
    for (int l = widths.length - 1; l > 0; l--) {
      int inputs = widths[l - 1];
      at -= widths[l] * (inputs + 1);
      double[] below = new double[inputs];
      for (int u = 0; u < widths[l]; u++) {
        gradient[at + widths[l] * inputs + u] += pull[u] / x.length;
        for (int j = 0; j < inputs; j++) {
          gradient[at + u * inputs + j] += pull[u] * units[l - 1][j] / x.length;
          below[j] += theta[at + u * inputs + j] * pull[u];
        }
      }

      for (int j = 0; j < inputs; j++) {
        below[j] *= 1 - units[l - 1][j] * units[l - 1][j];
      }

      pull = below;
    }
  }
}

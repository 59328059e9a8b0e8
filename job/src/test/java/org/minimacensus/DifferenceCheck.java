package org.minimacensus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.minimacensus.numeric.ErrorFunction;

/**
 * Slopes and curvatures of the two larger studies' losses by differences of the loss, which is
 * written down here again without any of the project's networks and losses.
 *
 * @param rows x1, x2, y
 * @param units of the only hidden layer
 */
record DifferenceCheck(double[][] rows, int units, boolean gelu, double decay) {
  private static final double STEP = 1e-3;

  static DifferenceCheck of(String study, Path root) throws IOException {
    boolean quickstart = study.equals("quickstart");
    List<String> lines =
        Files.readAllLines(
            root.resolve(quickstart ? "data/quickstart.csv" : "data/two-spirals.csv"));
    double[][] rows =
        lines.stream()
            .map(l -> Arrays.stream(l.split(",")).mapToDouble(Double::parseDouble).toArray())
            .toArray(double[][]::new);
    return new DifferenceCheck(rows, quickstart ? 2 : 3, quickstart, quickstart ? 0 : 1e-3);
  }

  /** theta in the order W1 (unit, input), b1, W2, b2. */
  double loss(double[] theta) {
    double sum = 0;
    for (double[] row : rows) {
      double f = theta[4 * units];
      for (int j = 0; j < units; j++) {
        double s = theta[2 * j] * row[0] + theta[2 * j + 1] * row[1] + theta[2 * units + j];
        f += theta[3 * units + j] * activation(s);
      }

      double hinge = Math.max(0, 1 - row[2] * f);
      sum += gelu ? hinge * hinge * hinge : (f - row[2]) * (f - row[2]) / 2;
    }

    return sum / rows.length + decay / 2 * Arrays.stream(theta).map(t -> t * t).sum();
  }

  private double activation(double s) {
    return gelu ? s / 2 * (1 + ErrorFunction.erf(s / StrictMath.sqrt(2))) : StrictMath.tanh(s);
  }

  double largestSlope(double[] theta) {
    double largest = 0;
    for (int i = 0; i < theta.length; i++) {
      // Fourth order: the error is that of the sixth power of the step.
      double near = moved(theta, i, STEP, i, 0) - moved(theta, i, -STEP, i, 0);
      double far = moved(theta, i, 2 * STEP, i, 0) - moved(theta, i, -2 * STEP, i, 0);
      largest = Math.max(largest, Math.abs((8 * near - far) / (12 * STEP)));
    }

    return largest;
  }

  /** Whether the matrix of second differences has a Cholesky factor. */
  boolean curvesUpwards(double[] theta) {
    int p = theta.length;
    double[][] h = new double[p][p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j <= i; j++) {
        double same = moved(theta, i, STEP, j, STEP) + moved(theta, i, -STEP, j, -STEP);
        double crossed = moved(theta, i, STEP, j, -STEP) + moved(theta, i, -STEP, j, STEP);
        h[i][j] = (same - crossed) / (4 * STEP * STEP);
        for (int k = 0; k < j; k++) {
          h[i][j] -= h[i][k] * h[j][k];
        }

        if (i == j && h[i][i] <= 0) {
          return false;
        }

        h[i][j] = i == j ? Math.sqrt(h[i][i]) : h[i][j] / h[j][j];
      }
    }

    return true;
  }

  private double moved(double[] theta, int i, double by, int j, double and) {
    double[] point = theta.clone();
    point[i] += by;
    point[j] += and;
    return loss(point);
  }
}

package org.minimacensus.certify;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.minimacensus.numeric.Roundoff;
import org.minimacensus.objective.Kink;

/**
 * First and second derivatives along M at a point of it, in the coordinates u of a {@link
 * KinkChart}.
 *
 * <p>d theta / du = T = E - N X with X = (G N)^-1 G E, G the gradients of the pinned
 * pre-activations z. With multipliers mu, N^T (g + G^T mu) = 0, the loss in u has the gradient T^T
 * g and the Hessian T^T (H + sum_k mu_k z_k'') T: that of the Lagrangian. Pins of the first hidden
 * layer have G E = 0 and z'' = 0 and are left out.
 */
final class KinkTangent {
  private static final double EPS = Roundoff.EPSILON;

  private final KinkChart chart;
  private final Map<Long, KinkRow> rows;
  private final int[] deep;
  private final double[][] gradients;
  private final SquareSystem system;

  /** X, a row per pin. */
  private final double[][] slide;

  /**
   * @param rows of the chart at the point, with the slopes with which gradients and Hessians to be
   *     restricted were made
   */
  KinkTangent(KinkChart chart, Map<Long, KinkRow> rows) {
    this.chart = chart;
    this.rows = rows;
    this.deep = chart.deep();
    int q = deep.length;
    this.gradients = new double[q][];
    double[][] across = new double[q][q];
    double[][] along = new double[q][];
    for (int k = 0; k < q; k++) {
      Kink pin = chart.pins().get(deep[k]);
      gradients[k] = rows.get(pin.row()).gradient(pin.layer(), pin.unit());
      along[k] = chart.restricted(gradients[k]);
      for (int m = 0; m < q; m++) {
        across[k][m] = chart.across(deep[m], gradients[k]);
      }
    }

    this.system = new SquareSystem(across);
    this.slide = new double[q][chart.dimension()];
    double[] column = new double[q];
    for (int i = 0; q > 0 && i < chart.dimension(); i++) {
      for (int k = 0; k < q; k++) {
        column[k] = along[k][i];
      }

      double[] x = system.solve(column);
      for (int k = 0; k < q; k++) {
        slide[k][i] = x[k];
      }
    }
  }

  /** T^T v. */
  double[] restricted(double[] v) {
    double[] u = chart.restricted(v);
    for (int k = 0; k < deep.length; k++) {
      double a = chart.across(deep[k], v);
      for (int i = 0; i < u.length; i++) {
        u[i] -= slide[k][i] * a;
      }
    }

    return u;
  }

  /** T u. */
  double[] lifted(double[] u) {
    double[] v = chart.spread(u, false);
    for (int k = 0; k < deep.length; k++) {
      chart.addAcross(deep[k], -PinnedRows.dot(slide[k], u), false, v);
    }

    return v;
  }

  /** |T| u, for errors. */
  double[] liftedSizes(double[] u) {
    double[] v = chart.spread(u, true);
    for (int k = 0; k < deep.length; k++) {
      double sum = 0;
      for (int i = 0; i < u.length; i++) {
        sum += Math.abs(slide[k][i]) * u[i];
      }

      chart.addAcross(deep[k], sum, true, v);
    }

    return v;
  }

  /** What errors of a gradient, and those of T, may amount to in T^T g. */
  double[] rounding(double[] errors, double[] gradient) {
    double[] of = errors.clone();
    chart.addRounding(gradient, of);
    double[] u = chart.restrictedSizes(of);
    if (deep.length == 0) {
      return u;
    }

    double[][] slideErrors = slideErrors();
    for (int k = 0; k < deep.length; k++) {
      double[] sizes = new double[of.length];
      chart.addAcross(deep[k], 1, true, sizes);
      double error = PinnedRows.dot(sizes, of);
      double a = Math.abs(chart.across(deep[k], gradient));
      for (int i = 0; i < u.length; i++) {
        u[i] += Math.abs(slide[k][i]) * error + slideErrors[k][i] * a;
      }
    }

    return u;
  }

  /** Bounds on the errors of X: those of G, propagated, and of the elimination. */
  private double[][] slideErrors() {
    int q = deep.length;
    double terms = 4 * EPS * chart.size();
    double[][] residuals = new double[q][];
    for (int k = 0; k < q; k++) {
      Kink pin = chart.pins().get(deep[k]);
      double[] sizes = rows.get(pin.row()).gradientSizes(pin.layer(), pin.unit());
      residuals[k] = chart.restrictedSizes(sizes);
      for (int m = 0; m < q; m++) {
        double[] move = new double[chart.size()];
        chart.addAcross(deep[m], 1, true, move);
        double a = PinnedRows.dot(move, sizes);
        for (int i = 0; i < residuals[k].length; i++) {
          residuals[k][i] += a * Math.abs(slide[m][i]);
        }
      }
    }

    double[][] errors = new double[q][chart.dimension()];
    for (int m = 0; m < q; m++) {
      double[] unit = new double[q];
      unit[m] = 1;
      double[] inverse = system.solve(unit);
      for (int k = 0; k < q; k++) {
        for (int i = 0; i < errors[k].length; i++) {
          errors[k][i] += terms * Math.abs(inverse[k]) * residuals[m][i];
        }
      }
    }

    return errors;
  }

  /** The multipliers mu of the pins behind the first hidden layer. */
  double[] multipliers(double[] gradient) {
    double[] across = new double[deep.length];
    for (int k = 0; k < across.length; k++) {
      across[k] = -chart.across(deep[k], gradient);
    }

    return system.solveTransposed(across);
  }

  /** Adds (sum_k mu_k z_k'') v. */
  void addCurvature(double[] multipliers, double[] v, double[] to) {
    for (Map.Entry<Long, KinkRow> row : rows.entrySet()) {
      for (Map.Entry<Integer, double[]> layer : weights(row.getKey(), multipliers).entrySet()) {
        row.getValue().addCurvature(layer.getKey(), layer.getValue(), v, to);
      }
    }
  }

  /** Multipliers of the units of a row, by layer. */
  private Map<Integer, double[]> weights(long row, double[] multipliers) {
    Map<Integer, double[]> weights = new LinkedHashMap<>();
    for (int k = 0; k < deep.length; k++) {
      Kink pin = chart.pins().get(deep[k]);
      if (pin.row() == row) {
        weights.computeIfAbsent(pin.layer(), l -> new double[chart.units(l)])[pin.unit()] +=
            multipliers[k];
      }
    }

    return weights;
  }

  /** T^T (H + sum_k mu_k z_k'') T. */
  DenseMatrix restricted(DenseMatrix h, double[] gradient) {
    int p = h.numRows();
    int dimension = chart.dimension();
    double[] multipliers = multipliers(gradient);
    double[][] half = new double[dimension][p];
    double[] unit = new double[p];
    for (int j = 0; j < p; j++) {
      double[] column = new double[p];
      System.arraycopy(h.values(), j * p, column, 0, p);
      if (deep.length > 0) {
        unit[j] = 1;
        addCurvature(multipliers, unit, column);
        unit[j] = 0;
      }

      double[] along = restricted(column);
      for (int i = 0; i < dimension; i++) {
        half[i][j] = along[i];
      }
    }

    double[] values = new double[dimension * dimension];
    for (int i = 0; i < dimension; i++) {
      System.arraycopy(restricted(half[i]), 0, values, i * dimension, dimension);
    }

    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j < i; j++) {
        double mean = (values[i * dimension + j] + values[j * dimension + i]) / 2;
        values[i * dimension + j] = mean;
        values[j * dimension + i] = mean;
      }
    }

    return new DenseMatrix(dimension, dimension, values);
  }
}

package org.minimacensus.optimize;

import org.minimacensus.numeric.Elementary;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Point;

/**
 * Least squares of a small tanh network on six random points: sum_i (sum_j v_j tanh(w_j.x_i + b_j)
 * + c - y_i)^2 / 2 + decay |p|^2 / 2.
 */
final class TanhProblem implements Function.Differentiable {
  static final int POINTS = 6;

  final int inputs;
  final int units;
  final double[] x;
  final double[] y;
  final double[] start;
  final double decay;

  private TanhProblem(int inputs, int units, double decay, RandomStream random) {
    this.inputs = inputs;
    this.units = units;
    this.decay = decay;
    x = gaussians(POINTS * inputs, random);
    y = gaussians(POINTS, random);
    start = gaussians(units * (inputs + 2) + 1, random);
  }

  /** 1 or 2 inputs, 1 to 3 units. */
  static TanhProblem random(int index, double decay) {
    RandomStream random = RandomStream.of(20, "tanh problems", index);
    return new TanhProblem(1 + random.nextInt(2), 1 + random.nextInt(3), decay, random);
  }

  private static double[] gaussians(int n, RandomStream random) {
    double[] z = new double[n];
    for (int i = 0; i < n; i++) {
      z[i] = random.nextGaussian();
    }

    return z;
  }

  Point startPoint() {
    return Point.of(start.clone());
  }

  /** Per unit the weights, the bias, the outgoing weight; last the output bias. */
  @Override
  public double at(double[] p, double[] g) {
    double value = 0;
    double[] h = new double[units];
    for (int i = 0; i < POINTS; i++) {
      double f = p[p.length - 1];
      for (int j = 0; j < units; j++) {
        int at = j * (inputs + 2);
        double z = p[at + inputs];
        for (int k = 0; k < inputs; k++) {
          z += p[at + k] * x[i * inputs + k];
        }

        h[j] = Elementary.tanh(z);
        f += p[at + inputs + 1] * h[j];
      }

      double r = f - y[i];
      value += 0.5 * r * r;
      g[p.length - 1] += r;
      for (int j = 0; j < units; j++) {
        int at = j * (inputs + 2);
        double slope = r * p[at + inputs + 1] * (1 - h[j] * h[j]);
        g[at + inputs + 1] += r * h[j];
        g[at + inputs] += slope;
        for (int k = 0; k < inputs; k++) {
          g[at + k] += slope * x[i * inputs + k];
        }
      }
    }

    for (int j = 0; j < p.length; j++) {
      value += 0.5 * decay * p[j] * p[j];
      g[j] += decay * p[j];
    }

    return value;
  }

  Jet jet(Jet[] p) {
    Jet value = p[0].times(0);
    for (int i = 0; i < POINTS; i++) {
      Jet f = p[p.length - 1];
      for (int j = 0; j < units; j++) {
        int at = j * (inputs + 2);
        Jet z = p[at + inputs];
        for (int k = 0; k < inputs; k++) {
          z = z.plus(p[at + k].times(x[i * inputs + k]));
        }

        f = f.plus(p[at + inputs + 1].times(z.tanh()));
      }

      value = value.plus(f.plus(-y[i]).square().times(0.5));
    }

    for (Jet q : p) {
      value = value.plus(q.square().times(0.5 * decay));
    }

    return value;
  }
}

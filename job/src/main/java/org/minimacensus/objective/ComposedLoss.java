package org.minimacensus.objective;

import java.util.Optional;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activation;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.numeric.interval.Jet;

/**
 * l(g(z), y) as a loss of z, where g is what a network applies to its outputs, component by
 * component: the same objective as that of a network with g at the outputs, and of one whose
 * outputs are linear in its last weights. Not registered: no study asks for it.
 *
 * @param loss l
 * @param output g
 */
record ComposedLoss(Loss loss, Activation output) implements Loss {
  @Override
  public String name() {
    return loss.name() + " of " + output.name();
  }

  @Override
  public boolean supports(Task task) {
    return loss.supports(task);
  }

  /** Whether z has critical points besides those of l depends on g: nothing is stated. */
  @Override
  public LossProperties properties() {
    LossProperties p = loss.properties();
    return new LossProperties(
        false, p.smoothness(), false, p.attained(), false, false, false, p.lowerBound());
  }

  @Override
  public boolean convexWhereIncreasing() {
    // What a study may apply to outputs: identity, sigmoid, tanh.
    return loss.properties().convex()
        && (output.parity() == Activation.Parity.ODD
            || output.parity() == Activation.Parity.COMPLEMENT);
  }

  /** g and its derivatives at a tile: values, slopes, bends, K x rows from 0 on. */
  private double[][] output(
      Kernels kernels, double[] z, int zOffset, int outputs, int ld, int rows, int order) {
    double[] own = new double[outputs * ld];
    double[][] g = new double[3][outputs * ld];

    for (int k = 0; k < outputs; k++) {
      System.arraycopy(z, zOffset + k * ld, own, k * ld, rows);
      output.evaluate(kernels, own, g[0], g[1], g[2], k * ld, rows, order);
    }

    return g;
  }

  @Override
  public void evaluate(
      Kernels kernels,
      double[] z,
      int zOffset,
      double[] y,
      int yOffset,
      double[] value,
      double[] delta,
      int outputs,
      int ld,
      int rows) {
    double[][] g = output(kernels, z, zOffset, outputs, ld, rows, 1);
    loss.evaluate(kernels, g[0], 0, y, yOffset, value, delta, outputs, ld, rows);

    for (int k = 0; k < outputs; k++) {
      for (int r = 0; r < rows; r++) {
        delta[k * ld + r] *= g[1][k * ld + r];
      }
    }
  }

  /** g' (d2 l / ds2) g' dz + (dl / ds) g'' dz. */
  @Override
  public void hessianVector(
      Kernels kernels,
      double[] z,
      int zOffset,
      double[] y,
      int yOffset,
      double[] dz,
      int dzOffset,
      double[] out,
      int outOffset,
      int outputs,
      int ld,
      int rows) {
    double[][] g = output(kernels, z, zOffset, outputs, ld, rows, 2);
    double[] value = new double[ld];
    double[] slope = new double[outputs * ld];
    double[] ds = new double[outputs * ld];
    loss.evaluate(kernels, g[0], 0, y, yOffset, value, slope, outputs, ld, rows);

    for (int k = 0; k < outputs; k++) {
      for (int r = 0; r < rows; r++) {
        ds[k * ld + r] = g[1][k * ld + r] * dz[dzOffset + k * ld + r];
      }
    }

    double[] curved = new double[outputs * ld];
    loss.hessianVector(kernels, g[0], 0, y, yOffset, ds, 0, curved, 0, outputs, ld, rows);

    for (int k = 0; k < outputs; k++) {
      for (int r = 0; r < rows; r++) {
        int i = k * ld + r;
        double bend = slope[i] * g[2][i] * dz[dzOffset + i];
        out[outOffset + i] = g[1][i] * curved[i] + bend;
      }
    }
  }

  /** That of l, which bounds it from below. */
  @Override
  public double groupInfimum(double[][] targets) {
    return loss.groupInfimum(targets);
  }

  @Override
  public boolean groupInfimumAttained(double[][] targets) {
    return loss.groupInfimumAttained(targets);
  }

  @Override
  public Optional<LossEnclosure> enclosure(Interval[] s, double[] y) {
    int outputs = y.length;
    Jet[] g = new Jet[outputs];
    Interval[] at = new Interval[outputs];
    for (int k = 0; k < outputs; k++) {
      Optional<Jet> own = output.enclosure(s[k]);
      if (own.isEmpty()) {
        return Optional.empty();
      }

      g[k] = own.get();
      at[k] = g[k].value();
    }

    return loss.enclosure(at, y).map(l -> composed(l, g));
  }

  private static LossEnclosure composed(LossEnclosure l, Jet[] g) {
    Interval[] gradient = new Interval[g.length];
    Interval[][] hessian = new Interval[g.length][g.length];
    for (int k = 0; k < g.length; k++) {
      gradient[k] = l.gradient()[k].times(g[k].slope());
      for (int j = 0; j < g.length; j++) {
        hessian[k][j] = l.hessian()[k][j].times(g[k].slope()).times(g[j].slope());
      }

      // A square is not negative.
      Interval own = l.hessian()[k][k].times(g[k].slope().square());
      hessian[k][k] = own.plus(l.gradient()[k].times(g[k].curvature()));
    }

    return new LossEnclosure(l.value(), gradient, hessian);
  }
}

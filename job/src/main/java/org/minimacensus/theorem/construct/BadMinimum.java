package org.minimacensus.theorem.construct;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.numeric.SymmetricEigen;

/**
 * From identical units and a residual to a data set on which they are a sub-optimal minimum:
 * targets y = f - kappa r, |r| = 1.
 *
 * <p>The Hessian is J^T J + kappa H(r), with H(r) positive on the kernel of J but for the predicted
 * zero modes: for small kappa it is positive beyond them (Schur complement).
 */
final class BadMinimum {
  /** Eigenvalues below this, relative to the largest, are no curvature to build on. */
  private static final double FLAT = 1e-12;

  /** Half decades by which kappa is lowered at most. */
  private static final int LOWERINGS = 12;

  private static final double[] TENS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};

  /** max_i |g_i| of a minimum that is written, for kappa <= 1. */
  static final double GRADIENT = 1e-13;

  private final Architecture architecture;
  private final double[][] inputs;
  private final double[] theta;
  private final double[] residual;
  private final double kappa;
  private final double margin;

  private BadMinimum(
      Architecture architecture,
      double[][] inputs,
      double[] theta,
      double[] residual,
      double kappa,
      double margin) {
    this.architecture = architecture;
    this.inputs = inputs;
    this.theta = theta;
    this.residual = residual;
    this.kappa = kappa;
    this.margin = margin;
  }

  /**
   * With the largest kappa of a series that makes it a minimum with some margin.
   *
   * @param residual of any length
   * @param kappa the first to be tried
   * @param zeroModes predicted
   * @return null where none of the series does
   */
  static BadMinimum of(
      Architecture architecture,
      double[][] inputs,
      double[] theta,
      double[] residual,
      double kappa,
      int zeroModes) {
    double[] unit = residual.clone();
    Vector.scale(unit, 1 / Vector.norm(residual));
    double[] gauss = problem(architecture, inputs, theta, unit, 0).hessian(theta);
    double[] curved = problem(architecture, inputs, theta, unit, 1).hessian(theta);
    Vector.add(curved, -1, gauss);
    BadMinimum best = null;
    for (int step = 0; step <= LOWERINGS; step++) {
      double factor = kappa * (step % 2 == 0 ? 1 : 0.3) / TENS[step / 2];
      double[] hessian = gauss.clone();
      Vector.add(hessian, factor, curved);
      double[] values = SymmetricEigen.of(hessian, theta.length).values();
      double largest = values[values.length - 1];
      double least = values[zeroModes] / largest;
      if (values[0] > -FLAT * largest && least > FLAT && (best == null || least > best.margin)) {
        best = new BadMinimum(architecture, inputs, theta, unit, factor, least);
      }

      if (best != null && least < best.margin) {
        break;
      }
    }

    return best;
  }

  /** The smallest curvature beyond zero modes relative to the largest. */
  double margin() {
    return margin;
  }

  /** The data set with its known point if the certificate agrees and a lower point was found. */
  Optional<Constructed> certified(int zeroModes) {
    Problem problem = problem(architecture, inputs, theta, residual, kappa);
    Optional<KnownPoint> point =
        KnownPoint.of(
            problem,
            theta,
            zeroModes == 0 ? "strict-minimum" : "degenerate-minimum",
            zeroModes,
            GRADIENT * Math.max(1, kappa));
    if (point.isEmpty()) {
      return Optional.empty();
    }

    return LowerPoint.fromSaddle(
            problem,
            point.get().loss(),
            walks(architecture, theta),
            "along the flat set of the output weights until one is negative, at a saddle of the"
                + " same loss, and down its steepest curvature")
        .map(lower -> new Constructed(problem).known(point.get().over(problem, lower)))
        .map(made -> made.fact("kappa", kappa));
  }

  /** Points of the flat set v_1 + v_2 = const, others as they are, with v_2 < 0. */
  static List<double[]> walks(Architecture architecture, double[] theta) {
    ParameterLayout layout = architecture.layout();
    int output = layout.layers() - 1;
    List<double[]> walks = new ArrayList<>();
    for (double beyond : new double[] {0.3, 1}) {
      double[] at = theta.clone();
      int first = layout.weight(output, 0, 0);
      int second = layout.weight(output, 0, 1);
      at[first] = theta[first] + theta[second] + beyond;
      at[second] = -beyond;
      walks.add(at);
    }

    return walks;
  }

  private static Problem problem(
      Architecture architecture, double[][] inputs, double[] theta, double[] unit, double kappa) {
    double[] targets = new double[inputs.length];
    double[][] outputs = Problem.squared(inputs, targets, architecture).outputs(theta);
    for (int i = 0; i < targets.length; i++) {
      targets[i] = outputs[i][0] - kappa * unit[i];
    }

    return Problem.squared(inputs, targets, architecture);
  }
}

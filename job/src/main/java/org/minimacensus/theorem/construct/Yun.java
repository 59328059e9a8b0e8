package org.minimacensus.theorem.construct;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.minimacensus.model.Activation;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.RandomStream;

/**
 * Three points that two units without biases can fit, with a sub-optimal minimum at which the
 * network is constant.
 *
 * <p>At w_j = (v_j, v_j), u_1 h(v_1) + u_2 h(v_2) = 1/3 the Hessian is positive beyond three zero
 * modes exactly when Q = g g^T / 2 + diag(u_j h''(v_j)) / 6, g_j = u_j h'(v_j), is positive: it
 * acts on the differences of the two weights of a unit.
 */
final class Yun implements Construction {
  private static final double[][] INPUTS = {{1, 0}, {0, 1}, {0.5, 0.5}};
  private static final double[] TARGETS = {0, 0, 1};
  private static final double CONSTANT = 1 / 3.0;

  /** Weights v_1, v_2 that have minima; from the examples that were checked by hand. */
  private static final Map<String, String> USUAL =
      Map.ofEntries(
          Map.entry("tanh", "0.7,1.1"),
          Map.entry("sigmoid", "0.5,-0.3"),
          Map.entry("softplus", "0.2,-0.5"),
          Map.entry("elu", "-0.5,-1"),
          Map.entry("swish", "0.3,0.8"),
          Map.entry("gelu", "0.3,0.8"),
          Map.entry("erf", "0.7,1.1"),
          Map.entry("sin", "0.7,1.1"),
          Map.entry("quadratic", "1,0.5"),
          Map.entry("relu", "1,2"),
          Map.entry("leaky-relu", "1,2"));

  private static final double RANGE = 8;
  private static final int STEPS = 800;

  @Override
  public String name() {
    return "yun";
  }

  @Override
  public String summary() {
    return "three points on which two units without biases have a constant, sub-optimal minimum";
  }

  @Override
  public String source() {
    return "Yun, Sra, Jadbabaie 2019, small nonlinearities in activation functions create bad local"
        + " minima in neural networks; condition of the minimum re-derived";
  }

  @Override
  public List<ConstructionOption> options() {
    return List.of(
        ConstructionOption.of(
            "--activation",
            "SIGMA",
            "tanh",
            String.join(", ", USUAL.keySet().stream().sorted().toList())),
        ConstructionOption.of(
            "--weights",
            "V1,V2",
            "",
            "both incoming weights of each unit; default: by activation"));
  }

  @Override
  public Constructed build(OptionValues options) {
    String name = options.choice("--activation", Activations.names());
    if (!USUAL.containsKey(name)) {
      throw new ConstructionException(
          "--activation: a linear network has no sub-optimal minimum, and 1/3 is its best loss;"
              + " found '"
              + name
              + "'");
    }

    Activation sigma = Activations.named(name, 0.1);
    double[] v = weights(options, USUAL.get(name));
    double[][] h = SmoothUnits.derivatives(sigma, v);
    boolean bent = h[2][0] != 0 || h[2][1] != 0;
    double outgoing = best(h, bent);
    if (Double.isNaN(outgoing)) {
      throw options.wrong(
          "--weights",
          "two weights at which some u_1 h(v_1) + u_2 h(v_2) = 1/3 is a minimum",
          "here all of them with |u_1| <= " + (int) RANGE + " are saddles or undefined");
    }

    Architecture architecture = Networks.perceptron(2, List.of(2), sigma, false, false);
    Problem problem = Problem.squared(INPUTS, TARGETS, architecture);
    int zeroModes = bent ? 3 : 4;
    double[] theta = theta(v, h, outgoing);
    KnownPoint point =
        KnownPoint.of(problem, theta, "degenerate-minimum", zeroModes, BadMinimum.GRADIENT)
            .orElseThrow(
                () ->
                    new ConstructionException(
                        "the certificate does not agree that it is a minimum"));
    LowerPoint lower =
        lower(problem, point.loss(), v, h, name)
            .orElseThrow(
                () -> new ConstructionException("no point of lower loss than 1/3 was found"));
    return new Constructed(problem)
        .known(point.over(problem, lower))
        .fact("global_loss", "0, attained or approached")
        .fact("expected_minima", "at least 2, one of them this sub-optimal class");
  }

  private static double[] weights(OptionValues options, String usual) {
    String text = options.has("--weights") ? options.text("--weights") : usual;
    double[] v =
        options.has("--weights")
            ? options.numbers("--weights")
            : Arrays.stream(text.split(",")).mapToDouble(Double::parseDouble).toArray();
    if (v.length != 2) {
      throw options.wrong("--weights", "two numbers", "");
    }

    return v;
  }

  /** u_1 of the largest smaller eigenvalue of Q; NaN where that is never positive. */
  private static double best(double[][] h, boolean bent) {
    if (!bent) {
      // Q is singular everywhere; both units share the output.
      return h[0][0] > 0 && h[0][1] > 0 ? CONSTANT / 2 / h[0][0] : Double.NaN;
    }

    double best = Double.NaN;
    double most = 0;
    for (int k = 0; k <= STEPS; k++) {
      double u = RANGE * (2.0 * k / STEPS - 1);
      double least = smaller(h, u);
      if (least > most) {
        most = least;
        best = u;
      }
    }

    return best;
  }

  /** The smaller eigenvalue of Q. */
  private static double smaller(double[][] h, double u1) {
    double u2 = other(h, u1);
    double g1 = u1 * h[1][0];
    double g2 = u2 * h[1][1];
    double a = g1 * g1 / 2 + u1 * h[2][0] / 6;
    double d = g2 * g2 / 2 + u2 * h[2][1] / 6;
    double b = g1 * g2 / 2;
    return (a + d) / 2 - Math.sqrt((a - d) * (a - d) / 4 + b * b);
  }

  private static double other(double[][] h, double u1) {
    return (CONSTANT - u1 * h[0][0]) / h[0][1];
  }

  private static double[] theta(double[] v, double[][] h, double u1) {
    return new double[] {v[0], v[0], v[1], v[1], u1, other(h, u1)};
  }

  private static Optional<LowerPoint> lower(
      Problem problem, double loss, double[] v, double[][] h, String name) {
    if (name.equals("relu")) {
      return LowerPoint.given(
          problem, loss, new double[] {1, 0, 1, -1, 2, -2}, "2 max(0, x) - 2 max(0, x - y) fits");
    }

    List<double[]> walked = new ArrayList<>();
    for (int k = 0; k <= STEPS; k += STEPS / 16) {
      double u = RANGE * (2.0 * k / STEPS - 1);
      if (smaller(h, u) < -1e-3) {
        walked.add(theta(v, h, u));
      }
    }

    Optional<LowerPoint> found =
        LowerPoint.fromSaddle(
            problem,
            loss,
            walked,
            "along u_1 h(v_1) + u_2 h(v_2) = 1/3 to a saddle of the same loss, and down its"
                + " steepest curvature");
    return found.isPresent()
        ? found
        : LowerPoint.search(problem, loss, RandomStream.of(0, "lower", 0));
  }
}

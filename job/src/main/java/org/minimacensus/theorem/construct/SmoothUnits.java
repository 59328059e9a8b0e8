package org.minimacensus.theorem.construct;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.minimacensus.model.Activation;
import org.minimacensus.model.Activations;
import org.minimacensus.numeric.KernelProvider;

/**
 * Activations for which identical hidden units can be a sub-optimal minimum: the construction needs
 * a residual r with sum r sigma(p) = 0, sum r sigma'(p) x~ = 0 and sum r sigma''(p) x~ x~^T
 * positive definite, p = (u, c).x~, x~ = (x, 1) with hidden biases.
 */
final class SmoothUnits {
  private static final Map<String, String> NEVER =
      Map.of(
          "identity", "its second derivative is 0, and so is the curvature that must be positive",
          "relu",
              "its second derivative is 0 beside the kink; affine-region and dead-relu are for it",
          "leaky-relu", "its second derivative is 0 beside the kink; affine-region is for it",
          "quadratic",
              "sigma'' is constant, so that u^T (sum r sigma'' x x^T) u = 2 sum r sigma = 0 for a"
                  + " residual orthogonal to the units: the curvature is never positive definite");

  private static final Map<String, String> NOT_WITH_BIAS =
      Map.of(
          "sin",
              "sigma'' = -sigma, so that the curvature along the bias, sum r sigma'' = -sum r"
                  + " sigma, is 0 for a residual orthogonal to the units",
          "erf",
              "sigma''(t) = -2 t sigma'(t), so that the curvature along the bias, sum r sigma'' ="
                  + " -2 sum r sigma' p, is 0 for a residual orthogonal to the derivatives of the"
                  + " units");

  private SmoothUnits() {}

  /** Why identical units with this activation never curve along their biases, where that is so. */
  static Optional<String> flatInBias(String activation) {
    return Optional.ofNullable(NOT_WITH_BIAS.get(activation));
  }

  static List<ConstructionOption> options(String activation) {
    return List.of(
        ConstructionOption.of(
            "--activation",
            "SIGMA",
            activation,
            "tanh, sigmoid, softplus, elu, swish or gelu; sin and erf with --no-bias"),
        ConstructionOption.flag("--bias", true, "biases of the hidden units"),
        ConstructionOption.flag("--output-bias", false, "bias of the output"));
  }

  /**
   * The activation that was asked for.
   *
   * @throws ConstructionException with the reason where the construction is impossible
   */
  static Activation activation(OptionValues options) {
    String name = options.choice("--activation", Activations.names());
    String reason = NEVER.get(name);
    if (reason == null && options.flag("--bias")) {
      reason = NOT_WITH_BIAS.get(name);
    }

    if (reason != null) {
      throw new ConstructionException(
          "--activation: "
              + name
              + (NEVER.containsKey(name) ? "" : " with hidden biases")
              + " has no minimum of this construction: "
              + reason
              + (NEVER.containsKey(name) ? "" : "; it may exist with --no-bias"));
    }

    return Activations.named(name, 0.1);
  }

  /** sigma, sigma', sigma'' at n arguments. */
  static double[][] derivatives(Activation sigma, double[] p) {
    double[][] all = new double[3][p.length];
    sigma.evaluate(KernelProvider.kernels(), p, all[0], all[1], all[2], 0, p.length, 2);
    return all;
  }
}

package org.minimacensus.theorem.construct;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.model.Activation;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.numeric.SymmetricEigen;
import org.minimacensus.optimize.SearchResult;
import org.minimacensus.optimize.Vectors;

/**
 * A strict minimum of a narrower network with one unit doubled, its outgoing weight v shared as
 * gamma v and (1 - gamma) v.
 *
 * <p>All gamma give critical points of the same loss. Opposite moves of the two incoming weights
 * have the curvature gamma (1 - gamma) v M, M = sum r sigma''(w.x~) x~ x~^T: minima for 0 &lt;
 * gamma &lt; 1 where v M is positive definite, outside of [0, 1] where it is negative definite, and
 * saddles for all gamma where it is indefinite.
 */
final class SplitUnit implements Construction {
  private static final int DRAWS = 200;
  private static final int STARTS = 6;
  private static final int STEPS = 600;

  /** Searches that end with a larger gradient head for infinity or take too long. */
  private static final double NEAR = 1e-8;

  /** Least to largest eigenvalue of a minimum to build on. */
  private static final double STRICT = 1e-7;

  /** An eigenvalue of v M this small beside the largest leaves its sign open. */
  private static final double DEFINITE = 1e-6;

  /** Units that have run away from the data are no strict minimum to build on. */
  private static final double LARGEST = 30;

  private static final double[] CHECKED = {-0.5, 0.2, 0.5, 0.8, 1.5};

  /** Signs of the curvature of the split. */
  private enum Curvature {
    POSITIVE("0 < gamma < 1", "gamma < 0 or gamma > 1"),
    NEGATIVE("gamma < 0 or gamma > 1", "0 < gamma < 1"),
    INDEFINITE("none", "all but 0 and 1");

    final String minima;
    final String saddles;

    Curvature(String minima, String saddles) {
      this.minima = minima;
      this.saddles = saddles;
    }

    boolean minimum(double gamma) {
      boolean inside = gamma > 0 && gamma < 1;
      return this != INDEFINITE && inside == (this == POSITIVE);
    }
  }

  @Override
  public String name() {
    return "split-unit";
  }

  @Override
  public String summary() {
    return "a strict minimum of a narrower network with one unit doubled: minimum or saddle";
  }

  @Override
  public String source() {
    return "Fukumizu, Amari 2000, local minima and plateaus in hierarchical structures of"
        + " multilayer perceptrons; re-derived";
  }

  @Override
  public List<ConstructionOption> options() {
    return List.of(
        ConstructionOption.of("--activation", "SIGMA", "tanh", "a smooth activation"),
        ConstructionOption.of("--hidden", "M", "2", "hidden units with the doubled one, >= 2"),
        ConstructionOption.inputs(1),
        ConstructionOption.rows(""),
        ConstructionOption.flag("--bias", false, "biases of the hidden units"),
        ConstructionOption.flag("--output-bias", false, "bias of the output"),
        ConstructionOption.of(
            "--gamma",
            "G",
            "",
            "share of the first of the two units; default: one that gives a minimum"),
        ConstructionOption.of(
            "--curvature",
            "SIGN",
            "definite",
            "definite (some gamma give minima) or indefinite (all give saddles)"),
        ConstructionOption.seed());
  }

  @Override
  public Constructed build(OptionValues options) {
    String name = options.choice("--activation", Activations.names());
    Activation sigma = Activations.named(name, 0.1);
    if (!sigma.smooth() || sigma.mixes()) {
      throw options.wrong(
          "--activation",
          "tanh, sigmoid, softplus, swish, gelu, erf or sin",
          "the curvature of a split needs a second derivative that changes");
    }

    int m = options.whole("--hidden", 2, "one unit is doubled");
    int d = options.whole("--inputs", 1, "");
    Architecture wide =
        Networks.perceptron(
            d, List.of(m), sigma, options.flag("--bias"), options.flag("--output-bias"));
    Architecture narrow =
        Networks.perceptron(d, List.of(m - 1), sigma, wide.bias(), wide.outputBias());
    int needed = narrow.layout().dimension() + 1;
    int n =
        Networks.rows(
            options, needed, 2 * needed, "with fewer rows the narrower network fits them all");
    boolean definite =
        options.choice("--curvature", List.of("definite", "indefinite")).equals("definite");
    if (!definite && d == 1 && !wide.bias()) {
      throw options.wrong(
          "--curvature", "definite", "one input without bias has a curvature of one number");
    }

    if (definite && wide.bias() && SmoothUnits.flatInBias(name).isPresent()) {
      throw options.wrong(
          "--curvature",
          "indefinite for " + name + " with biases",
          SmoothUnits.flatInBias(name).get());
    }

    double gamma = options.has("--gamma") ? options.number("--gamma") : Double.NaN;
    if (gamma == 0 || gamma == 1) {
      throw options.wrong(
          "--gamma", "a number other than 0 and 1", "a unit of weight 0 is no split");
    }

    long seed = options.seed();
    for (int k = 0; k < DRAWS; k++) {
      double[][] inputs = Networks.normalRows(RandomStream.of(seed, "inputs", k), n, d);
      double[] targets = new double[n];
      RandomStream noise = RandomStream.of(seed, "targets", k);
      for (int i = 0; i < n; i++) {
        targets[i] = noise.nextGaussian();
      }

      Problem problem = Problem.squared(inputs, targets, narrow);
      RandomStream starts = RandomStream.of(seed, "starts", k);
      for (int s = 0; s < STARTS; s++) {
        Optional<Constructed> made = split(problem, wide, starts, definite, gamma);
        if (made.isPresent()) {
          return made.get();
        }
      }
    }

    throw new ConstructionException(
        "no strict minimum of the narrower network with a"
            + (definite ? " definite" : "n indefinite")
            + " curvature of a split was found on "
            + DRAWS
            + " draws of the rows; take another --seed or other --rows"
            + (definite
                ? "; with several inputs or biases most curvatures are indefinite, and --curvature"
                    + " indefinite shows one"
                : ""));
  }

  private static Optional<Constructed> split(
      Problem narrow, Architecture wide, RandomStream stream, boolean definite, double gamma) {
    SearchResult searched = narrow.descend(narrow.start(stream, 1), STEPS);
    double[] near = searched.point().values().clone();
    if (searched.gradientNorm() > NEAR || Vectors.maxAbs(near) > LARGEST || !bowl(narrow, near)) {
      return Optional.empty();
    }

    Endpoint end = narrow.certify(near);
    if (end.endpointClass() != EndpointClass.STRICT_MINIMUM) {
      return Optional.empty();
    }

    for (int unit = 0; unit < narrow.architecture().hidden().get(0); unit++) {
      double[] curvature = curvature(narrow, end.theta(), unit);
      double most = Vectors.maxAbs(curvature);
      double least = Arrays.stream(curvature).map(Math::abs).min().getAsDouble();
      Curvature sign =
          curvature[0] > 0
              ? Curvature.POSITIVE
              : curvature[curvature.length - 1] < 0 ? Curvature.NEGATIVE : Curvature.INDEFINITE;
      if (!(least > DEFINITE * most) || definite == (sign == Curvature.INDEFINITE)) {
        continue;
      }

      double share = Double.isNaN(gamma) ? (sign == Curvature.NEGATIVE ? 1.5 : 0.5) : gamma;
      Optional<Constructed> made =
          made(narrow.with(wide), end.theta(), unit, share, sign, curvature);
      if (made.isPresent()) {
        return made;
      }
    }

    return Optional.empty();
  }

  /** Whether the certificate, which costs much more, is worth asking. */
  private static boolean bowl(Problem narrow, double[] theta) {
    double[] values = narrow.spectrum(theta).values();
    return values[0] > STRICT * values[values.length - 1];
  }

  private static Optional<Constructed> made(
      Problem problem,
      double[] narrow,
      int unit,
      double gamma,
      Curvature sign,
      double[] curvature) {
    double[] theta = doubled(problem.architecture(), narrow, unit, gamma);
    boolean minimum = sign.minimum(gamma);
    Optional<KnownPoint> point =
        KnownPoint.of(
            problem, theta, minimum ? "degenerate-minimum" : "saddle", 1, BadMinimum.GRADIENT);
    if (point.isEmpty()) {
      return Optional.empty();
    }

    List<double[]> walked = new ArrayList<>();
    for (double share : minimum ? new double[] {-1, 0.5, 1.5, 2.5} : new double[] {gamma}) {
      if (!sign.minimum(share)) {
        walked.add(doubled(problem.architecture(), narrow, unit, share));
      }
    }

    return LowerPoint.fromSaddle(
            problem,
            point.get().loss(),
            walked,
            "along gamma to a saddle of the same loss, and down its steepest curvature")
        .map(
            lower ->
                new Constructed(problem)
                    .known(point.get().over(problem, lower))
                    .fact("gamma", gamma)
                    .fact(
                        "expected_minima",
                        minimum
                            ? "at least 2, one of them this sub-optimal class"
                            : "not known; the known point is a saddle")
                    .fact("narrower_theta", narrow)
                    .fact("doubled_unit", unit)
                    .fact("curvature_eigenvalues", curvature)
                    .fact("minima_for", sign.minima)
                    .fact("saddles_for", sign.saddles)
                    .fact("checked", checked(problem, narrow, unit, sign)));
  }

  private static List<Map<String, Object>> checked(
      Problem problem, double[] narrow, int unit, Curvature sign) {
    List<Map<String, Object>> checked = new ArrayList<>();
    for (double gamma : CHECKED) {
      Endpoint end = problem.certify(doubled(problem.architecture(), narrow, unit, gamma));
      Map<String, Object> fact = new LinkedHashMap<>();
      fact.put("gamma", gamma);
      fact.put("predicted", sign.minimum(gamma) ? "degenerate-minimum" : "saddle");
      fact.put("class", end.endpointClass().label());
      fact.put("zero_modes", end.hessianZeroModes());
      fact.put("negative_modes", end.hessianNegativeModes());
      checked.add(fact);
    }

    return checked;
  }

  /** Eigenvalues of v M, ascending. */
  private static double[] curvature(Problem problem, double[] theta, int unit) {
    Architecture architecture = problem.architecture();
    ParameterLayout layout = architecture.layout();
    List<double[]> columns = new ArrayList<>(List.of(Vector.transposed(problem.inputs())));
    int n = problem.inputs().length;
    double[] p = new double[n];
    for (int k = 0; k < columns.size(); k++) {
      Vector.add(p, theta[layout.weight(0, unit, k)], columns.get(k));
    }

    if (architecture.bias()) {
      double[] ones = new double[n];
      Arrays.fill(ones, 1);
      Vector.add(p, theta[layout.bias(0, unit)], ones);
      columns.add(ones);
    }

    double[] weight = SmoothUnits.derivatives(architecture.activation(), p)[2];
    double[][] outputs = problem.outputs(theta);
    double v = theta[layout.weight(1, 0, unit)];
    for (int i = 0; i < n; i++) {
      weight[i] *= v * (outputs[i][0] - problem.targets()[i][0]);
    }

    int k = columns.size();
    double[] matrix = new double[k * k];
    for (int a = 0; a < k; a++) {
      for (int b = 0; b < k; b++) {
        matrix[a * k + b] = Vector.dot(weight, Vector.times(columns.get(a), columns.get(b)));
      }
    }

    return SymmetricEigen.of(matrix, k).values();
  }

  /** The narrower parameters with one more unit behind the last, like the given one. */
  private static double[] doubled(Architecture wide, double[] narrow, int unit, double gamma) {
    ParameterLayout layout = wide.layout();
    int m = wide.hidden().get(0);
    Architecture narrower =
        Networks.perceptron(
            wide.inputs(), List.of(m - 1), wide.activation(), wide.bias(), wide.outputBias());
    ParameterLayout from = narrower.layout();
    double[] theta = new double[layout.dimension()];
    for (int j = 0; j < m; j++) {
      int source = j == m - 1 ? unit : j;
      for (int k = 0; k < wide.inputs(); k++) {
        theta[layout.weight(0, j, k)] = narrow[from.weight(0, source, k)];
      }

      if (wide.bias()) {
        theta[layout.bias(0, j)] = narrow[from.bias(0, source)];
      }

      double share = j == m - 1 ? 1 - gamma : j == unit ? gamma : 1;
      theta[layout.weight(1, 0, j)] = share * narrow[from.weight(1, 0, source)];
    }

    if (wide.outputBias()) {
      theta[layout.biasOffset(1)] = narrow[from.biasOffset(1)];
    }

    return theta;
  }
}

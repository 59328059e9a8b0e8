package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.minimacensus.model.Activation;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.numeric.KernelProvider;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.objective.Augmentation;
import org.minimacensus.objective.FadedUnit;
import org.minimacensus.objective.PivotWeights;

/**
 * A hidden unit whose incoming weights fade while its outgoing weights grow: incoming weights eps D
 * / sigma'(b), a bias b that stays, outgoing weights alpha / eps. At eps = 0 it is the linear
 * function alpha D.x ({@link FadedUnit}) and a constant, which output biases take over.
 *
 * <p>Near it the loss is L0 + eps h1 + eps^2 h2 + ..., h1 = sigma''(b) / (2 sigma'(b)^2) sum_i
 * <c_i, alpha> (D.x_i)^2. eps has both signs, so h1 != 0 means that the run passes through infinity
 * and goes on with the other sign. Hidden biases make that so wherever the sum is not 0: b does
 * nothing in the limit and can be chosen. Without biases b = 0, and for odd activations and the
 * sigmoid sigma''(0) = 0: then a strict local minimum of L0 with D != 0 and h2 = sigma'''(0) / (6
 * sigma'(0)^3) sum_i <c_i, alpha> (D.x_i)^3 > 0 is a local minimum of the loss at infinity.
 * (Derivations in docs/mathematics.md.)
 */
final class FadingUnit implements LimitTerm {
  /** Pre-activations, the largest of the training set where these are known, else for |x| = 1. */
  private static final double[] AWAY = {2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.003, 0.001};

  private static final double[] NEARER = {0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 2e-4};

  /** Biases that are tried, besides the run's, where the loss falls away from infinity. */
  private static final double[] BIASES = {-2, -1, -0.5, 0.5, 1, 2};

  private final Runaway run;
  private final int unit;
  private final int inputs;
  private final int outputs;
  private final PivotWeights alpha;

  /** The run's hidden bias; 0 without one. */
  private final double bias;

  private final double distance;

  FadingUnit(Runaway run, int unit) {
    this.run = run;
    this.unit = unit;
    this.inputs = run.architecture().inputs();
    this.outputs = run.architecture().outputs();
    double[] theta = run.theta();
    int most = 0;
    for (int k = 1; k < outputs; k++) {
      most = Math.abs(outgoing(theta, k)) > Math.abs(outgoing(theta, most)) ? k : most;
    }

    this.alpha = new PivotWeights(most, 1);
    this.bias = run.architecture().bias() ? run.incoming(unit)[inputs] : 0;
    this.distance = 1 / outgoing(theta, most);
  }

  private double outgoing(double[] theta, int output) {
    return theta[run.layout().weight(1, output, unit)];
  }

  /** Whether units of a network may fade into a linear function. */
  static boolean applies(Architecture network) {
    Activation activation = network.activation();
    return activation.thriceDifferentiable()
        // What a unit leaves as it fades is of its third derivative.
        && !activation.mixes()
        && (network.outputBias() || !network.bias() && jet(activation, 0)[0] == 0);
  }

  /** sigma and its first three derivatives at z. */
  private static double[] jet(Activation activation, double z) {
    int n = Kernels.LANES;
    double[] at = new double[n];
    Arrays.fill(at, z);
    double[][] s = new double[4][n];
    activation.evaluate(KernelProvider.kernels(), at, s[0], s[1], s[2], 0, n, 2);
    activation.third(KernelProvider.kernels(), at, s[0], s[1], s[2], s[3], 0, n);
    return new double[] {s[0][0], s[1][0], s[2][0], s[3][0]};
  }

  private double[] jet(double z) {
    return jet(run.architecture().activation(), z);
  }

  @Override
  public String kind() {
    return FadingUnits.KIND;
  }

  @Override
  public int[] units() {
    return new int[] {unit};
  }

  @Override
  public String words() {
    return "unit " + (unit + 1) + " fades into a linear function";
  }

  @Override
  public Augmentation limit() {
    return new FadedUnit(alpha.pivot(), 0);
  }

  @Override
  public int free() {
    return outputs - 1 + inputs;
  }

  /** alpha D with the alpha of the pivot. */
  @Override
  public int[] linear() {
    return IntStream.range(outputs - 1, free()).toArray();
  }

  @Override
  public double[] place(double[] theta) {
    ParameterLayout layout = run.layout();
    double[] jet = jet(bias);
    double[] phi = new double[outputs - 1 + inputs];
    for (int k = 0; k < outputs; k++) {
      double v = theta[layout.weight(1, k, unit)];
      if (k != alpha.pivot()) {
        phi[alpha.index(k)] = v * distance;
      }

      if (layout.hasBias(1)) {
        theta[layout.bias(1, k)] += v * jet[0];
      }
    }

    for (int j = 0; j < inputs; j++) {
      phi[outputs - 1 + j] = theta[layout.weight(0, unit, j)] * jet[1] / distance;
    }

    return phi;
  }

  /** What {@link Near} carries: phi, and last the bias. */
  private Near near(double[] phi, double eps, double b) {
    double[] withBias = Arrays.copyOf(phi, free() + 1);
    withBias[free()] = b;
    return new Near(withBias, eps);
  }

  /** The bias too, where there is one. */
  @Override
  public int[] movable(Near near) {
    return IntStream.range(0, free() + (run.architecture().bias() ? 1 : 0)).toArray();
  }

  /** Outgoing weights grow. */
  @Override
  public IntStream runaway(ParameterLayout layout) {
    return Arrays.stream(units()).boxed().flatMapToInt(u -> Arrays.stream(layout.outgoing(0, u)));
  }

  @Override
  public Near run(double[] phi) {
    return near(phi, distance, bias);
  }

  @Override
  public List<Near> nearer(LimitPoint at, double[] phi) {
    List<Near> all = new ArrayList<>();
    for (double largest : NEARER) {
      all.add(near(phi, Math.signum(distance) * largest * jet(bias)[1] / reach(phi), bias));
    }

    return all;
  }

  private double reach(double[] phi) {
    return FadingUnits.reach(run, Arrays.copyOfRange(phi, outputs - 1, free()));
  }

  @Override
  public void write(Near near, double[] theta) {
    ParameterLayout layout = run.layout();
    double[] phi = near.phi();
    double b = phi[free()];
    double[] jet = jet(b);
    for (int k = 0; k < outputs; k++) {
      double v = alpha.at(phi, 0, k) / near.distance();
      theta[layout.weight(1, k, unit)] = v;
      if (layout.hasBias(1)) {
        theta[layout.bias(1, k)] -= v * jet[0];
      }
    }

    for (int j = 0; j < inputs; j++) {
      theta[layout.weight(0, unit, j)] = near.distance() * phi[outputs - 1 + j] / jet[1];
    }

    if (run.architecture().bias()) {
      theta[layout.bias(0, unit)] = b;
    }
  }

  @Override
  public Correction correction(LimitPoint at, double[] phi) {
    double[] error = at.error(this);
    boolean opens = false;
    for (int j = outputs - 1; j < free(); j++) {
      opens |= Math.abs(phi[j]) > error[j];
    }

    if (!opens) {
      return Correction.open("the unit would fade at finite weights");
    }

    double[] jet = jet(bias);
    if (run.architecture().bias() || jet[2] != 0) {
      return passage(at, phi);
    }

    LimitSlope cubes = at.slope(this, new FadedUnit(alpha.pivot(), 3));
    double factor = jet[3] / (6 * jet[1] * jet[1] * jet[1]);
    double h = factor * cubes.value();
    String words =
        String.format(
            Locale.ROOT,
            "first correction h = %.6g +- %.2g, the incoming weights faded to eps = %.3g",
            h,
            Math.abs(factor) * cubes.error(),
            Math.abs(distance));
    int sign = cubes.sign() * (int) Math.signum(factor);
    if (sign > 0) {
      return Correction.certified(words, near -> near.distance() * near.distance() * h);
    }

    return sign < 0
        ? Correction.falls(words, apart(phi, false))
        : Correction.open(words + ": its sign is open");
  }

  /** A correction of the first order in eps. */
  private Correction passage(LimitPoint at, double[] phi) {
    LimitSlope squares = at.slope(this, new FadedUnit(alpha.pivot(), 2));
    String words =
        String.format(
            Locale.ROOT,
            "sum of c (D.x)^2 = %.6g +- %.2g: the loss goes on falling with the other sign of the"
                + " incoming weights",
            squares.value(),
            squares.error());
    return squares.sign() == 0
        ? Correction.open(words + " unless that is 0")
        : Correction.falls(words, apart(phi, run.architecture().bias()));
  }

  /** Networks at both signs of eps, with other biases where there are any. */
  private List<Near> apart(double[] phi, boolean biased) {
    List<Near> all = new ArrayList<>();
    double[] biases = biased ? Arrays.copyOf(BIASES, BIASES.length + 1) : new double[1];
    biases[biases.length - 1] = bias;
    for (double b : biases) {
      double slope = jet(b)[1];
      for (double largest : AWAY) {
        for (int sign = -1; sign <= 1; sign += 2) {
          all.add(near(phi, sign * largest * slope / reach(phi), b));
        }
      }
    }

    return all;
  }
}

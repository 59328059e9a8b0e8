package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.objective.Augmentation;
import org.minimacensus.objective.MergedPair;
import org.minimacensus.objective.PivotWeights;

/**
 * Two hidden units that merge ({@link MergedPair}): c, w, alpha, u, and the distance t with
 * incoming weights w +- t u and outgoing weights (c +- alpha / t) / 2. At t = 0 is the limit.
 *
 * <p>Near it the loss is L0 + t^2 h + O(t^4). A strict local minimum of L0 with u != 0 and h > 0 is
 * a local minimum of the loss at infinity: the loss falls towards it as t tends to 0, that is as
 * the outgoing weights grow without bound. Where h < 0 the loss falls away from infinity. (After
 * Martinelli, Van Meegen, Simsek, Gerstner and Brea 2025, Flat channels to infinity in neural loss
 * landscapes; derivation in docs/mathematics.md.)
 */
final class MergingPair implements LimitTerm {
  /** Distances of the units, relative to their incoming weights, that are tried away from h < 0. */
  private static final double[] AWAY = {0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.003, 0.001};

  /** Distances at which the loss is compared with its expansion. */
  private static final double[] NEARER = {0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 5e-4, 2e-4};

  private final Runaway run;
  private final RunawayFlags.Pair pair;
  private final int outputs;
  private final int incoming;

  /** Its pivot is the output in which the units cancel most. */
  private final PivotWeights alpha;

  /** Distance of the run's units. */
  private final double distance;

  /** Where w, the alpha that are not 1 and u begin in phi. */
  private final int weights;

  private final int alphas;
  private final int split;

  MergingPair(Runaway run, RunawayFlags.Pair pair) {
    this.run = run;
    this.pair = pair;
    this.outputs = run.architecture().outputs();
    this.incoming = run.incoming();
    this.weights = outputs;
    this.alphas = weights + incoming;
    this.split = alphas + outputs - 1;
    double[] theta = run.theta();
    int most = 0;
    for (int k = 1; k < outputs; k++) {
      most = Math.abs(difference(theta, k)) > Math.abs(difference(theta, most)) ? k : most;
    }

    this.alpha = new PivotWeights(most, 1);
    this.distance = 1 / difference(theta, most);
  }

  private double difference(double[] theta, int output) {
    ParameterLayout layout = run.layout();
    return theta[layout.weight(1, output, pair.first())]
        - pair.sign() * theta[layout.weight(1, output, pair.second())];
  }

  @Override
  public String kind() {
    return MergingUnits.KIND;
  }

  @Override
  public int[] units() {
    return new int[] {pair.first(), pair.second()};
  }

  @Override
  public String words() {
    return "units " + (pair.first() + 1) + " and " + (pair.second() + 1) + " merge";
  }

  @Override
  public Augmentation limit() {
    return limit(false);
  }

  private Augmentation limit(boolean corrected) {
    return new MergedPair(
        run.architecture().activation(), run.architecture().bias(), alpha.pivot(), corrected);
  }

  @Override
  public int free() {
    return split + incoming;
  }

  /** c and u. */
  @Override
  public int[] linear() {
    return IntStream.concat(IntStream.range(0, outputs), IntStream.range(split, split + incoming))
        .toArray();
  }

  @Override
  public double[] place(double[] theta) {
    ParameterLayout layout = run.layout();
    double[] phi = new double[split + incoming];
    for (int k = 0; k < outputs; k++) {
      double one = theta[layout.weight(1, k, pair.first())];
      double other = pair.sign() * theta[layout.weight(1, k, pair.second())];
      phi[k] = one + other;
      if (k != alpha.pivot()) {
        phi[alphas + alpha.index(k)] = (one - other) * distance;
      }
    }

    for (int j = 0; j < incoming; j++) {
      double one = theta[Runaway.incoming(run.architecture(), pair.first(), j)];
      double other = pair.sign() * theta[Runaway.incoming(run.architecture(), pair.second(), j)];
      phi[weights + j] = (one + other) / 2;
      phi[split + j] = (one - other) / 2 / distance;
    }

    return phi;
  }

  @Override
  public void write(Near near, double[] theta) {
    ParameterLayout layout = run.layout();
    double[] phi = near.phi();
    double t = near.distance();
    for (int k = 0; k < outputs; k++) {
      double c = phi[k];
      double apart = alpha.at(phi, alphas, k) / t;
      theta[layout.weight(1, k, pair.first())] = (c + apart) / 2;
      theta[layout.weight(1, k, pair.second())] = pair.sign() * (c - apart) / 2;
    }

    for (int j = 0; j < incoming; j++) {
      double apart = t * phi[split + j];
      theta[Runaway.incoming(run.architecture(), pair.first(), j)] = phi[weights + j] + apart;
      theta[Runaway.incoming(run.architecture(), pair.second(), j)] =
          pair.sign() * (phi[weights + j] - apart);
    }
  }

  /** Outgoing weights grow. */
  @Override
  public IntStream runaway(ParameterLayout layout) {
    return Arrays.stream(units()).boxed().flatMapToInt(u -> Arrays.stream(layout.outgoing(0, u)));
  }

  @Override
  public Near run(double[] phi) {
    return new Near(phi, distance);
  }

  @Override
  public List<Near> nearer(LimitPoint at, double[] phi) {
    return apart(phi, NEARER);
  }

  private List<Near> apart(double[] phi, double[] distances) {
    double spread = spread(phi);
    List<Near> all = new ArrayList<>();
    for (double d : distances) {
      all.add(new Near(phi, Math.signum(distance) * d / spread));
    }

    return all;
  }

  /** |u| / (1 + |w|): how far the units go apart for t = 1. */
  private double spread(double[] phi) {
    double w = 0;
    double u = 0;
    for (int j = 0; j < incoming; j++) {
      w += phi[weights + j] * phi[weights + j];
      u += phi[split + j] * phi[split + j];
    }

    return Math.sqrt(u) / (1 + Math.sqrt(w));
  }

  /** Whether u is away from 0, where the units would not have to go to infinity. */
  private boolean opens(double[] phi, double[] error) {
    for (int j = 0; j < incoming; j++) {
      if (Math.abs(phi[split + j]) > error[split + j]) {
        return true;
      }
    }

    return false;
  }

  @Override
  public Correction correction(LimitPoint at, double[] phi) {
    if (!opens(phi, at.error(this))) {
      return Correction.open("the units would merge at finite weights");
    }

    LimitSlope h = at.slope(this, limit(true));
    String words =
        String.format(
            Locale.ROOT,
            "first correction h = %.6g +- %.2g, the units are apart by t = %.3g",
            h.value(),
            h.error(),
            Math.abs(distance));
    if (h.sign() > 0) {
      return Correction.certified(words, near -> near.distance() * near.distance() * h.value());
    }

    return h.sign() < 0
        ? Correction.falls(words, apart(phi, AWAY))
        : Correction.open(words + ": its sign is open");
  }
}

package org.minimacensus.theorem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.linalg.DenseVector;
import org.minimacensus.data.DataShard;
import org.minimacensus.data.Dataset;
import org.minimacensus.numeric.DoubleDouble;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.PreciseObjective;
import org.minimacensus.objective.Question;
import org.minimacensus.objective.RidgeNeurons;

/**
 * Looks for points near a point, or joined to it by a path that costs nothing, at which the loss is
 * lower in double-double: one of them shows that there is no local minimum.
 *
 * <p>While a neuron is off, its own weights cost nothing, so they are moved at random first, by
 * little and by more, and the bias of its exponent to 0: the slope by its amplitude is analytic in
 * them, and if it is not 0 somewhere it is not 0 at points as near as one likes. A relu neuron's is
 * not, and its weights are moved only as far as it is on or off on the same rows.
 */
final class PreciseDescent {
  private static final double[] RADII = {1e-4, 1e-3, 1e-2, 0.1, 1};
  private static final int DRAWS = 2;

  /** Shares of a step that are tried. */
  private static final double[] SHARES = {1, 1.0 / 16, 1.0 / 256};

  /** Lengths of steps along negative curvature. */
  private static final double[] LENGTHS = {0.1, 1e-2, 1e-3, 1e-4};

  /** A step along the gradient is at most this times the gradient. */
  private static final double LONGEST = 1e8;

  /** Steps along the gradient are at most this share of 1 + max_i |x_i|. */
  private static final double REACH = 0.01;

  /** On kinks the point is known to doubles only, and so is its value. */
  private static final double KINK_ROUNDING = 0x1p-40;

  private final Objective objective;
  private final PreciseObjective precise;
  private final Evaluator evaluator;
  private final Dataset rows;

  /** A lower value. */
  record Found(double by, String where) {}

  PreciseDescent(PreciseObjective precise, Evaluator evaluator, Dataset rows) {
    this.objective = evaluator.objective();
    this.precise = precise;
    this.evaluator = evaluator;
    this.rows = rows;
  }

  /** A point to go down from. */
  private record Probe(String where, DoubleDouble[] x) {}

  /** Number of points that {@link #from} begins at when it finds nothing. */
  int probes(PrecisePolish.Polished at) {
    return 1 + (idle(at).length == 0 ? 0 : 1 + RADII.length * DRAWS);
  }

  private int[] idle(PrecisePolish.Polished at) {
    return objective.idle(PrecisePolish.rounded(at.x));
  }

  /**
   * A lower value, if there is one.
   *
   * @param onKink whether the point is on a kink of the loss
   */
  Optional<Found> from(
      PrecisePolish.Polished at, double[] origins, boolean onKink, RandomStream stream) {
    Optional<Found> lighter = lighter(at, origins);
    if (lighter.isPresent()) {
      return lighter;
    }

    // At a critical point, what is left to the exact one; elsewhere any lower value will do.
    double left = at.critical() && at.decrement > 0 ? 4 * at.decrement : 0;
    double kink = onKink ? KINK_ROUNDING * (1 + Math.abs(at.value.high())) : 0;
    double least = at.rounding + left + kink;
    for (Probe probe : start(at, stream)) {
      Found best = null;
      for (DoubleDouble[] to : steps(probe, at, origins)) {
        double by = at.value.minus(precise.value(to, origins)).high();
        if (by > least && (best == null || by > best.by())) {
          best = new Found(by, probe.where());
        }
      }

      if (best != null) {
        return Optional.of(best);
      }
    }

    return Optional.empty();
  }

  /**
   * A neuron that is on can hand its amplitude to its other parameters, which the regulariser does
   * not count: the outputs stay, the regulariser falls. This is exact, however small it is.
   */
  private Optional<Found> lighter(PrecisePolish.Polished at, double[] origins) {
    boolean on =
        Arrays.stream(objective.amplitudes()).anyMatch(i -> at.x[i].high() != 0)
            && (objective.exponents().length > 0 || ridge());
    if (!on) {
      return Optional.empty();
    }

    DoubleDouble before = precise.regulariser(at.x, origins);
    double by = before.minus(precise.regulariser(lightened(at.x), origins)).high();
    String where =
        (by > 0 ? "" : "(it is below what numbers hold) ")
            + "with an amplitude that is not 0 handed to the added neuron's other parameters, which"
            + " cost nothing: the outputs stay and the regulariser, "
            + before.high()
            + ", falls";
    return Optional.of(new Found(by, where));
  }

  private boolean ridge() {
    return objective.augmentation().orElse(null) instanceof RidgeNeurons;
  }

  /** The same outputs: exponents larger by 1, or (a, w, b) to (a 2^-q, 2 w, 2 b). */
  private DoubleDouble[] lightened(DoubleDouble[] x) {
    DoubleDouble[] to = x.clone();
    for (int i : objective.exponents()) {
      to[i] = to[i].plus(DoubleDouble.of(1));
    }

    if (objective.augmentation().orElse(null) instanceof RidgeNeurons neurons) {
      for (int i : objective.trivialDirections()) {
        to[i] = to[i].times(DoubleDouble.of(2));
      }

      for (int i : objective.amplitudes()) {
        to[i] = to[i].times(DoubleDouble.of(Math.scalb(1.0, -neurons.homogeneity())));
      }
    }

    return to;
  }

  private List<Probe> start(PrecisePolish.Polished at, RandomStream stream) {
    List<Probe> probes = new ArrayList<>();
    probes.add(new Probe("at the point", at.x));
    int[] idle = idle(at);
    if (idle.length == 0) {
      return probes;
    }

    DoubleDouble[] awake = awake(at.x, idle);
    probes.add(new Probe("with the exponents of silent neurons set to 0", awake));
    for (double radius : RADII) {
      for (int draw = 0; draw < DRAWS; draw++) {
        double[] step = new double[at.x.length];
        double most = Math.min(radius, reach(at.x));
        for (int i : idle) {
          step[i] = most * (2 * stream.nextDouble() - 1);
        }

        // Chains of neurons carry a slope further than their ends see.
        for (int i : objective.chain()) {
          step[i] = at.x[i].high() == 0 ? most * (2 * stream.nextDouble() - 1) : 0;
        }

        probes.add(
            new Probe(
                "with the weights of silent neurons moved by at most " + most,
                PrecisePolish.moved(awake, step, 1)));
      }
    }

    return probes;
  }

  private DoubleDouble[] awake(DoubleDouble[] x, int[] idle) {
    DoubleDouble[] to = x.clone();
    for (int i : objective.exponents()) {
      if (Arrays.stream(idle).anyMatch(j -> i == j)) {
        to[i] = DoubleDouble.ZERO;
      }
    }

    return to;
  }

  /** How far all weights of a neuron with a kink may move until it is on or off on other rows. */
  private double reach(DoubleDouble[] x) {
    if (!(objective.augmentation().orElse(null) instanceof RidgeNeurons neurons)
        || !neurons.kinked()) {
      return Double.POSITIVE_INFINITY;
    }

    double reach = Double.POSITIVE_INFINITY;
    int d = rows.features();
    for (int a : objective.amplitudes()) {
      for (DataShard shard : rows.shards()) {
        for (int r = 0; r < shard.rows(); r++) {
          DoubleDouble t = x[a + 1 + d];
          double size = 1;
          for (int j = 0; j < d; j++) {
            double in = shard.features().apply(r, j);
            t = t.plus(x[a + 1 + j].times(DoubleDouble.of(in)));
            size += Math.abs(in);
          }

          double margin = Math.abs(t.high());
          // Exactly on the kink any move leads to one side, and both are as near as one likes.
          reach = margin > 0 ? Math.min(reach, margin / (2 * size)) : reach;
        }
      }
    }

    return reach;
  }

  /** Where a descent may lead from a probe. */
  private List<DoubleDouble[]> steps(Probe probe, PrecisePolish.Polished at, double[] origins) {
    int p = probe.x().length;
    DoubleDouble[] gradient = new DoubleDouble[p];
    precise.gradient(probe.x(), origins, gradient);
    double[] g = PrecisePolish.rounded(gradient);
    List<DoubleDouble[]> to = new ArrayList<>();
    if (!Arrays.stream(g).allMatch(Double::isFinite)) {
      return to;
    }

    Point point = new Point(new DenseVector(PrecisePolish.rounded(probe.x())), origins);
    add(to, probe, ridgeStep(point, g));
    add(to, probe, gradientStep(point, g));
    add(to, probe, plateauStep(point, g));
    if (probe.x() == at.x && at.leastEigenvalue < -at.bound) {
      for (double length : LENGTHS) {
        to.add(PrecisePolish.moved(at.x, at.leastDirection, length));
        to.add(PrecisePolish.moved(at.x, at.leastDirection, -length));
      }
    }

    return to;
  }

  private static void add(List<DoubleDouble[]> to, Probe probe, double[] step) {
    if (Arrays.stream(step).anyMatch(s -> s != 0)
        && Arrays.stream(step).allMatch(Double::isFinite)) {
      for (double share : SHARES) {
        to.add(PrecisePolish.moved(probe.x(), step, share));
      }
    }
  }

  /** a = -G / (lambda + sum l'' e^2) for every amplitude, which is their only step. */
  private double[] ridgeStep(Point point, double[] g) {
    double[] step = new double[g.length];
    for (int i : objective.amplitudes()) {
      double[] unit = new double[g.length];
      unit[i] = 1;
      double curvature = along(point, unit);
      step[i] = curvature > 0 ? -g[i] / curvature : 0;
    }

    return step;
  }

  /** Downhill, to the lowest point of a parabola. */
  private double[] gradientStep(Point point, double[] g) {
    double[] down = downhill(g);
    double norm = 0;
    for (int i = 0; i < g.length; i++) {
      norm -= down[i] * g[i];
    }

    double length = norm / Math.max(Math.abs(along(point, down)), 1 / LONGEST);
    double share = Math.min(length, reachable(point));
    return Arrays.stream(down).map(v -> share * v).toArray();
  }

  /**
   * Downhill, as far as plateaus ask for, whose slopes are next to nothing; not by amplitudes, of
   * which the regulariser is no plateau.
   */
  private double[] plateauStep(Point point, double[] g) {
    double[] own = g.clone();
    Arrays.stream(objective.amplitudes()).forEach(i -> own[i] = 0);
    return Arrays.stream(downhill(own)).map(v -> reachable(point) * v).toArray();
  }

  private static double reachable(Point point) {
    return REACH * (1 + Arrays.stream(point.values()).map(Math::abs).max().orElse(0));
  }

  /** -g/|g|, or 0. */
  private static double[] downhill(double[] g) {
    double largest = Arrays.stream(g).map(Math::abs).max().orElse(0);
    if (largest == 0) {
      return new double[g.length];
    }

    // Scaled first, since squares of slopes of plateaus underflow.
    double norm = Math.sqrt(Arrays.stream(g).map(v -> v / largest * (v / largest)).sum());
    return Arrays.stream(g).map(v -> -v / largest / norm).toArray();
  }

  private double along(Point point, double[] direction) {
    double[] product =
        evaluator.evaluate(Question.hessianVector(point, direction)).hessianVector().values();
    double sum = 0;
    for (int i = 0; i < direction.length; i++) {
      sum += direction[i] * product[i];
    }

    return sum;
  }
}

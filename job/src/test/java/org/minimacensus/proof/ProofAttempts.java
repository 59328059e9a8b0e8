package org.minimacensus.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.objective.Reduction;

/**
 * Attempts to prove a minimum where there is none, and where there is one: points of which the
 * construction says what they are.
 *
 * <p>Every attempt that must fail is asserted to; how many there were of which kind is counted.
 */
final class ProofAttempts {
  private static final int ROWS = 10;
  private static final List<String> SMOOTH =
      List.of("tanh", "sigmoid", "softplus", "swish", "gelu", "erf", "sin");
  private static final List<String> ODD = List.of("tanh", "erf", "sin");
  private static final double[] SPLITS = {0, 1, 0.5, 0.3, -0.4, 1.7};
  private static final double[] MOVES = {1e-2, 1e-3, 1e-4, 1e-6, 1e-9};
  private static final double[] ALONG = {1, 3, 10, 30, 100, 300, 700, 745, 1e3, 1e6};

  private final RandomStream dice;
  private final Map<Reason, Integer> refused = new EnumMap<>(Reason.class);
  private int attempts;
  private int minima;
  private int proved;

  ProofAttempts(long seed) {
    this.dice = RandomStream.of(seed, "attempts", 0);
  }

  /** Attempts of any kind. */
  int attempts() {
    return attempts;
  }

  /** Points known to be well conditioned strict minima. */
  int minima() {
    return minima;
  }

  /** Those of {@link #minima} that were proved. */
  int proved() {
    return proved;
  }

  /** How often a proof was refused where there is none, by reason. */
  Map<Reason, Integer> refused() {
    return refused;
  }

  /** A problem with enclosures of its objective. */
  private record Problem(Objective objective, Dataset data, ObjectiveEnclosure enclosure) {
    Problem(Objective objective, Dataset data) {
      this(objective, data, new ObjectiveEnclosure(objective, data));
    }
  }

  private static Architecture network(int inputs, List<Integer> hidden, String activation) {
    return new Architecture(
        inputs,
        hidden,
        1,
        Activations.named(activation, 0.1),
        Activations.named("identity", 0),
        true,
        true,
        false);
  }

  private static Objective squared(Architecture network, double l2) {
    return Objective.plain(network, Losses.named("squared", 0, 0), Reduction.SUM, l2);
  }

  private double[][] inputs(int rows, int columns) {
    double[][] x = new double[rows][columns];
    for (double[] row : x) {
      Arrays.setAll(row, j -> 4 * dice.nextDouble() - 2);
    }

    return x;
  }

  private Dataset wavy(int rows) {
    double[][] x = inputs(rows, 2);
    double[][] y = new double[rows][1];
    for (int r = 0; r < rows; r++) {
      double noise = 0.4 * (dice.nextDouble() - 0.5);
      y[r][0] = StrictMath.sin(2 * x[r][0]) + StrictMath.cos(x[r][1]) + noise;
    }

    return PlainRows.set(x, y, Task.REGRESSION);
  }

  private static boolean critical(Objective objective, Dataset data, double[] x) {
    Answer answer = new LocalEvaluator(objective, data).evaluate(Question.hessian(Point.of(x)));
    return Arrays.stream(answer.gradient().values()).allMatch(g -> Math.abs(g) < 1e-12);
  }

  private double[] drawn(int p, double size) {
    double[] theta = new double[p];
    Arrays.setAll(theta, i -> size * (2 * dice.nextDouble() - 1));
    return theta;
  }

  private void refuse(String what, Problem problem, double[] x) {
    attempts++;
    MinimumProof.Outcome outcome = MinimumProof.of(problem.enclosure, x);
    assertThat(outcome.proved()).as("%s: %s", what, Arrays.toString(x)).isFalse();
    refused.merge(outcome.reason().orElseThrow(), 1, Integer::sum);
  }

  /**
   * Critical points of a network of one unit in one of two units. A second unit that is 0 makes a
   * saddle, one that shares the first one's work a line of critical points (Fukumizu and Amari
   * 2000, Neural Networks 13, theorem 1).
   */
  void unitsThatAddNothing(int problems) {
    for (int i = 0; i < problems; i++) {
      String activation = SMOOTH.get(i % SMOOTH.size());
      Dataset data = wavy(ROWS);
      Objective one = squared(network(2, List.of(1), activation), 0);
      double[] x = ProofStudy.critical(one, data, dice, true);
      if (!critical(one, data, x)) {
        continue;
      }

      Problem two = new Problem(squared(network(2, List.of(2), activation), 0), data);
      if (ODD.contains(activation)) {
        refuse("a unit of zeros", two, two(x, new double[3], x[3], 0));
      }

      for (double share : SPLITS) {
        double[] same = {x[0], x[1], x[2]};
        refuse(
            "a split unit of share " + share, two, two(x, same, share * x[3], (1 - share) * x[3]));
      }
    }
  }

  /** Of layout W1 (2 x 2), b1, W2, b2, from (w, b, v, c) of one unit. */
  private static double[] two(double[] x, double[] second, double v, double other) {
    return new double[] {
      x[0], x[1], second[0], second[1], x[2], second[2], v, other, x[4],
    };
  }

  /** A unit that is off on all rows or 0, next to others: its outgoing weight changes nothing. */
  void deadUnits(int problems) {
    for (int i = 0; i < problems; i++) {
      Problem problem = new Problem(squared(network(2, List.of(3), "relu"), 0), wavy(ROWS));
      double[] x = drawn(13, 1);
      x[6 + i % 3] = -5 - 10 * dice.nextDouble();
      refuse("a dead unit", problem, x);
      x[2 * (i % 3)] = 0;
      x[2 * (i % 3) + 1] = 0;
      x[6 + i % 3] = 0;
      refuse("a unit on its kink", problem, x);
    }
  }

  /** Global minima of loss 0 with more parameters than rows, and products of matrices. */
  void valleys(int problems) {
    for (int i = 0; i < problems; i++) {
      String activation = SMOOTH.get(i % SMOOTH.size());
      Architecture network = network(2, List.of(3), activation);
      double[] x = drawn(13, 1.5);
      refuse("fewer rows than parameters", taught(network, x, 1 + dice.nextInt(12)), x);

      Architecture linear = network(2, List.of(2), "identity");
      double[] product = drawn(9, 1.5);
      refuse("a product of matrices", taught(linear, product, ROWS), product);

      double[][] twice = inputs(ROWS, 1);
      double[][] y = new double[ROWS][1];
      double[] slopes = drawn(3, 1);
      for (int r = 0; r < ROWS; r++) {
        twice[r] = new double[] {twice[r][0], twice[r][0]};
        y[r][0] = (slopes[0] + slopes[1]) * twice[r][0] + slopes[2];
      }

      Objective fit = squared(network(2, List.of(), "tanh"), 0);
      refuse("a column twice", new Problem(fit, PlainRows.set(twice, y, Task.REGRESSION)), slopes);
    }
  }

  /** A training set whose targets are the outputs of a network. */
  private Problem taught(Architecture network, double[] theta, int rows) {
    double[][] x = inputs(rows, network.inputs());
    double[][] zeros = new double[rows][1];
    Objective objective = squared(network, 0);
    Dataset blank = PlainRows.set(x, zeros, Task.REGRESSION);
    Interval[][] outputs =
        new ObjectiveEnclosure(objective, blank).outputs(Interval.points(theta), rows);
    double[][] y = new double[rows][];
    Arrays.setAll(y, r -> new double[] {outputs[r][0].middle()});
    return new Problem(objective, PlainRows.set(x, y, Task.REGRESSION));
  }

  /** Data that a hyperplane through the origin separates: the losses fall for ever. */
  void raysToInfinity(int problems) {
    for (int i = 0; i < problems; i++) {
      double[] w = drawn(2, 1);
      double[][] x = inputs(ROWS, 2);
      double[][] y = new double[ROWS][1];
      double[][] classes = new double[ROWS][2];
      double[][] ones = new double[ROWS][1];
      for (int r = 0; r < ROWS; r++) {
        y[r][0] = w[0] * x[r][0] + w[1] * x[r][1] > 0 ? 1 : -1;
        classes[r][y[r][0] > 0 ? 0 : 1] = 1;
        ones[r][0] = y[r][0] > 0 ? 1 : 0;
      }

      List<Problem> all = new ArrayList<>();
      for (String loss : List.of("logistic", "polynomial-hinge", "smooth-hinge")) {
        Objective o = Objective.plain(linear(1, "identity"), Losses.named(loss, 2), sum(), 0);
        all.add(new Problem(o, PlainRows.set(x, y, Task.BINARY)));
      }

      Objective two =
          Objective.plain(linear(2, "identity"), Losses.named("cross-entropy", 0), sum(), 0);
      all.add(new Problem(two, PlainRows.set(x, classes, Task.MULTICLASS)));
      Objective sigmoid =
          Objective.plain(linear(1, "sigmoid"), Losses.named("squared", 0), sum(), 0);
      all.add(new Problem(sigmoid, PlainRows.set(x, ones, Task.REGRESSION)));
      for (Problem problem : all) {
        for (double t : ALONG) {
          double[] theta = {t * w[0], t * w[1], -t * w[0], -t * w[1]};
          int p = problem.enclosure.dimension();
          refuse("a ray at " + t, problem, Arrays.copyOf(theta, p));
        }
      }
    }
  }

  private static Reduction sum() {
    return Reduction.SUM;
  }

  private static Architecture linear(int outputs, String output) {
    return new Architecture(
        2,
        List.of(),
        outputs,
        Activations.named("tanh", 0),
        Activations.named(output, 0),
        false,
        false,
        false);
  }

  /**
   * Strict minima and points near them. A proof is right only if its box holds the minimum; the
   * minimum itself has to be proved where it is well conditioned.
   */
  void minimaAndPointsNearby(int problems) {
    for (int i = 0; i < problems; i++) {
      String activation = SMOOTH.get(i % SMOOTH.size());
      boolean decay = i % 2 == 0;
      Problem problem;
      double[] start;
      if (decay) {
        problem = new Problem(squared(network(2, List.of(2), activation), 0.05), wavy(ROWS));
        start = ProofStudy.critical(problem.objective, problem.data, dice, true);
      } else {
        Architecture network = network(2, List.of(2), activation);
        start = drawn(9, 2);
        problem = taught(network, start, 30);
      }

      PreciseCritical minimum = PreciseCritical.near(start, problem.objective, problem.data);
      if (!(minimum.slope() < 1e-22) || !(minimum.least() > 1e-6)) {
        continue;
      }

      minima++;
      proved += holdsMinimum(problem, minimum.rounded(), minimum) ? 1 : 0;
      for (double size : MOVES) {
        double[] moved = minimum.rounded();
        double[] by = drawn(moved.length, size);
        Arrays.setAll(moved, k -> moved[k] + by[k]);
        holdsMinimum(problem, moved, minimum);
        refuseBeside(problem, moved, by, minimum);
      }
    }
  }

  /** A box around a moved point that ends before the minimum. */
  private void refuseBeside(Problem problem, double[] moved, double[] by, PreciseCritical minimum) {
    attempts++;
    double[] radius = new double[by.length];
    Arrays.setAll(radius, k -> 0.9 * Math.abs(by[k]) + 1e-12);
    if (!minimum.in(MinimumCertificate.box(moved, radius))) {
      assertThat(MinimumProof.of(problem.enclosure, moved, radius).proved())
          .as("a box beside the minimum: %s", Arrays.toString(moved))
          .isFalse();
    }
  }

  private boolean holdsMinimum(Problem problem, double[] x, PreciseCritical minimum) {
    attempts++;
    MinimumProof.Outcome outcome = MinimumProof.of(problem.enclosure, x);
    if (outcome.proved()) {
      MinimumCertificate certificate = outcome.certificate().orElseThrow();
      assertThat(minimum.in(certificate.box())).as("%s", Arrays.toString(x)).isTrue();
      assertThat(PreciseCritical.holds(certificate.loss(), minimum.value()))
          .as("%s holds %s", certificate.loss(), minimum.value())
          .isTrue();
    }

    return outcome.proved();
  }
}

package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.minimacensus.certify.flat.ZeroModes;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.DingLiSun;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Point;

/** Zero modes of degenerate minima: how many, and which families explain them. */
class FlatMinimaTest {
  /** Rows and bad minimum of Ding, Li and Sun (2019), data/known/ding-li-sun-tanh.csv. */
  static final double[] DLS_X = DingLiSun.inputs();

  static final double[] DLS_Y = DingLiSun.targets();

  /** The bad minimum with {@code v.length} units in place of two. */
  static double[] dingLiSun(double... v) {
    double[] theta = new double[3 * v.length];
    for (int i = 0; i < v.length; i++) {
      theta[i] = DingLiSun.WEIGHT;
      theta[v.length + i] = DingLiSun.BIAS;
      theta[2 * v.length + i] = v[i];
    }

    return theta;
  }

  static Problem dingLiSun(int units) {
    Architecture network =
        new Architecture(
            1,
            List.of(units),
            1,
            Activations.named("tanh", 0),
            Activations.named("identity", 0),
            true,
            false,
            false);
    return Problem.squared(PlainRows.column(DLS_X), DLS_Y, network);
  }

  private static void assertExplained(Endpoint e, int modes, String... words) {
    assertThat(e.endpointClass()).as(e.evidence()).isEqualTo(EndpointClass.DEGENERATE_MINIMUM);
    assertThat(e.hessianZeroModes()).as(e.evidence()).isEqualTo(modes);
    assertThat(e.hessianZeroModesExplained()).as(e.evidence()).isEqualTo(modes);
    assertThat(e.evidence()).contains(words);
  }

  @ParameterizedTest
  @CsvSource({"2", "3", "5"})
  void duplicatedUnitsLeaveOneModeEachBeyondTheFirst(int units) {
    double[] v = new double[units];
    Arrays.fill(v, 1.0 / units);

    Endpoint e = dingLiSun(units).end(dingLiSun(v));

    assertThat(e.loss()).isCloseTo(0.5, within(1e-14));
    assertExplained(
        e,
        units - 1,
        "zero modes: " + (units - 1) + " = " + (units - 1) + " (duplicated units)",
        "Morse-Bott");
  }

  @Test
  void aUnitTurnedRoundIsADuplicateToo() {
    double[] theta = dingLiSun(0.3, 0.7);
    theta[1] *= -1;
    theta[3] *= -1;
    theta[5] *= -1;

    assertExplained(dingLiSun(2).end(theta), 1, "1 (duplicated units)", "Morse-Bott");
  }

  static Stream<Arguments> yun() {
    // Yun, Sra and Jadbabaie (2019), theorem 2: w_j = (v_j, v_j), output 1/3 on every row.
    return Stream.of(
        Arguments.of("tanh", new double[] {0.7, 0.7, 1.1, 1.1, 0.68, -0.09698544657254204}, 3),
        Arguments.of("softplus", new double[] {0.2, 0.2, -0.5, -0.5, -8, 14.17163142818522}, 3),
        Arguments.of("relu", new double[] {1, 1, 2, 2, -8, 4.166666666666667}, 4));
  }

  @ParameterizedTest
  @MethodSource("yun")
  void unitsThatAreConstantOnTheRowsGiveNothingButTheirSum(
      String activation, double[] theta, int modes) {
    Problem problem =
        Problem.squared(
            new double[][] {{1, 0}, {0, 1}, {0.5, 0.5}},
            new double[] {0, 0, 1},
            Problem.network(2, List.of(2), 1, activation, false));

    Endpoint e = problem.end(theta);

    assertThat(e.loss()).isCloseTo(1.0 / 3, within(1e-14));
    assertExplained(e, modes, "3 (constant units)", "Morse-Bott");
  }

  private static final double[][] PLANE = {
    {0.18905338179353307, -0.5227484414807474},
    {-0.41306354339189344, -2.4414673826398556},
    {1.799707382720902, 1.1441658720372287},
    {-0.32542283686782436, 0.7738065867276614},
    {0.28121066979764925, -0.5538228364240524},
    {0.9775674511260357, -0.31055654665915255},
    {-0.3288239040579627, -0.7921467553588982},
    {0.45495807124085547, -0.09919805171738795}
  };
  private static final double[] ON_PLANE = {
    -0.1733, -0.7293, 2.5774, 0.5484, -0.1686, 0.6718, 0.0168, 0.4182
  };

  @ParameterizedTest
  @CsvSource({"relu", "leaky-relu"})
  void unitsThatAreLinearOnAllRowsMayBeMixed(String activation) {
    Problem problem =
        Problem.squared(PLANE, ON_PLANE, Problem.network(2, List.of(3), 1, activation, true));

    Endpoint e = problem.end(0.97, 0.46, 0.3, -0.2, -0.5, 0.1, 4.5, 4.2, 4.7, 1, 0.4, 0.7, -4.0);

    assertExplained(e, 10, "mixing of linear units", "Morse-Bott");
  }

  @Test
  void deadUnitsLeaveAllTheirWeightsFree() {
    Problem problem =
        Problem.squared(PLANE, ON_PLANE, Problem.network(2, List.of(2), 1, "relu", true));

    // The first unit is linear on all rows, the second dead.
    Endpoint e = problem.end(0.97, 0.46, 0.3, -0.2, 4.5, -9, 1, 0.4, -4);

    // Of the 5 parameters of the linear part 3 are seen.
    assertExplained(e, 6, "4 (dead units)", "Morse-Bott");
  }

  @Test
  void collinearFeaturesLeaveADirectionToEveryUnit() {
    double[][] x = new double[DLS_X.length][];
    for (int i = 0; i < x.length; i++) {
      x[i] = new double[] {DLS_X[i], 2 * DLS_X[i]};
    }

    Problem problem = Problem.squared(x, DLS_Y, Problem.network(2, List.of(1), 1, "tanh", true));
    List<Endpoint> minima =
        problem.ends(6).stream().filter(e -> e.endpointClass().isMinimum()).toList();

    assertThat(minima).isNotEmpty();
    assertThat(minima)
        .allSatisfy(
            e -> assertExplained(e, 1, "1 (directions of inputs that no row has)", "Morse-Bott"));
  }

  @Test
  void theUnseenDirectionsOfALinearModelAreExplained() {
    double[][] x = {{1, 0, 3}, {2, 0, 3}, {3, 0, 3}, {5, 0, 3}};
    Problem problem =
        Problem.squared(
            x, new double[] {1, 0, 2, 1}, Problem.network(3, List.of(), 1, "tanh", true));

    assertExplained(
        problem.end(1, 1, 1, 1), 2, "2 (directions of inputs that no row has)", "Morse-Bott");
  }

  @Test
  void quadraticUnitsScaleAndMix() {
    Problem problem =
        Problem.squared(PLANE, ON_PLANE, Problem.network(2, List.of(2), 1, "quadratic", false));
    List<Endpoint> minima =
        problem.ends(6).stream().filter(e -> e.endpointClass().isMinimum()).toList();

    assertThat(minima).isNotEmpty();
    assertThat(minima)
        .allSatisfy(
            e ->
                // Some are two units of one direction, and duplicates before they can be mixed.
                assertExplained(e, 3, "2 (scaling of units)", "Morse-Bott"));
    assertThat(minima).anyMatch(e -> e.evidence().contains("1 (mixing of quadratic units)"));
  }

  @Test
  void underDecayOnlyRotationsAreLeft() {
    double[][] y = new double[PLANE.length][];
    for (int i = 0; i < y.length; i++) {
      y[i] = new double[] {ON_PLANE[i], PLANE[i][0] + 0.5 * ON_PLANE[(i + 1) % y.length]};
    }

    Problem problem =
        new Problem(
            PLANE,
            y,
            Task.REGRESSION,
            Problem.network(2, List.of(2), 2, "identity", false),
            "squared",
            0.01);
    List<Endpoint> minima =
        problem.ends(6).stream().filter(e -> e.endpointClass().isMinimum()).toList();

    assertThat(minima).isNotEmpty();
    assertThat(minima)
        .allSatisfy(e -> assertExplained(e, 1, "1 (mixing of linear units)", "Morse-Bott"));
  }

  @Test
  void crossEntropyDoesNotSeeWhatAllOutputsShare() {
    double[][] x = PlainRows.column(-2, -1, 0, 0.5, 1, 2, -2, -1, 0, 0.5, 1, 2);
    double[][] y = new double[x.length][3];
    int[] classes = {0, 1, 2, 0, 1, 2, 1, 0, 0, 2, 2, 1};
    for (int i = 0; i < y.length; i++) {
      y[i][classes[i]] = 1;
    }

    Problem problem =
        new Problem(
            x,
            y,
            Task.MULTICLASS,
            Problem.network(1, List.of(), 3, "tanh", true),
            "cross-entropy",
            0);

    assertExplained(
        problem.end(0.1, 0.2, -0.3, 0, 0.1, 0), 2, "2 (shift of all outputs)", "Morse-Bott");
  }

  @Test
  void sineUnitsOfOneFrequencyAddUpLikePhasors() {
    double w = 1.3;
    double b = 0.2;
    // Residuals orthogonal to all that two units of this frequency can do at first order.
    double[][] basis = new double[4][DLS_X.length];
    for (int i = 0; i < DLS_X.length; i++) {
      basis[0][i] = StrictMath.cos(w * DLS_X[i]);
      basis[1][i] = StrictMath.sin(w * DLS_X[i]);
      basis[2][i] = DLS_X[i] * basis[0][i];
      basis[3][i] = DLS_X[i] * basis[1][i];
    }

    double[] y = orthogonal(basis, DLS_Y);
    for (int i = 0; i < y.length; i++) {
      y[i] = StrictMath.sin(w * DLS_X[i] + b) + 0.01 * y[i];
    }

    Architecture two =
        new Architecture(
            1,
            List.of(2),
            1,
            Activations.named("sin", 0),
            Activations.named("identity", 0),
            true,
            false,
            false);
    // sin(w x + b) = u (sin(w x + b + d) + sin(w x + b - d)), u = 1 / (2 cos d); one turned round.
    double d = 0.7;
    double u = 1 / (2 * StrictMath.cos(d));

    Endpoint e = Problem.squared(PlainRows.column(DLS_X), y, two).end(w, -w, b + d, d - b, u, -u);

    assertExplained(e, 2, "2 (sine units of one frequency)", "Morse-Bott");
  }

  @Test
  void parametersBeyondTheFittedValuesAreFree() {
    // Seven parameters; three rows, but two values to fit.
    Problem problem =
        Problem.squared(
            PlainRows.column(-1, 1, 1),
            new double[] {0.2, 0.6, 0.6},
            Problem.network(1, List.of(2), 1, "tanh", true));

    assertThat(problem.ends(5))
        .allSatisfy(
            e -> assertExplained(e, 5, "global minimum", "parameters beyond the 2 output values"));
  }

  @Test
  void rowsBeyondTheMarginLeaveEverythingFree() {
    Problem problem =
        new Problem(
            PlainRows.column(-1, 1),
            new double[][] {{-1}, {1}},
            Task.BINARY,
            Problem.network(1, List.of(), 1, "tanh", true),
            "polynomial-hinge",
            0);

    assertExplained(problem.end(3, 0.1), 2, "2 (rows beyond the loss's margin)");
  }

  @Test
  void anInactiveAddedNeuronHasItsWeightsFree() {
    Problem problem =
        new Problem(
                PlainRows.column(-1, 1),
                new double[][] {{-1}, {1}},
                Task.REGRESSION,
                Problem.network(1, List.of(), 1, "tanh", true),
                "squared",
                0)
            .augmented("output-neuron");

    assertExplained(
        problem.end(new double[] {1, 0}, new double[] {0, 0.3, 0.1}),
        2,
        "2 (free weights of inactive added neurons)");
  }

  /**
   * A quadratic unit v (w x + b)^2 with w = 0, b = 1, v = 0, and residuals orthogonal to 1 and x: w
   * and b are free, and the only zero modes; but as soon as w has moved the loss falls with v.
   */
  @Test
  void equalLossIsNotEnough() {
    Problem problem =
        Problem.squared(
                PlainRows.column(-1, 0, 1),
                new double[] {1, -2, 1},
                new Architecture(
                    1,
                    List.of(1),
                    1,
                    Activations.named("quadratic", 0),
                    Activations.named("identity", 0),
                    true,
                    false,
                    false))
            .keepingSaddles();
    LocalEvaluator evaluator = problem.evaluator();
    Point point = Point.of(new double[] {0, 1, 0});
    HessianSpectrum spectrum =
        HessianSpectrum.at(evaluator, point, HessianError.entries(evaluator, point));
    Inspection seen = evaluator.inspect(point);
    CriticalManifold flat = new CriticalManifold(evaluator, () -> null);
    ZeroModes modes = flat.explained(point, spectrum, seen);

    assertThat(modes.words()).isEqualTo("zero modes: 2 = 2 (units without outgoing weight)");
    assertThat(modes.complete()).isTrue();
    assertThat(flat.critical(modes, spectrum, seen, RandomStream.of(1, "walk", 0))).isFalse();

    Endpoint e = problem.end(0, 1, 0);

    assertThat(e.endpointClass()).as(e.evidence()).isEqualTo(EndpointClass.SADDLE);
    assertThat(e.detail()).isEqualTo("higher-order-saddle");
    SaddleWitnessTest.assertChecks(problem, e);
  }

  /** The part of a vector that is orthogonal to some others, which are overwritten. */
  static double[] orthogonal(double[][] basis, double[] vector) {
    double[] rest = vector.clone();
    for (int k = 0; k < basis.length; k++) {
      for (int pass = 0; pass < 3; pass++) {
        for (int j = 0; j < k; j++) {
          subtract(basis[k], basis[j]);
        }
      }
    }

    for (int pass = 0; pass < 3; pass++) {
      for (double[] b : basis) {
        subtract(rest, b);
      }
    }

    return rest;
  }

  /** Takes the part along another vector out of a vector. */
  private static void subtract(double[] of, double[] along) {
    double c = 0;
    double square = 0;
    for (int i = 0; i < of.length; i++) {
      c += of[i] * along[i];
      square += along[i] * along[i];
    }

    for (int i = 0; i < of.length; i++) {
      of[i] -= c / square * along[i];
    }
  }

  /**
   * With direct weights a unit with w = 0 and v = 0 has both free, each while the other is 0; moved
   * together they lower the loss at order 4. Only one of them may be explained.
   */
  @Test
  void setsThatCrossAreNoManifold() {
    Problem problem =
        Problem.squared(
                PlainRows.column(-2, -1, 1, 2),
                new double[] {-1, 2, -2, 1},
                new Architecture(
                    1,
                    List.of(1),
                    1,
                    Activations.named("tanh", 0),
                    Activations.named("identity", 0),
                    false,
                    true,
                    true))
            .keepingSaddles();

    Endpoint e = problem.end(0, 0, 0, 0);

    assertThat(e.endpointClass()).as(e.evidence()).isEqualTo(EndpointClass.SADDLE);
    assertThat(e.detail()).isEqualTo("higher-order-saddle");
    assertThat(e.hessianZeroModes()).isEqualTo(2);
    SaddleWitnessTest.assertChecks(problem, e);
  }
}

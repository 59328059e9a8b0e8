package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.data.PlainRows;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.DingLiSun;
import org.minimacensus.objective.Point;
import org.minimacensus.optimize.SearchLimits;
import org.minimacensus.optimize.Searches;
import org.minimacensus.optimize.StepListener;

/** Minima at infinity of saturating and fading units, and of several ways to infinity at once. */
class UnitLimitsTest {
  private static List<Endpoint> atInfinity(List<Endpoint> ends) {
    return ends.stream().filter(e -> e.endpointClass() == EndpointClass.AT_INFINITY).toList();
  }

  private static Set<String> limits(List<Endpoint> ends) {
    return atInfinity(ends).stream()
        .map(
            e ->
                String.format(
                    Locale.ROOT, "%s %.9f", e.infinityKind(), e.limitLoss().orElseThrow()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** No lower network is found by searching on, and none of these ends is called a minimum. */
  private static void assertLowest(LimitStudy study, List<Endpoint> ends) {
    for (Endpoint e : atInfinity(ends)) {
      double limit = e.limitLoss().orElseThrow();
      double longer =
          Searches.drive(
                  Searches.create(
                      "lbfgs",
                      Point.of(e.theta()),
                      new SearchLimits(1e-13, 20_000),
                      0.1,
                      study.plain::moveOrigin,
                      StepListener.NONE),
                  study.evaluator)
              .value();
      assertThat(longer)
          .as(e.evidence())
          .isGreaterThanOrEqualTo(limit - 1e-14 * (1 + limit))
          .isLessThan(limit + 1e-5);
    }
  }

  /** v tanh(w x): the smallest loss for a given w, with v solved for. */
  private static final class OneUnit {
    private final double[] x;
    private final double[] y;

    OneUnit(double[] x, double[] y) {
      this.x = x;
      this.y = y;
    }

    LimitStudy study() {
      return new LimitStudy(
          PlainRows.column(x),
          PlainRows.column(y),
          "squared",
          LimitStudy.network(1, "tanh", 1, false, false));
    }

    private double least(DoubleUnaryOperator t) {
      double yy = 0;
      double ty = 0;
      double tt = 0;
      for (int i = 0; i < x.length; i++) {
        double at = t.applyAsDouble(x[i]);
        yy += y[i] * y[i];
        ty += at * y[i];
        tt += at * at;
      }

      return (yy - ty * ty / tt) / 2;
    }

    private double at(double w) {
      return least(q -> Math.tanh(w * q));
    }

    /** Limits that are minima at infinity: the loss falls to them from all w near them. */
    Set<String> expected() {
      double largest = DoubleStream.of(x).map(Math::abs).max().orElseThrow();
      double nearest = DoubleStream.of(x).map(Math::abs).min().orElseThrow();
      Set<String> limits = new TreeSet<>();
      double flat = least(q -> q);
      if (at(0.01 / largest) > flat && at(0.003 / largest) > flat) {
        limits.add(String.format(Locale.ROOT, "fading-unit %.9f", flat));
      }

      double step = least(Math::signum);
      if (at(4 / nearest) > step && at(6 / nearest) > step) {
        limits.add(String.format(Locale.ROOT, "saturated-units %.9f", step));
      }

      return limits;
    }
  }

  @Test
  void oneUnitOnALineEndsInTheLimitsThatAreMinimaAtInfinityAndInNoOther() {
    // The golden cases A and B (limits at w = 0 and at w = infinity are given there), and mirrored
    // steps that a saturated unit fits from above and from below.
    OneUnit a = new OneUnit(new double[] {0.1, 0.2, 3, 4, -5}, new double[] {1, 1.1, 1, 1.2, -3});
    OneUnit b =
        new OneUnit(new double[] {-2, -1, 0.5, 1, 2}, new double[] {-1.1, -0.7, 0.5, 0.8, 0.9});
    OneUnit above = new OneUnit(new double[] {-2, -1, 1, 2}, new double[] {-0.9, -1.1, 1.2, 0.9});
    OneUnit below = new OneUnit(new double[] {-2, -1, 1, 2}, new double[] {-1.1, -0.9, 0.8, 1.2});

    assertThat(a.expected()).containsExactly("fading-unit 1.484996004");
    assertThat(b.expected()).isEmpty();
    assertThat(above.expected()).hasSize(1);
    assertThat(below.expected()).isEmpty();
    for (OneUnit unit : List.of(a, b, above, below)) {
      List<Endpoint> ends = unit.study().ends(40, 1);
      assertThat(limits(ends)).isEqualTo(unit.expected());
      assertThat(ends)
          .allSatisfy(
              e ->
                  assertThat(e.endpointClass())
                      .as(e.evidence())
                      .isIn(EndpointClass.STRICT_MINIMUM, EndpointClass.AT_INFINITY));
      assertLowest(unit.study(), ends);
    }
  }

  /** A unit with biases on five inputs, steep at the middle one. */
  private static LimitStudy step(String activation, double... targets) {
    return new LimitStudy(
        PlainRows.column(-2, -1, 0, 1, 2),
        PlainRows.column(targets),
        "squared",
        LimitStudy.network(1, activation, 1, true, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tanh", "erf", "sigmoid"})
  void aPinnedInputKeepsItsOwnValue(String activation) {
    // The sides' means are -1 and 1, the middle has its target; the nearest rows lie inside.
    LimitStudy study = step(activation, -1.2, -0.8, 0.3, 0.9, 1.1);
    LimitStudy falls = study;
    LimitStudy stays = step(activation, -0.8, -1.2, 0.3, 1.1, 0.9);

    UnitLimits.Outcome certified = stays.from(30, 0.5, 1.2, 0.1).orElseThrow();
    assertThat(certified.verdict().infinityKind()).isEqualTo("saturated-units");
    assertThat(certified.verdict().limitLoss()).isCloseTo(0.05, within(1e-15));
    assertThat(certified.verdict().evidence()).contains("unit 1 saturates but on one input");

    UnitLimits.Outcome left = falls.from(30, 0.5, 1.2, 0.1).orElseThrow();
    assertThat(left.verdict().endpointClass()).isEqualTo(EndpointClass.UNCONVERGED);
    assertThat(falls.loss(left.onward().values())).isLessThan(0.05);
  }

  @Test
  void aValueBeyondTheRangeOfTheUnitIsNotPinned() {
    // The middle wants 3: pinned or on the right side, no limit with these sides keeps it.
    UnitLimits.Outcome outcome =
        step("tanh", -0.8, -1.2, 3, 1.1, 0.9).from(30, 0.5, 1.2, 0.1).orElseThrow();

    assertThat(outcome.verdict().endpointClass()).isEqualTo(EndpointClass.UNCONVERGED);
  }

  private static final double[][] PLANE = {
    {0, 0.5}, {0, -0.7}, {-1, 0.3}, {-1.5, -0.4}, {-2, 0.8}, {1, -0.2}, {1.4, 0.6}, {2, 0}
  };

  private static LimitStudy plane(double[][] x, double... y) {
    return new LimitStudy(
        x, PlainRows.column(y), "squared", LimitStudy.network(2, "tanh", 1, true, true));
  }

  @Test
  void twoInputsInThePlanePinAUnitToOneDirection() {
    // Beside the pinned inputs the only direction left is the first axis.
    LimitStudy study = plane(PLANE, 0.2, -0.4, -1.3, -0.8, -0.9, 1.2, 0.9, 0.9);

    UnitLimits.Outcome outcome = study.from(25, 0.9, 0.1, 1, 0).orElseThrow();

    assertThat(outcome.verdict().limitLoss()).isCloseTo(0.1, within(1e-15));
    assertThat(outcome.verdict().evidence()).contains("saturates but on 2 inputs");
  }

  @Test
  void aLimitIsAMinimumOnlyIfTheLossFallsToItFromEveryDirectionOfItsCone() {
    double[][] free = Arrays.copyOfRange(PLANE, 2, PLANE.length);
    LimitStudy study = plane(free, -1.3, -0.8, -0.9, 1.2, 0.9, 0.9);
    // Along the first axis the loss falls to the limit 0.1, as the nearest rows decide ...
    double[] along = {20, 0, 0, 1, 0};
    double[] nearer = {8, 0, 0, 1, 0};
    assertThat(study.loss(nearer)).isGreaterThan(study.loss(along)).isGreaterThan(0.1);
    // ... but a turned one has another nearest row, from which it falls away.
    double[] turned = {8, -8, 2.4, 1, 0};
    assertThat(study.loss(turned)).isLessThan(0.1);

    UnitLimits.Outcome outcome = study.from(along).orElseThrow();

    assertThat(outcome.verdict().endpointClass()).isEqualTo(EndpointClass.UNCONVERGED);
    assertThat(study.loss(outcome.onward().values())).isLessThan(0.1);
  }

  @Test
  void rowsFartherOutThanOthersInEveryDirectionDoNotMatter() {
    // The outer row of each side is negative, and behind the two others whichever way the cone
    // turns: (3, 0, -1) = 1/2 of all four near ones and 1/2 of those of its side.
    double[][] x = {{-1, 1}, {-1, -1}, {-3, 0}, {1, 1}, {1, -1}, {3, 0}};
    LimitStudy study = plane(x, -1.1, -1.1, -0.8, 1.1, 1.1, 0.8);

    UnitLimits.Outcome outcome = study.from(12, 1, 0.4, 1, 0).orElseThrow();

    assertThat(outcome.verdict().evidence()).contains("dominate");
    assertThat(outcome.verdict().limitLoss()).isCloseTo(0.06, within(1e-15));
    RandomStream turns = RandomStream.of(5, "turns", 1);
    for (int k = 0; k < 200; k++) {
      double[] w = {turns.nextGaussian(), turns.nextGaussian(), turns.nextGaussian(), 1, 0};
      double nearest = Double.POSITIVE_INFINITY;
      for (double[] row : x) {
        nearest = Math.min(nearest, Math.signum(row[0]) * (w[0] * row[0] + w[1] * row[1] + w[2]));
      }

      for (int j = 0; j < 3; j++) {
        w[j] *= 5 / nearest;
      }

      assertThat(nearest < 0 || study.loss(w) > 0.06).isTrue();
    }
  }

  @Test
  void aUnitThatSaturatesToAConstantIsLeftFromTheSideThatFalls() {
    LimitStudy study =
        new LimitStudy(
            PlainRows.column(-2, -1, 0, 1, 2),
            PlainRows.column(0, 1, 3, 2, 5),
            "squared",
            LimitStudy.network(1, "tanh", 1, true, true));
    // The constant 2.2 has the loss 7.4; 30 + 3 x is saturated on every row.
    UnitLimits.Outcome outcome = study.from(3, 30, 1, 1.2).orElseThrow();

    assertThat(outcome.verdict().evidence()).contains("unit 1 saturates to a constant");
    assertThat(study.loss(outcome.onward().values())).isLessThan(7.4);
  }

  @Test
  void aUnitThatTakesTheStepOfAnotherIsLeftFromTheSideThatFalls() {
    LimitStudy study =
        new LimitStudy(
            PlainRows.column(-2, -1, 1, 2),
            PlainRows.column(-0.8, -1.2, 1.1, 0.9),
            "squared",
            LimitStudy.network(1, "tanh", 2, true, false));

    UnitLimits.Outcome outcome = study.from(30, 25, 1, -2, 0.4, 0.6).orElseThrow();

    assertThat(outcome.verdict().evidence()).contains("unit 2 becomes the step of unit 1");
    assertThat(study.loss(outcome.onward().values())).isLessThan(0.05);
  }

  private static final double[] DLS_X = DingLiSun.inputs();

  private static final double[] DLS_Y = DingLiSun.targets();

  /**
   * Limits of the golden tanh case with two units in which one unit is a step (between two inputs
   * or pinned on one) or both are, with positive first corrections: by an independent search over
   * all sets of sides in another language, 60 starts each, and by linear regression for two steps.
   */
  private static final List<String> DLS_LIMITS =
      List.of(
          "saturated-units 0.330395813",
          "saturated-units 0.433511550",
          "saturated-units 0.435823958",
          "saturated-units 0.453657660",
          "saturated-units 0.455867078",
          "saturated-units 0.466352119",
          "saturated-units 0.478305970");

  @Test
  void saturatedLevelsOfTheGoldenTanhCaseAreThoseOfAnIndependentSearch() {
    LimitStudy study =
        new LimitStudy(
            PlainRows.column(DLS_X),
            PlainRows.column(DLS_Y),
            "squared",
            LimitStudy.network(1, "tanh", 2, true, false));
    List<Endpoint> ends = study.ends(60, 1);
    List<Endpoint> steps =
        ends.stream().filter(e -> e.infinityKind().equals("saturated-units")).toList();

    assertThat(limits(steps))
        .allSatisfy(
            found ->
                assertThat(DLS_LIMITS)
                    .anySatisfy(
                        known ->
                            assertThat(Double.parseDouble(found.substring(16)))
                                .isCloseTo(
                                    Double.parseDouble(known.substring(16)), within(1.5e-8))))
        .contains("saturated-units 0.330395813", "saturated-units 0.435823958");
    assertThat(steps).hasSizeGreaterThan(15);
    assertLowest(study, steps);
    // Only these two are finite (THEORY of the golden file: all other levels are at infinity).
    assertThat(ends)
        .filteredOn(e -> e.endpointClass().isMinimum())
        .allSatisfy(
            e ->
                assertThat(e.loss())
                    .satisfiesAnyOf(
                        l -> assertThat(l).isCloseTo(0.2767180265, within(1e-9)),
                        l -> assertThat(l).isCloseTo(0.5, within(1e-12))));
  }

  /** Targets of a bump and a step, or of two bumps, on 24 inputs, with noise. */
  private static LimitStudy bumps(boolean step, int units) {
    int rows = 24;
    double[] x = new double[rows];
    double[] y = new double[rows];
    RandomStream noise = RandomStream.of(3, "mix", 1);
    for (int i = 0; i < rows; i++) {
      x[i] = -4 + 8 * (i + 0.5) / rows;
      double left = 1 / Math.cosh(x[i] + 2);
      double right = 1 / Math.cosh(x[i] - 1.5);
      double second = step ? (x[i] > 1.2 ? 1 : -1) : -1.2 * right * right;
      y[i] = 1.5 * left * left + second + 0.1 * noise.nextGaussian();
    }

    return new LimitStudy(
        PlainRows.column(x),
        PlainRows.column(y),
        "squared",
        LimitStudy.network(1, "tanh", units, true, false));
  }

  @Test
  void aMergingPairBesideAStepIsOneLimit() {
    LimitStudy study = bumps(true, 3);
    List<Endpoint> ends = study.ends(12, 1);

    // The minimum of c s(z) + (u x + u0) s'(z) + v S in its parameters, one input left out, by an
    // independent BFGS search in another language: 0.0615690397.
    assertThat(limits(ends)).contains("merging-units+saturated-units 0.061569040");
    assertThat(atInfinity(ends))
        .anySatisfy(
            e ->
                assertThat(e.evidence())
                    .contains("merge, unit")
                    .contains("saturates but on one input")
                    .contains("first correction h = 0.00077"));
    assertLowest(study, ends);
  }

  @Test
  void twoMergingPairsAreOneLimit() {
    LimitStudy study = bumps(false, 4);
    List<Endpoint> ends = study.ends(24, 1);

    // Two pairs, by the same search: 0.0347905.
    List<Endpoint> pairs =
        ends.stream().filter(e -> Math.abs(e.limitLoss().orElse(0) - 0.0347905) < 1e-7).toList();
    assertThat(pairs)
        .isNotEmpty()
        .allSatisfy(
            e -> {
              assertThat(e.infinityKind()).isEqualTo("merging-units");
              assertThat(e.evidence()).contains("merge, units");
            });
    assertLowest(study, pairs);
  }

  @Test
  void threeUnitsThatMergeAreToldAndNotCertified() {
    LimitStudy study = bumps(false, 3);
    double eps = 1e-3;
    double[] theta = {1, 1 + eps, 1 - eps, 0.5, 0.5, 0.5, -2e6, 1e6, 1e6};

    UnitLimits.Outcome outcome = study.from(theta).orElseThrow();

    assertThat(outcome.verdict().endpointClass()).isEqualTo(EndpointClass.UNCONVERGED);
    assertThat(outcome.verdict().evidence()).contains("merging-units of order 3");
  }

  @Test
  void whatFadesWithABiasPassesThroughInfinity() {
    // A parabola is what two units of finite size fit, a line is passed.
    List<double[]> rows = new ArrayList<>();
    for (int i = -5; i <= 5; i++) {
      rows.add(new double[] {i / 2.5, i / 2.5 + 0.2 * i * i / 6.25});
    }

    LimitStudy study =
        new LimitStudy(
            rows.stream().map(r -> new double[] {r[0]}).toArray(double[][]::new),
            rows.stream().map(r -> new double[] {r[1]}).toArray(double[][]::new),
            "squared",
            LimitStudy.network(1, "softplus", 1, true, true));
    double eps = 1e-3;
    double[] start = {-eps, 0.3, -1 / eps / 0.574, 0};
    start[3] = -start[2] * Math.log1p(Math.exp(0.3)) + 0.3;

    UnitLimits.Outcome outcome = study.from(start).orElseThrow();

    assertThat(outcome.verdict().evidence()).contains("unit 1 fades into a linear function");
    assertThat(outcome.onward()).isNotNull();
    assertThat(study.loss(outcome.onward().values())).isLessThan(study.loss(start));
  }

  @Test
  void theHingeLossOnExclusiveOrHasOneUnitSaturateOnOneCorner() {
    // One corner has its margin, three share s: 2 (1 - s)^3 + (1 + s)^3 is least at s = 3 - 2
    // sqrt 2.
    double s = 3 - 2 * Math.sqrt(2);
    double level = 2 * Math.pow(1 - s, 3) + Math.pow(1 + s, 3);
    List<Endpoint> ends =
        new LimitStudy(
                new double[][] {{-1, -1}, {-1, 1}, {1, -1}, {1, 1}},
                PlainRows.column(-1, 1, 1, -1),
                "polynomial-hinge",
                LimitStudy.network(2, "tanh", 1, true, true))
            .ends(30, 1);

    assertThat(level).isCloseTo(2.745166, within(1e-6));
    assertThat(atInfinity(ends))
        .hasSizeGreaterThan(8)
        .allSatisfy(
            e -> {
              assertThat(e.infinityKind()).isEqualTo("saturated-units");
              assertThat(e.limitLoss().orElseThrow()).isCloseTo(level, within(1e-12));
            });
    assertThat(ends)
        .filteredOn(e -> e.endpointClass().isMinimum())
        .allSatisfy(e -> assertThat(e.loss()).isCloseTo(4, within(1e-9)));
  }
}

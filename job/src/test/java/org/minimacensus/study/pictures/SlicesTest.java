package org.minimacensus.study.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.census.Minimum;
import org.minimacensus.model.NetworkSymmetry;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.study.TraceStep;

class SlicesTest {
  private static double[] at(LossSlice s, double x, double y) {
    return new Plane(s.origin(), s.across(), s.up()).point(x, y);
  }

  private static double[] mark(LossSlice s, int k) {
    return at(s, s.marks()[2 * k], s.marks()[2 * k + 1]);
  }

  private static void assertPlane(LossSlice s) {
    assertThat(Plane.dot(s.across(), s.across())).isCloseTo(1, within(1e-14));
    assertThat(Plane.dot(s.up(), s.up())).isCloseTo(1, within(1e-14));
    assertThat(Plane.dot(s.across(), s.up())).isCloseTo(0, within(1e-14));
    assertThat(s.x()).isSorted().hasSize(41);
    assertThat(s.y()).isSorted().hasSize(41);
    assertThat(s.losses()).hasSize(41 * 41);
    for (int k = 0; k < s.marks().length; k += 2) {
      assertThat(s.marks()[k]).isStrictlyBetween(s.x()[0], s.x()[40]);
      assertThat(s.marks()[k + 1]).isStrictlyBetween(s.y()[0], s.y()[40]);
    }
  }

  private static void assertQuadratic(LossSlice s) {
    for (int j = 0; j < s.y().length; j++) {
      for (int i = 0; i < s.x().length; i++) {
        double expected = LandscapeFixture.quadratic(at(s, s.x()[i], s.y()[j]));
        assertThat(s.losses()[j * s.x().length + i])
            .isCloseTo(expected, within(1e-12 * (1 + expected)));
      }
    }
  }

  @Test
  void threeMinimaSpanThePlaneAndTheLossesAreThoseOfItsPoints() {
    LandscapeFixture f = LandscapeFixture.linear();
    double[][] points = {LandscapeFixture.LOWEST, {0, 1, 0.5}, {-3, 0, 2}};
    List<Minimum> minima = new ArrayList<>();
    for (int k = 0; k < 3; k++) {
      minima.add(f.minimum(k, 1, points[k]));
    }

    List<LossSlice> slices = f.slices(4).of(minima, List.of());

    assertThat(slices).hasSize(1);
    LossSlice s = slices.get(0);
    assertThat(s.kind()).isEqualTo(LossSlice.MINIMA);
    assertThat(s.minima()).containsExactly(0, 1, 2);
    assertThat(s.restart()).isEqualTo(-1);
    assertPlane(s);
    assertQuadratic(s);
    for (int k = 0; k < 3; k++) {
      assertThat(mark(s, k)).containsExactly(points[k], within(1e-14));
    }

    assertThat(f.notes()).isEmpty();
  }

  @Test
  void ofEachLossTheMinimumOfMostHitsIsTaken() {
    LandscapeFixture f = LandscapeFixture.linear();
    // The quadratic is the same along both inner axes around its lowest point.
    double[] low = LandscapeFixture.LOWEST;
    Minimum best = f.minimum(0, 3, low);
    Minimum one = f.minimum(1, 5, low[0], low[1] + 1, low[2]);
    Minimum same = f.minimum(2, 9, low[0], low[1], low[2] + 1);
    Minimum higher = f.minimum(3, 1, low[0] + 2, low[1], low[2]);

    assertThat(f.slices(4).of(List.of(best, one, same, higher), List.of()).get(0).minima())
        .containsExactly(0, 2, 3);
    assertThat(f.slices(4).of(List.of(best, one, same), List.of()).get(0).minima())
        .as("others where losses are few")
        .containsExactly(0, 2, 1);
  }

  @Test
  void theGradientInTheMiddleOfTwoMinimaIsInThePlane() {
    LandscapeFixture f = LandscapeFixture.linear();
    Minimum one = f.minimum(0, 1, LandscapeFixture.LOWEST);
    Minimum other = f.minimum(1, 1, 1, 2, -3);
    LossSlice s = f.slices(4).of(List.of(one, other), List.of()).get(0);

    assertPlane(s);
    assertQuadratic(s);
    assertThat(mark(s, 1)).containsExactly(new double[] {1, 2, -3}, within(1e-14));
    double[] middle = new double[3];
    for (int i = 0; i < 3; i++) {
      middle[i] = (one.representative().theta()[i] + other.representative().theta()[i]) / 2;
    }

    double[] gradient =
        f.evaluator().evaluate(Question.gradient(Point.of(middle))).gradient().values();
    double across = Plane.dot(gradient, s.across());
    double up = Plane.dot(gradient, s.up());
    assertThat(across * across + up * up).isCloseTo(Plane.dot(gradient, gradient), within(1e-12));
  }

  @Test
  void minimaOnALineWithTheFirstAndCopiesOfItAreNotTaken() {
    LandscapeFixture f = LandscapeFixture.linear();
    double[] low = LandscapeFixture.LOWEST;
    Minimum a = f.minimum(0, 1, low);
    Minimum again = f.minimum(1, 1, low);
    Minimum b = f.minimum(2, 1, low[0], low[1] + 1, low[2]);
    Minimum onLine = f.minimum(3, 1, low[0], low[1] - 2, low[2]);
    Minimum off = f.minimum(4, 1, low[0], low[1] - 2, low[2] + 1);

    assertThat(f.slices(4).of(List.of(a, again), List.of())).isEmpty();
    List<Minimum> all = List.of(a, again, b, onLine, off);
    assertThat(f.slices(4).of(all, List.of()).get(0).minima()).containsExactly(0, 2, 4);
  }

  @Test
  void aMinimumThatDiffersByASymmetryIsReplacedByItsCopyNearby() {
    LandscapeFixture f = LandscapeFixture.of(List.of(2), "tanh", 0.25);
    double[] one = {0.5, -0.25, -1, 0.75, 0.1, 0.2, 2, -1.5, 0.3};
    double[] other = one.clone();
    other[0] += 0.25;
    other[6] -= 0.125;
    double[] moved = other.clone();
    NetworkSymmetry symmetry =
        NetworkSymmetry.of(
            f.evaluator().objective().architecture(),
            NetworkSymmetry.Penalty.WEIGHT_DECAY,
            NetworkSymmetry.OutputInvariance.NONE);
    symmetry.applyFlip(moved, 0, 0);
    symmetry.applyPermutation(moved, 0, new int[] {1, 0});
    LossSlice s =
        f.slices(4).of(List.of(f.minimum(0, 1, one), f.minimum(1, 1, moved)), List.of()).get(0);

    assertThat(mark(s, 0)).containsExactly(one, within(1e-14));
    assertThat(mark(s, 1)).containsExactly(other, within(1e-14));
    assertThat(f.loss(other)).isCloseTo(f.loss(moved), within(1e-12));
  }

  @Test
  void aWayInAPlaneLiesInItsSliceWithItsDistances() {
    LandscapeFixture f = LandscapeFixture.linear();
    double[] end = LandscapeFixture.LOWEST;
    List<TraceStep> steps = new ArrayList<>();
    for (int k = 0; k <= 20; k++) {
      // Along two directions that are not orthogonal, and a step elsewhere after each.
      double s = 1 - k / 20.0;
      steps.add(LandscapeFixture.step(3, k, end[0] + 2 * s, end[1] + s * s, end[2] + s - s * s));
      steps.add(LandscapeFixture.step(3, k, new double[0]));
    }

    List<LossSlice> slices = f.slices(4).of(List.of(), steps);
    assertThat(slices).hasSize(1);
    LossSlice s = slices.get(0);
    assertThat(s.kind()).isEqualTo(LossSlice.TRAJECTORY);
    assertThat(s.restart()).isEqualTo(3);
    assertThat(s.minima()).isEmpty();
    assertThat(s.marks()).hasSize(42);
    assertPlane(s);
    assertQuadratic(s);
    for (int k = 0; k <= 20; k++) {
      assertThat(mark(s, k)).containsExactly(steps.get(2 * k).theta(), within(1e-12));
    }

    double first = s.marks()[0] * s.marks()[0];
    double second = s.marks()[1] * s.marks()[1];
    assertThat(s.marks()[0]).as("begins on the left").isNegative();
    assertThat(first).as("most of the way is along the first direction").isGreaterThan(second);
  }

  @Test
  void aWayThatStaysOrLeavesTheNumbersHasNoSlice() {
    LandscapeFixture f = LandscapeFixture.linear();
    List<TraceStep> steps =
        List.of(
            LandscapeFixture.step(1, 0, 1, 1, 1),
            LandscapeFixture.step(1, 1, 1, 1, 1),
            LandscapeFixture.step(2, 0, 1e200, 1, 1),
            LandscapeFixture.step(2, 1, 1, 1, 1));

    assertThat(f.slices(4).of(List.of(), steps)).isEmpty();
    assertThat(f.notes())
        .hasSize(2)
        .allMatch(n -> n.startsWith("plain: slices/ has none along the trajectory of restart "));
  }

  @Test
  void aLargeStudyHasCoarserSlicesOrNoneAndANote() {
    LandscapeFixture f = LandscapeFixture.linear();
    List<Minimum> minima =
        List.of(f.minimum(0, 1, LandscapeFixture.LOWEST), f.minimum(1, 1, 1, 2, -3));

    // 2e9 / 3 parameters / points.
    assertThat(f.slices(396_000).of(minima, List.of()).get(0).x()).hasSize(41);
    assertThat(f.notes()).isEmpty();
    assertThat(f.slices(397_000).of(minima, List.of()).get(0).x()).hasSize(21);
    assertThat(f.slices(5_000_000).of(minima, List.of()).get(0).losses()).hasSize(121);
    assertThat(f.slices(6_000_000).of(minima, List.of())).isEmpty();
    assertThat(f.notes())
        .containsExactly(
            "plain: slices/ has 21 x 21 points a slice instead of slices of 41 x 41: with 3"
                + " parameters and 397000 rows these would take too long",
            "plain: slices/ has 11 x 11 points a slice instead of slices of 41 x 41: with 3"
                + " parameters and 5000000 rows these would take too long",
            "plain: slices/ has none instead of slices of 41 x 41: with 3 parameters and 6000000"
                + " rows these would take too long");
  }
}

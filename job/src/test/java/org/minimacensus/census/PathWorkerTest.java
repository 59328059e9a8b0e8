package org.minimacensus.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.objective.DingLiSun;
import org.minimacensus.objective.Point;
import org.minimacensus.optimize.SearchLimits;
import org.minimacensus.optimize.Searches;
import org.minimacensus.optimize.StepListener;

class PathWorkerTest {
  /** The bad flat minimum that Ding, Li and Sun's construction gives for two tanh units. */
  private static final PathCase DING_LI_SUN =
      new PathCase("tanh", 2, true, false, DingLiSun.inputs(), DingLiSun.targets());

  private static final double W = DingLiSun.WEIGHT;
  private static final double B = DingLiSun.BIAS;

  private static double[] split(double v) {
    return new double[] {W, W, B, B, v, 1 - v};
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.75, 0.999})
  void theFlatSetOfABadMinimumIsOneSegment(double v) {
    FoundPath found =
        DING_LI_SUN
            .join(DING_LI_SUN.minimum(0, split(0.5)), DING_LI_SUN.minimum(1, split(v)))
            .orElseThrow();
    assertThat(found.kind()).isEqualTo(PathKind.SEGMENT);
    assertThat(found.highest()).isCloseTo(0, within(1e-12));
  }

  @Test
  void itsFlippedAndExchangedImagesAreAligned() {
    double[] image = {-W, W, -B, B, -0.3, 0.7};
    assertThat(DING_LI_SUN.loss(image)).isCloseTo(0.5, within(1e-12));
    FoundPath found =
        DING_LI_SUN
            .join(DING_LI_SUN.minimum(0, split(0.6)), DING_LI_SUN.minimum(1, image))
            .orElseThrow();
    assertThat(found.kind()).isEqualTo(PathKind.SEGMENT);
    assertThat(found.highest()).isCloseTo(0, within(1e-12));
  }

  @Test
  void aFlatLineDoesNotJoinAcrossItsSaddles() {
    // Beyond v2 = 0 the line of equal loss goes on through strict saddles.
    assertThat(DING_LI_SUN.loss(split(1.5))).isCloseTo(0.5, within(1e-12));
    FlatMinimum minimum = DING_LI_SUN.minimum(0, split(0.5));
    FlatMinimum saddle = DING_LI_SUN.minimum(1, split(1.5));
    assertThat(DING_LI_SUN.join(minimum, saddle)).isEmpty();
    assertThat(DING_LI_SUN.join(saddle, minimum)).isEmpty();
  }

  /** v tanh(w x) with this unit split in two, v = gamma v + (1 - gamma) v (Fukumizu and Amari). */
  private static double[] split(PathCase of, double w, double v, double gamma) {
    // The narrow minimum to all digits, by the sum of the two.
    double[] theta =
        Searches.drive(
                Searches.create(
                    "newton",
                    Point.of(new double[] {w, w, v / 2, v / 2}),
                    new SearchLimits(1e-14, 50),
                    1,
                    of.objective::moveOrigin,
                    StepListener.NONE),
                of.evaluator)
            .point()
            .values()
            .clone();
    double sum = theta[2] + theta[3];
    return new double[] {theta[0], theta[1], gamma * sum, (1 - gamma) * sum};
  }

  @Test
  void minimaOfASplitUnitInsideTheUnitIntervalAreOneComponent() {
    PathCase inside =
        new PathCase(
            "tanh",
            2,
            false,
            false,
            new double[] {2.74, -4.62, 1.44, 0.1, 1.98, 0.58},
            new double[] {1.83, 0.03, -0.52, 0.58, 0.43, -0.36});
    double w = 0.40514527012108587;
    double v = 0.5994081405272709;
    FlatMinimum middle = inside.minimum(0, split(inside, w, v, 0.5));
    assertThat(middle.loss()).isCloseTo(1.7170767, within(1e-6));
    FoundPath within =
        inside.join(middle, inside.minimum(1, split(inside, w, v, 0.9))).orElseThrow();
    assertThat(within.kind()).isEqualTo(PathKind.SEGMENT);
    FlatMinimum outside = inside.minimum(2, split(inside, w, v, -0.5));
    assertThat(outside.loss()).isCloseTo(middle.loss(), within(1e-10));
    assertThat(inside.join(middle, outside)).isEmpty();
  }

  @Test
  void minimaOfASplitUnitOutsideAreNotJoinedAlongTheLineButByExchange() {
    PathCase outside =
        new PathCase(
            "tanh",
            2,
            false,
            false,
            new double[] {-0.13, 1.67, 0.47, 2.59, -0.69, 1.38},
            new double[] {-1.42, -0.46, -0.75, -1.33, 1.03, -0.66});
    double w = -0.5353620661861397;
    double v = 1.2636236285083482;
    double[] theta = {w, w, v / 2, v / 2};
    // The middle is a saddle, so it is not searched for: the narrow minimum is given.
    double below = -0.4;
    double[] left = {w, w, below * v, (1 - below) * v};
    double[] right = {w, w, (1 - below) * v, below * v};
    assertThat(outside.loss(left)).isCloseTo(outside.loss(theta), within(1e-12));
    FlatMinimum one = outside.minimum(0, left);
    FlatMinimum other = outside.minimum(1, right);
    FlatMinimum saddle = outside.minimum(2, theta);
    assertThat(outside.join(one, other).orElseThrow().kind()).isEqualTo(PathKind.SEGMENT);
    assertThat(outside.join(one, saddle)).isEmpty();
    PathSearch search =
        new PathSearch(
            new org.minimacensus.certify.FlatSets(
                outside.evaluator,
                outside.evaluator,
                outside.rules.floor(),
                outside.rules.gradientTolerance()),
            new UnitAlignment(outside.rules.symmetry()),
            new UnitMoves(outside.rules.symmetry(), outside.objective),
            new PathWork(() -> false));
    assertThat(
            search.find(
                PathKind.SEGMENT, Point.of(left), Point.of(right), one.loss(), other.loss()))
        .isEmpty();
  }

  /** Two tanh units learn from one of them: y = 2 tanh(x + 0.5). */
  private static final PathCase SPARE =
      new PathCase(
          "tanh",
          2,
          true,
          false,
          new double[] {-2, -1, -0.3, 0.2, 0.9, 1.5},
          new double[] {
            2 * Math.tanh(-1.5),
            2 * Math.tanh(-0.5),
            2 * Math.tanh(0.2),
            2 * Math.tanh(0.7),
            2 * Math.tanh(1.4),
            2 * Math.tanh(2)
          });

  @Test
  void aSpareUnitIsTakenFromOnePlaceToTheOther() {
    // Two copies that share the work; one with an idle unit somewhere else, flipped.
    double[] copies = {1, 1, 0.5, 0.5, 0.7, 1.3};
    double[] idle = {3, -1, -2, -0.5, 0, -2};
    FoundPath found = SPARE.join(SPARE.minimum(0, copies), SPARE.minimum(1, idle)).orElseThrow();
    assertThat(found.kind()).isEqualTo(PathKind.BEND);
    assertThat(found.highest()).isCloseTo(0, within(1e-12));
  }

  @Test
  void minimaOfDifferentLossAreNotOnOneLevel() {
    FlatMinimum low = SPARE.minimum(0, 1, 1, 0.5, 0.5, 0.7, 1.3);
    FlatMinimum higher = SPARE.minimum(1, 1, 1, 0.5, 0.5, 0.7, 1.3 + 1e-3);
    assertThat(higher.loss()).isBetween(1e-7, 1e-4);
    assertThat(SPARE.join(low, higher)).isEmpty();
  }

  @Test
  void reluUnitsAreAlignedWhateverTheirScale() {
    PathCase relu =
        new PathCase(
            "relu", 2, true, false, new double[] {-2, -1, 1, 2}, new double[] {4, 2, 3, 6});
    double[] theta = {1, -1, 0, 0, 3, 2};
    double[] scaled = {-50, 0.01, 0, 0, 0.04, 300};
    assertThat(relu.loss(theta)).isLessThan(1e-20);
    assertThat(relu.loss(scaled)).isLessThan(1e-20);
    FoundPath found = relu.join(relu.minimum(0, theta), relu.minimum(1, scaled)).orElseThrow();
    assertThat(found.kind()).isEqualTo(PathKind.SEGMENT);
  }
}

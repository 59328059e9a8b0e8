package org.minimacensus.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.minimacensus.ExtendingPage;
import org.minimacensus.numeric.KernelProvider;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.numeric.interval.Interval;

/** The loss of docs/extending.md under the laws of its family. */
class NewLossDocTest {
  private static final double DELTA = 0.75;
  private static Loss loss;

  @BeforeAll
  static void compile(@TempDir Path folder) {
    loss = (Loss) ExtendingPage.make("GemanMcClureLoss", Loss.class, folder, DELTA);
  }

  @Test
  void whatItStatesOfItselfIsTrue() {
    LossPropertiesTest laws = new LossPropertiesTest();
    laws.convexLossesAndNoOthersLieBelowTheirChords(loss);
    laws.smoothnessIsTheOrderOfTheFirstDerivativeThatJumps(loss);
    laws.criticalPointsAreMinimaAndTheBoundIsTheInfimum(loss);
    laws.shiftInvariantLossesAndNoOthersSeeDifferencesOfOutputsAlone(loss);
    laws.onlyLossesWithALeastLossOffSideFallForEverWithTheMargin(loss);
  }

  /** l, l' and l'' of one output. */
  private static double[] at(double s, double y) {
    int n = Kernels.LANES;
    double[][] tile = new double[6][n];
    Arrays.fill(tile[0], s);
    Arrays.fill(tile[1], y);
    Arrays.fill(tile[4], 1);
    Kernels kernels = KernelProvider.kernels();
    loss.evaluate(kernels, tile[0], 0, tile[1], 0, tile[2], tile[3], 1, n, n);
    loss.hessianVector(kernels, tile[0], 0, tile[1], 0, tile[4], 0, tile[5], 0, 1, n, n);
    return new double[] {tile[2][0], tile[3][0], tile[5][0]};
  }

  @Test
  void itIsItsFormulaAndItsDerivativesAreThoseOfIt() {
    double h = 1e-4;
    for (double r = -5; r <= 5; r += 0.1) {
      double square = r * r / (DELTA * DELTA);
      double[] here = at(2 + r, 2);
      assertThat(here[0]).isCloseTo(DELTA * DELTA / 2 * square / (1 + square), within(1e-15));
      for (int k = 1; k < 3; k++) {
        double difference = (at(2 + r + h, 2)[k - 1] - at(2 + r - h, 2)[k - 1]) / (2 * h);
        assertThat(here[k]).isCloseTo(difference, within(1e-6));
      }
    }
  }

  @Test
  void itsEnclosuresHoldValueSlopeAndCurvature() {
    RandomStream dice = RandomStream.of(4, "geman-mcclure", 0);
    for (int i = 0; i < 2000; i++) {
      double s = 6 * dice.nextDouble() - 3;
      double radius = i % 2 == 0 ? 1e-9 : dice.nextDouble();
      double inside = s + radius * (2 * dice.nextDouble() - 1);
      double[] found = at(inside, 0.5);
      LossEnclosure enclosed =
          loss.enclosure(new Interval[] {Interval.around(s, radius)}, new double[] {0.5})
              .orElseThrow();
      Interval[] parts = {enclosed.value(), enclosed.gradient()[0], enclosed.hessian()[0][0]};
      for (int k = 0; k < 3; k++) {
        assertThat(parts[k].meets(Interval.around(found[k], 1e-14))).isTrue();
        assertThat(parts[k].radius()).isLessThan(i % 2 == 0 ? 1e-7 : 1000);
      }
    }
  }

  /** Two targets far apart have a valley at each, and the infimum is the lower one. */
  @Test
  void theInfimumOverOneOutputIsThatOfAGrid() {
    double[][] rows = {{-3}, {3}, {3.1}};
    double least = Double.POSITIVE_INFINITY;
    for (double s = -4; s <= 4; s += 1e-3) {
      double sum = 0;
      for (double[] row : rows) {
        sum += at(s, row[0])[0];
      }

      least = Math.min(least, sum);
    }

    // Curvatures are at most 1, three rows.
    assertThat(loss.groupInfimum(rows)).isBetween(least - 1.5e-6, least);
  }
}

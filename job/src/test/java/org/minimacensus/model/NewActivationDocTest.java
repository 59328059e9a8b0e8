package org.minimacensus.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.minimacensus.ExtendingPage;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.numeric.interval.Jet;

/** The activation of docs/extending.md under the laws of its family. */
class NewActivationDocTest {
  private static Activation logCosh;

  @BeforeAll
  static void compile(@TempDir Path folder) {
    logCosh = (Activation) ExtendingPage.make("LogCosh", Activation.class, folder);
  }

  @Test
  void theLawsOfAllActivationsHoldOfIt() {
    ActivationsTest laws = new ActivationsTest();
    laws.derivativesAreThoseOfTheValue(logCosh);
    laws.theThirdDerivativeIsThatOfTheSecond(logCosh);
    laws.parityIsTrue(logCosh);
    laws.theSlopeOfTheOddPartIsTrue(logCosh);
    laws.exponentialTailsAreTrue(logCosh);
    laws.bendsAreTrue(logCosh);
    laws.homogeneityIsTrue(logCosh);
    laws.powersRectifiersAndSinesAreThoseThatSaySo(logCosh);
    laws.limitsToTheLeftOfBendsAreTrue(logCosh);
    laws.kinksAndSmoothnessAreTrue(logCosh);
    laws.saturationIsTrue(logCosh);
    laws.lowerOrdersGiveTheSameBitsAndLeaveTheRestAlone(logCosh);
  }

  @Test
  void itsEnclosuresHoldItsValuesAndAreNarrow() {
    RandomStream dice = RandomStream.of(3, "log-cosh", 0);
    for (int i = 0; i < 2000; i++) {
      double middle = 8 * (2 * dice.nextDouble() - 1);
      double radius = i % 2 == 0 ? 1e-9 : dice.nextDouble();
      Jet jet = logCosh.enclosure(Interval.around(middle, radius)).orElseThrow();
      double z = middle + radius * (2 * dice.nextDouble() - 1);
      double[] s = ScalarActivation.derivatives(logCosh, z);
      Interval[] enclosed = {jet.value(), jet.slope(), jet.curvature()};
      for (int k = 0; k < 3; k++) {
        Interval wider = Interval.around(s[k], 1e-14);
        assertThat(enclosed[k].meets(wider)).as("derivative %s at %s", k, z).isTrue();
        assertThat(enclosed[k].radius()).isLessThan(3 * radius + 1e-14);
      }
    }
  }

  @Test
  void smallValuesKeepTheirDigits() {
    for (double t = 1; t > 1e-6; t /= 3) {
      // t^2/2 - t^4/12 + t^6/45 - ...
      double series = t * t * (0.5 - t * t * (1 / 12.0 - t * t / 45));
      assertThat(ScalarActivation.value(logCosh, t) / series - 1)
          .as("at %s", t)
          .isBetween(-0.05 * StrictMath.pow(t, 6) - 1e-15, 0.05 * StrictMath.pow(t, 6) + 1e-15);
    }
  }
}

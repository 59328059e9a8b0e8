package org.minimacensus.twosample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.twosample.HolmTarone.PValue;

class HolmTaroneTest {
  private static List<PValue> continuous(double... p) {
    return DoubleStream.of(p).mapToObj(x -> new PValue(x, 0)).toList();
  }

  /** By hand: 4 * 0.005, 3 * 0.01, 2 * 0.03, and 0.04, which is not below the one before. */
  @Test
  void withoutDiscretenessItIsHolms() {
    assertThat(HolmTarone.correct(continuous(0.01, 0.04, 0.03, 0.005), 0.05).adjusted())
        .containsExactly(0.03, 0.06, 0.06, 0.02);
  }

  @Test
  void testsThatCannotRejectCostNothing() {
    List<PValue> tests = new ArrayList<>(Collections.nCopies(1000, new PValue(0.5, 0.25)));
    tests.add(new PValue(0.004, 1e-9));
    HolmTarone.Correction correction = HolmTarone.correct(tests, 0.005);
    assertThat(correction.adjusted().get(1000)).isEqualTo(0.004);
    assertThat(correction.adjusted().subList(0, 1000)).containsOnly(1.0);
    assertThat(correction.able()).containsOnlyOnce(true);
  }

  @Test
  void theDivisorIsTheLeastThatFitsTheTestsThatReachIt() {
    // Reach 0.05/1: three; 0.05/2: three; 0.05/3 = 0.0167: two, of at most three.
    List<PValue> tests =
        List.of(new PValue(0.02, 0.001), new PValue(0.02, 0.01), new PValue(0.02, 0.02));
    HolmTarone.Correction correction = HolmTarone.correct(tests, 0.05);
    assertThat(correction.able()).containsExactly(true, true, false);
    assertThat(correction.adjusted()).containsExactly(0.04, 0.04, 1.0);
  }

  @Test
  void noTestsNeedNoCorrection() {
    assertThat(HolmTarone.correct(List.of(), 0.05).adjusted()).isEmpty();
    assertThat(HolmTarone.correct(continuous(0.05), 0.05).adjusted()).containsExactly(0.05);
  }

  /** Discrete null p-values: any rejection among 50 tests in at most 5 % of 4000 families. */
  @Test
  void theLevelIsHeldOverAllTests() {
    RandomStream random = RandomStream.of(1, "null", 0);
    int families = 4000;
    int alarms = 0;
    for (int f = 0; f < families; f++) {
      List<PValue> tests = new ArrayList<>();
      for (int t = 0; t < 50; t++) {
        double step = 1.0 / (1 << (1 + t % 12));
        tests.add(new PValue(step * Math.ceil(random.nextDouble() / step + 1e-12), step));
      }

      alarms +=
          HolmTarone.correct(tests, 0.05).adjusted().stream().anyMatch(p -> p <= 0.05) ? 1 : 0;
    }

    // Mean at most 200; the binomial distribution exceeds 245 with a probability of 0.0007.
    assertThat(alarms).isBetween(50, 245);
  }

  @Test
  void whatIsNoPValueIsRefused() {
    assertThatThrownBy(() -> new PValue(Double.NaN, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a p-value in [0, 1]");
  }
}

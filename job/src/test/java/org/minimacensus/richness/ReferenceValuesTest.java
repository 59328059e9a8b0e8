package org.minimacensus.richness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.minimacensus.richness.ReferenceFile.Sample;

class ReferenceValuesTest {
  private static void assertValue(Sample sample, String quantity, OptionalDouble actual) {
    Optional<Double> expected = sample.value(quantity);
    String name = sample.name() + " " + quantity;
    assertThat(actual.isPresent()).as(name).isEqualTo(expected.isPresent());
    if (expected.isPresent()) {
      double tolerance = 1e-9 * Math.max(1, Math.abs(expected.get()));
      assertThat(actual.getAsDouble()).as(name).isCloseTo(expected.get(), within(tolerance));
    }
  }

  private static OptionalDouble value(String estimator, Sample sample) {
    return RichnessEstimators.named(estimator)
        .estimate(sample.counts())
        .map(e -> OptionalDouble.of(e.value()))
        .orElse(OptionalDouble.empty());
  }

  private static OptionalDouble of(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  @Test
  void publishedFormulasGiveTheirKnownValues() throws IOException {
    List<Sample> samples = ReferenceFile.read("published.csv");
    assertThat(samples).hasSize(8);
    for (Sample s : samples) {
      FrequencyCounts counts = s.counts();
      assertValue(s, "n", of(counts.individuals()));
      assertValue(s, "S", of(counts.classes()));
      assertValue(s, "f1", of(counts.seen(1)));
      assertValue(s, "f2", of(counts.seen(2)));
      assertValue(s, "good_turing_coverage", SampleCoverage.goodTuring(counts));
      assertValue(s, "chao_coverage", SampleCoverage.chao(counts));
      assertValue(s, "chao1_classic", value("chao1-classic", s));
      assertValue(s, "chao1_classic_n", HillNumbers.asymptotic(counts, 0));
      RichnessEstimate chao1 = new Chao1().estimate(counts).orElseThrow();
      assertValue(s, "chao1_bc", of(chao1.value()));
      assertValue(s, "chao1_bc_var", of(Chao1.variance(counts, chao1.value())));
      assertValue(s, "chao1_bc_low", of(chao1.low()));
      assertValue(s, "chao1_bc_high", of(chao1.high()));
      assertValue(s, "ace", value("ace", s));
      assertValue(s, "jack1", value("jackknife1", s));
      assertValue(s, "jack2", value("jackknife2", s));
      assertValue(s, "brk_expected_minima", value("boender-rinnooy-kan", s));
      assertValue(s, "brk_uncovered_volume", BoenderRinnooyKan.unseenVolume(counts));
      assertValue(s, "brk_prob_all_found", BoenderRinnooyKan.allFound(counts));
      long n = counts.individuals();
      assertValue(s, "rarefied_half", of(AccumulationCurve.at(counts, n / 2).classes()));
      assertValue(s, "extrap_double", of(AccumulationCurve.at(counts, 2 * n).classes()));
      if (s.values().containsKey("ace_C")) {
        assertValue(s, "ace_C", of(Ace.coverage(counts)));
        assertValue(s, "ace_gamma2", of(Ace.variation(counts)));
      }
    }
  }

  @Test
  void estimatesAndIntervalsEqualThoseOfNumericalDifferentiation() throws IOException {
    List<Sample> samples = ReferenceFile.read("computed.csv");
    assertThat(samples).hasSize(17);
    for (Sample s : samples) {
      for (String name :
          List.of(
              "chao1-classic",
              "ichao1",
              "ace",
              "jackknife1",
              "jackknife2",
              "chao1-singleton-robust")) {
        assertValue(s, name, value(name, s));
        if (s.value(name).isPresent()) {
          assertInterval(s, name);
        }
      }

      if (s.counts().individuals() >= s.counts().classes() + 3) {
        assertInterval(s, "boender-rinnooy-kan");
      }
    }
  }

  private static void assertInterval(Sample s, String name) {
    RichnessEstimate e = RichnessEstimators.named(name).estimate(s.counts()).orElseThrow();
    assertValue(s, name + "-low", of(e.low()));
    assertValue(s, name + "-high", of(e.high()));
    if (!Double.isNaN(e.level())) {
      assertThat(e.level()).isEqualTo(0.95);
    }
  }

  @Test
  void hillNumbersEqualThoseOfTheirDefinition() throws IOException {
    for (Sample s : ReferenceFile.read("computed.csv")) {
      for (int order = 0; order <= 2; order++) {
        assertValue(s, "hill_observed_" + order, HillNumbers.observed(s.counts(), order));
        assertValue(s, "hill_asymptotic_" + order, HillNumbers.asymptotic(s.counts(), order));
      }
    }
  }

  @Test
  void curvesEqualThoseOfBinomialsAndNumericalDifferentiation() throws IOException {
    for (Sample s : ReferenceFile.read("computed.csv")) {
      long n = s.counts().individuals();
      Stream.of(1L, Math.max(1, n / 3), n, n + 1, 2 * n)
          .forEach(
              m -> {
                AccumulationCurve.Point point = AccumulationCurve.at(s.counts(), m);
                assertValue(s, "curve-" + m, of(point.classes()));
                assertValue(s, "curve-" + m + "-low", of(point.low()));
                assertValue(s, "curve-" + m + "-high", of(point.high()));
              });
    }
  }
}

package org.minimacensus.study;

import static java.lang.Double.NaN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "0.25, 0.25",
    "0.123456789012345, 0.123456789",
    "1234567.891234, 1234567.891",
    "1.5e-12, 1.500000e-12",
    "1e300, 1.000000e+300",
    "NaN, -",
    "Infinity, Infinity"
  })
  void lossesShowTenDigitsAtMost(double loss, String text) {
    assertThat(Figures.loss(loss)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.04, 0.0 s",
    "59.9, 59.9 s",
    "65, 1 min 05 s",
    "3599.7, 1 h 00 min",
    "7380, 2 h 03 min",
    "NaN, -"
  })
  void timesAreRounded(double seconds, String text) {
    assertThat(Figures.time(seconds)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 B", "1023, 1023 B", "1536, 1.5 KiB", "3221225472, 3.0 GiB"})
  void memoryIsInBinaryUnits(double bytes, String text) {
    assertThat(Figures.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"1, 3, 33.3%", "0, 0, -", "2, 2, 100.0%"})
  void sharesAreInPercent(long part, long whole, String text) {
    assertThat(Figures.share(part, whole)).isEqualTo(text);
  }

  @Test
  void estimatesShowTheirIntervalsRoundedOutwards() {
    assertThat(Figures.estimate(new RunSummary.Estimate("x", 12, 11.96, 13.04, 0.95)))
        .isEqualTo("12 [11, 14]");
    assertThat(Figures.estimate(new RunSummary.Estimate("x", 2.25, NaN, NaN, NaN)))
        .isEqualTo("2.3");
  }
}

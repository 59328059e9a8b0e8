package org.minimacensus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTextTest {
  @ParameterizedTest
  @CsvSource({
    ".28, 0.28",
    "1e-3, 0.001",
    "+3, 3",
    "' 4 ', 4",
    "-5., -5",
    "1E+2, 100",
    "0, 0",
    "-0, -0.0",
    "1e-999, 0",
    "007, 7",
    "4.9e-324, 4.9e-324"
  })
  void decimalNumbersAreRead(String text, double value) {
    assertThat(DecimalText.isFinite(text)).isTrue();
    assertThat(DecimalText.parse(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1,5",
        "0x10",
        "0x1p3",
        "1f",
        "1d",
        "NaN",
        "Infinity",
        "-inf",
        "1e999",
        "1e",
        "e5",
        ".",
        "+",
        "--1",
        "1 2",
        "1_000",
        "\u0661",
        "abc",
        "1e1.5"
      })
  void otherTextIsNotAFiniteNumber(String text) {
    assertThat(DecimalText.isFinite(text)).isFalse();
    assertThatThrownBy(() -> DecimalText.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("text must be a finite decimal number, found ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "nan", "-Inf", "+Infinity", " inf "})
  void spellingsOfNonFiniteNumbersAreKnown(String text) {
    assertThat(DecimalText.isNonFinite(text)).isTrue();
  }

  @Test
  void foundTextIsShortAndPrintable() {
    assertThat(DecimalText.found("a\u0000b\u001b[1m")).isEqualTo("found 'a?b?[1m'");
    assertThat(DecimalText.found("x".repeat(100))).isEqualTo("found '" + "x".repeat(40) + "...'");
    assertThat(DecimalText.found("  ")).isEqualTo("found an empty field");
  }

  @Test
  void plainNumbersHaveNoPoint() {
    assertThat(DecimalText.plain(1.0)).isEqualTo("1");
    assertThat(DecimalText.plain(-0.0)).isEqualTo("0");
    assertThat(DecimalText.plain(0.5)).isEqualTo("0.5");
    assertThat(DecimalText.plain(1e300)).isEqualTo("1.0E300");
  }
}

package org.minimacensus.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClassCodingTest {
  @Test
  void numbersAreSortedByValueAndEqualValuesAreOneClass() {
    ClassCoding coding = ClassCoding.of(List.of("10", "9", "1e1", "-0", "0.0", "2.5"));

    assertThat(coding.names()).containsExactly("0", "2.5", "9", "10");
    assertThat(Stream.of("10", "9", "1e1", "-0", "0.0", "2.5").map(coding::index))
        .containsExactly(3, 2, 3, 0, 0, 1);
  }

  @Test
  void textIsSortedByCodePoint() {
    // U+1F600 comes behind U+FFFD by code point, before it by UTF-16 unit.
    ClassCoding coding = ClassCoding.of(List.of("\uD83D\uDE00", "\uFFFD", "b", "B", "\u00E4"));

    assertThat(coding.names()).containsExactly("B", "b", "\u00E4", "\uFFFD", "\uD83D\uDE00");
  }

  @Test
  void numbersAmongTextAreText() {
    assertThat(ClassCoding.of(List.of("10", "9", "1.0", "1", "x")).names())
        .containsExactly("1", "1.0", "10", "9", "x");
  }
}

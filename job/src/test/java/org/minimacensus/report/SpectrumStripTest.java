package org.minimacensus.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SpectrumStripTest {
  private static final Pattern STROKES = Pattern.compile("eigenvalues\" d=\"([^\"]*)\"");
  private static final Pattern STROKE = Pattern.compile("M([0-9.]+) ");
  private static final Pattern ZERO = Pattern.compile("M([0-9.]+) 4V");
  private static final Pattern LABEL = Pattern.compile("x=\"([0-9.]+)\" y=\"50\">([^<]*)<");

  private static String figure(double... eigenvalues) {
    return new SpectrumStrip(eigenvalues).figure("in words <&");
  }

  private static String found(Pattern pattern, String in) {
    Matcher matcher = pattern.matcher(in);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static List<Double> strokes(String figure) {
    return STROKE
        .matcher(found(STROKES, figure))
        .results()
        .map(m -> Double.parseDouble(m.group(1)))
        .toList();
  }

  @Test
  void decadesAreEquallyFarApartOnBothSidesOfZero() {
    String figure = figure(-1e-3, 0, 1e-3, 1, 1e3);
    double zero = Double.parseDouble(found(ZERO, figure));
    List<Double> x = strokes(figure);

    assertThat(x).hasSize(5).isSorted();
    assertThat(x.get(1)).isCloseTo(zero, within(0.3));
    assertThat(x.get(2) - zero).isCloseTo(zero - x.get(0), within(0.6));
    // From 0 to 1e-3 are six decades above the unit, 1e-9; then three and three.
    assertThat(x.get(3) - x.get(2)).isCloseTo(x.get(4) - x.get(3), within(0.6));
    assertThat(x.get(2) - zero).isCloseTo(2 * (x.get(4) - x.get(3)), within(0.8));
    assertThat(x).allMatch(v -> v >= 30 && v <= 490);
  }

  @Test
  void labelsStandWhereTheirEigenvaluesWould() {
    String figure = figure(-2e4, 1e-6, 3e5);
    LABEL
        .matcher(figure)
        .results()
        .forEach(
            m -> {
              double value = Double.parseDouble(m.group(2));
              double[] both = DoubleStream.of(-2e4, value, 3e5).sorted().toArray();
              assertThat(strokes(figure(both)).get(1))
                  .isCloseTo(Double.parseDouble(m.group(1)), within(0.3));
            });
    assertThat(LABEL.matcher(figure).results().count()).isBetween(3L, 10L);
  }

  @Test
  void whatFallsOnOnePlaceIsOneStroke() {
    assertThat(strokes(figure(1, 1, 1.0001, 5))).hasSize(2);
    assertThat(strokes(figure(0, 0))).hasSize(1);
    double[] many = DoubleStream.iterate(1, v -> v * 1.0005).limit(60_000).toArray();
    assertThat(figure(many)).hasSizeLessThan(20_000);
  }

  @Test
  void wordsAreText() {
    assertThat(figure(1)).contains("in words &lt;&amp;").doesNotContain("words <&");
  }
}

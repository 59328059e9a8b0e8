package org.minimacensus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.SweepSummary;
import org.xml.sax.InputSource;

class SweepPageTest {
  private static SweepSummary.Part part(String name, long bad) {
    return new SweepSummary.Part(
        name,
        3,
        10,
        Map.of("at-infinity", 2L, "saddle", 0L),
        7L,
        6,
        8 - bad,
        bad,
        0.125,
        0,
        0.5 * bad,
        0.75,
        new RunSummary.Estimate("chao1", 8.5, 7.2, 13.1, 0.95),
        0.9,
        "count");
  }

  private static String page(String key, String... values) {
    return SweepPage.of(sweep("a <study>", key, values));
  }

  /** With 150 rows where a value is no number. */
  static SweepSummary sweep(String study, String key, String... values) {
    List<SweepSummary.Point> points = new ArrayList<>();
    for (String value : values) {
      long bad = points.size() + 1L;
      points.add(
          new SweepSummary.Point(
              List.of(value),
              "s",
              "ab" + value,
              "r0",
              "cd",
              "out",
              value.matches("[0-9]+") ? Long.parseLong(value) : 150L,
              0,
              "",
              List.of(part("plain", bad), part("output-neuron", 0))));
    }

    return SweepSummary.of(study, List.of(key), points, values.length);
  }

  private static List<String> plots(String page) {
    return Pattern.compile("<svg viewBox.*?</svg>", Pattern.DOTALL)
        .matcher(page)
        .results()
        .map(MatchResult::group)
        .toList();
  }

  /** Places of the points of the first line of a plot, left to right. */
  private static double[] across(String plot) {
    MatchResult line =
        Pattern.compile("<polyline[^>]*points=\"([^\"]*)\"")
            .matcher(plot)
            .results()
            .findFirst()
            .get();
    return Pattern.compile(" ")
        .splitAsStream(line.group(1))
        .mapToDouble(point -> Double.parseDouble(point.split(",")[0]))
        .toArray();
  }

  @Test
  void thePageNeedsNothingBesideItselfAndNamesAreText() throws Exception {
    String page = page("regularization.l2", "0.1", "0.2");
    assertThat(page)
        .doesNotContain("://", "src=", "href=", "<script", "@import", "url(", "<study>", "NaN")
        .contains("a &lt;study&gt;", "2 of 2 studies ended", "8.5 [7, 14]")
        .contains("</svg>plain (solid)</li>", "</svg>output-neuron (dashed)</li>")
        .endsWith("</body></html>\n");
    assertThat(plots(page)).hasSize(4);
    for (String plot : plots(page)) {
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(plot)));
      assertThat(plot).contains("class=\"series-0\"", "class=\"series-1\"", "regularization.l2");
    }
  }

  @Test
  void magnitudesStandOnALogarithmicScaleWhateverTheirOrder() {
    double[] x = across(plots(page("augmentation.lambda", "1", "0.01", "0.1")).get(0));
    assertThat(x[1] - x[0]).isGreaterThan(10).isCloseTo(x[2] - x[1], within());
  }

  @Test
  void widthsInListsAreNumbers() {
    double[] x = across(plots(page("network.hidden", "[2]", "[3]", "[5]")).get(0));
    assertThat(x[2] - x[1]).isGreaterThan(10).isCloseTo(2 * (x[1] - x[0]), within());
  }

  @Test
  void dataSizesStandAtTheRowsThatWereRead() {
    String page = page("data.rows", "50", "all", "100");
    double[] x = across(plots(page).get(0));

    assertThat(x[2] - x[1]).isGreaterThan(10).isCloseTo(x[1] - x[0], within());
    assertThat(page).contains("<td>all (150)</td>", "<td>50</td>");
    assertThat(plots(page).get(0))
        .contains(">data.rows</text>", ">100</text>")
        .doesNotContain("study");
  }

  /** All shares at infinity are 0.2, which is told over 0. */
  @Test
  void sharesThatAreAllEqualStandAboveZero() {
    String plot = plots(page("regularization.l2", "0.1", "0.2")).get(3);

    assertThat(plot).contains(">0</text>", ">0.2</text>", ">0.1</text>").doesNotContain(">-0");
    List<Double> heights =
        Pattern.compile("<polyline[^>]*points=\"([^\"]*)\"")
            .matcher(plot)
            .results()
            .map(line -> Double.valueOf(line.group(1).split("[ ,]")[1]))
            .toList();
    assertThat(heights).hasSize(2).allMatch(y -> y < 25);
  }

  /** 0 beside 0.001 and 1 has no place on either scale: one after the other. */
  @Test
  void whatNoScaleShowsIsNumbered() {
    for (String page :
        List.of(page("regularization.l2", "0", "0.001", "1"), page("data.path", "a", "b", "c"))) {
      double[] x = across(plots(page).get(0));
      assertThat(x[2] - x[1]).isGreaterThan(10).isCloseTo(x[1] - x[0], within());
      assertThat(plots(page).get(0)).contains("study, as numbered in the tables");
    }
  }

  /** Coordinates are written with one digit. */
  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(0.25);
  }

  @ParameterizedTest
  @CsvSource({"0.00342, 0.158", "0.01, 100", "0.0031, 0.0072", "3, 3.5", "1e-9, 1e9"})
  void labelsOfALogarithmicAxisStandAtTheirValues(double low, double high) {
    Plot.Axis axis = Plot.Axis.logarithmic("y", low, high);

    assertThat(axis.ticks()).hasSizeBetween(2, 8).allMatch(t -> t >= low && t <= high);
    for (double tick : axis.ticks()) {
      assertThat(axis.place().applyAsDouble(tick)).isEqualTo(Math.log10(tick));
    }
  }
}

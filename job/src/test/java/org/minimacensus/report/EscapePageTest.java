package org.minimacensus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.minimacensus.study.DescentStep;
import org.minimacensus.study.EscapeSpec;
import org.minimacensus.study.EscapeSummary;
import org.minimacensus.study.Provenance;
import org.xml.sax.InputSource;

class EscapePageTest {
  private static final double[] NONE = {};

  private static EscapeSummary summary(List<EscapeSummary.Start> starts) {
    return summary("a <study> & more", starts);
  }

  private static EscapeSummary summary(String study, List<EscapeSummary.Start> starts) {
    return new EscapeSummary(
        1,
        study,
        "ab",
        "r0",
        "cd",
        new Provenance.Code("1", "2"),
        new EscapeSpec("plain", 1, "output-neuron", 0.01, 2, 2, 0, 7),
        new EscapeSummary.MinimumFacts(
            1, 0, 0.5, 0.25, 3, "strict-minimum", true, 0, 0.1, false, new double[] {1}),
        "two starts",
        new EscapeSummary.Counts(2, 2, 0, 0, 0, 1, 1, 0, 0, 1, 0),
        starts,
        new EscapeSummary.Proof(
            false,
            "the Hessian is singular",
            Double.NaN,
            0.5,
            0.5,
            true,
            "plain",
            0,
            0.25,
            true,
            "",
            1e-3,
            7,
            0,
            0.1,
            0.2,
            "not proved that a < b; for all a, w and b no minimum"));
  }

  private static EscapeSummary.Start start(int start, String outcome) {
    double[] neurons = {0, 1, 2};
    double nan = Double.NaN;
    EscapeSummary.End end =
        new EscapeSummary.End(
            outcome, outcome, "", "spike", 0.125, 0.126, 900, 0.5, 0.1, neurons, "", "", 3, 4, 0, 3,
            0);
    return new EscapeSummary.Start(
        start,
        "random",
        neurons,
        new double[] {-0.3},
        new double[] {1e-16},
        0,
        NONE,
        -0.3,
        0.01,
        0.01,
        0,
        1,
        List.of(),
        Double.NaN,
        Double.NaN,
        neurons,
        neurons,
        0.02,
        end,
        start == 0
            ? new EscapeSummary.StartProof(
                true, 0, -0.31, -0.29, true, neurons, 0.125, 0.009, 0.5, 0.491, 1e-6, "")
            : new EscapeSummary.StartProof(
                false, 0, -1, 1, false, NONE, nan, nan, 0.5, nan, 0, "a & b"));
  }

  private static List<DescentStep> path(int start, int steps) {
    List<DescentStep> path = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      double t = (double) i / steps;
      double base = i == 7 ? Double.POSITIVE_INFINITY : 0.5 + 1000 * t;
      path.add(
          new DescentStep(
              start,
              "search",
              i,
              0.5 - 0.3 * t,
              base,
              new double[] {-t},
              new double[] {-900 * t},
              new double[] {t},
              t,
              0.1,
              0.1,
              new double[] {1},
              new double[] {-t, t, -900 * t},
              NONE));
    }

    return path;
  }

  private static String page() {
    return page("a <study> & more");
  }

  /** Two starts, of which the second has two steps. */
  static String page(String study) {
    List<DescentStep> path = new ArrayList<>(path(0, 5000));
    path.addAll(path(1, 2));
    return EscapePage.of(
        summary(study, List.of(start(0, "at-infinity"), start(1, "unconverged"))), path);
  }

  @Test
  void thePageNeedsNothingBesideItself() {
    assertThat(page())
        .doesNotContain("://", "src=", "href=", "<script", "@import", "url(")
        .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
        .contains("<style>")
        .endsWith("</body></html>\n");
  }

  @Test
  void namesAreTextAndNumbersAreInTheTable() {
    assertThat(page())
        .contains("a &lt;study&gt; &amp; more", "Two starts.", "<td>at infinity</td>")
        .contains("<td>spike</td><td>0.125</td><td>0.126</td><td>900</td>")
        .contains("<li>Not proved that a &lt; b.</li>", "<li>For all a, w and b no minimum.</li>")
        .contains("<td>not zero</td><td>0.125</td><td>0.009</td>", "<td>a &amp; b</td>")
        .doesNotContain("<study>", "NaN", "Infinity");
  }

  @Test
  void everyPlotIsWellFormedThinnedAndSaidInWords() throws Exception {
    List<String> plots =
        Pattern.compile("<svg.*?</svg>", Pattern.DOTALL)
            .matcher(page())
            .results()
            .map(MatchResult::group)
            .toList();
    assertThat(plots).hasSize(3);
    for (String plot : plots) {
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(plot)));
      assertThat(plot).contains("role=\"img\"", "<title id=", "<desc id=", "<polyline");
      assertThat(plot.length()).isLessThan(20_000);
    }

    assertThat(plots.get(0))
        .contains("from 0.5 to 0.20006 in 4999 steps", "class=\"augmented\"", "class=\"base\"");
  }

  /** x from left to right and y upwards, in equal steps for equal ratios on a logarithmic axis. */
  @Test
  void pointsStandWhereTheirValuesSay() {
    String svg =
        new Plot(400, 300, Plot.Axis.linear("x", 0, 2), Plot.Axis.logarithmic("y", 0.01, 100))
            .line(new double[] {0, 1, 2}, new double[] {0.01, 1, 100}, "way", "")
            .svg("p", "t", "d");
    String points = svg.replaceAll("(?s).*points=\"([^\"]*)\".*", "$1");
    String[] at = points.split("[ ,]");
    double[] v = new double[6];
    for (int i = 0; i < 6; i++) {
      v[i] = Double.parseDouble(at[i]);
    }

    assertThat(v[2] - v[0]).isPositive().isBetween(v[4] - v[2] - 0.11, v[4] - v[2] + 0.11);
    assertThat(v[1] - v[3]).isPositive().isBetween(v[3] - v[5] - 0.11, v[3] - v[5] + 0.11);
    assertThat(svg).contains(">0.01<", ">1<", ">100<");
  }

  @Test
  void withoutStartsThereAreNoPlots() {
    assertThat(EscapePage.of(summary(List.of()), List.of()))
        .contains("Two starts.")
        .doesNotContain("<svg", "<table");
  }
}

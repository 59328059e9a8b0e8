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
import org.minimacensus.study.Provenance;
import org.minimacensus.study.SweepSummary;
import org.minimacensus.study.compare.ComparisonSummary;
import org.minimacensus.study.compare.NightsSummary;
import org.minimacensus.study.compare.NightsSummary.Night;
import org.minimacensus.study.compare.NightsSummary.Verdict;
import org.xml.sax.InputSource;

class NightsPageTest {
  private static Night night(int day, double bestLoss, Verdict verdict) {
    SweepSummary.Part part =
        new SweepSummary.Part(
            "plain",
            3,
            10,
            Map.of("unconverged", 1L, "failed", 1L),
            7L,
            6,
            5,
            3,
            bestLoss,
            0,
            0.5,
            0.75,
            null,
            0.9,
            "count");
    return new Night(
        "2026-01-0" + day,
        "night-2026-01-0" + day,
        "ab",
        new Provenance.Code("1", "0123456789abcdef"),
        "",
        0,
        "all <10> restarts ended",
        10L * day,
        10,
        2.5,
        List.of(part),
        verdict);
  }

  private static Verdict verdict(int day, int exitCode, ComparisonSummary.Finding... findings) {
    String baseline = "night-2026-01-0" + (day - 1);
    String verdict = exitCode == 0 ? "same" : "regressed";
    return new Verdict(
        baseline, "compare=x", verdict, exitCode, "told " + day, 0.01, List.of(findings));
  }

  private static String page(Night... nights) {
    return page("a <study>", nights);
  }

  private static String page(String study, Night... nights) {
    NightsSummary summary = new NightsSummary(1, study, "cd", List.of());
    for (Night night : nights) {
      summary = summary.with(night);
    }

    return NightsPage.of(summary);
  }

  private static String whole() {
    return whole("a <study>");
  }

  /** Three nights, of which the second regressed and the third has no loss. */
  static String whole(String study) {
    ComparisonSummary.Finding finding =
        new ComparisonSummary.Finding("plain", "new-minima", "", "other", 0, "other: 9 & more");
    return page(
        study,
        night(1, 0.5, null),
        night(2, 0.25, verdict(2, 21, finding)),
        night(3, Double.NaN, verdict(3, 0)));
  }

  private static List<String> plots(String page) {
    return Pattern.compile("<svg viewBox.*?</svg>", Pattern.DOTALL)
        .matcher(page)
        .results()
        .map(MatchResult::group)
        .toList();
  }

  @Test
  void thePageNeedsNothingBesideItselfAndNamesAreText() throws Exception {
    String page = whole();
    assertThat(page)
        .doesNotContain("://", "src=", "href=", "<script", "@import", "url(", "<study>", "NaN")
        .contains("a &lt;study&gt;", "all &lt;10&gt; restarts ended", "other: 9 &amp; more")
        .endsWith("</body></html>\n");
    assertThat(plots(page)).hasSize(4);
    for (String plot : plots(page)) {
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(plot)));
      assertThat(plot).contains("class=\"series-0\"").contains(">01-02</text>", ">2</text>");
      assertThat(plot).as("a night is a whole one").doesNotContain(">1.5</text>");
      assertThat(plot).as("one night regressed").containsOnlyOnce("<circle class=\"end\"");
    }
  }

  @Test
  void itSaysFirstWhatTheLastNightBrought() {
    assertThat(whole())
        .contains("<strong>2026-01-03: told 3, against night-2026-01-02.</strong> 3 nights;")
        .contains("regressed: 2026-01-02.", "What chance does not explain", "(012345678)");
    assertThat(page(night(1, 0.5, null)))
        .contains("<strong>2026-01-01: not compared with another run.</strong> 1 night;")
        .contains("none regressed.")
        .doesNotContain("What chance does not explain", "<circle");
  }

  @Test
  void nightsStandByDateAndAreToldOnce() {
    NightsSummary summary = new NightsSummary(1, "s", "cd", List.of());
    for (int day : new int[] {3, 1, 2, 3}) {
      summary = summary.with(night(day, 0.1, null));
    }

    List<String> dates = new ArrayList<>();
    summary.nights().forEach(n -> dates.add(n.date()));
    assertThat(dates).containsExactly("2026-01-01", "2026-01-02", "2026-01-03");
    Night compared = summary.with(night(2, 0.1, verdict(2, 21))).nights().get(1);
    assertThat(compared.regressed()).isTrue();
  }
}

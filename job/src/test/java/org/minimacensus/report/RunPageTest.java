package org.minimacensus.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.minimacensus.report.ReportFixtures.HOSTILE;
import static org.minimacensus.report.ReportFixtures.noPictures;
import static org.minimacensus.report.RunPageFixtures.details;
import static org.minimacensus.report.RunPageFixtures.objective;
import static org.minimacensus.report.RunPageFixtures.pictures;
import static org.minimacensus.report.RunPageFixtures.provenance;
import static org.minimacensus.report.RunPageFixtures.summary;
import static org.minimacensus.report.RunPageFixtures.verdict;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.RunSummary.ObjectiveSummary;
import org.minimacensus.study.StoppingFixtures;
import org.minimacensus.study.StudyFixtures;
import org.minimacensus.study.StudyJson;
import org.minimacensus.study.pictures.RunPictures;
import org.minimacensus.theorem.Premise;
import org.xml.sax.InputSource;

class RunPageTest {
  private static String page() {
    RunSummary summary =
        summary(
            "made-up",
            List.of(objective("plain", 44), objective("output-neuron", 3)),
            List.of(
                verdict("exponential-neuron", "confirmed", null, Premise.of("p", true, "so")),
                verdict(
                    "any-labels",
                    "refuted",
                    5L,
                    Premise.of("binary", true, "it is"),
                    Premise.of("smooth", false, "it is not"),
                    Premise.unknown("wide", "who knows"))));
    return RunPage.of(
        summary,
        provenance("study { name = x }"),
        pictures(details("plain", 5, 9, "made up"), details("output-neuron", 3, 9, "made up")));
  }

  /** What a person reads: without tags, and with the signs that they stand for. */
  private static String words(String page) {
    return page.replaceAll("(?s)<script.*?</script>", "")
        .replaceAll("(?s)<style>.*?</style>", "")
        .replaceAll("</(p|li|h[1-4]|td|th|dd|dt|figcaption|caption|pre)>", "\n")
        .replaceAll("<[^>]*>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
  }

  private static List<String> found(String regex, String page) {
    return Pattern.compile(regex).matcher(page).results().map(m -> m.group(1)).toList();
  }

  /** What holds of every page, whatever the run. */
  private static String checked(String page) throws Exception {
    String body =
        page.substring(page.indexOf("<body>"), page.indexOf("</html>"))
            .replaceAll("(?s)<script.*?</script>", "")
            // HTML has attributes without a value.
            .replaceAll(" (open|hidden)(?=[ >])", " $1=\"\"");
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(body)));
    List<String> ids = found(" id=\"([^\"]*)\"", body);
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(ids).containsAll(found("href=\"#([^\"]*)\"", body));
    assertThat(ids).containsAll(found("aria-labelledby=\"([^\"]*)\"", body));
    List<Integer> levels = found("<h([1-6])", body).stream().map(Integer::valueOf).toList();
    assertThat(levels.stream().filter(l -> l == 1)).hasSize(1);
    for (int i = 1; i < levels.size(); i++) {
      assertThat(levels.get(i)).as("heading " + i).isLessThanOrEqualTo(levels.get(i - 1) + 1);
    }

    assertThat(body).doesNotContain("NaN", "Infinity", ">null", "src=", " style=", "onclick");
    return page;
  }

  @Test
  void theAnswerSaysWhatWasFoundProvedBadAndUnseen() throws Exception {
    assertThat(words(checked(page())))
        .contains(
            "44 distinct minima were found, on which 88 of 1000 (8.8%) restarts ended.",
            "None is proved by interval arithmetic: nothing was tried, for a reason in the notes.",
            "43 of them are bad, above the best known loss 0: 86 of 1000 (8.6%) restarts ended on"
                + " one of them, 2 of 1000 (0.2%) on a minimum of the best known loss.",
            "Estimated unseen: about 30 more, 95% interval 8 to 104"
                + " (chao1: 74 [52, 148] in all, a lower bound in the mean).",
            "10 of 1000 (1.0%) restarts ended at infinity, in 1 distinct valley",
            "Of the 328 starts that ended on a bad minimum under plain, under output-neuron 77"
                + " ended on a minimum of the best known loss, 194 ended at infinity, 57 ended"
                + " unconverged.",
            "All 1000 restarts ended. Stopped by count: all restarts were to be run, and were."
                + " Exit code 0: finished; no theorem refuted.",
            "2026-01-02; 1000 restarts of each objective, from index 0. Data: 18 rows,");
  }

  @Test
  void trustSaysSharesWithIntervalsCoverageAndSingletons() {
    assertThat(words(page()))
        .contains(
            "902 of 1000 restarts (90.2%, 95% interval 88.2% to 91.9%) did not converge, 0 of 1000"
                + " restarts (0.0%, 95% interval 0.0% to 0.4%) failed",
            "an estimated 98.0% end on one that was seen (95% interval 97.0% to 99.2%; not below"
                + " 82.1% with 95% confidence, whatever the basins).",
            "16 minima were hit once only; of these 2 by one of the worst-certified tenth",
            "is the best known one, not proved to be the least",
            "a note of the run",
            "a note of the pictures");
  }

  @Test
  void everySectionIsThereInItsOrderAndLinked() {
    List<String> sections = found("<h2 id=\"([^\"]*)\"", page());
    assertThat(sections)
        .containsExactly(
            "answer",
            "trust",
            "ends",
            "counts",
            "minima",
            "landscape",
            "verdicts",
            "comparisons",
            "provenance",
            "glossary");
    String contents = page().replaceAll("(?s).*<nav(.*)</nav>.*", "$1");
    assertThat(found("href=\"#([^\"]*)\"", contents)).isEqualTo(sections);
  }

  @Test
  void verdictsShowTheirPremisesAndTheWitness() {
    assertThat(words(page()))
        .contains(
            "Confirmed (all premises hold",
            "): liang-2018/exponential-neuron.",
            "): liang-2018/any-labels.",
            "\u2713 confirmed",
            "\u2717 refuted",
            "12 of plain examined, the conclusion holds of 11; largest deciding number 0.25.",
            "\u2713 holds",
            "\u2717 fails",
            "? not checkable",
            "The counter-example is restart 5 of plain",
            "./submit.sh explain OUT/study=made-up-01234567/run=r0 --objective plain --restart 5");
    assertThat(page())
        .contains("<a href=\"https://arxiv.org/abs/1805.08671\">arXiv 1805.08671</a>");
  }

  @Test
  void aMinimumHasAPartWithNetworkSpectrumAndCommand() {
    assertThat(page())
        .contains(
            "<a href=\"#minimum-0-4\">4</a>",
            "<div id=\"minimum-0-4\">",
            "<td data-value=\"0.4\">0.4</td>",
            "--objective plain --restart 104")
        .doesNotContain("#minimum-0-5");
    assertThat(words(page()))
        .contains(
            "Minimum 4 of plain: loss 0.4, 2 hits, bad",
            "3 eigenvalues from 5.00e-01 to 2.00e+01, condition number 4.00e+01",
            "3 rows misclassified by the network alone",
            "The first 1 of 2 restarts on it: 104.",
            "5 minima have a part of their own here");
  }

  /** By ascending loss the first takes both hits at the best loss; all others are bad. */
  @Test
  void badMinimaAreMarkedInTheTable() {
    String table = page().replaceAll("(?s).*?<table class=\"sortable\">(.*?)</table>.*", "$1");
    List<String> bad = found("<td class=\"words\">(bad|no)</td><td>2</td>", table);
    assertThat(bad).hasSize(44).startsWith("no", "bad").containsOnlyOnce("no");
    assertThat(table).contains("<td data-value=\"0.002\">0.2% [0.1%, 0.7%]</td>");
  }

  @Test
  void textStaysText() throws Exception {
    ObjectiveSummary o = objective("plain", 2);
    RunSummary summary =
        summary(
            HOSTILE,
            List.of(o),
            List.of(verdict(HOSTILE, "vacuous", 3L, Premise.of(HOSTILE, false, HOSTILE))));
    RunPictures pictures =
        new RunPictures(
            List.of(details("plain", 2, 9, HOSTILE)),
            List.of(),
            List.of(),
            List.of(),
            null,
            List.of(),
            List.of(HOSTILE));
    String page =
        checked(RunPage.of(summary, provenance("target = \"" + HOSTILE + "\""), pictures));
    assertThat(page).doesNotContain("<script>alert");
    assertThat(words(page))
        .contains("study " + HOSTILE, "target = \"" + HOSTILE, "'OUT/study=" + HOSTILE);
    assertThat(page.split("&lt;script&gt;alert\\(1\\)&lt;/script&gt;", -1).length)
        .isGreaterThan(10);
  }

  @Test
  void nothingFoundIsSaidSo() throws Exception {
    String words = words(checked(RunPage.of(summary(0), provenance("x"), noPictures())));
    assertThat(words)
        .contains(
            "No minimum was found: of 1000 restarts none ended on a certified minimum.",
            "How many are unseen is not estimated: no restart ended on a minimum.",
            "No best loss is known.",
            "No restart ended on a minimum of plain.",
            "No claim of the papers was judged in this run.",
            "There is no accumulation curve: no restart ended on a minimum.",
            "no recount is stored: ./submit.sh recount OUT/study=made-up-01234567/run=r0, then"
                + " ./submit.sh report OUT/study=made-up-01234567/run=r0.",
            "output.traces=[0,1,2]")
        .doesNotContain("of them are bad", "proved by interval arithmetic");
  }

  @Test
  void oneObjectiveIsComparedWithNothing() throws Exception {
    RunSummary one = summary("x", List.of(objective("plain", 1)), List.of());
    assertThat(words(checked(RunPage.of(one, provenance("x"), noPictures()))))
        .contains(
            "1 distinct minimum was found",
            "None of them is bad: all reach the best known loss 0, of which it is not known",
            "The study has one objective: nothing is compared with it.");
  }

  /** A run that was stopped before anything ended, of a version that stored less. */
  @Test
  void whatIsNotThereIsNoError() throws Exception {
    ObjectiveSummary none =
        new ObjectiveSummary(
            "plain",
            4,
            0,
            Map.of(),
            Map.of(),
            new RunSummary.Distinct(0L, 0L, null, null, null),
            null,
            null,
            Double.NaN,
            "best-known",
            Double.NaN,
            0,
            0,
            0,
            List.of(),
            null,
            List.of(),
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            null,
            null,
            null,
            "signal");
    RunSummary s = summary("x", List.of(none), List.of());
    RunSummary stopped =
        new RunSummary(
            1,
            "x",
            "ab",
            "r0",
            130,
            "interrupted (SIGINT) after 0 of 1000 restarts",
            0,
            1000,
            new RunSummary.DataSummary("", "regression", null, 2, 1),
            RunPageFixtures.network("mlp", 2, List.of(2), 4),
            s.loss(),
            s.objectives(),
            Map.of(),
            Map.of(),
            null,
            List.of(),
            new RunSummary.Throughput(Double.NaN, Double.NaN, Double.NaN),
            null,
            null,
            List.of());
    Provenance bare =
        new Provenance(
            1, "x", "ab", "r0", 7, "", null, "", new Provenance.Code("1", "2"), null, null);
    assertThat(words(checked(RunPage.of(stopped, bare, noPictures()))))
        .contains(
            "No restart ended, so nothing is known of minima.",
            "0 of 1000 planned restarts of each objective",
            "Data: none: standard normal inputs in 2 dimensions, in closed form.",
            "Stopped by signal: a signal. Exit code 130: interrupted",
            "The run has no notes.");
  }

  /** No cap without a word, and a size that the number of minima does not drive. */
  @Test
  void tenThousandMinimaMakeAPageOfLessThanTenMegabytes() throws Exception {
    RunSummary summary = summary(10_000);
    String page =
        checked(
            RunPage.of(
                summary,
                provenance("x"),
                pictures(details("plain", 50, 500, "e"), details("output-neuron", 50, 500, "e"))));
    assertThat(page.length()).isLessThan(5_000_000);
    assertThat(found("(<tr><th scope=\"row\" data-value=\"|<tr><th scope=\"row\">)", page).size())
        .isBetween(2_000, 60_000);
    assertThat(words(page))
        .contains(
            "The table shows the 1000 minima of the lowest losses, of 10000 in summary.json",
            "50 minima have a part of their own here");
  }

  @Test
  void storedRunsOfTheFirstSchemaHaveAPage() throws Exception {
    String folder = "/stored/schema-1/study=sine-623a9197/run=r0/";
    RunSummary summary = StudyJson.read(text(folder + "summary.json"), RunSummary.class);
    Provenance p = StudyJson.read(text(folder + "provenance.json"), Provenance.class);
    String page = checked(RunPage.of(summary, p, noPictures()));
    assertThat(words(page))
        .contains(
            "3 distinct minima were found, on which 12 of 12 (100.0%) restarts ended.",
            "2 of them are bad, above the best known loss 0.2657134394: 8 of 12 (66.7%)",
            "No minimum was found: of 12 restarts none ended on a certified minimum.",
            "Every restart came to a certified end: none is unconverged",
            "study {\n  name = \"sine\"");
    assertThat(RunPage.of(summary, p, noPictures())).as("the same again").isEqualTo(page);
  }

  private static String text(String resource) throws Exception {
    try (var in = RunPageTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  @Test
  void theScriptOfTablesStandsInOneElementOfItsOwn() {
    List<String> scripts =
        Pattern.compile("(?s)<script>(.*?)</script>")
            .matcher(page())
            .results()
            .map((MatchResult m) -> m.group(1))
            .toList();
    assertThat(scripts).contains(Tables.script());
    assertThat(Tables.script()).contains("aria-sort").doesNotContain("</", "eval", "innerHTML");
  }

  @Test
  void otherSummariesOfTheProjectHaveAPage() throws Exception {
    for (int restarts : List.of(0, 1, 7)) {
      RunSummary s = StudyFixtures.summary("r0", restarts);
      assertThat(words(checked(RunPage.of(s, provenance("x"), noPictures()))))
          .contains(
              "The network alone, same starts, output-neuron against plain: loss lower in 2, equal"
                  + " in 7, higher in 4 of 13; best known loss reached by 5 = 38.5%",
              "Of the 11 starts that ended at infinity under plain, under output-neuron 11 ended on"
                  + " a bad minimum.");
    }
  }

  @Test
  void theLooksOfAStoppingRuleAreShown() throws Exception {
    RunSummary s =
        StudyFixtures.withStopping(
            StudyFixtures.summary("r0", 7), StoppingFixtures.stopping(false));
    String page = checked(RunPage.of(s, provenance("x"), noPictures()));
    assertThat(page)
        .contains("as the rule coverage saw it; it asks for 10% at most and did not hold.")
        .contains("<th scope=\"row\">64</th><td>at most 15.3%</td><td>at most 10.1%</td>");
  }
}

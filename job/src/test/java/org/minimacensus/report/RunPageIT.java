package org.minimacensus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of a run in a browser, as a reader opens it. */
class RunPageIT {
  @RegisterExtension static final Browser browser = new Browser();
  @TempDir static Path folder;
  private static Path page;

  @BeforeAll
  static void open() throws IOException {
    page =
        Files.writeString(
            folder.resolve("report.html"),
            RunPage.of(
                ReportFixtures.summary(), ReportFixtures.provenance(), ReportFixtures.pictures()));
  }

  @ParameterizedTest
  @CsvSource({"1280, false", "1280, true", "400, false", "400, true"})
  void itOpensWithoutNetworkErrorsAndSeriousFindings(int width, boolean dark) throws IOException {
    browser.open(page, width, dark);

    assertThat(browser.requests())
        .isNotEmpty()
        .allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
    assertThat(browser.run("return document.querySelectorAll('.plot[hidden]').length"))
        .isEqualTo(0L);
    assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo((long) width);
    browser.keep("page-" + width + (dark ? "-dark" : "-light") + ".png");

    browser.run("document.querySelectorAll('details').forEach((d) => { d.open = true; })");
    assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo((long) width);
    assertThat(browser.messages()).isEmpty();
    // Parts of minima and sections of verdicts are alike, FiguresIT looks at the pictures, and axe
    // takes its time for each.
    browser.run(
        "document.querySelectorAll('main > details ~ details, main > section ~ section,"
            + " figure.picture')"
            + ".forEach((part) => part.remove())");
    assertThat(browser.findings()).isEmpty();
  }

  private static String column(int column) {
    return (String)
        browser.run(
            "return [...document.querySelector('table.sortable').tBodies[0].rows].map((r) =>"
                + " r.cells["
                + column
                + "].getAttribute('data-value') || r.cells["
                + column
                + "].textContent).join(' ')");
  }

  private static void press(int column) {
    browser.run(
        "document.querySelector('table.sortable').tHead.rows[0].cells["
            + column
            + "].querySelector('button').click()");
  }

  private static Object order(int column) {
    return browser.run(
        "return document.querySelector('table.sortable').tHead.rows[0].cells["
            + column
            + "].getAttribute('aria-sort')");
  }

  /** Column 4 has the hits, which are no words: 9 comes before 10. */
  @Test
  void headingsOrderTheRows() {
    browser.open(page, 1280, false);
    double[] before = numbers(column(4));

    press(4);

    double[] ascending = numbers(column(4));
    assertThat(ascending).isSorted().containsExactlyInAnyOrder(before);
    assertThat(order(4)).isEqualTo("ascending");
    press(4);
    assertThat(numbers(column(4))[0]).isEqualTo(ascending[ascending.length - 1]);
    assertThat(order(4)).isEqualTo("descending");
    press(0);
    assertThat(order(4)).isNull();
    assertThat(numbers(column(0))).isSorted();
    assertThat(browser.messages()).isEmpty();
  }

  private static double[] numbers(String words) {
    return java.util.Arrays.stream(words.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  @Test
  void aLinkOpensThePartOfItsMinimum() {
    browser.open(page, 1280, false);

    Object open =
        browser.run(
            "const a = document.querySelector('table.sortable a'); a.click();"
                + " const part = document.getElementById(a.hash.slice(1));"
                + " return new Promise((done) => setTimeout(() =>"
                + " done(part.closest('details').open), 200))");

    assertThat(open).isEqualTo(true);
  }

  @Test
  void namesAreText() {
    browser.open(page, 1280, false);

    assertThat((String) browser.run("return document.querySelector('h1').innerText"))
        .contains(ReportFixtures.HOSTILE);
    assertThat(
            (String) browser.run("return [...document.querySelectorAll('pre')].pop().textContent"))
        .contains(ReportFixtures.HOSTILE);
    assertThat(browser.messages()).isEmpty();
  }
}

package org.minimacensus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of a run in a browser, as a reader opens it. */
class RunPageIT {
  @RegisterExtension static final Browser browser = new Browser();
  @TempDir static Path folder;

  /** Of the fixture. */
  private static final int FIGURES = 14;

  /** Minima of both objectives of the fixture. */
  private static final int PARTS = 18;

  /** Those whose eigenvalues are stored. */
  private static final int SPECTRA = 5;

  private static final String PART = "details > div[id^=minimum-]";

  private static String text;
  private static Path page;

  @BeforeAll
  static void open() throws IOException {
    text =
        RunPage.of(
            ReportFixtures.summary(), ReportFixtures.provenance(), ReportFixtures.pictures());
    page = Files.writeString(folder.resolve("report.html"), text);
  }

  private static long count(String selector) {
    return (Long) browser.run("return document.querySelectorAll('" + selector + "').length");
  }

  /** How many of these a reader sees, without more ado than scrolling. */
  private static long seen(String selector) {
    return (Long)
        browser.run(
            "return [...document.querySelectorAll('"
                + selector
                + "')].filter((e) => e.checkVisibility()"
                + " && e.getBoundingClientRect().height > 0).length");
  }

  @ParameterizedTest
  @CsvSource({"1280, false", "1280, true", "400, false", "400, true"})
  void itOpensWithoutNetworkErrorsAndSeriousFindings(int width, boolean dark) throws IOException {
    browser.open(page, width, dark);

    assertThat(browser.requests())
        .isNotEmpty()
        .allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
    assertThat(count(".plot")).isEqualTo(FIGURES);
    assertThat(count(".plot svg")).isEqualTo(FIGURES);
    assertThat(DrawnFigures.missed(browser)).isEmpty();
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

  /** Data that are not found, a library that is not there, a script that is refused. */
  @ParameterizedTest
  @ValueSource(strings = {"data", "library", "script"})
  void aPageThatDrawsNothingIsFound(String missing) throws IOException {
    String broken =
        switch (missing) {
          case "data" -> text.replace("id=\"figures-data\"", "id=\"other\"");
          case "library" -> text.replace(FigureScripts.library(), "");
          default -> text.replace(FigureScripts.runtime(), FigureScripts.runtime() + " ");
        };
    assertThat(broken).isNotEqualTo(text);

    browser.open(Files.writeString(folder.resolve(missing + ".html"), broken), 1280, false);

    assertThat(count(".plot[hidden]")).isZero();
    assertThat(count(".plot svg")).isZero();
    assertThat(DrawnFigures.missed(browser)).hasSize(FIGURES);
    assertThat(seen(".twin table")).as("tables stand for them").isEqualTo(count(".twin table"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1280, 400})
  void withoutScriptsThereAreTheTablesAndThePartsOfMinima(int width) {
    browser.openWithoutScripts(page, width);

    assertThat(count(".plot svg")).isZero();
    assertThat(count(".twin table")).isGreaterThanOrEqualTo(FIGURES);
    assertThat(seen(".twin table")).isEqualTo(count(".twin table"));
    // What is not folded away by the page itself.
    assertThat(seen("main > .wide > table, section > .wide > table, table.sortable"))
        .isEqualTo(count("main > .wide > table, section > .wide > table, table.sortable"))
        .isPositive();
    assertThat(count("table.sortable th button")).isZero();
    assertThat(count(PART)).isEqualTo(PARTS);
    assertThat(seen(PART)).isZero();

    // As a reader opens them, parts first, then what is in them.
    for (int depth = 0; depth < 2; depth++) {
      browser.run(
          "document.querySelectorAll('details:not([open]) > summary').forEach((s) => {"
              + " if (s.checkVisibility()) { s.click(); } })");
    }

    assertThat(seen(PART)).isEqualTo(PARTS);
    assertThat(seen(PART + " table")).isEqualTo(count(PART + " table")).isPositive();
    assertThat(seen(PART + " svg.network:not(.spectrum)")).isEqualTo(PARTS);
    assertThat(seen(PART + " svg.spectrum")).isEqualTo(SPECTRA);
    assertThat(seen("table")).isEqualTo(count("table"));
    assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo((long) width);
  }

  @Test
  void onPaperThePartsOfMinimaAreOpen() throws IOException {
    browser.open(page, 1280, false);
    assertThat(count(PART)).isEqualTo(PARTS);
    assertThat(seen(PART)).isZero();

    browser.paper();

    assertThat(seen(PART)).isEqualTo(PARTS);
    assertThat(seen(PART + " table")).isEqualTo(count(PART + " table")).isPositive();
    assertThat(seen("nav")).isZero();
    browser.look(1280, false);
    byte[] whole = browser.print();
    Browser.keep("page.pdf", whole);
    browser.run("document.querySelectorAll('" + PART + "').forEach((part) => part.remove())");
    // Parts that were folded would take no room.
    assertThat(pages(whole)).isGreaterThan(pages(browser.print()) + PARTS / 3);
  }

  private static long pages(byte[] pdf) {
    return Pattern.compile("/Type\\s*/Page\\b(?!s)")
        .matcher(new String(pdf, StandardCharsets.ISO_8859_1))
        .results()
        .count();
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

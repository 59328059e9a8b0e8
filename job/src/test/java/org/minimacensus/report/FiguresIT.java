package org.minimacensus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.pictures.RunPictures;

/** Every figure in a browser, as a reader opens it. */
class FiguresIT {
  @RegisterExtension static final Browser browser = new Browser();
  @TempDir static Path folder;
  private static Path page;

  @BeforeAll
  static void open() throws IOException {
    page = written("figures.html", ReportFixtures.summary(), ReportFixtures.pictures());
  }

  private static Path written(String name, RunSummary summary, RunPictures pictures)
      throws IOException {
    RunFigures figures = new RunFigures(summary, pictures);
    String text =
        Page.head(summary.study(), RunFigures.policy(), RunFigures.style(), "flows-0")
            + "</header><main>"
            + figures.flows()
            + figures.waterfall()
            + figures.abundance()
            + figures.accumulation()
            + figures.tolerance()
            + figures.spectra()
            + figures.traces()
            + figures.slices()
            + "</main>"
            + figures.scripts()
            + Page.END;
    return Files.writeString(folder.resolve(name), text);
  }

  private static long count(String selector) {
    return (Long) browser.run("return document.querySelectorAll('" + selector + "').length");
  }

  @ParameterizedTest
  @CsvSource({"1280, false", "1280, true", "400, false", "400, true"})
  void everyFigureIsDrawnWithoutAskingTheNetwork(int width, boolean dark) throws IOException {
    browser.open(page, width, dark);

    assertThat(browser.requests())
        .isNotEmpty()
        .allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
    assertThat(count(".plot svg")).isEqualTo(14);
    assertThat(DrawnFigures.missed(browser)).isEmpty();
    assertThat(count(".plot[hidden]")).isZero();
    assertThat(count("details[open]")).isZero();
    assertThat(browser.run("return document.documentElement.scrollWidth"))
        .as("nothing is wider than the window")
        .isEqualTo((long) width);
    browser.keep("figures-" + width + (dark ? "-dark" : "-light") + ".png");

    browser.run("document.querySelectorAll('details').forEach((d) => { d.open = true; })");
    assertThat(browser.run("return document.documentElement.scrollWidth"))
        .as("nor are open tables")
        .isEqualTo((long) width);
    namesAreText();
    assertThat(browser.messages()).isEmpty();
    // Once in each of the colours.
    if (dark == width < 1000) {
      assertThat(browser.findings()).isEmpty();
    }
  }

  /**
   * In one figure of each kind the numbers are taken away, or moved, after it was drawn: its axes
   * stay.
   */
  @ParameterizedTest
  @CsvSource({
    "flows-0, '{ data: [], links: [] }'",
    "waterfall-0, '{ data: [] }'",
    "accumulation, '{ data: [] }'",
    "tolerance, '{ data: [] }'",
    "spectra-1, '{ data: [] }'",
    "trace-3, '{ data: [] }'",
    "trace-2, '{ data: s.data.slice(1) }'",
    "abundance, '{ data: s.data.slice(1) }'",
    "slice-0, '{ data: [] }'",
    "slice-1, '{ data: s.data.slice(1) }'",
  })
  void aFigureWithoutItsNumbersIsFound(String figure, String series) {
    browser.open(page, 1280, false);
    browser.run(
        """
        const chart = echarts.getInstanceByDom(document.querySelector('#%s .plot'));
        const option = chart.getOption();
        option.series = option.series.map((s) => Object.assign(s, %s));
        chart.setOption(option, true);
        chart.getZr().flush();
        """
            .formatted(figure, series));

    assertThat(count("#" + figure + " .plot svg path")).isPositive();
    assertThat(DrawnFigures.missed(browser))
        .isNotEmpty()
        .allMatch(missed -> missed.startsWith(figure));
  }

  /** What is planted in the first row of a table and in a caption, in each of the colours. */
  @ParameterizedTest
  @CsvSource({"false, #888, #999", "true, #333, #222"})
  void textWithoutContrastAndControlsWithoutNamesAreFound(
      boolean dark, String text, String ground) {
    browser.open(page, 1280, dark);
    browser.run(
        """
        document.querySelectorAll('details').forEach((d) => { d.open = true; });
        const style = 'color: %s; background: %s';
        const cell = document.querySelector('details tbody tr').cells[0];
        cell.innerHTML = '<span style="' + style + '">faint</span>';
        document.querySelector('figure.picture').append(document.createElement('button'));
        """
            .formatted(text, ground));

    assertThat(browser.findings())
        .hasSize(2)
        .extracting(Object::toString)
        .anyMatch(finding -> finding.matches("color-contrast: .*faint.*"))
        .anyMatch(finding -> finding.startsWith("button-name: "));
  }

  private static void namesAreText() {
    assertThat(browser.run("return document.title")).isEqualTo(ReportFixtures.HOSTILE);
    assertThat((String) browser.run("return document.querySelector('main').innerText"))
        .contains(ReportFixtures.HOSTILE);
    // Its own three, and the data.
    assertThat(count("script")).isEqualTo(4);
  }

  @Test
  void figuresFollowTheWidthAndTheColours() {
    browser.open(page, 1280, false);
    Object wide = browser.run("return document.querySelector('.plot svg').clientWidth");
    Object bright = browser.run("return document.querySelector('.plot svg text').outerHTML");

    browser.look(400, true);

    assertThat((Long) wide).isGreaterThan(1000);
    assertThat((Long) browser.run("return document.querySelector('.plot svg').clientWidth"))
        .isLessThan(400);
    assertThat(browser.run("return document.querySelector('.plot svg text').outerHTML"))
        .isNotEqualTo(bright);
    assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo(400L);
    assertThat(browser.messages()).isEmpty();
  }

  @Test
  void paperShowsTablesAndComesBack() throws IOException {
    browser.open(page, 1280, true);
    browser.run(
        """
        window.addEventListener('beforeprint', () => {
          window.printed = document.querySelectorAll('details[open]').length;
          window.printedWidth = document.querySelector('.plot svg').getAttribute('width');
        });
        """);

    byte[] pdf = browser.print();

    assertThat(new String(pdf, 0, 5, java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("%PDF-");
    assertThat(browser.run("return window.printed")).isEqualTo(count("details"));
    assertThat(browser.run("return window.printedWidth")).isEqualTo("640");
    assertThat(count("details[open]")).isZero();
    Browser.keep("figures.pdf", pdf);
  }

  @Test
  void withoutScriptsThereAreTheTables() {
    browser.openWithoutScripts(page, 400);

    List<?> hidden =
        (List<?>)
            browser.run(
                "return [...document.querySelectorAll('details.twin')].filter((d) =>"
                    + " !d.querySelector('td').checkVisibility())"
                    + ".map((d) => d.parentElement.id)");
    assertThat(hidden).isEmpty();
    assertThat(count(".plot svg")).isZero();
    assertThat(
            browser.run(
                "return [...document.querySelectorAll('.plot')].filter((p) => p.clientHeight > 0)"
                    + ".length"))
        .isEqualTo(0L);
  }

  @Test
  void aFigureThatCannotBeDrawnGoesBackToItsTableAndOtherScriptsDoNotRun() throws IOException {
    String broken =
        Files.readString(page)
            .replace("\"kind\":\"flows\"", "\"kind\":\"no such\"")
            .replace("<main>", "<main><script>document.title = 'x'</script>");
    Path other = Files.writeString(folder.resolve("broken.html"), broken);

    browser.open(other, 1280, false);

    assertThat(count("#flows-0 .plot[hidden]")).isOne();
    assertThat(count("#flows-0 details[open]")).isOne();
    assertThat(count(".plot svg")).isEqualTo(13);
    assertThat(browser.run("return document.title")).isEqualTo(ReportFixtures.HOSTILE);
    assertThat(browser.messages())
        .hasSize(2)
        .anyMatch(m -> m.contains("flows-0"))
        .anyMatch(m -> m.contains("Content Security Policy"));
  }
}

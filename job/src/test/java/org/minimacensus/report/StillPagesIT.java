package org.minimacensus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages without scripts, of a sweep, of nights and of an escape, in a browser. */
class StillPagesIT {
  /** Longer than a narrow window, and without a place to break it. */
  private static final String HOSTILE =
      "<script>alert(1)</script><img/src=x/onerror=alert(2)>" + "of-a-long-name".repeat(6);

  @RegisterExtension static final Browser browser = new Browser();
  @TempDir static Path folder;

  /** Marks of points, by page: two objectives over four sizes; one over three nights; none. */
  private static final Map<String, List<Long>> MARKS =
      Map.of(
          "sweep", List.of(8L, 8L, 8L, 8L),
          "nights", List.of(3L, 3L, 2L, 3L),
          "escape", List.of(0L, 0L, 0L));

  @BeforeAll
  static void write() throws IOException {
    write(
        "sweep", SweepPage.of(SweepPageTest.sweep(HOSTILE, "data.rows", "50", "75", "100", "all")));
    write("nights", NightsPageTest.whole(HOSTILE));
    write("escape", EscapePageTest.page(HOSTILE));
  }

  private static void write(String name, String page) throws IOException {
    Files.writeString(folder.resolve(name + ".html"), page);
  }

  private static void open(String name, int width, boolean dark) {
    browser.open(folder.resolve(name + ".html"), width, dark);
  }

  private static Object width() {
    return browser.run("return document.documentElement.scrollWidth");
  }

  @ParameterizedTest
  @CsvSource({
    "sweep, 1280, false", "sweep, 1280, true", "sweep, 400, false", "sweep, 400, true",
    "nights, 1280, false", "nights, 1280, true", "nights, 400, false", "nights, 400, true",
    "escape, 1280, false", "escape, 1280, true", "escape, 400, false", "escape, 400, true"
  })
  void theyOpenWithoutNetworkErrorsAndSeriousFindings(String name, int width, boolean dark)
      throws IOException {
    open(name, width, dark);

    assertThat(browser.requests())
        .hasSize(1)
        .allMatch(url -> url.startsWith("file:") && url.endsWith(name + ".html"));
    assertThat(width()).as("nothing is wider than the window").isEqualTo((long) width);
    assertThat((String) browser.run("return document.querySelector('h1').innerText"))
        .contains(HOSTILE);
    assertThat(browser.run("return document.title")).asString().contains(HOSTILE);
    assertThat(browser.run("return document.querySelectorAll('script, img').length")).isEqualTo(0L);
    assertThat(browser.messages()).isEmpty();
    browser.keep(name + "-" + width + (dark ? "-dark" : "-light") + ".png");
    assertThat(browser.findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sweep", "nights", "escape"})
  void everyPointHasAMarkWithinItsPlot(String name) {
    open(name, 1280, false);

    assertThat(
            browser.run(
                "return [...document.querySelectorAll('figure svg')].map((svg) =>"
                    + " svg.querySelectorAll('.mark').length)"))
        .isEqualTo(MARKS.get(name));
    assertThat(
            (List<?>)
                browser.run(
                    """
                    return [...document.querySelectorAll('figure svg')].flatMap((svg) => {
                      const all = svg.getBoundingClientRect();
                      return [...svg.querySelectorAll('text, .mark, polyline, circle')]
                        .filter((e) => {
                          const b = e.getBoundingClientRect();
                          return b.left < all.left || b.right > all.right || b.top < all.top
                            || b.bottom > all.bottom;
                        })
                        .map((e) => e.outerHTML);
                    });
                    """))
        .as("what is cut off")
        .isEmpty();
    assertThat(
            (List<?>)
                browser.run(
                    "return [...document.querySelectorAll('figure polyline')].map((line) =>"
                        + " getComputedStyle(line).stroke).filter((stroke) => stroke === 'none')"))
        .as("lines without a colour")
        .isEmpty();
  }

  /** What a name that was not escaped would do is refused by the page's policy. */
  @ParameterizedTest
  @ValueSource(strings = {"sweep", "nights", "escape"})
  void nothingThatIsPlantedRuns(String name) throws IOException {
    String page = Files.readString(folder.resolve(name + ".html"));
    write(
        name + "-planted",
        page.replace(
            "<main>",
            "<main><script>document.title = 'x'</script><img src=\"y.png\""
                + " onerror=\"document.title = 'z'\">"));

    open(name + "-planted", 1280, false);

    assertThat(browser.run("return document.title")).asString().contains(HOSTILE);
    assertThat(browser.messages())
        .isNotEmpty()
        .allMatch(message -> message.contains("Content Security Policy"));
  }
}

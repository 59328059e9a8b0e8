package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.report.Browser;

/** {@code report}: the page of a stored run made again, of data whose column names are hostile. */
@Timeout(600)
class ReportCommandIT {
  private static final String COLUMN = "<script>alert(1)</script>";

  /** What the page says of counts over tolerances where a recount is stored. */
  private static final String RECOUNT = "The recount is of the tolerances";

  @TempDir static Path shared;
  @TempDir Path folder;
  private static Path run;
  private static Path report;

  @BeforeAll
  static void runRecountAndReport() throws IOException {
    StringBuilder data = new StringBuilder("<b>x</b>," + COLUMN + "\n");
    for (int i = 0; i < 24; i++) {
      double x = i * 0.25 - 3;
      data.append(x).append(',').append(StrictMath.sin(2 * x)).append('\n');
    }

    Path csv = Files.writeString(shared.resolve("named.csv"), data);
    Path conf =
        Files.writeString(
            shared.resolve("named.conf"),
            """
            study { name = named, seed = 11 }
            data { path = "%s", header = true, target = ["%s"], task = regression }
            network { hidden = [2], activation = tanh }
            loss { name = squared }
            regularization { l2 = 0.01 }
            restarts { count = 20 }
            output { traces = [0, 3] }
            """
                .formatted(csv, COLUMN));
    Path out = shared.resolve("out");
    InProcess ended = InProcess.execute("run", conf.toString(), "--output", out.toString());
    assertThat(ended.code()).as(ended.err()).isZero();
    run = StoredRunFiles.run(out, "r0");
    InProcess recounted = InProcess.execute("recount", run.toString());
    assertThat(recounted.code()).as(recounted.err()).isZero();
    report = told(report(run));
  }

  private static InProcess report(Path run, String... more) {
    List<String> arguments = new ArrayList<>(List.of("report", run.toString()));
    arguments.addAll(List.of(more));
    return InProcess.execute(arguments.toArray(String[]::new));
  }

  /** The folder that the command says. */
  private static Path told(InProcess ended) {
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).startsWith("report: ").hasLineCount(1);
    return Path.of(ended.out().replaceFirst("^report: (file:)?", "").strip());
  }

  @Test
  void whatWasMadeSinceIsOnThePageAndTheRunStaysAsItIs() throws IOException {
    Map<String, String> before = StoredRunFiles.content(run.getParent());

    assertThat(report.getParent()).isEqualTo(run.getParent());
    assertThat(report.getFileName().toString()).matches("report=r0-[0-9a-f]{8}");
    assertThat(Files.readString(run.resolve("report.html"))).doesNotContain(RECOUNT);
    assertThat(Files.readString(report.resolve("report.html"))).contains(RECOUNT);
    assertThat(told(report(run))).as("the same bytes have one folder").isEqualTo(report);
    assertThat(StoredRunFiles.content(run.getParent())).isEqualTo(before);
  }

  @Test
  void elsewhereItHasTheSameBytes() throws IOException {
    Path elsewhere = folder.resolve("else where");

    Path other = told(report(run, "--output", elsewhere.toString()));

    assertThat(other.getParent().getParent()).isEqualTo(elsewhere);
    assertThat(StoredRunFiles.content(other)).isEqualTo(StoredRunFiles.content(report));
  }

  /** A run of a copy of its study, without what was made of it. */
  private Path copy() throws IOException {
    Path copy = folder.resolve(run.getParent().getFileName()).resolve("run=r0");
    StoredRunFiles.copy(run, copy);
    return copy;
  }

  @ParameterizedTest
  @ValueSource(strings = {"summary.json", "report.html", "minima/part-00000.parquet"})
  void aDamagedFileIsNamed(String file) throws IOException {
    Path copy = copy();
    byte[] bytes = Files.readAllBytes(copy.resolve(file));
    bytes[bytes.length / 2] ^= 1;
    Files.write(copy.resolve(file), bytes);

    InProcess ended = report(copy);

    assertThat(ended.code()).isEqualTo(5);
    assertThat(ended.err()).contains("is damaged: " + file + " has changed").hasLineCount(1);
    assertThat(ended.out()).isEmpty();
    try (Stream<Path> found = Files.list(copy.getParent())) {
      assertThat(found).as("nothing is published").containsExactly(copy);
    }
  }

  @Test
  void anOutputThatCannotBeWrittenIsOneMessage() throws IOException {
    Path file = Files.writeString(folder.resolve("a file"), "no folder");

    InProcess ended = report(run, "--output", file.toString());

    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.err()).contains("cannot be written", "--output").hasLineCount(1);
    assertThat(ended.out()).isEmpty();
  }

  /** The page that is stored with the run and the one that was made later, as readers open them. */
  @Nested
  class InABrowser {
    @RegisterExtension static final Browser browser = new Browser();

    /** An alert would end the next command of the browser. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theColumnsNameIsText(boolean later) throws IOException {
      browser.open((later ? report : run).resolve("report.html"), 1280, false);

      assertThat(browser.requests())
          .isNotEmpty()
          .allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
      assertThat(browser.run("return document.querySelectorAll('.plot svg').length"))
          .as("pictures are drawn")
          .asInstanceOf(InstanceOfAssertFactories.LONG)
          .isGreaterThan(5);
      assertThat(browser.run("return document.querySelectorAll('.plot[hidden]').length"))
          .isEqualTo(0L);
      browser.keep("report-" + (later ? "later" : "run") + ".png");
      browser.run("document.querySelectorAll('details').forEach((d) => { d.open = true; })");
      assertThat((String) browser.run("return document.querySelector('main').innerText"))
          .contains(COLUMN);
      assertThat(
              browser.run(
                  "return [...document.querySelectorAll('script')].filter((s) =>"
                      + " s.textContent.startsWith('alert')).length"))
          .isEqualTo(0L);
      assertThat(browser.messages()).isEmpty();
    }
  }
}

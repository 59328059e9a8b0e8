package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code escape} from the bad minimum of Ding, Li and Sun to a stored folder. */
@Timeout(900)
class EscapeCommandIT {
  @TempDir static Path shared;
  private static Path run;

  /** A start on the bad minimum's segment and one next to the global minimum. */
  @BeforeAll
  static void runStudy() throws IOException {
    Path data = Path.of("..", "data", "known", "ding-li-sun-tanh.csv");
    Path starts = shared.resolve("starts.csv");
    List<String> rows =
        Files.readAllLines(Path.of("..", "data", "known", "ding-li-sun-tanh-starts.csv"));
    String good = "-1.65,0.55,1.6,0.1,2,2.3";
    Files.write(starts, List.of(rows.get(0), good, rows.get(1)));
    InProcess ended =
        InProcess.execute(
            "run",
            "../conf/known/ding-li-sun-tanh.conf",
            "--set",
            "data.path=" + data,
            "--set",
            "restarts.init.path=" + starts,
            "--set",
            "restarts.count=3",
            "--output",
            shared.resolve("out").toString());
    assertThat(ended.code()).as(ended.err()).isZero();
    run = published(shared.resolve("out"));
  }

  private static Path published(Path output) throws IOException {
    try (Stream<Path> found = Files.walk(output)) {
      return found.filter(p -> p.endsWith("run=r0")).findFirst().orElseThrow();
    }
  }

  private static InProcess escape(Path from, long minimum, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("escape", from.toString(), "--objective", "plain", "--minimum", minimum + ""));
    arguments.addAll(Arrays.asList(more));
    return InProcess.execute(arguments.toArray(String[]::new));
  }

  private static Map<String, String> content(Path folder) throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(
            folder.relativize(file).toString(), Arrays.hashCode(Files.readAllBytes(file)) + "");
      }
    }

    return content;
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(Files.readString(file));
  }

  private static long badMinimum() throws IOException {
    for (JsonNode m : json(run.resolve("summary.json")).at("/objectives/0/minima")) {
      if (Math.abs(m.path("loss").asDouble() - 0.5) < 1e-9) {
        return m.path("id").asLong();
      }
    }

    throw new AssertionError("the run has no minimum of loss 1/2");
  }

  private static Path only(Path study) throws IOException {
    try (Stream<Path> found = Files.list(study)) {
      List<Path> escapes =
          found.filter(p -> p.getFileName().toString().startsWith("escape=")).toList();
      assertThat(escapes).hasSize(1);
      return escapes.get(0);
    }
  }

  @Test
  void theBadMinimumIsLeftAndNoEndIsABadMinimum() throws IOException {
    Map<String, String> before = content(run);
    String[] options = {"--lambda", "0.1", "--starts", "3"};
    InProcess first = escape(run, badMinimum(), options);

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .contains("4 of 4 extended points are no local minima of the augmented loss (3 to first")
        .contains("results: ")
        .contains(
            "by interval arithmetic:\n", "4 of 4 starts have a proved lower loss at a written")
        .doesNotContain("contradicts", "eliminated");
    assertThat(content(run)).as("the run stays as it is").isEqualTo(before);
    Path folder = only(run.getParent());
    assertThat(folder.getFileName().toString()).matches("escape=r0-[0-9a-f]{8}");
    assertThat(content(folder).keySet())
        .containsExactly(
            "_manifest.json",
            "escape-path/part-00000.parquet",
            "escape-path/part-00001.parquet",
            "escape-path/part-00002.parquet",
            "escape-path/part-00003.parquet",
            "escape.html",
            "escape.json");
    check(json(folder.resolve("escape.json")));

    InProcess again = escape(run, badMinimum(), options);
    assertThat(again.code()).isZero();
    assertThat(again.out())
        .startsWith(first.out())
        .endsWith("this escape was there already and was not followed again\n");

    Path elsewhere = shared.resolve("else where");
    List<String> more = new ArrayList<>(Arrays.asList(options));
    more.addAll(List.of("--output", elsewhere.toString()));
    assertThat(escape(run, badMinimum(), more.toArray(String[]::new)).code()).isZero();
    assertThat(content(only(elsewhere.resolve(run.getParent().getFileName()))))
        .as("the same bits twice")
        .isEqualTo(content(folder));
  }

  private static void check(JsonNode escape) {
    assertThat(escape.at("/counts/no_local_minima").asLong()).isEqualTo(4);
    assertThat(escape.at("/counts/minimum_above_floor").asLong()).isZero();
    assertThat(escape.at("/minimum/nothing_to_escape").asBoolean()).isFalse();
    assertThat(escape.at("/proof/strict_minimum").asBoolean()).as("it is degenerate").isFalse();
    assertThat(escape.at("/proof/sub_optimal").asBoolean()).isTrue();
    assertThat(escape.at("/proof/no_extension").asBoolean()).isTrue();
    assertThat(escape.at("/proof/within").asDouble()).isGreaterThan(1e-9);
    assertThat(escape.path("starts")).hasSize(4);
    for (JsonNode start : escape.path("starts")) {
      assertThat(start.path("measured").asDouble()).isPositive();
      assertThat(start.at("/proof/moment_not_zero").asBoolean()).isTrue();
      assertThat(start.at("/proof/lower").asBoolean()).isTrue();
      assertThat(start.at("/proof/point_loss_high").asDouble())
          .isLessThan(start.at("/proof/extended_loss_low").asDouble());
      JsonNode end = start.path("end");
      assertThat(end.path("loss").asDouble()).isLessThan(0.5);
      if (end.path("endpoint_class").asText().endsWith("minimum")) {
        assertThat(end.path("base_loss").asDouble()).isLessThan(1e-9);
        assertThat(end.path("contribution").asDouble()).isZero();
      }

      if (start.path("kind").asText().equals("random")) {
        assertThat(Math.abs(start.path("relative_difference").asDouble())).isLessThan(1e-9);
      } else {
        assertThat(start.path("order").asInt()).isEqualTo(1);
        assertThat(start.path("fitted_slope").asDouble()).isBetween(1.99, 2.01);
      }
    }
  }

  @Test
  void anUnknownMinimumIsToldWhichThereAre() {
    InProcess ended = escape(run, 17);
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err())
        .contains("--minimum: expected the id of a minimum of the plain loss, 0 to ", "found 17")
        .hasLineCount(1);
  }

  @Test
  void aDamagedRunAndAPlaceThatCannotBeWrittenAreRefused() throws IOException {
    Path file = Files.writeString(shared.resolve("a file"), "no folder");
    InProcess unwritable = escape(run, 0, "--output", file.toString());
    assertThat(unwritable.code()).isEqualTo(4);
    assertThat(unwritable.err()).contains("cannot be written").doesNotContain("\tat ");

    Path copy = shared.resolve("copy").resolve(run.getParent().getFileName()).resolve("run=r0");
    try (Stream<Path> all = Files.walk(run)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        Path to = copy.resolve(run.relativize(path).toString());
        Files.createDirectories(to.getParent());
        Files.copy(path, to);
      }
    }

    Path summary = copy.resolve("summary.json");
    Files.writeString(summary, Files.readString(summary) + " ");
    InProcess damaged = escape(copy, 0);
    assertThat(damaged.code()).isEqualTo(5);
    assertThat(damaged.err()).contains("is damaged: summary.json has changed").hasLineCount(1);
  }

  @Test
  void onTheFloorNothingIsToBeEscaped() throws IOException {
    Path data = Files.writeString(shared.resolve("line.csv"), "0,1\n1,3\n2,5\n3,7\n");
    Path conf =
        Files.writeString(
            shared.resolve("line.conf"),
            """
            study { name = line, seed = 3 }
            data { path = "%s", target = [-1], task = regression, standardize = false }
            network { hidden = [] }
            loss { name = squared }
            objectives = [plain]
            restarts { count = 2 }
            """
                .formatted(data));
    Path output = shared.resolve("lines");
    assertThat(InProcess.execute("run", conf.toString(), "--output", output.toString()).code())
        .isZero();
    InProcess ended = escape(published(output), 0);

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out())
        .contains(
            "nothing is to be escaped: no added function lowers the loss",
            "not proved that no extension is a local minimum of the augmented loss: each sum");
    JsonNode stored = json(only(published(output).getParent()).resolve("escape.json"));
    assertThat(stored.at("/minimum/nothing_to_escape").asBoolean()).isTrue();
    assertThat(stored.path("starts")).isEmpty();
  }
}

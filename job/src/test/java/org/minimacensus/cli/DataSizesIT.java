package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Studies of part of their data, alone and in sweeps. */
@Timeout(1200)
class DataSizesIT {
  @TempDir Path folder;
  private Path conf;

  @BeforeEach
  void writeStudy() throws IOException {
    conf = SineFiles.write(folder, "restarts { count = 8 }");
  }

  private List<String> arguments(String... more) {
    List<String> arguments = new ArrayList<>(List.of("run", conf.toString(), "--output"));
    arguments.add(folder.resolve("out").toString());
    arguments.addAll(List.of(more));
    return arguments;
  }

  private InProcess run(String... more) {
    return InProcess.execute(arguments(more).toArray(String[]::new));
  }

  /** The folder of a run, or of a sweep, that ended. */
  private static Path stored(InProcess ended) {
    assertThat(ended.code()).as(ended.err()).isZero();
    String told = ended.out().substring(ended.out().lastIndexOf("results: ") + 9);
    return Path.of(told.lines().findFirst().orElseThrow().strip().replaceFirst("^file:", ""));
  }

  private static JsonNode summary(Path run) throws IOException {
    return StoredRunFiles.json(run.resolve("summary.json"));
  }

  @Test
  void aSweepOverRowsAndLambdaFindsTheStudyThatIsThere() throws IOException {
    Path there = stored(run("--set", "data.rows=12", "--set", "augmentation.lambda=1"));
    Map<String, String> before = StoredRunFiles.content(there);

    InProcess ended = run("--sweep", "data.rows=12,all", "--sweep", "augmentation.lambda=0.1,1");

    Path stored = stored(ended);
    assertThat(ended.out())
        .contains(
            "study 2 of 4: data.rows = 12, augmentation.lambda = 1\n"
                + "  all 8 restarts ended, was there already\n")
        .containsOnlyOnce("was there already")
        .contains("4 of 4 studies ended\n");
    assertThat(StoredRunFiles.content(there)).isEqualTo(before);
    JsonNode json = StoredRunFiles.json(stored.resolve("sweep.json"));
    assertThat(json.path("keys"))
        .extracting(JsonNode::asText)
        .containsExactly("data.rows", "augmentation.lambda");
    assertThat(json.path("points"))
        .extracting(p -> p.path("values").toString() + p.path("rows"))
        .containsExactly(
            "[\"12\",\"0.1\"]12", "[\"12\",\"1\"]12", "[\"all\",\"0.1\"]24", "[\"all\",\"1\"]24");
    for (JsonNode point : json.path("points")) {
      pointIsItsRun(point);
    }

    assertThat(json.at("/points/1/folder").asText()).endsWith(there.toString());
    table(ended.out());
    assertThat(Files.readString(stored.resolve("sweep.html")))
        .contains("<svg", "<td>all (24)</td><td>0.1</td>", "<td>12</td><td>1</td>")
        .contains("study, as numbered in the tables");
  }

  private static void pointIsItsRun(JsonNode point) throws IOException {
    Path run = Path.of(point.path("folder").asText().replaceFirst("^file:", ""));
    JsonNode summary = summary(run);
    assertThat(point.path("rows")).isEqualTo(summary.at("/data/rows"));
    assertThat(StoredRunFiles.json(run.resolve("provenance.json")).path("resolved_conf").asText())
        .contains("rows = " + point.at("/values/0").asText() + "\n")
        .contains("lambda = " + point.at("/values/1").asText());
    for (int o = 0; o < 2; o++) {
      JsonNode own = point.path("objectives").path(o);
      JsonNode told = summary.path("objectives").path(o);
      for (String key : List.of("name", "restarts", "best_loss", "sub_optimal", "endpoints")) {
        assertThat(own.path(key)).as(key).isEqualTo(told.path(key));
      }
    }
  }

  /** Weight decay alone moves the plain loss of a row: lambda does not, the rows do. */
  private static void table(String out) {
    String plain = out.substring(out.indexOf("\nplain\n"), out.indexOf("\noutput-neuron\n"));
    List<String> rows = plain.lines().filter(l -> l.matches("  (12|all).*")).toList();
    assertThat(rows).hasSize(4);
    assertThat(rows.get(0)).matches("  12 +0[.]1 +8 .*");
    assertThat(rows.get(3)).matches("  all \\(24\\) +1 +8 .*");
    assertThat(rows.get(0).replaceFirst("0[.]1", "  1")).isEqualTo(rows.get(1));
    assertThat(rows.get(2).replaceFirst("0[.]1", "  1")).isEqualTo(rows.get(3));
    assertThat(rows.get(0).substring(20)).isNotEqualTo(rows.get(2).substring(20));
  }

  @Test
  void valuesThatTurnOutToBeOneStudyAreToldAndRunOnce() throws IOException {
    InProcess ended = run("--sweep", "data.rows=24,all", "--set", "objectives=[plain]");

    Path stored = stored(ended);
    assertThat(ended.out())
        .contains("study 2 of 2: data.rows = all\n  all 8 restarts ended, was there already\n")
        .contains("2 of 2 studies ended; data.rows = all is the same study as data.rows = 24\n");
    assertThat(Files.readString(stored.resolve("sweep.html")))
        .contains("data.rows = all is the same study as data.rows = 24.");
  }

  /** A study of the sweep that has ended is not touched any more, the one that has not goes on. */
  @Test
  void aSweepThatIsStoppedGoesOn() throws IOException, InterruptedException {
    String[] sweep = {
      "--sweep",
      "data.rows=6,12,18,all",
      "--set",
      "restarts.count=3000",
      "--set",
      "objectives=[plain]"
    };
    JobProcess process =
        JobProcess.start(folder.resolve("log"), arguments(sweep).toArray(String[]::new));
    while (process.running() && !process.out().contains("study 2 of 4")) {
      Thread.sleep(20);
    }

    process.terminate();
    JobProcess.Ended ended = process.end();
    assertThat(ended.code()).as(ended.err()).isEqualTo(143);
    assertThat(ended.out())
        .contains("study 1 of 4: data.rows = 6\n", " of 4 studies; data.rows = ", "(SIGTERM)")
        .doesNotContain("study 4 of 4", "was there already");
    Path first = first(ended.out());
    Map<String, String> before = StoredRunFiles.content(first);

    InProcess resumed = run(sweep);

    assertThat(stored(resumed)).isNotEqualTo(folderOf(ended.out()));
    assertThat(resumed.out())
        .contains("study 1 of 4: data.rows = 6\n  all 3000 restarts ended, was there already\n")
        .contains("4 of 4 studies ended\n");
    assertThat(StoredRunFiles.content(first)).isEqualTo(before);
    assertThat(first(resumed.out())).isEqualTo(first);
  }

  private static Path folderOf(String out) {
    return Path.of(
        out.substring(out.lastIndexOf("results: ") + 9).strip().replaceFirst("^file:", ""));
  }

  /** The run of the first study of a sweep. */
  private static Path first(String out) throws IOException {
    JsonNode json = StoredRunFiles.json(folderOf(out).resolve("sweep.json"));
    return Path.of(json.at("/points/0/folder").asText().replaceFirst("^file:", ""));
  }

  @Test
  void aRunOfDrawnRowsIsExplainedRecountedAndCompared() throws IOException {
    String[] drawn = {"--set", "data.rows=12", "--set", "data.rows-seed=3"};
    Path one = stored(run(drawn));
    Path other = stored(run(with(drawn, "--set", "restarts.first=8")));
    Path all = stored(run());
    assertThat(summary(one).at("/data/rows").asLong()).isEqualTo(12);
    assertThat(other.getParent()).as("one study").isEqualTo(one.getParent());
    assertThat(all.getParent()).as("another study").isNotEqualTo(one.getParent());

    InProcess explained =
        InProcess.execute(
            "explain", one.toString(), "--objective", "output-neuron", "--restart", "5");
    assertThat(explained.code()).as(explained.out() + explained.err()).isZero();
    assertThat(explained.out()).contains("restart 5 of output-neuron", "reproduced: yes");

    Path recount = stored(InProcess.execute("recount", one.toString()));
    assertThat(StoredRunFiles.json(recount.resolve("recount.json")).at("/count/objectives"))
        .isEqualTo(summary(one).path("objectives"));

    Path compare = stored(InProcess.execute("compare", one.toString(), other.toString()));
    assertThat(compare.getFileName().toString()).startsWith("compare=r8-");

    InProcess refused = InProcess.execute("compare", all.toString(), one.toString());
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("expected two runs of one study").hasLineCount(1);
  }

  private static String[] with(String[] some, String... more) {
    List<String> all = new ArrayList<>(List.of(some));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}

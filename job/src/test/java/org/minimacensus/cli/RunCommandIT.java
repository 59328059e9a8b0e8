package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The job as users start it: a process of its own. */
@Timeout(1200)
class RunCommandIT {
  @TempDir Path folder;

  @BeforeEach
  void writeStudy() throws IOException {
    SineFiles.write(
        folder,
        """
        restarts { count = 12 }
        output { path = "%s" }
        """
            .formatted(folder.resolve("out")));
  }

  private JobProcess.Ended run(String... arguments) throws IOException, InterruptedException {
    return JobProcess.run(folder, arguments);
  }

  private String conf() {
    return folder.resolve("sine.conf").toString();
  }

  private Path onlyRun() throws IOException {
    try (Stream<Path> found = Files.walk(folder.resolve("out"))) {
      return found
          .filter(p -> p.getFileName().toString().startsWith("run="))
          .findFirst()
          .orElseThrow();
    }
  }

  private static JsonNode summary(Path run) throws IOException {
    return new ObjectMapper().readTree(Files.readString(run.resolve("summary.json")));
  }

  /** The second time nothing is run, and the same table is shown from the same folder. */
  @Test
  void aSweepIsOneTableOverItsStudies() throws IOException, InterruptedException {
    String sweep = "--sweep=network.hidden=[1],[2]";
    InProcess first = InProcess.execute("run", conf(), sweep, "--set", "restarts.count=4");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .contains("study 1 of 2: network.hidden = [1]", "study 2 of 2: network.hidden = [2]")
        .contains("2 of 2 studies ended");

    InProcess second = InProcess.execute("run", conf(), sweep, "--set", "restarts.count=4");
    assertThat(second.code()).as(second.err()).isZero();
    assertThat(second.out()).contains("all 4 restarts ended, was there already");
    String table = first.out().substring(first.out().indexOf("Minima Census: sweep"));
    assertThat(second.out()).endsWith(table);

    Path stored = Path.of(table.substring(table.indexOf("results: ") + 9).strip());
    JsonNode json = new ObjectMapper().readTree(Files.readString(stored.resolve("sweep.json")));
    assertThat(json.path("keys").path(0).asText()).isEqualTo("network.hidden");
    assertThat(json.path("points")).hasSize(2);
    for (JsonNode point : json.path("points")) {
      JsonNode summary = summary(Path.of(point.path("folder").asText()));
      JsonNode own = point.path("objectives").path(0);
      JsonNode told = summary.path("objectives").path(0);
      assertThat(own.path("restarts").asLong()).isEqualTo(4);
      assertThat(own.path("best_loss")).isEqualTo(told.path("best_loss"));
      assertThat(point.path("study_hash")).isEqualTo(summary.path("study_hash"));
    }
    assertThat(Files.readString(stored.resolve("sweep.html"))).contains("<svg", "[2]");
  }

  @Test
  void aStudyIsRunShownAgainAndExplained() throws IOException, InterruptedException {
    // With the compilers, kernels and collector of users; the rest of this test has others.
    JobProcess.Ended first =
        JobProcess.start(folder.resolve("first"), List.of(), "run", conf()).end();
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .contains("Minima Census: study sine, run r0", "lowest minima of plain", "results: ");

    Path run = onlyRun();
    JsonNode summary = summary(run);
    assertThat(summary.path("exit_code").asInt()).isZero();
    assertThat(summary.path("objectives").path(0).path("restarts").asInt()).isEqualTo(12);

    InProcess again = InProcess.execute("run", conf());
    assertThat(again.code()).isZero();
    assertThat(again.out()).contains("was there already and was not run again");

    InProcess explained =
        InProcess.execute(
            "explain", run.toString(), "--objective", "output-neuron", "--restart", "7");
    assertThat(explained.code()).as(explained.out() + explained.err()).isZero();
    assertThat(explained.out()).contains("restart 7 of output-neuron", "reproduced: yes");
  }

  @Test
  void aStudyGoesOnWhereItsLastRunEnded() throws IOException, InterruptedException {
    InProcess.execute("run", conf());

    InProcess night =
        InProcess.execute("run", conf(), "--set", "restarts.first=auto", "--run-id", "night");
    assertThat(night.code()).as(night.err()).isZero();
    assertThat(night.out()).contains("run night").doesNotContain("was there already");
    Path study = onlyRun().getParent();
    assertThat(summary(study.resolve("run=night")).path("first_restart").asInt()).isEqualTo(12);

    InProcess again =
        InProcess.execute("run", conf(), "--set", "restarts.first=auto", "--run-id", "night");
    assertThat(again.code()).isZero();
    assertThat(again.out()).contains("was there already and was not run again");
  }

  @Test
  void aSpentBudgetGoesOnUntilTheRuleHolds() throws IOException, InterruptedException {
    List<String> rule =
        List.of(
            "run",
            conf(),
            "--set",
            "restarts.stopping.rule=coverage",
            "--set",
            "restarts.stopping.target=0.9",
            "--set",
            "restarts.stopping.confidence=0.8",
            "--set");
    InProcess spent = InProcess.execute(with(rule, "restarts.count=40"));
    assertThat(spent.code()).as(spent.err()).isEqualTo(10);
    assertThat(spent.out()).contains("it can hold from 48 restarts on");

    InProcess held = InProcess.execute(with(rule, "restarts.count=100"));
    assertThat(held.code()).as(held.err()).isZero();
    assertThat(held.out())
        .contains("goes on: 40 of 100 restarts are stored", "stopping rule coverage")
        .contains("coverage held after 48 of at most 100 restarts");
    JsonNode summary = summary(onlyRun());
    assertThat(summary.path("planned_restarts").asLong()).isEqualTo(48);
    assertThat(summary.path("objectives").path(1).path("stopped_by").asText())
        .isEqualTo("coverage");

    InProcess again = InProcess.execute(with(rule, "restarts.stopping.target=0.95"));
    assertThat(again.code()).isZero();
    assertThat(again.out())
        .contains("was there already and was not run again")
        .contains("it ended by coverage with target 0.9 and confidence 0.8, the conf asks for");
  }

  private static String[] with(List<String> arguments, String last) {
    return Stream.concat(arguments.stream(), Stream.of(last)).toArray(String[]::new);
  }

  @Test
  void planRunsNothing() throws IOException, InterruptedException {
    InProcess plan = InProcess.execute("plan", conf(), "--set", "network.hidden=[3]");

    assertThat(plan.code()).as(plan.err()).isZero();
    assertThat(plan.out()).contains("restart-parallel", "10 parameters", "memory", "gradient");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void dataAndOutputFaultsAreOneMessage() throws IOException, InterruptedException {
    JobProcess.Ended missing =
        run("run", conf(), "--set", "data.path=" + folder.resolve("none.csv"));
    assertThat(missing.code()).isEqualTo(3);
    assertThat(missing.err()).contains("none.csv").doesNotContain("\tat ");

    Files.writeString(folder.resolve("out"), "a file");
    JobProcess.Ended unwritable = run("run", conf());
    assertThat(unwritable.code()).isEqualTo(4);
    assertThat(unwritable.err()).contains("cannot be written").doesNotContain("\tat ");
  }

  @Test
  void aTerminatedRunIsStoredAndGoneOnWith() throws IOException, InterruptedException {
    Path log = folder.resolve("terminated");
    JobProcess process = JobProcess.start(log, "run", conf(), "--set", "restarts.count=100000");
    while (process.out().isEmpty()) {
      Thread.sleep(200);
    }

    Thread.sleep(8_000);
    process.terminate();
    JobProcess.Ended ended = process.end();
    assertThat(ended.code()).as(ended.err()).isEqualTo(143);
    Path run = onlyRun();
    JsonNode summary = summary(run);
    assertThat(summary.path("exit_code").asInt()).isEqualTo(143);
    assertThat(summary.path("reason").asText()).startsWith("terminated (SIGTERM) after ");
    long stored = summary.path("objectives").path(0).path("restarts").asLong();
    assertThat(stored).isGreaterThan(0).isLessThan(100_000);

    InProcess resumed =
        InProcess.execute(
            "run",
            conf(),
            "--set",
            "restarts.count=100000",
            "--set",
            "restarts.stopping.max-seconds=3");
    assertThat(resumed.code()).as(resumed.err()).isEqualTo(10);
    assertThat(summary(onlyRun()).path("objectives").path(0).path("restarts").asLong())
        .isGreaterThan(stored);
  }
}

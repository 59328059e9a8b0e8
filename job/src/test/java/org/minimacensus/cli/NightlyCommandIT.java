package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.minimacensus.cli.conf.StudyConf;
import org.minimacensus.data.Dataset;
import org.minimacensus.spark.ShardedTrainingSet;
import org.minimacensus.spark.SparkJob;
import org.minimacensus.study.BentStudy;
import org.minimacensus.study.LocalRestartExecutor;
import org.minimacensus.study.RestartSet;
import org.minimacensus.study.ResultStore;
import org.minimacensus.study.StudyPlan;
import org.minimacensus.study.StudyRunner;

/** Nights of a study, one after the other. */
@Timeout(1200)
class NightlyCommandIT {
  private static final int RESTARTS = 30;
  @TempDir Path folder;
  private Path conf;

  @BeforeEach
  void writeStudy() throws IOException {
    StringBuilder data = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      double x = i / 4.0 - 2.5;
      data.append(x).append(',').append(StrictMath.sin(2 * x)).append('\n');
    }

    Path csv = Files.writeString(folder.resolve("sine.csv"), data.toString());
    String text =
        """
        study { name = sine, seed = 11 }
        data { path = "DATA", target = [-1], task = regression }
        network { hidden = [2], activation = tanh }
        loss { name = squared }
        regularization { l2 = 0.01 }
        objectives = [plain]
        restarts { count = 30 }
        output { path = "OUT" }
        """
            .replace("DATA", csv.toString())
            .replace("OUT", folder.resolve("out").toString());
    conf = Files.writeString(folder.resolve("sine.conf"), text);
  }

  private List<String> arguments(LocalDate night, String... more) {
    List<String> all = new ArrayList<>(List.of("nightly", conf.toString()));
    all.addAll(List.of("--as-of", night.toString()));
    all.addAll(List.of(more));
    return all;
  }

  private InProcess nightly(LocalDate night, String... more) {
    return InProcess.execute(arguments(night, more).toArray(String[]::new));
  }

  private Path study(String output) throws IOException {
    try (Stream<Path> found = Files.list(folder.resolve(output))) {
      return found
          .filter(p -> p.getFileName().toString().startsWith("study="))
          .findFirst()
          .orElseThrow();
    }
  }

  private List<String> stored() throws IOException {
    try (Stream<Path> found = Files.list(study("out"))) {
      return found.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  private Path page() throws IOException {
    List<String> pages = stored().stream().filter(name -> name.startsWith("nights=")).toList();
    assertThat(pages).hasSize(1);
    return study("out").resolve(pages.get(0));
  }

  private static List<String> texts(JsonNode list, String path) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.at(path).asText()));
    return texts;
  }

  /**
   * What a version of the job whose activation has a wrong derivative recorded of a night before it
   * was killed: the nightly command goes on with it.
   */
  private void plant(String run, long first, String... sets) {
    InProcess.onTwoThreads(() -> planted(run, first, sets));
  }

  private void planted(String run, long first, String... sets) {
    List<String> all = new ArrayList<>(List.of("restarts.first=auto"));
    all.addAll(List.of(sets));
    try (SparkJob job = SparkJob.open("plant")) {
      StudyConf study = StudyConf.load(conf, all);
      ShardedTrainingSet data = StudyPlans.data(job, study);
      StudyPlan plan = StudyPlans.of(job, study, data);
      Dataset whole = data.collect();
      StudyRunner.Request request = new StudyRunner.Request(run, first, RESTARTS);
      try (ResultStore.Draft draft = job.store(plan).draft(request)) {
        new LocalRestartExecutor(whole, () -> 0)
            .run(
                BentStudy.bent(plan, 1e-3),
                RestartSet.range(first, RESTARTS),
                0,
                draft.recorders(),
                g -> {});
      }
    }
  }

  /** One regression, on night 9; the next night is held against night 8. */
  @Test
  void aFortnightWithARegressionOnNightNine() throws IOException {
    LocalDate begin = LocalDate.parse("2026-01-26");
    List<Integer> codes = new ArrayList<>();
    for (int night = 1; night <= 14; night++) {
      LocalDate date = begin.plusDays(night - 1);
      if (night == 9) {
        plant("night-" + date, 8L * RESTARTS);
      }

      InProcess ended = nightly(date, "--keep", "6");
      codes.add(ended.code());
      assertThat(ended.err()).doesNotContain("\tat ");
      assertThat(ended.out()).contains("night " + date + "\n");
      if (night == 1) {
        assertThat(ended.out()).contains("not compared: there is no earlier night");
      } else if (night == 9) {
        assertThat(ended.out())
            .contains("goes on: 30 of 30 restarts are stored", "night-2026-02-02", "regressed: ");
        InProcess again = nightly(date, "--keep", "6");
        assertThat(again.code()).isEqualTo(21);
        assertThat(again.out())
            .contains("this run was there already and was not run again")
            .contains("this comparison was there already and was not made again");
      }
    }

    assertThat(codes).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 21, 0, 0, 0, 0, 0);
    JsonNode nights = StoredRunFiles.json(page().resolve("nights.json")).path("nights");
    List<String> dates =
        Stream.iterate(begin, d -> d.plusDays(1)).limit(14).map(Object::toString).toList();
    assertThat(texts(nights, "/date")).isEqualTo(dates);
    for (int night = 1; night <= 14; night++) {
      JsonNode told = nights.path(night - 1);
      int before = night == 10 ? 8 : night - 1;
      assertThat(told.path("first_restart").asInt()).isEqualTo((night - 1) * RESTARTS);
      assertThat(told.at("/objectives/0/restarts").asInt()).isEqualTo(RESTARTS);
      assertThat(told.at("/verdict/verdict").asText())
          .isEqualTo(night == 1 ? "" : night == 9 ? "regressed" : "same");
      assertThat(told.at("/verdict/baseline").asText())
          .isEqualTo(night == 1 ? "" : "night-" + dates.get(before - 1));
    }

    String page = Files.readString(page().resolve("nights.html"));
    assertThat(page)
        .contains(
            "2026-02-08: no difference that chance does not explain, against night-2026-02-07")
        .contains("14 nights; regressed: 2026-02-03.", "What chance does not explain")
        .contains(nights.path(8).at("/verdict/findings/0/text").asText());
    List<String> last = dates.subList(8, 14);
    assertThat(stored().stream().filter(name -> name.startsWith("run=")))
        .isEqualTo(last.stream().map(date -> "run=night-" + date).toList());
    assertThat(stored().stream().filter(name -> name.startsWith("compare=")))
        .hasSize(6)
        .allMatch(name -> last.contains(name.substring(14, 24)));
    assertThat(stored()).hasSize(13).noneMatch(name -> name.startsWith("."));

    // No run is left that night 9 could be held against: it keeps what was said of it.
    Path before = page();
    for (List<String> more : List.of(List.<String>of(), List.of("--level", "0.001"))) {
      List<String> options = new ArrayList<>(List.of("--keep", "6"));
      options.addAll(more);
      InProcess again = nightly(begin.plusDays(8), options.toArray(String[]::new));
      assertThat(again.code()).as(again.out() + again.err()).isEqualTo(21);
      assertThat(again.out()).contains("night-2026-02-03 against night-2026-02-02", "regressed: ");
      assertThat(page()).as("the same page").isEqualTo(before);
    }
  }

  /** A rule that 30 restarts are never enough for: its nights are baselines, and regress. */
  @Test
  void nightsWhoseBudgetOfRestartsIsSpentAreCompared() throws IOException {
    LocalDate first = LocalDate.parse("2026-04-01");
    String[] rule = {"restarts.stopping.rule=coverage", "restarts.stopping.target=0.999"};
    String[] options = {"--set", rule[0], "--set", rule[1], "--keep", "3"};
    InProcess own = nightly(first, options);
    assertThat(own.code()).as(own.err()).isEqualTo(10);
    assertThat(own.out()).contains("not compared: there is no earlier night");
    InProcess same = nightly(first.plusDays(1), options);
    assertThat(same.code()).as(same.err()).isEqualTo(10);
    assertThat(same.out()).contains("night-2026-04-02 against night-2026-04-01");

    plant("night-2026-04-03", 2L * RESTARTS, rule);
    InProcess worse = nightly(first.plusDays(2), options);
    assertThat(worse.code()).as(worse.out() + worse.err()).isEqualTo(21);
    assertThat(worse.out()).contains("night-2026-04-03 against night-2026-04-02", "regressed: ");
    InProcess after = nightly(first.plusDays(3), options);
    assertThat(after.code()).as(after.out() + after.err()).isEqualTo(10);
    assertThat(after.out()).contains("night-2026-04-04 against night-2026-04-02");

    assertThat(nightly(first.plusDays(4), options).code()).isEqualTo(10);
    assertThat(stored()).contains("run=night-2026-04-03").doesNotContain("run=night-2026-04-02");

    // A retry counts the night again, which makes another manifest, and says what was said before.
    InProcess retried = nightly(first.plusDays(2), options);
    assertThat(retried.code()).as(retried.out() + retried.err()).isEqualTo(21);
    assertThat(retried.out()).contains("goes on: 30 of 30 restarts are stored", "regressed: ");
    JsonNode nights = StoredRunFiles.json(page().resolve("nights.json")).path("nights");
    assertThat(texts(nights, "/verdict/verdict"))
        .containsExactly("", "same", "regressed", "same", "same");
  }

  @Test
  void aPinnedBaselineStaysAndIsNotComparedWithItself() throws IOException {
    LocalDate first = LocalDate.parse("2026-03-01");
    List<String> pinned = List.of("--baseline", "night-" + first, "--keep", "1");
    String[] options = pinned.toArray(String[]::new);
    InProcess own = nightly(first, options);
    assertThat(own.code()).as(own.err()).isZero();
    assertThat(own.out()).contains("not compared: this night is the baseline");
    InProcess none = nightly(first.plusDays(1), "--baseline", "r7");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err())
        .isEqualTo(
            "--baseline: expected the id of a stored run of this study, found 'r7': there is no"
                + " folder run=r7 beside its runs\n");
    assertThat(InProcess.execute("run", conf.toString(), "--set", "restarts.first=auto").code())
        .isZero();

    for (int night = 1; night < 3; night++) {
      InProcess ended = nightly(first.plusDays(night), options);
      assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
      assertThat(ended.out())
          .contains("night-2026-03-0" + (night + 1) + " against night-2026-03-01");
    }

    assertThat(stored().stream().filter(name -> name.startsWith("run=")))
        .containsExactly("run=night-2026-03-01", "run=night-2026-03-03", "run=r30");

    // Out of time: compared all the same, and its own code is told.
    InProcess spent =
        nightly(
            first.plusDays(3),
            "--set",
            "restarts.count=100000",
            "--set",
            "restarts.stopping.max-seconds=1");
    assertThat(spent.code()).as(spent.out() + spent.err()).isEqualTo(10);
    assertThat(spent.out()).contains("night-2026-03-04 against night-2026-03-03", "nights: ");
  }

  /** Whole files of endpoints in staging folders. */
  private long parts() throws IOException {
    if (!Files.exists(folder.resolve("out"))) {
      return 0;
    }

    try (Stream<Path> found = Files.walk(folder.resolve("out"))) {
      return found
          .filter(p -> p.toString().contains("/.staging-run=night-"))
          .filter(p -> p.getFileName().toString().matches("[^.].*[.]parquet"))
          .count();
    } catch (java.io.UncheckedIOException e) {
      // A folder was renamed in between.
      return 0;
    }
  }

  private static Map<String, String> tables(Path run) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    for (JsonNode file : StoredRunFiles.json(run.resolve("_manifest.json")).path("files")) {
      if (!file.path("rows").isNull()) {
        digests.put(file.path("path").asText(), file.path("sha256").asText());
      }
    }

    return digests;
  }

  /** What a retry does of a night whose driver was killed. */
  @Test
  void aKilledNightGoesOnAndTakesTheSameRestarts() throws IOException, InterruptedException {
    LocalDate date = LocalDate.parse("2026-05-30");
    String[] many = {"--set", "restarts.count=2000"};
    JobProcess process =
        JobProcess.start(folder.resolve("killed"), arguments(date, many).toArray(String[]::new));
    try {
      while (process.running() && parts() < 1) {
        Thread.sleep(50);
      }
    } finally {
      process.kill();
    }

    JobProcess.Ended killed = process.end();
    assertThat(killed.code()).as(killed.err()).isEqualTo(137);
    assertThat(stored()).noneMatch(name -> name.startsWith("run="));

    InProcess retried = nightly(date, many);
    assertThat(retried.code()).as(retried.err()).isZero();
    assertThat(retried.out()).containsPattern("goes on: [1-9][0-9]* of 2000 restarts are stored");
    InProcess next = nightly(date.plusDays(1));
    assertThat(next.code()).as(next.err()).isZero();

    InProcess undisturbed =
        nightly(date, "--set", "restarts.count=2000", "--output", folder.resolve("other") + "");
    assertThat(undisturbed.code()).as(undisturbed.err()).isZero();
    Path run = study("out").resolve("run=night-2026-05-30");
    assertThat(tables(run))
        .isEqualTo(tables(study("other").resolve("run=night-2026-05-30")))
        .containsKey("endpoints/part-00000.parquet");
    assertThat(StoredRunFiles.json(run.resolve("summary.json")).path("first_restart").asInt())
        .isZero();
    Path after = study("out").resolve("run=night-2026-05-31/summary.json");
    assertThat(StoredRunFiles.json(after).path("first_restart").asInt()).isEqualTo(2000);
    assertThat(stored()).noneMatch(name -> name.startsWith("."));
  }
}

package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.minimacensus.study.LocalRestartExecutor;
import org.minimacensus.study.MemoryDraft;
import org.minimacensus.study.OtherExecutor;
import org.minimacensus.study.Recorders;
import org.minimacensus.study.RestartExecutor;
import org.minimacensus.study.RestartJob;
import org.minimacensus.study.RestartSet;
import org.minimacensus.study.ResultStore;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.SineStudy;
import org.minimacensus.study.StudyFixtures;
import org.minimacensus.study.StudyPlan;
import org.minimacensus.study.StudyRunner;
import org.minimacensus.study.Tally;
import org.minimacensus.study.WorthSummary;
import org.minimacensus.study.WorthTally;

@ExtendWith(SharedSpark.class)
class SparkStudyIT {
  private static final StudyPlan PLAN = SineStudy.plan(9);
  private final SparkSession spark;
  @TempDir Path folder;

  SparkStudyIT(SparkSession spark) {
    this.spark = spark;
  }

  private ParquetRunStore store(String name) {
    return store(name, CensusCounters.of(PLAN));
  }

  private ParquetRunStore store(String name, MinimaCounter counter) {
    return new ParquetRunStore(
        spark.sparkContext(),
        folder.resolve(name).toString(),
        "sine",
        StudyFixtures.HASH,
        new RunDraft.Counting(PLAN.job().objectives(), counter, PLAN.spec().census()));
  }

  /** Runs the study under a clock that stands still and returns the digests of all its files. */
  private String stored(RestartExecutor executor, String name) throws IOException {
    return stored(executor, store(name));
  }

  private static String stored(RestartExecutor executor, ParquetRunStore store) throws IOException {
    try (ResultStore.Draft draft = store.draft(StudyFixtures.request("r0"))) {
      StudyRunner.Request request = new StudyRunner.Request("r0", 0, 9);
      StudyRunner.TimedResult ran =
          new StudyRunner(executor, () -> 1).run(PLAN, request, draft, g -> {});
      // The clock that stands still makes rates of what ran now; a summary of all ran at no rate.
      String run =
          draft.publish(
              ran.summary().withThroughput(new RunSummary.Throughput(0, 0, 0)),
              StudyFixtures.provenance("r0", StudyFixtures.HASH),
              ran.landscape(),
              ran.proofs(),
              (s, p, pictures) -> "a page of " + pictures.slices().size() + " slices");
      return Files.readString(Path.of(run, FolderManifest.NAME));
    }
  }

  private RestartExecutor distributed(int partitions) {
    return new SparkRestartExecutor(
        spark.sparkContext(),
        SineStudy.dataset(),
        new StopRequest(),
        "test",
        new EqualTasks(partitions));
  }

  private static RestartExecutor local() {
    return new LocalRestartExecutor(SineStudy.dataset(), () -> 0);
  }

  @Test
  void everyFileIsTheSameForAnyPartitionsAndWithoutSpark() throws IOException {
    String local = stored(local(), "local");
    List<String> distributed = new ArrayList<>();
    for (int partitions : new int[] {1, 2, 3, 7}) {
      distributed.add(stored(distributed(partitions), "spark" + partitions));
    }

    assertThat(local)
        .contains(
            "endpoints/",
            "minima/",
            "traces/",
            "spectra/",
            "slices/",
            "report.html",
            "summary.json");
    assertThat(distributed).hasSize(4).allSatisfy(m -> assertThat(m).isEqualTo(local));
  }

  @Test
  void whatNeuronsAreWorthIsTheSameOfStoredEndpointsAndInMemory() {
    MemoryDraft memory = new MemoryDraft(PLAN);
    RestartSet nine = RestartSet.range(0, 9);
    try (ResultStore.Draft draft = store("worth").draft(StudyFixtures.request("r0"))) {
      local().run(PLAN.job(), nine, 0, draft.recorders(), g -> {});
      local().run(PLAN.job(), nine, 0, memory.recorders(), g -> {});
      Tally tally = memory.ledger(nine).tally();
      WorthTally empty = new WorthTally(PLAN.job().objectives(), tally.bestKnown(0), 1e-9);
      Map<String, WorthSummary> stored = draft.ledger(nine).worth(empty).summaries();

      assertThat(stored).isEqualTo(memory.ledger(nine).worth(empty).summaries()).hasSize(2);
      assertThat(stored.values()).allMatch(w -> w.finite().restarts() == 9);
      assertThat(empty.summaries().values()).allMatch(w -> w.finite().restarts() == 0);
    }
  }

  /** What a killed process leaves behind is what an open draft has written. */
  private void kill(String name, RestartSet... pieces) throws IOException {
    Path study = folder.resolve(name).resolve("study=sine-01234567");
    Path left = folder.resolve("left");
    try (ResultStore.Draft draft = store(name).draft(StudyFixtures.request("r0"))) {
      for (RestartSet piece : pieces) {
        local().run(PLAN.job(), piece, 0, draft.recorders(), g -> {});
      }

      Path staging = staging(study);
      copy(staging, left);
      Files.writeString(left.resolve("parts/endpoints/.half-written.parquet"), "PAR1");
      Files.createDirectories(left.resolve("result/endpoints"));
      Files.writeString(left.resolve("result/endpoints/part-00000.parquet"), "half");
      deleteAll(staging);
    }

    long dead = new ProcessBuilder("true").start().toHandle().pid();
    Files.createDirectories(study);
    Files.move(left, study.resolve(".staging-run=r0-127.0.0.1-" + dead));
  }

  private static Path staging(Path study) throws IOException {
    try (Stream<Path> found = Files.list(study)) {
      return found
          .filter(p -> p.getFileName().toString().startsWith(".staging-"))
          .findFirst()
          .get();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  private static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** Counts the restarts that run. */
  private static final class Counting extends OtherExecutor {
    private RestartSet ran;

    Counting(RestartExecutor executor) {
      super(executor);
    }

    @Override
    public Execution run(
        RestartJob job,
        RestartSet restarts,
        double maxSeconds,
        Recorders recorders,
        Progress progress) {
      ran = restarts;
      return super.run(job, restarts, maxSeconds, recorders, progress);
    }
  }

  @Test
  void whatAKilledRunStoredIsNotRunAgainAndTheFilesAreThoseOfAnUndisturbedRun() throws IOException {
    kill("killed", RestartSet.of(1, 2, 5), RestartSet.of(2, 5, 6));
    Counting executor = new Counting(distributed(2));

    String resumed = stored(executor, "killed");

    assertThat(executor.ran.toString()).isEqualTo("[0, 3..4, 7..8]");
    assertThat(resumed).isEqualTo(stored(local(), "local"));
    assertThat(folder.resolve("killed/study=sine-01234567").toFile().list())
        .containsExactly("run=r0");
  }

  @Test
  void aRunThatIsGoneOnWithIsTheSameAsAnUndisturbedOne() throws IOException {
    RestartExecutor four =
        (job, restarts, maxSeconds, recorders, progress) -> {
          distributed(2).run(job, restarts.slice(2, 6), 0, recorders, progress);
          return new RestartExecutor.Execution(RestartExecutor.End.TERMINATED, 4);
        };
    assertThat(stored(four, "two")).isNotEqualTo(stored(local(), "local"));
    kill("two", RestartSet.of(0, 2));
    Counting executor = new Counting(distributed(3));

    String resumed = stored(executor, "two");

    assertThat(executor.ran.toString()).isEqualTo("[1, 6..8]");
    assertThat(resumed)
        .isEqualTo(
            Files.readString(
                folder.resolve("local/study=sine-01234567/run=r0/" + FolderManifest.NAME)));
  }

  @Test
  void countingOnExecutorsGivesTheFilesOfCountingOnTheDriver() throws IOException {
    assertThat(stored(local(), store("executors", CensusCounters.of(PLAN, 0))))
        .isEqualTo(stored(local(), "driver"));
  }

  @Test
  void restartsBeyondTheOnesAskedForAreLeftOut() throws IOException {
    kill("longer", RestartSet.range(6, 10));

    assertThat(stored(local(), "longer")).isEqualTo(stored(local(), "local"));
  }
}

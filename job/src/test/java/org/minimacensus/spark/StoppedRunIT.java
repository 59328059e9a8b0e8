package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.TrainingFacts;
import org.minimacensus.study.Ledger;
import org.minimacensus.study.LocalRestartExecutor;
import org.minimacensus.study.MemoryDraft;
import org.minimacensus.study.ObjectiveCount;
import org.minimacensus.study.Proofs;
import org.minimacensus.study.RestartExecutor;
import org.minimacensus.study.RestartSet;
import org.minimacensus.study.ResultStore;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.SineStudy;
import org.minimacensus.study.StudyFixtures;
import org.minimacensus.study.StudyPlan;
import org.minimacensus.study.StudyRunner;
import org.minimacensus.study.StudySpec;
import org.minimacensus.study.TwoPointStudy;
import org.minimacensus.study.pictures.Landscape;
import org.minimacensus.study.pictures.RunPageMaker;

/** Runs that a stopping rule ends, stored. */
@ExtendWith(SharedSpark.class)
class StoppedRunIT {
  private static final Dataset DATA = SineStudy.dataset();
  private final SparkSession spark;
  @TempDir Path folder;

  StoppedRunIT(SparkSession spark) {
    this.spark = spark;
  }

  private static StudyPlan plan(String rule, long count) {
    return SineStudy.manyMinima(count, rule(rule));
  }

  private static StudySpec.StoppingSpec rule(String rule) {
    return new StudySpec.StoppingSpec(rule, 0.9, 0.8, 0);
  }

  private static RestartExecutor local() {
    return new LocalRestartExecutor(DATA, () -> 0);
  }

  private RestartExecutor distributed(int partitions) {
    return new SparkRestartExecutor(
        spark.sparkContext(), DATA, new StopRequest(), "test", new EqualTasks(partitions));
  }

  private RestartExecutor dataParallel() {
    return new DataParallelExecutor(
        spark.sparkContext(),
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(DATA.shards(), 2)
            .cache(),
        TrainingFacts.of(DATA),
        new StopRequest(),
        "test",
        StepSettings.DEFAULT.withLive(64));
  }

  private ParquetRunStore store(String name, StudyPlan plan, long few) {
    return new ParquetRunStore(
        spark.sparkContext(),
        folder.resolve(name).toString(),
        "sine",
        StudyFixtures.HASH,
        new RunDraft.Counting(
            plan.job().objectives(), CensusCounters.of(plan, few), plan.spec().census()));
  }

  /** A run with the digests of its tables. */
  private record Stored(RunSummary summary, List<String> tables, String all) {}

  /** Goes on with what is stored under the name. */
  private Stored stored(StudyPlan plan, RestartExecutor executor, String name, long few)
      throws IOException {
    ParquetRunStore store = store(name, plan, few);
    StudyRunner.Request request =
        store
            .find("r0")
            .map(run -> StudyRunner.Request.resume(run, plan.spec().restarts()))
            .orElseGet(() -> new StudyRunner.Request("r0", 0, plan.spec().restarts().count()));
    try (ResultStore.Draft draft = store.draft(StudyFixtures.request("r0"))) {
      RunSummary summary =
          new StudyRunner(executor, () -> 1)
              .run(plan, request, draft, g -> {})
              .summary()
              .withThroughput(new RunSummary.Throughput(0, 0, 0));
      Path run =
          Path.of(
              draft.publish(
                  summary,
                  StudyFixtures.provenance("r0", StudyFixtures.HASH),
                  Landscape.NONE,
                  Proofs.NONE,
                  RunPageMaker.NONE));
      FolderManifest manifest =
          FolderManifest.parse(
              new StoreFiles(
                  new org.apache.hadoop.fs.Path(run.toUri()),
                  spark.sparkContext().hadoopConfiguration()),
              new org.apache.hadoop.fs.Path(run.resolve(FolderManifest.NAME).toUri()),
              FolderManifest.class);
      List<String> tables =
          manifest.files().stream()
              .filter(file -> !file.path().equals(ParquetRun.SUMMARY))
              .map(Object::toString)
              .toList();
      return new Stored(summary, tables, Files.readString(run.resolve(FolderManifest.NAME)));
    }
  }

  @Test
  void aRunEndedByCoverageHasTheTablesOfARunOfSoManyRestarts() throws IOException {
    Stored local = stored(plan("coverage", 300), local(), "local", 1000);
    assertThat(local.summary.plannedRestarts()).isEqualTo(96);
    assertThat(local.summary.exitCode()).isZero();
    assertThat(stored(plan("coverage", 300), distributed(3), "spark", 1000).all)
        .isEqualTo(local.all);

    Stored count = stored(plan("count", 96), distributed(5), "count", 1000);
    assertThat(count.tables).isEqualTo(local.tables).hasSizeGreaterThan(3);
    assertThat(count.all).as("the words of what ended it").isNotEqualTo(local.all);
  }

  @Test
  void blocksAreTheSameWhereTheDataAre() throws IOException {
    StudyPlan plain = SineStudy.manyMinima(50, rule("coverage"), List.of("plain"));
    Stored local = stored(plain, local(), "plain", 1000);
    assertThat(local.summary.stopping().looks()).hasSize(1);
    assertThat(local.summary.exitCode()).isEqualTo(10);
    assertThat(stored(plain, dataParallel(), "data", 1000).all).isEqualTo(local.all);
  }

  @Test
  void aRunInPiecesOfSmallBudgetsAndSignalsEndsAsOneInOne() throws IOException {
    Stored spent = stored(plan("coverage", 50), distributed(2), "pieces", 1000);
    assertThat(spent.summary.exitCode()).isEqualTo(10);
    assertThat(spent.summary.objectives().get(0).stoppedBy()).isEqualTo("budget");
    RestartExecutor interrupted =
        (job, restarts, maxSeconds, recorders, progress) -> {
          RestartSet mine = restarts.slice(0, 17);
          distributed(2).run(job, mine, 0, recorders, progress);
          boolean all = mine.equals(restarts);
          return new RestartExecutor.Execution(
              all ? RestartExecutor.End.COMPLETE : RestartExecutor.End.TERMINATED, mine.size());
        };
    Stored signalled = stored(plan("coverage", 300), interrupted, "pieces", 1000);
    assertThat(signalled.summary.exitCode()).isEqualTo(143);
    assertThat(signalled.summary.objectives().get(0).restarts()).isEqualTo(81);
    assertThat(signalled.summary.stopping().looks()).hasSize(2);

    Stored ended = stored(plan("coverage", 70), distributed(3), "pieces", 1000);
    assertThat(ended.summary.stopping().budget()).as("a budget does not shrink").isEqualTo(300);
    assertThat(ended.all).isEqualTo(stored(plan("coverage", 300), local(), "whole", 1000).all);
  }

  /** Flat minima of one loss, joined by paths, or strict ones alone. */
  @ParameterizedTest
  @CsvSource({"true, 0", "false, 1000"})
  void minimaAreDatedAlikeWhereverTheyWereCounted(boolean connected, long few) {
    StudyPlan plan = TwoPointStudy.plan(8, connected);
    RestartSet all = RestartSet.range(0, 8);
    MemoryDraft memory = new MemoryDraft(plan);
    RestartExecutor local = new LocalRestartExecutor(TwoPointStudy.dataset(), () -> 0);
    local.run(plan.job(), all, 0, memory.recorders(), g -> {});
    Ledger expected = memory.ledger(all);
    try (ResultStore.Draft draft = store("dated", plan, few).draft(StudyFixtures.request("r0"))) {
      local.run(plan.job(), all, 0, draft.recorders(), g -> {});
      Ledger ledger = draft.ledger(all);
      ObjectiveCount count = ledger.count("plain", 1, local.paths());
      expected.count("plain", 1, local.paths());
      List<Long> found =
          LongStream.rangeClosed(0, 8).mapToObj(r -> ledger.foundFrom("plain", r)).toList();

      assertThat(count.joined()).isEqualTo(connected);
      assertThat(found)
          .isEqualTo(
              LongStream.rangeClosed(0, 8).mapToObj(r -> expected.foundFrom("plain", r)).toList());
      assertThat(found.get(0)).isEqualTo(connected ? 2 : 0);
      assertThat(found.get(8)).isZero();
    }
  }
}

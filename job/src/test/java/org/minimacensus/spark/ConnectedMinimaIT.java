package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.minimacensus.census.FlatMinimum;
import org.minimacensus.census.PathKind;
import org.minimacensus.census.PathLimits;
import org.minimacensus.census.PathRules;
import org.minimacensus.census.PathTests;
import org.minimacensus.data.TrainingFacts;
import org.minimacensus.objective.Objective;
import org.minimacensus.study.CensusCounter;
import org.minimacensus.study.LocalRestartExecutor;
import org.minimacensus.study.Proofs;
import org.minimacensus.study.RestartExecutor;
import org.minimacensus.study.ResultStore;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.StudyFixtures;
import org.minimacensus.study.StudyPlan;
import org.minimacensus.study.StudyRunner;
import org.minimacensus.study.TwoPointStudy;
import org.minimacensus.study.pictures.Landscape;
import org.minimacensus.study.pictures.RunPageMaker;

@ExtendWith(SharedSpark.class)
class ConnectedMinimaIT {
  private static final int RESTARTS = 10;
  private static final StudyPlan PLAN = TwoPointStudy.plan(RESTARTS, true);
  private final SparkSession spark;
  @TempDir Path folder;

  ConnectedMinimaIT(SparkSession spark) {
    this.spark = spark;
  }

  /** A run with its manifest, which holds digests of all its files. */
  private record Stored(RunSummary summary, Path run, String manifest) {}

  private Stored stored(StudyPlan plan, RestartExecutor executor, String name, long few)
      throws IOException {
    ParquetRunStore store =
        new ParquetRunStore(
            spark.sparkContext(),
            folder.resolve(name).toString(),
            "two-points",
            StudyFixtures.HASH,
            new RunDraft.Counting(
                plan.job().objectives(), CensusCounters.of(plan, few), plan.spec().census()));
    try (ResultStore.Draft draft = store.draft(StudyFixtures.request("r0"))) {
      StudyRunner.Request request = new StudyRunner.Request("r0", 0, RESTARTS);
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
      return new Stored(summary, run, Files.readString(run.resolve(FolderManifest.NAME)));
    }
  }

  private RestartExecutor local() {
    return new LocalRestartExecutor(TwoPointStudy.dataset(), () -> 0);
  }

  private RestartExecutor restartParallel() {
    return restartParallel(new StopRequest());
  }

  private RestartExecutor restartParallel(StopRequest stop) {
    return new SparkRestartExecutor(
        spark.sparkContext(), TwoPointStudy.dataset(), stop, "test", new EqualTasks(3));
  }

  private RestartExecutor dataParallel() {
    return dataParallel(new StopRequest());
  }

  private RestartExecutor dataParallel(StopRequest stop) {
    return new DataParallelExecutor(
        spark.sparkContext(),
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(TwoPointStudy.dataset().shards(), 1)
            .cache(),
        TrainingFacts.of(TwoPointStudy.dataset()),
        stop,
        "test, run r0",
        StepSettings.DEFAULT);
  }

  @Test
  void componentsAreTheSameWhereverPathsAreLookedForAndMinimaCounted() throws IOException {
    Stored local = stored(PLAN, local(), "local", 1000);
    assertThat(stored(PLAN, restartParallel(), "spark", 1000).manifest).isEqualTo(local.manifest);
    assertThat(stored(PLAN, restartParallel(), "counted", 0).manifest).isEqualTo(local.manifest);
  }

  /** The network c + v s(w x + b) through both points that has these w and b. */
  private static FlatMinimum through(int id, double w, double b) {
    double low = softplus(b - w);
    double v = 1 / (softplus(b + w) - low);
    return new FlatMinimum(id, 0, 1, new double[] {w, b, v, -v * low}, new double[0]);
  }

  private static double softplus(double t) {
    return StrictMath.log1p(StrictMath.exp(t));
  }

  @Test
  @Timeout(600)
  void pathsAreTheSameWhereTheTrainingSetStaysOnTheExecutors() {
    FlatMinimum one = through(0, 1, 0);
    FlatMinimum near = through(1, 1.1, 0.1);
    FlatMinimum other = through(2, -1, 0.1);
    List<PathTests.Task> tasks =
        List.of(
            new PathTests.Task(PathKind.SEGMENT, one, near),
            new PathTests.Task(PathKind.BEND, one, near),
            new PathTests.Task(PathKind.STRING, one, near),
            new PathTests.Task(PathKind.SEGMENT, one, other),
            new PathTests.Task(PathKind.SEGMENT, near, near));
    PathRules rules = rules(plain());
    List<PathTests.Result> expected = paths(local(), rules, tasks);
    assertThat(expected)
        .extracting(PathTests.Result::found)
        .containsExactly(false, false, true, false, true);
    assertThat(paths(restartParallel(), rules, tasks)).isEqualTo(expected);
    assertThat(paths(dataParallel(), rules, tasks)).isEqualTo(expected);
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("minima-census"));
  }

  private static PathRules rules(Objective plain) {
    return new PathRules(
        plain,
        new CensusCounter(PLAN.spec().census()).rules(plain, PLAN.data().facts()).symmetry(),
        PLAN.floor(),
        1e-9,
        1e-10);
  }

  private static List<PathTests.Result> paths(
      RestartExecutor executor, PathRules rules, List<PathTests.Task> tasks) {
    return executor.paths().tests(rules, PathLimits.NONE).orElseThrow().test(tasks);
  }

  @Test
  void minimaOfOneComponentAreOneMinimumInTheSummary() throws IOException {
    Stored run = stored(PLAN, local(), "one", 1000);
    List<Row> rows = spark.read().parquet(run.run.resolve("minima").toString()).collectAsList();
    for (RunSummary.ObjectiveSummary o : run.summary.objectives()) {
      List<Row> own = rows.stream().filter(r -> r.getAs("objective").equals(o.name())).toList();
      TreeMap<Long, Long> hits = new TreeMap<>();
      own.forEach(r -> hits.merge(r.<Long>getAs("component"), r.<Long>getAs("hits"), Long::sum));
      // What is certified as strict on the floor is not joined.
      long strict =
          own.stream().filter(r -> r.getAs("endpoint_class").equals("strict-minimum")).count();
      List<RunSummary.MinimumSummary> flat =
          o.minima().stream().filter(m -> m.endpointClass().equals("degenerate-minimum")).toList();
      assertThat(flat).as(o.name()).hasSize(2);
      assertThat(o.distinct().connected()).as(o.name()).isEqualTo(2 + strict);
      assertThat(o.minima()).extracting(m -> m.id()).isEqualTo(List.copyOf(hits.keySet()));
      assertThat(o.minima()).extracting(m -> m.hits()).isEqualTo(List.copyOf(hits.values()));
      assertThat(o.minima().stream().mapToInt(m -> m.members()).sum()).isEqualTo(own.size());
      assertThat(flat).allMatch(m -> m.barrier() >= 0 && m.path() != null);
      assertThat(o.unseen().of()).isEqualTo("minima");
      assertThat(o.unseen().hits()).isEqualTo(o.globalHits());
      assertThat(o.coverage()).isFinite();
      assertThat(own.size()).isGreaterThan(2);
      for (Row row : own) {
        boolean lowest = row.<Long>getAs("component").equals(row.<Long>getAs("minimum_id"));
        assertThat(row.isNullAt(row.fieldIndex("barrier"))).isEqualTo(lowest);
        assertThat(row.isNullAt(row.fieldIndex("path"))).isEqualTo(lowest);
        boolean apart = flat.stream().anyMatch(m -> row.<Long>getAs("minimum_id") == m.id());
        assertThat(row.isNullAt(row.fieldIndex("next_component"))).isEqualTo(!apart);
        if (apart) {
          long other =
              flat.get(0).id() == row.<Long>getAs("minimum_id")
                  ? flat.get(1).id()
                  : flat.get(0).id();
          assertThat(row.<Long>getAs("next_component")).isEqualTo(other);
          // A way around with the output switched off is never higher than the constant 0.
          assertThat(row.<Double>getAs("next_barrier")).isBetween(1e-3, 0.25 + 1e-9);
        }
      }
    }

    assertThat(run.summary.notes())
        .anyMatch(n -> n.startsWith("plain: ") && n.contains("joined them into 2 ("));
  }

  /** Paths are looked for when the time of the run is spent, then again with time left. */
  @Test
  void aRunThatIsOutOfTimeBeforeItsPathsGoesOnWithThem() throws IOException {
    StudyPlan plan = TwoPointStudy.plan(RESTARTS, true, 5);
    ParquetRunStore store =
        new ParquetRunStore(
            spark.sparkContext(),
            folder.resolve("late").toString(),
            "two-points",
            StudyFixtures.HASH,
            new RunDraft.Counting(
                plan.job().objectives(), CensusCounters.of(plan, 1000), plan.spec().census()));
    StudyRunner.Request request = new StudyRunner.Request("r0", 0, RESTARTS);
    AtomicInteger readings = new AtomicInteger();
    try (ResultStore.Draft draft = store.draft(StudyFixtures.request("r0"))) {
      // The first reading is the start.
      RunSummary late =
          new StudyRunner(local(), () -> readings.getAndIncrement() == 0 ? 0 : 6)
              .run(plan, request, draft, g -> {})
              .summary();
      assertThat(late.exitCode()).isEqualTo(10);
      assertThat(late.objectives().get(0).restarts()).isEqualTo(RESTARTS);
      assertThat(late.objectives().get(0).distinct().connected()).isNull();
      assertThat(late.objectives().get(0).paths()).isNull();
      assertThat(late.notes())
          .anyMatch(n -> n.contains("the run was stopped, or its time was spent, before paths"));
    }

    try (ResultStore.Draft draft = store.draft(StudyFixtures.request("r0"))) {
      RunSummary whole =
          new StudyRunner(local(), () -> 1).run(plan, request, draft, g -> {}).summary();
      assertThat(whole.exitCode()).isZero();
      assertThat(whole.objectives().get(0).distinct().connected()).isEqualTo(2);
      assertThat(whole.objectives().get(0).paths().complete()).isTrue();
      assertThat(whole.objectives().get(0).paths().components()).isEqualTo(2);
    }
  }

  @Test
  @Timeout(120)
  void aSignalEndsTheSearchForPaths() throws InterruptedException {
    // Many minutes of work.
    List<PathTests.Task> tasks =
        Collections.nCopies(
            20_000, new PathTests.Task(PathKind.WALK, through(0, 1, 0), through(2, -1, 0.1)));
    for (Function<StopRequest, RestartExecutor> executors :
        List.<Function<StopRequest, RestartExecutor>>of(
            s -> local(), this::restartParallel, this::dataParallel)) {
      StopRequest stop = new StopRequest();
      PathLimits limits =
          new PathLimits(
              Long.MAX_VALUE, () -> stop.requested().isPresent(), () -> Double.POSITIVE_INFINITY);
      PathTests tests = executors.apply(stop).paths().tests(rules(plain()), limits).orElseThrow();
      Thread signal = new Thread(() -> requestLater(stop));
      signal.start();
      assertThatThrownBy(() -> tests.test(tasks)).isInstanceOf(PathTests.Stopped.class);
      assertThat(stop.requested()).hasValue(RestartExecutor.End.INTERRUPTED);
      signal.join();
    }

    // What Spark runs next is not cancelled with it.
    assertThat(paths(restartParallel(), rules(plain()), tasks.subList(0, 40))).hasSize(40);
  }

  private static void requestLater(StopRequest stop) {
    try {
      Thread.sleep(1500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stop.request(RestartExecutor.End.INTERRUPTED);
  }

  private static Objective plain() {
    return PLAN.objectives().get(0);
  }

  @Test
  void withoutPathsEveryMinimumStandsForItself() throws IOException {
    Stored run = stored(TwoPointStudy.plan(RESTARTS, false), local(), "none", 1000);
    RunSummary.ObjectiveSummary plain = run.summary.objectives().get(0);
    assertThat(plain.distinct().connected()).isNull();
    assertThat(plain.minima()).hasSizeGreaterThan(2).allMatch(m -> m.members() == 1);
    assertThat(plain.coverage()).isNaN();
    assertThat(plain.unseen().of()).isEqualTo("strict-minima");
    assertThat(run.summary.notes())
        .contains("plain: distinct.connected is not computed: census.connected is false")
        .anyMatch(n -> n.contains("which were not joined"));
    List<Row> rows = spark.read().parquet(run.run.resolve("minima").toString()).collectAsList();
    assertThat(rows).allMatch(r -> r.isNullAt(r.fieldIndex("component")));
  }
}

package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.data.Dataset;
import org.minimacensus.study.CensusSummary;
import org.minimacensus.study.Ledger;
import org.minimacensus.study.PathFinder;
import org.minimacensus.study.Proofs;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.ReplayExecutor;
import org.minimacensus.study.RestartExecutor;
import org.minimacensus.study.RestartResult;
import org.minimacensus.study.RestartSet;
import org.minimacensus.study.ResultStore;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.SineStudy;
import org.minimacensus.study.StudyCensus;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyFixtures;
import org.minimacensus.study.StudyJson;
import org.minimacensus.study.StudyPlan;
import org.minimacensus.study.StudyRunner;
import org.minimacensus.study.StudySpec;
import org.minimacensus.study.TwoPointStudy;
import org.minimacensus.study.pictures.Landscape;
import org.minimacensus.study.pictures.RunPageMaker;

/** All runs of a study, counted together, are one run with all their restarts. */
@ExtendWith(SharedSpark.class)
class StudyCensusIT {
  private static final Provenance.Code CODE = new Provenance.Code("1", "abc");
  private static final Study SINE =
      Study.of(
          SineStudy.manyMinima(80, new StudySpec.StoppingSpec("count", 0.99, 0.95, 0)),
          SineStudy.dataset(),
          80);

  @TempDir static Path shared;
  private static Path whole;
  private final SparkContext spark;
  private final SparkSession session;
  @TempDir Path folder;

  StudyCensusIT(SparkSession session) {
    this.session = session;
    this.spark = session.sparkContext();
  }

  /** A study whose restarts have ended, so that they can be stored in any runs. */
  private record Study(StudyPlan plan, Dataset dataset, Map<Long, List<RestartResult>> restarts) {
    static Study of(StudyPlan plan, Dataset dataset, long count) {
      return new Study(plan, dataset, ReplayExecutor.restarts(plan, dataset, count));
    }

    RestartExecutor replay() {
      return new ReplayExecutor(dataset, restarts);
    }

    /** Has other bits of one endpoint. */
    Study changed(long restart, int objective) {
      Map<Long, List<RestartResult>> all = new TreeMap<>(restarts);
      List<RestartResult> own = new ArrayList<>(all.get(restart));
      RestartResult one = own.get(objective);
      double loss = Math.nextUp(one.endpoint().loss());
      own.set(
          objective, new RestartResult(one.endpoint().toBuilder().loss(loss).build(), one.trace()));
      all.put(restart, own);
      return new Study(plan, dataset, all);
    }
  }

  /** One run with all restarts of {@link #SINE}. */
  private Path whole() {
    if (whole == null) {
      whole = whole(SINE, shared.toString());
    }

    return whole;
  }

  /** As the {@code run} command makes it. */
  private Path whole(Study study, String out) {
    StudyRunner.Request request = new StudyRunner.Request("r0", 0, study.restarts.size());
    try (ResultStore.Draft draft = store(study, out).draft(request)) {
      RunSummary summary =
          new StudyRunner(study.replay(), () -> 1)
              .run(study.plan, request, draft, g -> {})
              .summary();
      return Path.of(
          draft.publish(
              summary, provenance("r0", "0.1.0"), Landscape.NONE, Proofs.NONE, RunPageMaker.NONE));
    }
  }

  private Path run(Study study, String out, String id, long first, long count) {
    return run(study, out, new StudyRunner.Request(id, first, count), count, "0.1.0");
  }

  /** A published run whose summary says nothing true but which restarts it planned. */
  private Path run(
      Study study, String out, StudyRunner.Request request, long ended, String version) {
    RestartSet restarts = RestartSet.range(request.first(), ended);
    try (ResultStore.Draft draft = store(study, out).draft(request)) {
      study.replay().run(study.plan.job(), restarts, 0, draft.recorders(), g -> {});
      Ledger ledger = draft.ledger(request.restarts());
      study.plan.job().objectives().forEach(o -> ledger.count(o, 0, PathFinder.NONE));
      RunSummary summary =
          StudyFixtures.withRestarts(
              StudyFixtures.summary(request.runId(), 7), request.first(), request.count());
      return Path.of(
          draft.publish(
              summary,
              provenance(request.runId(), version),
              Landscape.NONE,
              Proofs.NONE,
              RunPageMaker.NONE));
    }
  }

  private ParquetRunStore store(Study study, String out) {
    return new ParquetRunStore(
        spark,
        folder.resolve(out).toString(),
        "made-up",
        StudyFixtures.HASH,
        new RunDraft.Counting(
            study.plan.job().objectives(),
            CensusCounters.of(study.plan),
            study.plan.spec().census()));
  }

  private static Provenance provenance(String id, String version) {
    Provenance p = StudyFixtures.provenance(id, StudyFixtures.HASH);
    return new Provenance(
        p.schema(),
        p.study(),
        p.studyHash(),
        p.run(),
        p.seed(),
        p.resolvedConf(),
        p.data(),
        p.startsSha256(),
        new Provenance.Code(version, "unknown"),
        p.machine(),
        p.timings());
  }

  private record Stored(CensusSummary census, Path folder) {}

  /** The census of a study's folder, stored. */
  private Stored census(Study study, Path runs) {
    StudyFolder opened = StudyFolder.open(spark, runs.toString());
    try (CensusFolder into = CensusFolder.of(spark, opened, "test", "");
        ParquetMergedRuns merged = ParquetMergedRuns.of(spark, opened, study.plan)) {
      into.prepare();
      CensusSummary census = new StudyCensus(study.plan, study.replay()).count(merged, CODE);
      into.publish(census, merged);
      return new Stored(census, Path.of(into.path()));
    }
  }

  /** Without what says where it is from, and without the clock. */
  private static JsonNode count(RunSummary summary) throws IOException {
    ObjectNode json = (ObjectNode) new ObjectMapper().readTree(StudyJson.write(summary));
    json.remove(List.of("run", "throughput"));
    return json;
  }

  private static Map<String, ByteBuffer> tables(Path folder, String... names) throws IOException {
    Map<String, ByteBuffer> found = new LinkedHashMap<>();
    for (String name : names) {
      try (Stream<Path> files = Files.list(folder.resolve(name))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".parquet")).sorted().toList()) {
          found.put(folder.relativize(file).toString(), ByteBuffer.wrap(Files.readAllBytes(file)));
        }
      }
    }

    return found;
  }

  private List<String> rows(Path table, String... columns) {
    return session.read().parquet(table.toString()).selectExpr(columns).collectAsList().stream()
        .map(Row::toString)
        .toList();
  }

  private void assertEqualToOneRun(Study study, Path whole, Stored stored) throws IOException {
    assertThat(count(stored.census.count()))
        .isEqualTo(count(ParquetRun.open(spark.hadoopConfiguration(), whole.toString()).summary()));
    assertThat(stored.census.restarts()).isEqualTo(study.restarts.size());
    assertThat(tables(stored.folder, "minima", "valleys"))
        .hasSize(2)
        .isEqualTo(tables(whole, "minima", "valleys"));
    String[] columns = {"objective", "restart", "minimum_id", "valley_id"};
    assertThat(rows(stored.folder.resolve("restarts"), columns))
        .hasSize(study.restarts.size() * study.plan.objectives().size())
        .isEqualTo(rows(whole.resolve("endpoints"), columns));
  }

  /** Runs are NAME:FIRST+COUNT. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "z:0+40 a:40+40",
        "one:0+48 two:20+40 three:40+40",
        "three:0+48 one:20+40 two:40+40",
        "b:8+72 c:0+80 a:0+12",
      })
  void runsOfAStudyTogetherAreOneRun(String runs) throws IOException {
    Map<String, RestartSet> planned = new LinkedHashMap<>();
    Path study = null;
    for (String text : runs.split(" ")) {
      String[] p = text.split("[:+]");
      RestartSet range = RestartSet.range(Long.parseLong(p[1]), Long.parseLong(p[2]));
      planned.put(p[0], range);
      study = run(SINE, "parts", p[0], Long.parseLong(p[1]), range.size()).getParent();
    }

    Stored stored = census(SINE, study);

    assertEqualToOneRun(SINE, whole(), stored);
    assertThat(stored.census.count().verdicts()).isNotEmpty();
    assertThat(stored.census.count().objectives().get(0).minima()).hasSizeGreaterThan(3);
    assertThat(stored.census.runs())
        .extracting(CensusSummary.MergedRun::restarts)
        .containsExactlyElementsOf(
            stored.census.runs().stream().map(r -> planned.get(r.run()).size()).toList());
    long several =
        Stream.iterate(0L, i -> i + 1)
            .limit(80)
            .filter(i -> planned.values().stream().filter(set -> set.contains(i)).count() > 1)
            .count();
    assertThat(stored.census.overlapping()).isEqualTo(several);
    Map<String, Long> counted =
        rows(stored.folder.resolve("restarts"), "run").stream()
            .collect(Collectors.groupingBy(r -> r, TreeMap::new, Collectors.counting()));
    for (CensusSummary.MergedRun r : stored.census.runs()) {
      assertThat(counted.getOrDefault("[" + r.run() + "]", 0L))
          .isEqualTo(r.counted() * SINE.plan.objectives().size());
      assertThat(r.differing()).isZero();
      assertThat(r.counted() + r.repeated()).isEqualTo(r.restarts());
    }
  }

  @Test
  void minimaThatPathsJoinAreJoinedAgain() throws IOException {
    Study study = Study.of(TwoPointStudy.plan(10, true), TwoPointStudy.dataset(), 10);
    Path whole = whole(study, "whole");
    run(study, "parts", "b", 0, 4);
    Path runs = run(study, "parts", "a", 4, 6).getParent();

    Stored stored = census(study, runs);

    assertEqualToOneRun(study, whole, stored);
    assertThat(stored.census.count().objectives().get(0).paths().components()).isEqualTo(2);
  }

  @Test
  void aRestartThatDiffersIsCountedFromTheFirstRunAndNamed() throws IOException {
    run(SINE, "parts", "z", 0, 48);
    Study other = SINE.changed(44, 1);
    Path runs = run(other, "parts", new StudyRunner.Request("a", 40, 40), 40, "0.2.0").getParent();

    Stored stored = census(SINE, runs);

    assertEqualToOneRun(SINE, whole(), stored);
    assertThat(stored.census.runs())
        .extracting(
            CensusSummary.MergedRun::run,
            CensusSummary.MergedRun::counted,
            CensusSummary.MergedRun::repeated,
            CensusSummary.MergedRun::differing)
        .containsExactly(tuple("z", 48L, 0L, 0L), tuple("a", 32L, 8L, 1L));
    assertThat(stored.census.notes())
        .containsExactly(
            "different versions of the job made the runs, whose searches may end otherwise: 0.1.0"
                + " (unknown): z; 0.2.0 (unknown): a",
            "run a repeats 8 of the restarts of runs before it, which are counted from those: 1"
                + " of them differ in their bits, such as restart 44, whose endpoint of"
                + " output-neuron differs first in loss");
    assertThat(rows(stored.folder.resolve("restarts"), "run", "restart"))
        .contains("[z,44]", "[a,48]")
        .doesNotContain("[a,44]");
  }

  @Test
  void whatEndedOfAnInterruptedRunIsCounted() {
    run(SINE, "parts", new StudyRunner.Request("r0", 0, 30), 10, "0.1.0");
    Path runs = run(SINE, "parts", "r30", 30, 30).getParent();

    CensusSummary census = census(SINE, runs).census;

    assertThat(census.restarts()).isEqualTo(40);
    assertThat(census.count().exitCode()).isZero();
    assertThat(census.count().reason()).isEqualTo("all 40 restarts ended");
    assertThat(census.notes())
        .containsExactly("run r0 has 10 of 30 planned restarts (exit code 0)");
  }

  @Test
  void onlyPublishedRunsAreCountedAndOthersAreNamed() throws IOException {
    Path runs = run(SINE, "parts", "r0", 0, 10).getParent();
    Path late = run(SINE, "parts", "r10", 10, 10);
    CensusSummary both = census(SINE, runs).census;
    Files.delete(late.resolve(FolderManifest.NAME));

    Stored one = census(SINE, runs);

    assertThat(both.restarts()).isEqualTo(20);
    assertThat(one.census.restarts()).isEqualTo(10);
    assertThat(one.census.notes())
        .containsExactly(
            "run=r10 has no _manifest.json: it is no published run and was not counted");
  }

  @Test
  void aRunOfAnotherStudyIsRefusedByName() throws IOException {
    Path runs = run(SINE, "parts", "r0", 0, 10).getParent();
    Path moved = folder.resolve("study=made-up-fedcba98");
    Files.createDirectories(moved);
    Files.move(runs.resolve("run=r0"), moved.resolve("run=r0"));

    assertThatThrownBy(() -> StudyFolder.open(spark, moved.toString()))
        .isInstanceOf(StudyException.class)
        .hasMessage(
            moved
                + "/run=r0 belongs to the study made-up with hash "
                + StudyFixtures.HASH
                + ", its folder to made-up with hash fedcba98; move it to the folder of its study")
        .extracting(e -> ((StudyException) e).exitCode())
        .isEqualTo(4);
  }
}

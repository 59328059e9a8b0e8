package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.minimacensus.study.Ledger;
import org.minimacensus.study.PathFinder;
import org.minimacensus.study.Proofs;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.Recorders;
import org.minimacensus.study.RecountSummary;
import org.minimacensus.study.RestartResult;
import org.minimacensus.study.RestartSet;
import org.minimacensus.study.ResultStore;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyFixtures;
import org.minimacensus.study.StudyJson;
import org.minimacensus.study.StudyRunner;
import org.minimacensus.study.StudySpec;
import org.minimacensus.study.TraceStep;
import org.minimacensus.study.pictures.Landscape;
import org.minimacensus.study.pictures.LossSlice;
import org.minimacensus.study.pictures.ObjectivePictures;
import org.minimacensus.study.pictures.RunPageMaker;
import org.minimacensus.study.pictures.RunPictures;
import org.minimacensus.study.pictures.Spectrum;
import org.minimacensus.study.pictures.Trace;

/** What the page of a run shows, when the run is published and later on. */
@ExtendWith(SharedSpark.class)
class StoredPicturesIT extends RunStoreFixture {
  private static final StudySpec.CensusSpec CENSUS = new StudySpec.CensusSpec(1e-9, 1e-6);
  private final List<RunPictures> shown = new ArrayList<>();

  StoredPicturesIT(SparkSession spark) {
    super(spark);
  }

  private String page(RunSummary summary, Provenance provenance, RunPictures pictures) {
    shown.add(pictures);
    return "<!doctype html>" + summary.run() + " " + provenance.study();
  }

  private Path published(RunPageMaker page, Landscape landscape) {
    try (ResultStore.Draft draft = store(StudyFixtures.HASH).draft(StudyFixtures.request("r0"))) {
      return Path.of(
          draft.publish(
              counted(draft, "r0", 7),
              StudyFixtures.provenance("r0", StudyFixtures.HASH),
              landscape,
              Proofs.NONE,
              page));
    }
  }

  private static Landscape landscape() {
    double[] three = {1, -0.0, Double.NaN};
    return new Landscape(
        List.of(
            new Spectrum("plain", 1, new double[] {-1e-17, 2}), new Spectrum("plain", 5, three)),
        List.of(
            new LossSlice(
                "plain",
                0,
                LossSlice.MINIMA,
                new long[] {3, 1L << 40},
                -1,
                three,
                new double[] {1, 0, 0},
                new double[] {0, 1, 0},
                new double[] {-1, 1},
                new double[] {0},
                new double[] {0.5, Double.NaN},
                new double[] {0, 0, 1, 1})),
        List.of());
  }

  @Test
  void thePageIsPartOfTheRunAndShowsWhatIsReadOfItLater() throws IOException {
    Path run = published(this::page, landscape());

    assertThat(names(run))
        .contains("report.html", "spectra/part-00000.parquet", "slices/part-00000.parquet");
    assertThat(Files.readString(run.resolve("report.html"))).isEqualTo("<!doctype html>r0 made-up");
    assertThat(Files.readString(run.resolve("_manifest.json"))).contains("report.html");
    assertThat(shown).hasSize(1);
    RunPictures pictures = stored("r0").pictures(CENSUS);
    assertSame(pictures, shown.get(0));
    assertSame(pictures.spectra(), landscape().spectra());
    assertSame(pictures.slices(), landscape().slices());
    ObjectivePictures plain = pictures.objectives().get(0);
    assertThat(plain.waterfall()).hasSize(7);
    assertThat(plain.minima())
        .extracting(m -> m.restarts())
        .containsExactly(List.of(0L, 3L, 6L), List.of(1L, 4L));
    assertThat(pictures.traces()).hasSize(1);
    assertThat(pictures.traces().get(0))
        .isEqualTo(
            new Trace("plain", 0, "strict-minimum", StudyFixtures.restart(0).get(0).trace()));
  }

  private static void assertSame(Object found, Object expected) {
    assertThat(found)
        .usingRecursiveComparison()
        .withEqualsForType((Double a, Double b) -> a.equals(b), Double.class)
        .isEqualTo(expected);
  }

  @Test
  void withoutLandscapeAndPageNothingIsStoredOfThem() throws IOException {
    Path run = published(RunPageMaker.NONE, Landscape.NONE);

    assertThat(names(run)).noneMatch(n -> n.matches("report.html|spectra.*|slices.*"));
    assertThat(stored("r0").pictures(CENSUS).spectra()).isEmpty();
  }

  @Test
  void anEmptyPageIsNone() throws IOException {
    assertThat(names(published((s, p, pictures) -> "", Landscape.NONE)))
        .doesNotContain("report.html");
  }

  private static String unmade(Throwable fault) {
    if (fault instanceof Error error) {
      throw error;
    }

    throw (RuntimeException) fault;
  }

  private static Stream<Throwable> faults() {
    return Stream.of(
        new IllegalStateException("no page today"), new OutOfMemoryError("too many minima"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aPageThatCannotBeMadeCostsNoRun(Throwable fault) throws IOException {
    try (LoggedErrors logged = LoggedErrors.of(RunDraft.class)) {
      // Without memory the console of tests would end too.
      assertThatCode(() -> published((s, p, pictures) -> unmade(fault), landscape()))
          .doesNotThrowAnyException();

      assertThat(names(studyFolder().resolve("run=r0")))
          .contains("summary.json", "spectra/part-00000.parquet")
          .doesNotContain("report.html");
      assertThat(stored("r0").pictures(CENSUS).spectra()).isNotEmpty();
      assertThat(logged.messages())
          .hasSize(1)
          .allMatch(m -> m.matches("the page of .*run=r0 cannot be made; its tables.* are stored"));
    }
  }

  /** The summary does not know the second objective of the tables. */
  @Test
  void picturesThatCannotBeReadCostNoRunEither() throws IOException {
    RunSummary whole = StudyFixtures.summary("r0", 7);
    RunSummary.ObjectiveSummary plain = whole.objectives().get(0);
    RunSummary other = StudyFixtures.withObjectives(whole, List.of(plain, plain));
    try (LoggedErrors logged = LoggedErrors.of(RunDraft.class);
        ResultStore.Draft draft = store(StudyFixtures.HASH).draft(StudyFixtures.request("r0"))) {
      counted(draft, "r0", 7);

      Path run =
          Path.of(
              draft.publish(
                  other,
                  StudyFixtures.provenance("r0", StudyFixtures.HASH),
                  Landscape.NONE,
                  Proofs.NONE,
                  this::page));

      assertThat(shown).as("the page was not come to").isEmpty();
      assertThat(names(run)).contains("summary.json").doesNotContain("report.html");
      assertThat(stored("r0").summary().exitCode()).isEqualTo(whole.exitCode());
      assertThat(logged.messages())
          .hasSize(1)
          .allMatch(m -> m.matches("the page of .*run=r0 cannot be made; its tables.* are stored"));
    }
  }

  private Path beside(String name, Map<String, String> contents) throws IOException {
    Path folder = studyFolder().resolve(name);
    Files.createDirectories(folder);
    for (Map.Entry<String, String> file : contents.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }

    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(folder.toUri());
    StoreFiles files = new StoreFiles(path, spark.sparkContext().hadoopConfiguration());
    Files.writeString(
        folder.resolve(FolderManifest.NAME),
        FolderManifest.of(files, path, StudyFixtures.HASH, "r0", Map.of()).text());
    return folder;
  }

  private RecountSummary recount(String manifest) {
    RecountSummary.Tolerances t = new RecountSummary.Tolerances(1e-9, 1e-6);
    return new RecountSummary(
        1,
        "made-up",
        StudyFixtures.HASH,
        "r0",
        manifest,
        new Provenance.Code("0.1.0", "unknown"),
        t,
        t,
        StudyFixtures.summary("r0", 7),
        List.of());
  }

  @Test
  void recountsOfThisVeryRunAreShownAndDamagedOnesNamed() throws IOException {
    published(RunPageMaker.NONE, Landscape.NONE);
    String own = stored("r0").manifestSha256();
    beside("recount=r0-00000001", Map.of("recount.json", StudyJson.write(recount("of another"))));
    beside("recount=r0-b-00000001", Map.of("recount.json", StudyJson.write(recount(own))));
    assertThat(stored("r0").pictures(CENSUS).recount()).isNull();

    beside("recount=r0-00000002", Map.of("recount.json", StudyJson.write(recount(own))));
    Path damaged = beside("recount=r0-00000003", Map.of("recount.json", "{}"));
    Files.writeString(damaged.resolve("recount.json"), "{ }");

    RunPictures pictures = stored("r0").pictures(CENSUS);
    assertThat(pictures.recount()).isEqualTo(recount(own));
    assertThat(pictures.comparisons()).isEmpty();
    assertThat(pictures.notes())
        .hasSize(1)
        .allMatch(n -> n.startsWith("not shown: recount=r0-00000003 cannot be read: "));
  }

  @Test
  void aPageMadeLaterHasAFolderOfItsOwnForEachText() throws IOException {
    published(RunPageMaker.NONE, Landscape.NONE);
    ParquetRun run = stored("r0");
    String one = ReportFolder.store(spark.sparkContext(), run, "<p>one</p>", "");
    String again = ReportFolder.store(spark.sparkContext(), run, "<p>one</p>", "");
    String other = ReportFolder.store(spark.sparkContext(), run, "<p>other</p>", "");

    assertThat(Path.of(one).getParent()).isEqualTo(studyFolder());
    assertThat(Path.of(one).getFileName().toString()).matches("report=r0-[0-9a-f]{8}");
    assertThat(again).isEqualTo(one).isNotEqualTo(other);
    assertThat(names(Path.of(one))).containsExactly("_manifest.json", "report.html");
    assertThat(Files.readString(Path.of(one, "report.html"))).isEqualTo("<p>one</p>");

    Files.writeString(Path.of(one, "report.html"), "changed");
    assertThatThrownBy(() -> ReportFolder.store(spark.sparkContext(), run, "<p>one</p>", ""))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("report.html has changed")
        .satisfies(e -> assertThat(((StudyException) e).exitCode()).isEqualTo(5));
  }

  /** All restarts are traced, more of them than are shown, in more steps. */
  @Test
  void ofManyTracedRestartsTheFirstAreShown() {
    List<TraceStep> all = new ArrayList<>();
    try (ResultStore.Draft draft =
        store(StudyFixtures.HASH).draft(new StudyRunner.Request("r0", 0, 12))) {
      try (Recorders.Recorder recorder = draft.recorders().open("test")) {
        for (long r : LongStream.range(0, 12).toArray()) {
          recorder.add(tracedOn(r, all));
        }
      }

      Ledger ledger = draft.ledger(RestartSet.range(0, 12));
      StudyFixtures.OBJECTIVES.forEach(o -> ledger.count(o, 0, PathFinder.NONE));
      List<TraceStep> steps = ledger.steps(2, 3);
      assertThat(steps)
          .extracting(s -> s.objective() + " " + s.restart() + " " + s.iteration())
          .containsExactly(
              "plain 0 0",
              "plain 0 249",
              "plain 0 499",
              "plain 1 0",
              "plain 1 249",
              "plain 1 499",
              "output-neuron 0 0",
              "output-neuron 0 249",
              "output-neuron 0 499",
              "output-neuron 1 0",
              "output-neuron 1 249",
              "output-neuron 1 499");
      draft.publish(
          StudyFixtures.summary("r0", 12),
          StudyFixtures.provenance("r0", StudyFixtures.HASH),
          Landscape.NONE,
          Proofs.NONE,
          this::page);
    }

    RunPictures pictures = shown.get(0);
    assertThat(pictures.traces())
        .extracting(t -> t.objective() + " " + t.restart())
        .startsWith("plain 0", "plain 1")
        .endsWith("output-neuron 6", "output-neuron 7")
        .hasSize(2 * Trace.SHOWN);
    assertThat(pictures.traces())
        .allSatisfy(
            t -> {
              assertThat(t.steps()).hasSize(400);
              assertThat(t.steps().get(0).iteration()).isZero();
              assertThat(t.steps().get(399).iteration()).isEqualTo(499);
              assertThat(all).containsAll(t.steps());
              assertThat(t.endpointClass()).isNotEmpty();
            });
    assertThat(pictures.notes())
        .containsExactly(
            "of the traced restarts the first 8 are shown; traces/ has all",
            "of a trajectory of more steps 400 evenly spaced ones are shown, of at most 500;"
                + " traces/ has all");
  }

  private static List<RestartResult> tracedOn(long restart, List<TraceStep> all) {
    List<RestartResult> results = new ArrayList<>();
    for (String objective : StudyFixtures.OBJECTIVES) {
      List<TraceStep> trace = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        trace.add(
            new TraceStep(
                objective, restart, 0, i, 1.0 / (i + 1), 1, i, new double[] {i}, new double[0]));
      }

      all.addAll(trace);
      results.add(new RestartResult(StudyFixtures.endpoint(objective, restart), trace));
    }

    return results;
  }
}

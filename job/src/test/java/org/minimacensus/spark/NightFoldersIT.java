package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyFixtures;
import org.minimacensus.study.compare.ComparisonSummary;
import org.minimacensus.study.compare.NightsSummary;
import org.minimacensus.study.compare.NightsSummary.Night;
import org.minimacensus.study.compare.NightsSummary.Verdict;

/** Nights that are stored: which one is the baseline, which ones go, what the page keeps. */
@ExtendWith(SharedSpark.class)
class NightFoldersIT extends RunStoreFixture {
  @TempDir private static Path template;

  NightFoldersIT(SparkSession spark) {
    super(spark);
  }

  private static String date(int day) {
    return "2026-01-0" + day;
  }

  private static String id(int day) {
    return NightFolders.runId(date(day));
  }

  private void night(int day) throws IOException {
    night(id(day), 0, 10L * day);
  }

  /** A run of 10 restarts: a copy of one that was published, as publishing takes a second. */
  private void night(String run, int exitCode, long first) throws IOException {
    night(run, exitCode, first, exitCode == 10 ? "max-seconds" : "count");
  }

  private void night(String run, int exitCode, long first, String stoppedBy) throws IOException {
    if (!Files.exists(template.resolve("summary.json"))) {
      Path published = publish("template", 3);
      Files.delete(template);
      Files.move(published, template);
    }

    Path copy = Files.createDirectories(studyFolder().resolve("run=" + run));
    StoreFiles files = new StoreFiles(hadoop(copy), spark.sparkContext().hadoopConfiguration());
    FolderManifest manifest =
        FolderManifest.parse(
            files, hadoop(template.resolve("_manifest.json")), FolderManifest.class);
    Map<String, Long> rows = new TreeMap<>();
    for (FolderManifest.File file : manifest.files()) {
      Files.createDirectories(copy.resolve(file.path()).getParent());
      Files.copy(template.resolve(file.path()), copy.resolve(file.path()));
      if (file.rows() != null) {
        rows.put(file.path(), file.rows());
      }
    }

    ObjectNode told =
        (ObjectNode) new ObjectMapper().readTree(Files.readString(copy.resolve("summary.json")));
    told.put("run", run).put("exit_code", exitCode);
    told.put("first_restart", first).put("planned_restarts", 10);
    told.path("objectives").forEach(o -> ((ObjectNode) o).put("stopped_by", stoppedBy));
    Files.writeString(copy.resolve("summary.json"), told.toString());
    FolderManifest own = FolderManifest.of(files, hadoop(copy), StudyFixtures.HASH, run, rows);
    Files.writeString(copy.resolve("_manifest.json"), own.text());
  }

  private static org.apache.hadoop.fs.Path hadoop(Path path) {
    return new org.apache.hadoop.fs.Path(path.toUri());
  }

  private NightFolders folders(int tonight) {
    return NightFolders.of(spark.sparkContext(), stored(id(tonight)));
  }

  private Night told(int day) {
    return Night.of(date(day), stored(id(day)));
  }

  private static String publish(NightFolders folders, NightsSummary nights) {
    return folders.publish(nights, "the page of " + nights.nights().size());
  }

  private static Verdict regressed(String baseline) {
    return new Verdict(baseline, "compare=x", "regressed", 21, "regressed: 1", 0.01, List.of());
  }

  private List<String> names(String prefix) throws IOException {
    try (Stream<Path> found = Files.list(studyFolder())) {
      return found
          .map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith(prefix))
          .sorted()
          .toList();
    }
  }

  private String baseline(int tonight, int day) {
    return folders(tonight).baseline(date(day)).orElse("none");
  }

  @Test
  void theBaselineIsTheLastEarlierNightThatEndedAndDidNotRegress() throws IOException {
    night(1);
    night(2);
    night(3);
    night(5);
    assertThat(baseline(5, 5)).isEqualTo(id(3));
    assertThat(baseline(5, 3)).isEqualTo(id(2));
    assertThat(baseline(5, 1)).isEqualTo("none");
    publish(folders(3), folders(3).known().with(told(3).with(regressed(id(2)))));
    assertThat(baseline(5, 5)).as("night 3 regressed").isEqualTo(id(2));

    night(id(4), 10, 40);
    assertThat(baseline(5, 5)).as("night 4 is out of time").isEqualTo(id(2));
    night("night-x", 0, 50);
    night("r60", 0, 60);
    assertThat(baseline(5, 5)).isEqualTo(id(2));
    folders(5).removeOld(1, Set.of(id(1)));
    assertThat(baseline(5, 5)).as("night 2 is not there any more").isEqualTo(id(1));
  }

  /** Under a rule that no budget is enough for every night ends so. */
  @Test
  void aNightWhoseBudgetOfRestartsWasSpentIsABaseline() throws IOException {
    night(id(1), 10, 10, "budget");
    night(id(2), 10, 20, "budget");
    night(id(3), 10, 30, "signal");
    night(id(4), 10, 40, "budget");
    assertThat(baseline(4, 4)).isEqualTo(id(2));
    publish(folders(4), folders(4).known().with(told(2).with(regressed(id(1)))));
    assertThat(baseline(4, 4)).as("night 2 regressed").isEqualTo(id(1));
  }

  /** A run whose budget was spent is counted again by the same command, with another manifest. */
  @Test
  void aVerdictStaysWithItsRun() throws IOException {
    night(id(1), 0, 10);
    night(id(2), 10, 20, "budget");
    night(id(3), 0, 30);
    assertThat(folders(3).verdict(told(2))).isEmpty();
    NightsSummary nights = folders(3).known().with(told(2).with(regressed(id(1))));
    publish(folders(3), nights.with(told(3).with(regressed(id(2)))));
    assertThat(folders(3).verdict(told(2))).contains(regressed(id(1)));
    assertThat(folders(3).verdict(told(3))).contains(regressed(id(2)));
    assertThat(folders(3).verdict(told(1))).isEmpty();

    again(2, "counted again");
    again(3, "another run of this name");
    assertThat(folders(3).verdict(told(2))).contains(regressed(id(1)));
    assertThat(folders(3).known().night(date(2)).orElseThrow().regressed()).isTrue();
    assertThat(folders(3).verdict(told(3))).isEmpty();
    assertThat(folders(3).known().night(date(3)).orElseThrow().regressed()).isFalse();
  }

  /** The same run with another reason, and so with another manifest. */
  private void again(int day, String reason) throws IOException {
    Path run = studyFolder().resolve("run=" + id(day));
    Path summary = run.resolve("summary.json");
    ObjectNode told = (ObjectNode) new ObjectMapper().readTree(Files.readString(summary));
    Files.writeString(summary, told.put("reason", reason).toString());
    StoreFiles files = new StoreFiles(hadoop(run), spark.sparkContext().hadoopConfiguration());
    FolderManifest before = FolderManifest.read(files, hadoop(run));
    Map<String, Long> rows = new TreeMap<>();
    before.files().stream()
        .filter(file -> file.rows() != null)
        .forEach(file -> rows.put(file.path(), file.rows()));
    Files.delete(run.resolve("_manifest.json"));
    FolderManifest own = FolderManifest.of(files, hadoop(run), StudyFixtures.HASH, id(day), rows);
    Files.writeString(run.resolve("_manifest.json"), own.text());
  }

  private void comparison(int day, int exitCode) {
    ParquetRun run = stored(id(day));
    ComparisonSummary.Side side =
        new ComparisonSummary.Side(
            run.summary().run(), "", "", run.manifestSha256(), null, 7, "", 0, "", 0, 10, 10, 0);
    try (RecordFolder<ComparisonSummary> folder =
        RecordFolder.COMPARISON.of(spark.sparkContext(), run, "key " + exitCode, "")) {
      folder.prepare();
      folder.publish(
          new ComparisonSummary(
              1, "s", null, 0.01, 1, false, side, side, "v", exitCode, "told", List.of(), List.of(),
              null, List.of()));
    }
  }

  /** As when a night was killed after its comparison. */
  @Test
  void aNightWithoutAPageRegressedWhenAComparisonSaysSo() throws IOException {
    night(1);
    night(2);
    night(3);
    comparison(2, 0);
    assertThat(baseline(3, 3)).isEqualTo(id(2));
    comparison(2, 21);
    assertThat(folders(3).known().nights().get(1).verdict().statement()).isEqualTo("told");
    assertThat(baseline(3, 3)).isEqualTo(id(1));
    // What the night itself took for its verdict holds.
    publish(folders(3), folders(3).known().with(told(2)));
    assertThat(baseline(3, 3)).isEqualTo(id(2));
  }

  @Test
  void whatIsNeededStaysWhenOldNightsGo() throws IOException {
    for (int day : new int[] {1, 2, 3, 5, 6, 7}) {
      night(day);
    }

    night(id(4), 0, 1000);
    night("night-x", 0, 0);
    night("r0", 0, 0);
    comparison(1, 0);
    comparison(7, 0);
    Path begun = studyFolder().resolve(".staging-run=" + id(3) + "-elsewhere-1");
    Files.createDirectories(begun);

    List<String> removed = folders(5).removeOld(1, Set.of(id(2), "r0"));
    assertThat(removed).hasSize(3).startsWith("run=" + id(1)).contains("run=" + id(6));
    assertThat(removed.get(1)).startsWith("compare=" + id(1) + "-");
    assertThat(names("run="))
        .as("pinned, begun, of the last restarts, tonight, the last one, and no nights")
        .containsExactly(
            "run=" + id(2),
            "run=" + id(3),
            "run=" + id(4),
            "run=" + id(5),
            "run=" + id(7),
            "run=night-x",
            "run=r0");
    assertThat(names("compare=")).hasSize(1).allMatch(name -> name.contains(id(7)));
    assertThat(names(".")).containsExactly(begun.getFileName().toString());
    assertThat(folders(5).removeOld(5, Set.of())).as("five nights are left").isEmpty();
  }

  @Test
  void aPageReplacesTheOnesBeforeAndTellsOfRemovedNights() throws IOException {
    night(1);
    night(2);
    NightFolders first = folders(2);
    String page = publish(first, first.known().with(told(2).with(regressed(id(1)))));
    assertThat(page).endsWith("/nights.html").contains("nights=" + id(2) + "-");
    NightFolders same = folders(2);
    assertThat(publish(same, same.known())).as("nothing has changed").isEqualTo(page);

    night(3);
    NightFolders second = folders(3);
    second.removeOld(1, Set.of());
    NightFolders third = folders(3);
    assertThat(publish(third, third.known().with(told(3)))).isNotEqualTo(page);
    assertThat(names("nights=")).hasSize(1);
    Path stored = studyFolder().resolve(names("nights=").get(0));
    assertThat(names(stored)).containsExactly("_manifest.json", "nights.html", "nights.json");
    NightsSummary nights = folders(3).known();
    assertThat(nights.nights()).extracting(Night::date).containsExactly(date(1), date(2), date(3));
    assertThat(nights.nights().get(1).regressed()).isTrue();
    assertThat(names("run=")).containsExactly("run=" + id(3));
    assertThat(stored.resolve("nights.html")).hasContent("the page of 3");

    Files.writeString(stored.resolve("nights.json"), "{}");
    assertThatExceptionOfType(StudyException.class)
        .isThrownBy(() -> folders(3))
        .withMessageContaining("is damaged: nights.json has changed")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(5));
  }

  /** A page is as good as the runs that it was made of; others are checked. */
  @Test
  void onlyNightsThatNoPageTellsOfAreReadAgain() throws IOException {
    night(1);
    night(2);
    NightFolders known = folders(2);
    publish(known, known.known());
    Path endpoints = studyFolder().resolve("run=" + id(1) + "/endpoints/part-00000.parquet");
    Files.writeString(endpoints, "flipped");
    assertThat(folders(2).known().nights()).hasSize(2);

    Path gone = studyFolder().resolve(names("nights=").get(0));
    Files.delete(gone.resolve("_manifest.json"));
    assertThatExceptionOfType(StudyException.class)
        .isThrownBy(() -> folders(2))
        .withMessageContaining("endpoints/part-00000.parquet has changed")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(5));
  }
}

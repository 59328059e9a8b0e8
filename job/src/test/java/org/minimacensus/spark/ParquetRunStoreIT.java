package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.ResultStore;
import org.minimacensus.study.StoredRun;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyFixtures;
import org.minimacensus.study.StudyResult;

@ExtendWith(SharedSpark.class)
class ParquetRunStoreIT {
  private final SparkSession spark;
  @TempDir Path folder;

  ParquetRunStoreIT(SparkSession spark) {
    this.spark = spark;
  }

  private ParquetRunStore store(String hash) {
    return new ParquetRunStore(spark, folder.resolve("out dir").toString(), "made-up", hash);
  }

  private Path studyFolder() {
    return folder.resolve("out dir/study=made-up-01234567");
  }

  private Path publish(String run, int restarts) {
    try (ResultStore.Draft draft = store(StudyFixtures.HASH).draft(run)) {
      return Path.of(
          draft.publish(
              StudyFixtures.result(run, restarts),
              StudyFixtures.provenance(run, StudyFixtures.HASH)));
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> folder.relativize(f).toString())
          .sorted()
          .toList();
    }
  }

  private static String bits(Endpoint e) {
    return EndpointBits.of(RunTables.ENDPOINTS.row(new RunTables.EndpointRow(e, null)));
  }

  @Test
  void whatIsStoredReadsBackToTheBit() throws IOException {
    StudyResult result = StudyFixtures.result("r0", 7);
    Path run = publish("r0", 7);

    StoredRun stored = store(StudyFixtures.HASH).find("r0").orElseThrow();
    assertThat(run).isEqualTo(studyFolder().resolve("run=r0"));
    assertThat(names(run))
        .containsExactly(
            "_manifest.json",
            "endpoints/part-00000.parquet",
            "minima/part-00000.parquet",
            "provenance.json",
            "summary.json",
            "traces/part-00000.parquet");
    assertThat(stored.endpoints().stream().map(ParquetRunStoreIT::bits))
        .containsExactlyElementsOf(
            result.endpoints().stream().map(ParquetRunStoreIT::bits).toList());
    assertThat(stored.trace()).isEqualTo(result.trace());
    assertThat(stored.summary()).isEqualTo(result.summary());
    assertThat(stored.provenance()).isEqualTo(StudyFixtures.provenance("r0", StudyFixtures.HASH));
    assertThat(names(studyFolder())).as("nothing beside the run").hasSize(6);
  }

  @Test
  void columnsAreFlatAndInTheirOrder() {
    Path run = publish("r0", 4);

    assertThat(spark.read().parquet(run + "/endpoints").schema().fieldNames())
        .startsWith(
            "objective",
            "restart",
            "seed",
            "start_loss",
            "loss",
            "base_loss",
            "gradient_norm",
            "termination",
            "endpoint_class",
            "hessian_min_eigenvalue",
            "hessian_zero_modes",
            "hessian_negative_modes",
            "endpoint_detail",
            "infinity_kind",
            "limit_loss",
            "contribution",
            "group_residual",
            "parameter_norm",
            "iterations",
            "evaluations",
            "theta",
            "augmentation",
            "minimum_id",
            "misclassified");
    assertThat(
            spark
                .read()
                .parquet(run + "/endpoints")
                .selectExpr(
                    "sum(int(infinity_kind is null))",
                    "sum(int(minimum_id is null))",
                    "sum(int(contribution is null))")
                .first())
        .hasToString("[6,2,4]");
  }

  @Test
  void theSameResultGivesTheSameFiles() throws IOException {
    Path first = publish("r0", 5);
    String manifest = Files.readString(first.resolve("_manifest.json"));
    Path moved = folder.resolve("moved");
    Files.move(first, moved);

    assertThat(Files.readString(publish("r0", 5).resolve("_manifest.json"))).isEqualTo(manifest);
  }

  @Test
  void aRunWithoutRestartsIsStoredToo() {
    publish("r0", 0);

    assertThat(store(StudyFixtures.HASH).find("r0").orElseThrow().endpoints()).isEmpty();
  }

  @Test
  void changedMissingAndExtraFilesAreNamed() throws IOException {
    Path run = publish("r0", 3);
    Files.writeString(run.resolve("summary.json"), "{}");
    Files.delete(run.resolve("minima/part-00000.parquet"));
    Files.writeString(run.resolve("endpoints/part-00001.parquet"), "x");

    assertThatThrownBy(() -> store(StudyFixtures.HASH).find("r0"))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("is damaged")
        .hasMessageContaining("summary.json has changed")
        .hasMessageContaining("minima/part-00000.parquet is missing")
        .hasMessageContaining("endpoints/part-00001.parquet is not in _manifest.json")
        .extracting(e -> ((StudyException) e).exitCode())
        .isEqualTo(5);
  }

  @Test
  void aFolderWithoutManifestIsNoRun() throws IOException {
    Files.createDirectories(studyFolder().resolve("run=r0/endpoints"));

    assertThatThrownBy(() -> store(StudyFixtures.HASH).find("r0"))
        .hasMessageContaining("run=r0 has no _manifest.json: it is not a published run")
        .extracting(e -> ((StudyException) e).exitCode())
        .isEqualTo(4);
  }

  @Test
  void aRunOfAnotherStudyIsRefused() {
    publish("r0", 3);
    String other = "01234567" + "f".repeat(56);

    assertThatThrownBy(() -> store(other).find("r0"))
        .hasMessageContaining("belongs to the study with hash " + StudyFixtures.HASH)
        .extracting(e -> ((StudyException) e).exitCode())
        .isEqualTo(4);
  }

  @Test
  void aFailureBeforeTheRenameLeavesNothing() {
    StudyResult good = StudyFixtures.result("r0", 3);
    StudyResult broken =
        new StudyResult(
            good.endpoints(), good.trace(), good.counts(), StudyFixtures.summary("r0", 0));
    Provenance provenance = StudyFixtures.provenance("r0", StudyFixtures.HASH);
    try (ResultStore.Draft draft = store(StudyFixtures.HASH).draft("r0")) {
      assertThatThrownBy(() -> draft.publish(broken, provenance))
          .isInstanceOf(StudyException.class)
          .hasMessageContaining("run=r0 cannot be written");
    }

    assertThat(folder.resolve("out dir")).doesNotExist();
  }

  @Test
  void aRunThatAppearedMeanwhileIsNotReplaced() throws IOException {
    try (ResultStore.Draft late = store(StudyFixtures.HASH).draft("r0")) {
      Files.createDirectories(studyFolder().resolve("run=r0"));
      Files.writeString(studyFolder().resolve("run=r0/mine"), "mine");
      assertThatThrownBy(
              () ->
                  late.publish(
                      StudyFixtures.result("r0", 3),
                      StudyFixtures.provenance("r0", StudyFixtures.HASH)))
          .isInstanceOf(StudyException.class)
          .hasMessageContaining("run=r0");
    }

    assertThat(names(studyFolder())).containsExactly("run=r0/mine");
  }

  @Test
  void aDraftReplacesTheRunThatWasThereBefore() throws IOException {
    publish("r0", 3);
    publish("r0", 6);

    assertThat(store(StudyFixtures.HASH).find("r0").orElseThrow().endpoints()).hasSize(12);
    assertThat(names(studyFolder())).hasSize(6);
  }

  @Test
  void whatDeadProcessesLeftIsRemovedAndPutBack() throws IOException {
    publish("r0", 3);
    long dead = new ProcessBuilder("true").start().toHandle().pid();
    String owner = "-" + spark.sparkContext().getConf().get("spark.driver.host") + "-" + dead;
    Files.createDirectories(studyFolder().resolve(".staging-run=r7" + owner + "/endpoints"));
    Files.move(studyFolder().resolve("run=r0"), studyFolder().resolve(".replaced-run=r0" + owner));
    Path alive =
        studyFolder().resolve(".staging-run=r8-127.0.0.1-" + ProcessHandle.current().pid());
    Files.createDirectories(alive);

    assertThat(store(StudyFixtures.HASH).find("r0")).isPresent();
    assertThat(studyFolder().resolve(".staging-run=r7" + owner)).doesNotExist();
    assertThat(alive).exists();
  }

  @Test
  void restartsGoOnAfterTheLastPublishedRun() {
    assertThat(store(StudyFixtures.HASH).nextRestart()).isZero();
    publish("r0", 3);
    publish("again", 5);

    assertThat(store(StudyFixtures.HASH).nextRestart()).isEqualTo(5);
  }

  @Test
  void aPlaceThatCannotBeWrittenIsFoundAtTheStart() throws IOException {
    Files.writeString(folder.resolve("out dir"), "a file, not a folder");

    assertThatThrownBy(() -> store(StudyFixtures.HASH).draft("r0"))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("cannot be written")
        .hasMessageContaining("choose another folder with --output")
        .extracting(e -> ((StudyException) e).exitCode())
        .isEqualTo(4);
  }
}

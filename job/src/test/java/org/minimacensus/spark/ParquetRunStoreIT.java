package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.study.Proofs;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.RestartSet;
import org.minimacensus.study.ResultStore;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyFixtures;
import org.minimacensus.study.StudyJson;
import org.minimacensus.study.pictures.Landscape;
import org.minimacensus.study.pictures.RunPageMaker;

@ExtendWith(SharedSpark.class)
class ParquetRunStoreIT extends RunStoreFixture {
  ParquetRunStoreIT(SparkSession spark) {
    super(spark);
  }

  private static String bits(Endpoint e) {
    return EndpointBits.of(RunTables.ENDPOINT_PARTS.row(e));
  }

  @Test
  void whatIsStoredReadsBackToTheBit() throws IOException {
    Path run = publish("r0", 7);

    ParquetRun stored = stored("r0");
    assertThat(run).isEqualTo(studyFolder().resolve("run=r0"));
    assertThat(names(run))
        .containsExactly(
            "_manifest.json",
            "endpoints/part-00000.parquet",
            "minima/part-00000.parquet",
            "provenance.json",
            "summary.json",
            "traces/part-00000.parquet",
            "valleys/part-00000.parquet",
            "verdicts/part-00000.parquet");
    assertThat(stored.endpoints().stream().map(ParquetRunStoreIT::bits))
        .containsExactlyElementsOf(
            StudyFixtures.endpoints(7).stream().map(ParquetRunStoreIT::bits).toList());
    assertThat(stored.trace()).isEqualTo(StudyFixtures.restart(0).get(0).trace());
    assertThat(stored.summary()).isEqualTo(StudyFixtures.summary("r0", 7));
    assertThat(stored.provenance()).isEqualTo(StudyFixtures.provenance("r0", StudyFixtures.HASH));
    assertThat(names(studyFolder())).as("nothing beside the run").hasSize(8);
  }

  @Test
  void valleysAndTheirEndpointsNameEachOther() {
    Path run = publish("r0", 7);

    assertThat(spark.read().parquet(run + "/valleys").collectAsList())
        .extracting(Row::toString)
        .containsExactly(
            "[plain,0,spike,0.25,2,2,ArraySeq(0.5, -0.0)]",
            "[output-neuron,0,spike,0.25,2,2,ArraySeq(0.5, -0.0)]");
    assertThat(
            spark
                .read()
                .parquet(run + "/endpoints")
                .selectExpr(
                    "sum(int(valley_id = 0))",
                    "sum(int(valley_id is null))",
                    "sum(int((valley_id is null) = (minimum_id is null)))",
                    "sum(int((valley_id is null) = (size(limit_outputs) > 0)))")
                .first())
        .hasToString("[4,10,0,0]");
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
            "valley_id",
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

    assertThat(stored("r0").endpoints()).isEmpty();
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
  void aFailureBeforeTheRenameLeavesTheEndpointsAlone() throws IOException {
    Provenance provenance = StudyFixtures.provenance("r0", StudyFixtures.HASH);
    try (ResultStore.Draft draft = store(StudyFixtures.HASH).draft(StudyFixtures.request("r0"))) {
      counted(draft, "r0", 3);
      // Without objectives there are no best losses to write.
      String json = StudyJson.write(StudyFixtures.summary("r0", 3));
      String without =
          json.substring(0, json.indexOf("\"objectives\""))
              + "\"objectives\" : [],"
              + json.substring(json.indexOf("\"pairs\""));
      RunSummary broken = StudyJson.read(without, RunSummary.class);
      assertThatThrownBy(
              () ->
                  draft.publish(broken, provenance, Landscape.NONE, Proofs.NONE, RunPageMaker.NONE))
          .isInstanceOf(StudyException.class)
          .hasMessageContaining("run=r0 cannot be written");
    }

    assertThat(names(studyFolder()))
        .hasSize(4)
        .allMatch(name -> name.matches("[.]staging-run=r0-.*/(owner.json|alive|parts/.*.parquet)"));
    try (ResultStore.Draft again = store(StudyFixtures.HASH).draft(StudyFixtures.request("r0"))) {
      assertThat(again.stored()).isEqualTo(RestartSet.range(0, 3));
    }
  }

  @Test
  void oneRestartIsFoundAmongAll() throws IOException {
    publish("r0", 5);

    ParquetRun.StoredEndpoint found = stored("r0").endpoint("output-neuron", 3).orElseThrow();
    assertThat(bits(found.endpoint())).isEqualTo(bits(StudyFixtures.endpoint("output-neuron", 3)));
    assertThat(found.minimumId()).isZero();
    assertThat(stored("r0").endpoint("plain", 2).orElseThrow().minimumId()).isNull();
    assertThat(stored("r0").endpoint("plain", 5)).isEmpty();
  }

  @Test
  void aRunThatAppearedMeanwhileIsNotReplaced() throws IOException {
    try (ResultStore.Draft late = store(StudyFixtures.HASH).draft(StudyFixtures.request("r0"))) {
      RunSummary summary = counted(late, "r0", 3);
      Files.createDirectories(studyFolder().resolve("run=r0"));
      Files.writeString(studyFolder().resolve("run=r0/mine"), "mine");
      assertThatThrownBy(
              () ->
                  late.publish(
                      summary,
                      StudyFixtures.provenance("r0", StudyFixtures.HASH),
                      Landscape.NONE,
                      Proofs.NONE,
                      RunPageMaker.NONE))
          .isInstanceOf(StudyException.class)
          .hasMessageContaining("run=r0");
    }

    assertThat(names(studyFolder()))
        .as("but what was recorded is not lost")
        .contains("run=r0/mine")
        .allMatch(name -> name.startsWith("run=r0/mine") || name.startsWith(".staging-run=r0-"));
  }

  /** As by a process of another host that was taken for dead. */
  @Test
  void aRunReplacedMeanwhileIsNotReplacedAgain() throws IOException {
    publish("r0", 3);
    Path run = studyFolder().resolve("run=r0");
    try (ResultStore.Draft late = store(StudyFixtures.HASH).draft(StudyFixtures.request("r0"))) {
      assertThat(late.replaced()).contains(stored("r0").manifestSha256());
      RunSummary summary = counted(late, "r0", 3);
      Files.writeString(run.resolve("_manifest.json"), "that of another process");
      assertThatThrownBy(
              () ->
                  late.publish(
                      summary,
                      StudyFixtures.provenance("r0", StudyFixtures.HASH),
                      Landscape.NONE,
                      Proofs.NONE,
                      RunPageMaker.NONE))
          .hasMessageContaining("another process published a run of this id meanwhile")
          .extracting(e -> ((StudyException) e).exitCode())
          .isEqualTo(4);
    }

    assertThat(run.resolve("_manifest.json")).hasContent("that of another process");
    assertThat(names(studyFolder())).noneMatch(name -> name.startsWith(".replaced-"));
  }

  @Test
  void aDraftThatWasTakenOverPublishesNothing() throws IOException {
    try (ResultStore.Draft late = store(StudyFixtures.HASH).draft(StudyFixtures.request("r0"))) {
      RunSummary summary = counted(late, "r0", 3);
      for (String name : names(studyFolder())) {
        if (name.endsWith("/owner.json")) {
          Files.delete(studyFolder().resolve(name));
        }
      }

      assertThatThrownBy(
              () ->
                  late.publish(
                      summary,
                      StudyFixtures.provenance("r0", StudyFixtures.HASH),
                      Landscape.NONE,
                      Proofs.NONE,
                      RunPageMaker.NONE))
          .hasMessageContaining("run r0 was taken over by another process")
          .extracting(e -> ((StudyException) e).exitCode())
          .isEqualTo(4);
    }

    assertThat(studyFolder().resolve("run=r0")).doesNotExist();
  }

  @Test
  void aDraftReplacesTheRunThatWasThereBefore() throws IOException {
    publish("r0", 3);
    publish("r0", 6);

    assertThat(stored("r0").endpoints()).hasSize(12);
    assertThat(names(studyFolder())).hasSize(8);
  }

  @Test
  void restartsGoOnAfterTheLastPublishedRun() {
    assertThat(store(StudyFixtures.HASH).firstRestart("")).isZero();
    publish("r0", 3);
    publish("again", 5);

    assertThat(store(StudyFixtures.HASH).firstRestart("")).isEqualTo(5);
  }
}

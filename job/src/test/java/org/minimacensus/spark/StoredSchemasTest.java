package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.study.StoredMinimum;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyJson;
import org.minimacensus.study.StudySpec;
import org.minimacensus.study.TraceStep;
import org.minimacensus.study.pictures.ObjectivePictures;
import org.minimacensus.study.pictures.RunPictures;
import org.minimacensus.study.pictures.Trace;

/**
 * Runs as they were stored once, of each schema: what is read of them is what they were stored
 * with. A run here is never made again; a new schema gets a run of its own.
 */
class StoredSchemasTest {
  private static final Path ONE =
      Path.of("src/test/resources/stored/schema-1/study=sine-623a9197/run=r0").toAbsolutePath();

  @TempDir Path folder;

  private static ParquetRun open(Path run) {
    return ParquetRun.open(new Configuration(), run.toString());
  }

  private static List<Row> rows(String table, StructType columns) throws IOException {
    List<Row> rows = new ArrayList<>();
    org.apache.hadoop.fs.Path file =
        new org.apache.hadoop.fs.Path(ONE + "/" + table + "/part-00000.parquet");
    try (RowFileReader reader =
        new RowFileReader(new Configuration(), file, columns, row -> true, "")) {
      reader.forEachRemaining(rows::add);
    }

    return rows;
  }

  @Test
  void endpointsOfSchemaOne() {
    List<Endpoint> endpoints = open(ONE).endpoints();
    assertThat(endpoints).hasSize(24);
    assertThat(endpoints.subList(0, 12))
        .allSatisfy(e -> assertThat(e.objective()).isEqualTo("plain"))
        .allSatisfy(e -> assertThat(e.endpointClass()).isEqualTo(EndpointClass.STRICT_MINIMUM))
        .allSatisfy(e -> assertThat(e.theta()).hasSize(7));
    assertThat(endpoints.subList(12, 24))
        .allSatisfy(e -> assertThat(e.objective()).isEqualTo("output-neuron"))
        .allSatisfy(e -> assertThat(e.endpointClass()).isEqualTo(EndpointClass.AT_INFINITY));
    Endpoint third = endpoints.get(3);
    assertThat(third.restart()).isEqualTo(3);
    assertThat(third.loss()).isEqualTo(0.2657134393767601);
    assertThat(third.evaluations()).isEqualTo(69);
    assertThat(third.theta())
        .containsExactly(
            -3.190050672971739,
            0.7681565927987809,
            0.25602163417119667,
            -0.11474220722112943,
            -2.25760869218292,
            -3.799665220378227,
            -0.17819517886155176);
  }

  @Test
  void minimaValleysAndVerdictsOfSchemaOne() throws IOException {
    ParquetRun run = open(ONE);
    assertThat(run.minima("plain"))
        .extracting(StoredMinimum::loss)
        .containsExactly(0.2657134393767602, 0.41953886009376945, 0.43167018243689914);
    assertThat(run.minima("plain")).extracting(StoredMinimum::hits).containsExactly(4L, 6L, 2L);
    assertThat(run.minima("output-neuron")).isEmpty();
    assertThat(run.endpoint("plain", 3).orElseThrow().minimumId()).isZero();
    assertThat(rows("valleys", RunTables.VALLEYS.columns("objective", "infinity_kind", "hits")))
        .extracting(Row::toString)
        .containsExactly("[output-neuron,special-neuron,9]", "[output-neuron,special-neuron,3]");
    assertThat(rows("verdicts", RunTables.VERDICTS.columns("paper", "claim", "verdict")))
        .extracting(Row::toString)
        .containsExactly(
            "[liang-2018,exponential-neuron,vacuous]",
            "[liang-2018,any-labels,vacuous]",
            "[kawaguchi-kaelbling-2020,convex-losses,vacuous]",
            "[kawaguchi-kaelbling-2020,distinct-inputs,vacuous]",
            "[kawaguchi-kaelbling-2020,gradient-basis,vacuous]",
            "[kawaguchi-kaelbling-2020,failure-mode,undecided]",
            "[ding-2019,one-hidden-layer,vacuous]",
            "[ding-2019,no-bad-basin,vacuous]");
    assertThat(run.trace()).extracting(TraceStep::restart).containsOnly(3L);
    assertThat(run.trace())
        .as("columns that came later")
        .allMatch(s -> s.theta().length == 0 && s.augmentation().length == 0);
    assertThat(rows("traces", RunTables.TRACES.schema()))
        .as("in their places, to be written again")
        .allMatch(row -> row.length() == RunTables.TRACES.schema().length())
        .allMatch(row -> Table.array(row, "theta").length == 0);
    assertThat(run.summary().objectives().get(0).minima())
        .extracting(m -> m.hits())
        .containsExactly(4L, 6L, 2L);
    assertThat(run.provenance().seed()).isEqualTo(11);
  }

  @Test
  void whatThePageShowsOfSchemaOne() {
    RunPictures pictures = open(ONE).pictures(new StudySpec.CensusSpec(1e-9, 1e-6));

    ObjectivePictures plain = pictures.objectives().get(0);
    assertThat(plain.waterfall())
        .hasSize(12)
        .isSortedAccordingTo(Comparator.comparingDouble(ObjectivePictures.Drop::loss));
    assertThat(plain.abundances())
        .extracting(ObjectivePictures.Abundance::minimumId)
        .containsExactly(1L, 0L, 2L);
    assertThat(plain.minima())
        .extracting(m -> m.restarts().size())
        .as("all restarts on each")
        .containsExactly(4, 6, 2);
    assertThat(plain.minima()).allMatch(m -> !m.evidence().isEmpty() && m.theta().length == 7);
    assertThat(plain.values()).hasSize(21).allMatch(v -> v.count() == 3);
    assertThat(pictures.objectives().get(1).minima()).isEmpty();
    assertThat(pictures.spectra()).isEmpty();
    assertThat(pictures.slices()).isEmpty();
    assertThat(pictures.traces()).extracting(Trace::restart).containsOnly(3L);
    assertThat(pictures.traces())
        .extracting(Trace::endpointClass)
        .containsExactly("strict-minimum", "at-infinity");
  }

  @Test
  void anUnknownSchemaIsRefused() throws IOException {
    Path run = folder.resolve("run=r0");
    copy(ONE, run);
    Path file = run.resolve(FolderManifest.NAME);
    FolderManifest one = StudyJson.read(Files.readString(file), FolderManifest.class);
    assertThat(one.text()).isEqualTo(Files.readString(file));
    FolderManifest two =
        new FolderManifest(2, one.studyHash(), one.run(), one.files(), one.ownSha256());
    Files.writeString(file, two.text());

    assertThatExceptionOfType(StudyException.class)
        .isThrownBy(() -> open(run))
        .withMessageContaining("run=r0/_manifest.json has schema 2, this version reads schema 1")
        .withMessageContaining("use the version that wrote it")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(5));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }
}

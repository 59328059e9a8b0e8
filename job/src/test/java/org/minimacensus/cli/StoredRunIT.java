package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.minimacensus.spark.ParquetRun;
import org.minimacensus.study.StudyException;

/** A stored run is believed whole or not at all, and never mixed with another study. */
@Timeout(600)
class StoredRunIT {
  private static final String MANIFEST = "_manifest.json";
  private static final String CERTIFICATES = "certificates/part-00000.parquet";
  private static final String DAY = "2026-12-01";
  private static final List<String> FILES =
      List.of(
          MANIFEST,
          CERTIFICATES,
          "endpoints/part-00000.parquet",
          "minima/part-00000.parquet",
          "provenance.json",
          "report.html",
          "slices/part-00000.parquet",
          "spectra/part-00000.parquet",
          "summary.json",
          "traces/part-00000.parquet",
          "valleys/part-00000.parquet",
          "verdicts/part-00000.parquet");

  /** Hadoop reads its files for each, and runs are opened here a thousand times. */
  private static final Configuration SETTINGS = new Configuration();

  @TempDir static Path shared;
  private static Path original;
  @TempDir Path folder;
  private Path run;

  /** What happens to a file. */
  private enum Damage {
    /** One bit in the middle. */
    FLIPPED,
    CUT,
    EMPTIED,
    REMOVED,
    /** It stays, and a copy appears beside it. */
    EXTRA;

    /** What has to be named. */
    String happen(Path run, String name) throws IOException {
      Path file = run.resolve(name);
      byte[] bytes = Files.readAllBytes(file);
      switch (this) {
        case FLIPPED -> {
          bytes[bytes.length / 2] ^= 1;
          Files.write(file, bytes);
        }
        case CUT -> Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        case EMPTIED -> Files.write(file, new byte[0]);
        case REMOVED -> Files.delete(file);
        case EXTRA -> {
          String other = name.replaceAll("part-00000|[.](json|html)", "another$0");
          Files.write(run.resolve(other), bytes);
          return other;
        }
      }

      return name;
    }
  }

  @BeforeAll
  static void runStudy() throws IOException {
    SineFiles.write(
        shared,
        """
        restarts { count = 12 }
        certify { level = interval }
        output { traces = [3] }
        """);
    CommandRun.of(conf(), shared.resolve("out"), Map.of());
    original = StoredRunFiles.run(shared.resolve("out"), "r0");
    assertThat(names(original)).isEqualTo(FILES);
  }

  private static Path conf() {
    return shared.resolve("sine.conf");
  }

  private static List<String> names(Path below) throws IOException {
    try (Stream<Path> all = Files.walk(below)) {
      return all.filter(Files::isRegularFile)
          .map(p -> below.relativize(p).toString())
          .filter(p -> !p.matches("(.*/)?[.][^/]*"))
          .sorted()
          .toList();
    }
  }

  @BeforeEach
  void copyRun() throws IOException {
    StoredRunFiles.copy(shared.resolve("out"), folder.resolve("out"));
    run = StoredRunFiles.run(folder.resolve("out"), "r0");
  }

  private static ParquetRun open(Path run) {
    return ParquetRun.open(SETTINGS, run.toString());
  }

  @ParameterizedTest
  @EnumSource
  void everyDamagedFileIsNamed(Damage damage) throws IOException {
    for (String file : FILES) {
      Path other = folder.resolve(damage + "-" + FILES.indexOf(file));
      StoredRunFiles.copy(run, other);
      assertThat(open(other).endpoints()).as("undamaged").hasSize(24);
      String named = damage.happen(other, file);
      boolean gone = named.equals(MANIFEST) && damage == Damage.REMOVED;
      assertThatExceptionOfType(StudyException.class)
          .as(damage + " " + file)
          .isThrownBy(() -> open(other))
          .withMessageContaining(other.toString())
          .withMessageContaining(named)
          .satisfies(e -> assertThat(e.exitCode()).isEqualTo(gone ? 4 : 5));
    }
  }

  /** No bit of the manifest can be another one. */
  @Test
  void aManifestProtectsItself() throws IOException {
    Path manifest = run.resolve(MANIFEST);
    byte[] bytes = Files.readAllBytes(manifest);
    for (int i = 0; i < bytes.length; i++) {
      byte[] flipped = bytes.clone();
      flipped[i] ^= (byte) (1 << i % 8);
      Files.write(manifest, flipped);
      assertThatExceptionOfType(StudyException.class)
          .as("byte " + i)
          .isThrownBy(() -> open(run))
          .withMessageContaining(MANIFEST)
          .satisfies(e -> assertThat(e.exitCode()).isEqualTo(5));
    }
  }

  /** Earlier versions wrote none of their own digest; the rest is what they wrote. */
  @Test
  void aManifestWithoutItsOwnDigestIsReadAsItWasWritten() throws IOException {
    Path manifest = run.resolve(MANIFEST);
    String text = Files.readString(manifest);
    String earlier = text.replaceFirst(",\n  \"own_sha256\" : \"[0-9a-f]{64}\"", "");
    assertThat(earlier).isNotEqualTo(text);
    Files.writeString(manifest, earlier);
    assertThat(open(run).endpoints()).hasSize(24);

    for (String changed :
        List.of(
            earlier.replaceFirst("\"study_hash\" : \"", "$0f"),
            earlier.replaceFirst("\"run\" : \"r0\"", "\"run\" : \"r1\""),
            earlier.replaceFirst("\"files\"", "\"filez\""),
            text.replaceFirst("own_sha256", "own_sha257"))) {
      assertThat(changed).isNotEqualTo(earlier).isNotEqualTo(text);
      Files.writeString(manifest, changed);
      assertThatExceptionOfType(StudyException.class)
          .isThrownBy(() -> open(run))
          .withMessageContaining(MANIFEST)
          .satisfies(e -> assertThat(e.exitCode()).isEqualTo(5));
    }
  }

  static Stream<Arguments> readers() {
    String run = "RUN";
    String set = "restarts.first=auto";
    return Stream.of(
        Arguments.of(Damage.FLIPPED, MANIFEST, List.of("run", "CONF", "--output", "OUT")),
        Arguments.of(
            Damage.FLIPPED,
            "summary.json",
            List.of("run", "CONF", "--output", "OUT", "--set", set)),
        Arguments.of(Damage.CUT, "endpoints/part-00000.parquet", List.of("recount", run)),
        Arguments.of(Damage.REMOVED, "provenance.json", List.of("compare", run, "ORIGINAL")),
        Arguments.of(
            Damage.EXTRA, "minima/part-00000.parquet", List.of("compare", "ORIGINAL", run)),
        Arguments.of(
            Damage.FLIPPED,
            "traces/part-00000.parquet",
            List.of("explain", run, "--objective", "plain", "--restart", "3")),
        Arguments.of(
            Damage.REMOVED,
            "valleys/part-00000.parquet",
            List.of("escape", run, "--objective", "plain", "--minimum", "1")),
        Arguments.of(Damage.CUT, "report.html", List.of("report", run)),
        Arguments.of(Damage.FLIPPED, CERTIFICATES, List.of("verify-certificates", run)),
        Arguments.of(Damage.EMPTIED, "minima/part-00000.parquet", List.of("census", "STUDY")),
        Arguments.of(
            Damage.FLIPPED,
            "endpoints/part-00000.parquet",
            List.of("nightly", "CONF", "--as-of", DAY, "--baseline", "r0", "--output", "OUT")),
        Arguments.of(
            Damage.CUT,
            "summary.json",
            List.of("nightly", "CONF", "--as-of", DAY, "--output", "OUT")));
  }

  @ParameterizedTest
  @MethodSource("readers")
  void noCommandBelievesADamagedRun(Damage damage, String file, List<String> command)
      throws IOException {
    String named = damage.happen(run, file);
    List<String> before = names(folder);
    List<String> arguments = new ArrayList<>();
    Map<String, Path> places =
        Map.of(
            "RUN", run,
            "ORIGINAL", original,
            "STUDY", run.getParent(),
            "CONF", conf(),
            "OUT", folder.resolve("out"));
    command.forEach(a -> arguments.add(places.containsKey(a) ? places.get(a).toString() : a));
    InProcess ended = InProcess.execute(arguments.toArray(String[]::new));
    assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(5);
    assertThat(ended.err()).contains(run.toString(), named).doesNotContain("\tat ");
    assertThat(names(folder)).as("nothing is stored").isEqualTo(before);
  }

  /** Both have the run id; the hash tells their folders apart. */
  @Test
  void aChangedConfIsAnotherStudy() throws IOException {
    Map<String, String> before = StoredRunFiles.bits(run);
    InProcess ended =
        InProcess.execute(
            "run",
            conf().toString(),
            "--run-id",
            "r0",
            "--output",
            folder.resolve("out").toString(),
            "--set",
            "regularization.l2=0.02");
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).doesNotContain("was there already", "goes on");
    assertThat(StoredRunFiles.bits(run)).isEqualTo(before);
    try (Stream<Path> studies = Files.list(folder.resolve("out"))) {
      List<Path> all = studies.sorted().toList();
      assertThat(all).hasSize(2).contains(run.getParent());
      for (Path study : all) {
        ParquetRun stored = open(study.resolve("run=r0"));
        assertThat(study.getFileName().toString())
            .isEqualTo("study=sine-" + stored.summary().studyHash().substring(0, 8));
        assertThat(stored.endpoints()).hasSize(24);
      }

      assertThat(open(all.get(0).resolve("run=r0")).summary().objectives().get(0).bestLoss())
          .isNotEqualTo(
              open(all.get(1).resolve("run=r0")).summary().objectives().get(0).bestLoss());
    }
  }

  private static InProcess onSchemaOne(String... arguments) {
    String study = "src/test/resources/stored/schema-1/study=sine-623a9197";
    InProcess ended =
        InProcess.execute(
            Stream.of(arguments).map(a -> a.replace("STUDY", study)).toArray(String[]::new));
    assertThat(ended.code()).as(ended.err()).isZero();
    return ended;
  }

  private static void assertCounted(InProcess ended) {
    assertThat(ended.out())
        .containsPattern("by parameters +3 +0\n")
        .containsPattern("valleys at infinity +0 +2\n")
        .containsPattern("\n +0 +1 +0.2657134394 +0 +4 +33.3%")
        .containsPattern("\n +1 +1 +0.4195388601 +1.54e-01 +6 +50.0%")
        .containsPattern("\n +2 +1 +0.4316701824 +1.66e-01 +2 +16.7%");
  }

  /** A run as it was stored with that schema; see the README beside it. */
  @Test
  void aRunOfSchemaOneIsCountedAgain() {
    assertCounted(onSchemaOne("recount", "STUDY/run=r0", "--output", folder.toString()));
  }

  @Test
  void aRunOfSchemaOneIsCountedWithItsStudy() {
    assertCounted(onSchemaOne("census", "STUDY", "--output", folder.toString()));
  }

  @Test
  void aRunOfSchemaOneIsCompared() {
    InProcess ended =
        onSchemaOne("compare", "STUDY/run=r0", "STUDY/run=r0", "--output", folder.toString());
    assertThat(ended.out())
        .containsPattern("distinct minima +3 +3\n")
        .containsPattern("best loss +0.2657134394 +0.2657134394\n")
        .containsPattern("best loss +0.202129531 +0.202129531\n")
        .contains("same starts: 12, with other bits 0, on another minimum or valley 0\n")
        .contains("no difference that chance does not explain");
  }

  @Test
  void thePageOfARunOfSchemaOneIsMade() throws IOException {
    onSchemaOne("report", "STUDY/run=r0", "--output", folder.toString());
    try (Stream<Path> all = Files.walk(folder.resolve("study=sine-623a9197"))) {
      List<Path> pages = all.filter(p -> p.endsWith("report.html")).toList();
      assertThat(pages).hasSize(1);
      assertThat(Files.readString(pages.get(0))).contains("0.2657134394", "0.4316701824");
    }
  }
}

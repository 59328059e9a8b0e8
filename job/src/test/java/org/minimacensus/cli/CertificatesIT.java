package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.minimacensus.spark.ParquetRun;
import org.minimacensus.study.StoredCertificate;

/** {@code certify.level = interval} and {@code verify-certificates}, from a conf to a verdict. */
@Timeout(600)
class CertificatesIT {
  private static final String OWN = "own_sha256\" : \"";
  private static final String PROVED = "\"proved_distinct\" : ";

  @TempDir static Path shared;
  private static Path conf;

  /** Without proofs, and the same run with them. */
  private static Map<String, String> numeric;

  private static InProcess proving;
  private static Path run;

  @BeforeAll
  static void runTwice() throws IOException {
    conf =
        SineFiles.write(
            shared,
            """
            objectives = [plain, output-neuron]
            restarts { count = 12 }
            output { path = "%s" }
            """
                .formatted(shared.resolve("out")));
    InProcess first = InProcess.execute("run", conf.toString());
    assertThat(first.code()).as(first.err()).isZero();
    run = StoredRunFiles.run(shared.resolve("out"), "r0");
    numeric = StoredRunFiles.bits(run);
    StoredRunFiles.copy(run, shared.resolve("numeric"));
    proving = InProcess.execute("run", conf.toString(), "--set", "certify.level=interval");
    assertThat(proving.code()).as(proving.err()).isZero();
  }

  private static JsonNode plain(Path stored) throws IOException {
    return new ObjectMapper().readTree(stored.resolve("summary.json").toFile()).at("/objectives/0");
  }

  @Test
  void aFinishedRunIsProvedAndNotRunAgain() throws IOException {
    assertThat(proving.out())
        .contains("goes on: 12 of 12 restarts are stored", "proofs by interval arithmetic")
        .containsPattern("proved +at least [1-9]");
    Map<String, String> proved = StoredRunFiles.bits(run);
    assertThat(proved.keySet()).anyMatch(f -> f.startsWith("certificates/"));
    for (Map.Entry<String, String> file : numeric.entrySet()) {
      if (!file.getKey().startsWith("minima/") && !file.getKey().equals("summary.json")) {
        assertThat(proved).as("bits").contains(file);
      }
    }

    JsonNode plain = plain(run);
    assertThat(plain.path("proved_distinct").asInt())
        .isGreaterThan(1)
        .isEqualTo(plain.at("/distinct/parameters").asInt());
    assertThat(plain.path("sub_optimal_proved").asInt())
        .isEqualTo(plain.path("sub_optimal").asInt());
    assertThat(plain(shared.resolve("numeric")).path("proved_distinct").isNull()).isTrue();
    InProcess again = InProcess.execute("run", conf.toString(), "--set", "certify.level=interval");
    assertThat(again.out()).contains("this run was there already and was not run again");
  }

  @Test
  void certificatesAreStoredOnePerMinimum() throws IOException {
    ParquetRun stored = ParquetRun.open(new Configuration(), run.toString());
    assertThat(stored.certificates()).hasSize(plain(run).path("minima").size());
    for (StoredCertificate c : stored.certificates()) {
      assertThat(c.objective()).isEqualTo("plain");
      assertThat(c.attempt().proved()).as(c.attempt().why()).isTrue();
      assertThat(c.attempt().middle())
          .hasSameSizeAs(c.attempt().radius())
          .containsExactly(stored.minima("plain").get((int) c.attempt().id()).theta());
    }

    assertThat(stored.certificates().stream().filter(StoredCertificate::distinct).count())
        .isEqualTo(plain(run).path("proved_distinct").asInt());
    assertThat(stored.certificates().stream().filter(StoredCertificate::subOptimal).count())
        .isEqualTo(plain(run).path("sub_optimal_proved").asInt());
  }

  @Test
  void storedCertificatesAreProvedAgain() throws IOException {
    InProcess verified = InProcess.execute("verify-certificates", run.toString());

    assertThat(verified.code()).as(verified.err()).isZero();
    int n = plain(run).path("proved_distinct").asInt();
    assertThat(verified.out())
        .contains("plain: " + n + " certificates, a box with one strict minimum each; at least ")
        .contains("at least " + n + " distinct modulo symmetry", "all certificates hold (");
  }

  /** The manifest is made to agree: only mathematics can tell. */
  @Test
  void aCountThatIsNotProvedIsAMismatch() throws IOException {
    Path forged = shared.resolve("forged");
    StoredRunFiles.copy(run, forged);
    Path summary = forged.resolve("summary.json");
    String text = Files.readString(summary);
    int n = plain(run).path("proved_distinct").asInt();
    String more = text.replaceFirst(PROVED + n, PROVED + (n + 1));
    assertThat(more).isNotEqualTo(text);
    Files.writeString(summary, more);
    Path manifest = forged.resolve("_manifest.json");
    Files.writeString(
        manifest, signed(Files.readString(manifest).replace(sha256(text), sha256(more))));

    InProcess verified = InProcess.execute("verify-certificates", forged.toString());

    assertThat(verified.code()).as(verified.err()).isEqualTo(22);
    assertThat(verified.out())
        .contains(
            "fault: summary.json: expected proved_distinct = "
                + n
                + ", as many certificates say so, found "
                + (n + 1),
            "1 fault (");
  }

  /** A manifest with its own digest, which is that of its text with zeros in this place. */
  private static String signed(String manifest) {
    int at = manifest.lastIndexOf(OWN) + OWN.length();
    String end = manifest.substring(at + 64);
    String begin = manifest.substring(0, at);
    return begin + sha256(begin + "0".repeat(64) + end) + end;
  }

  private static String sha256(String text) {
    return StoredRunFiles.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aRunWithoutCertificatesIsSaidToHaveNone() {
    InProcess verified =
        InProcess.execute("verify-certificates", shared.resolve("numeric").toString());

    assertThat(verified.code()).isEqualTo(2);
    assertThat(verified.err())
        .contains("expected a run with certificates, found none: they are made by a run with");
  }

  @Test
  void aDividedTrainingSetIsNotProvedForAReason() throws IOException {
    InProcess divided =
        InProcess.execute(
            "run",
            conf.toString(),
            "--output",
            shared.resolve("divided").toString(),
            "--set",
            "certify.level=interval",
            "--set",
            "execution.mode=data-parallel",
            "--set",
            "restarts.count=2");

    assertThat(divided.code()).as(divided.err()).isZero();
    assertThat(divided.out()).contains("proofs are made with", "restart-parallel");
    Path stored = StoredRunFiles.run(shared.resolve("divided"), "r0");
    assertThat(plain(stored).path("proved_distinct").isNull()).isTrue();
    assertThat(stored.resolve("certificates")).doesNotExist();
  }
}

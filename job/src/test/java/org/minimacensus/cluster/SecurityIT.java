package org.minimacensus.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster whose members share a secret and encrypt what they tell each other.
 *
 * <p>The recipe: a folder of settings that only its owner can read, with a {@code
 * spark-defaults.conf} that holds {@code spark.authenticate}, {@code spark.authenticate.secret} and
 * {@code spark.network.crypto.enabled}; {@code SPARK_CONF_DIR} names it, for the master, the
 * workers and {@code submit.sh} alike. Workers hand the secret to executors and drivers through
 * their environment. Given by {@code --conf} it would stand in the list of processes. The REST
 * gateway knows no secrets and must be off ({@code spark.master.rest.enabled=false}, or the master
 * does not start); cluster mode goes through the RPC gateway.
 */
@ExtendWith(ServerLogs.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(1200)
class SecurityIT {
  private static final String SECRET = "open-sesame-7c1d0e";
  private static final String WRONG = "open-barley-55aa10";

  private static final List<String> PROGRAMS =
      List.of(
          "org.apache.spark.deploy.SparkSubmit",
          "org.apache.spark.deploy.worker.DriverWrapper",
          "org.apache.spark.executor.CoarseGrainedExecutorBackend");

  @TempDir private static Path folder;
  private static StandaloneCluster cluster;
  private static SmallStudy study;
  private static JobRun without;
  private static JobRun wrong;
  private static Daemon workerWithout;
  private static Daemon wrongWorker;

  @BeforeAll
  static void start() {
    StandaloneCluster.Settings settings =
        StandaloneCluster.named("security")
            .each(1, "1500m")
            .conf("spark.master.rest.enabled", "false");
    withSecret(SECRET).forEach(settings::conf);
    cluster = settings.start();
    study = SmallStudy.write(folder, 12);
    // They try for a minute before they give up; meanwhile the study runs.
    without = run("without", Map.of()).with("--master", cluster.masterUrl()).start();
    wrong = run("wrong", withSecret(WRONG)).with("--master", cluster.masterUrl()).start();
    workerWithout = cluster.startStranger("stranger", Map.of());
    wrongWorker = cluster.startStranger("liar", withSecret(WRONG));
  }

  @AfterAll
  static void stop() {
    Stream.of(without, wrong).filter(Objects::nonNull).forEach(JobRun::close);
    Stream.of(workerWithout, wrongWorker).filter(Objects::nonNull).forEach(Daemon::close);
    cluster.close();
  }

  private static Map<String, String> withSecret(String secret) {
    Map<String, String> conf = new LinkedHashMap<>();
    conf.put("spark.authenticate", "true");
    conf.put("spark.authenticate.secret", secret);
    conf.put("spark.network.crypto.enabled", "true");
    conf.put("spark.acls.enable", "true");
    conf.put("spark.ui.view.acls", "census");
    return conf;
  }

  private static JobRun.Command run(String output, Map<String, String> conf) {
    Path confFolder = EmbeddedSpark.confFolder(folder.resolve("conf-" + output), conf);
    return study
        .run(study.output(output).toString())
        .with("--executor-memory", "512m", "--driver-memory", "512m")
        .environment("SPARK_CONF_DIR", confFolder.toString());
  }

  @Test
  @Order(1)
  void studyRunsAndTheSecretIsNowhereToBeSeen() throws Exception {
    Path events = Files.createDirectory(folder.resolve("events"));
    Map<String, String> conf = withSecret(SECRET);
    conf.put("spark.eventLog.enabled", "true");
    conf.put("spark.eventLog.compress", "false");
    conf.put("spark.eventLog.dir", events.toUri().toString());
    TreeSet<String> seen = new TreeSet<>();
    TreeSet<String> watched = new TreeSet<>();
    JobRun plain = run("plain", Map.of()).with("--master", "local[2]").run();
    assertThat(plain.exitCode()).as(plain.printed()).isZero();
    try (JobRun client = run("client", conf).with("--master", cluster.masterUrl()).start()) {
      while (client.running()) {
        look(seen, watched);
        Processes.pause(Duration.ofMillis(100));
      }

      assertThat(client.exitCode()).as(client.printed()).isZero();
      assertThat(client.printed()).doesNotContain(SECRET);
    }

    JobRun submitted =
        run("cluster", conf)
            .with("--master", cluster.masterUrl(), "--deploy-mode", "cluster")
            .run();
    assertThat(submitted.exitCode()).as(submitted.printed()).isZero();
    String driver = cluster.drivers().get(0);
    Processes.await(
        Duration.ofMinutes(6),
        "the end of " + driver,
        () -> {
          look(seen, watched);
          return cluster.state().path("activedrivers").isEmpty();
        },
        Daemon::tails);
    assertThat(cluster.awaitDriver(driver)).as(cluster.driverLog(driver)).isEqualTo("FINISHED");

    Map<String, String> expected = StoredFiles.in(study.output("plain")).digests();
    assertThat(StoredFiles.in(study.output("client")).digests()).isEqualTo(expected);
    assertThat(StoredFiles.in(study.output("cluster")).digests()).isEqualTo(expected);
    assertThat(watched).containsExactlyInAnyOrderElementsOf(PROGRAMS);
    assertThat(seen).as("command lines with the secret").isEmpty();
    assertThat(holdingTheSecret(study.output("client"))).isEmpty();
    assertThat(holdingTheSecret(study.output("cluster"))).isEmpty();
    assertThat(holdingTheSecret(events)).isEmpty();
    assertThat(Files.list(events)).hasSize(2);
    // Logs of servers, executors and drivers; the settings themselves stand in conf.
    assertThat(holdingTheSecret(cluster.folder()))
        .containsExactly(cluster.folder().resolve("conf/spark-defaults.conf"));
  }

  /**
   * @param seen gets command lines with the secret
   * @param watched gets those of our programs that ran
   */
  private static void look(TreeSet<String> seen, TreeSet<String> watched) {
    for (List<String> line : Processes.commandLines().values()) {
      String text = String.join(" ", line);
      if (text.contains(SECRET)) {
        seen.add(text);
      }

      PROGRAMS.stream()
          .filter(line::contains)
          .filter(program -> text.contains(cluster.masterUrl()) || cluster.startedByWorkers(line))
          .forEach(watched::add);
    }
  }

  private static List<Path> holdingTheSecret(Path root) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        if (text.contains(SECRET)) {
          found.add(file);
        }
      }
    }

    return found;
  }

  @Test
  @Order(2)
  void whoHasNotTheSecretIsRefused() {
    String refused = "(Failed to connect to master|All masters are unresponsive)";
    assertThat(workerWithout.awaitLog(refused)).isNotEmpty();
    assertThat(wrongWorker.awaitLog(refused)).isNotEmpty();
    assertThat(without.exitCode()).as(without.printed()).isEqualTo(30);
    assertThat(wrong.exitCode()).as(wrong.printed()).isEqualTo(30);
    String told = "Spark was not started: " + cluster.masterUrl() + " did not take the";
    assertThat(without.err()).contains(told, "maybe your client does not have SASL enabled?");
    assertThat(wrong.err()).contains(told).doesNotContain(WRONG);
    assertThat(cluster.aliveWorkers()).isEqualTo(2);
    assertThat(study.output("without")).doesNotExist();
    assertThat(study.output("wrong")).doesNotExist();
  }
}

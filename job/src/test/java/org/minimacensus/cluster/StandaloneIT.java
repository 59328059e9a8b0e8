package org.minimacensus.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A study on Spark's standalone cluster stores the bits that it stores on one machine. */
@ExtendWith(ServerLogs.class)
@Timeout(300)
class StandaloneIT {
  private static final String DRIVER_ID = "(?s).*(driver-\\d+-\\d+).*";

  @TempDir private static Path folder;
  private static StandaloneCluster cluster;
  private static SmallStudy study;
  private static Map<String, String> local;

  @BeforeAll
  static void start() {
    cluster = StandaloneCluster.named("standalone").each(1, "1500m").start();
    study = SmallStudy.write(folder, 24);
    try (JobRun run =
        study.run(study.output("local").toString()).with("--master", "local[2]").run()) {
      assertThat(run.exitCode()).as(run.printed()).isZero();
    }

    local = StoredFiles.in(study.output("local")).digests();
    assertThat(local).hasSize(2);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void clientModeStoresTheSameBits() {
    JobRun run =
        study
            .run(study.output("client").toString())
            .with("--master", cluster.masterUrl(), "--executor-memory", "512m")
            .run();

    assertThat(run.exitCode()).as(run.printed()).isZero();
    assertThat(StoredFiles.in(study.output("client")).digests()).isEqualTo(local);
  }

  @Test
  void clusterModeThroughTheRestGatewayStoresTheSameBits() {
    JobRun run =
        study
            .run(study.output("rest").toString())
            .with("--master", cluster.restUrl(), "--deploy-mode", "cluster")
            .with("--driver-memory", "512m", "--executor-memory", "512m")
            .conf("spark.master.rest.enabled", true)
            .run();

    assertThat(run.exitCode()).as(run.printed()).isZero();
    expectFinished(run);
    assertThat(StoredFiles.in(study.output("rest")).digests()).isEqualTo(local);
  }

  @Test
  void clusterModeThroughTheRpcGatewayStoresTheSameBits() {
    JobRun run =
        study
            .run(study.output("rpc").toString())
            .with("--master", cluster.masterUrl(), "--deploy-mode", "cluster")
            .with("--driver-memory", "512m", "--executor-memory", "512m")
            .run();

    assertThat(run.exitCode()).as(run.printed()).isZero();
    expectFinished(run);
    assertThat(StoredFiles.in(study.output("rpc")).digests()).isEqualTo(local);
  }

  private static void expectFinished(JobRun run) {
    String printed = run.printed();
    assertThat(printed).matches(DRIVER_ID);
    String id = printed.replaceFirst(DRIVER_ID, "$1");
    assertThat(cluster.awaitDriver(id)).isEqualTo("FINISHED");
  }
}

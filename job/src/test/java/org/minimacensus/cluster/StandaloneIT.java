package org.minimacensus.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.minimacensus.BriefJvm;

/** A study on Spark's standalone cluster stores the bits that it stores on one machine. */
@ExtendWith(ServerLogs.class)
@Timeout(1200)
class StandaloneIT {
  @TempDir private static Path folder;
  private static StandaloneCluster cluster;
  private static SmallStudy study;
  private static Map<String, String> local;

  @BeforeAll
  static void start() {
    cluster = StandaloneCluster.named("standalone").each(1, "1500m").start();
    study = SmallStudy.write(folder, 12);
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

  /** With the vector kernels, as users run it. */
  @Test
  void clientModeStoresTheSameBits() {
    JobRun run =
        study
            .run(study.output("client").toString())
            .jvm(BriefJvm.OPTIONS)
            .with("--master", cluster.masterUrl(), "--executor-memory", "512m")
            .run();

    assertThat(run.exitCode()).as(run.printed()).isZero();
    assertThat(StoredFiles.in(study.output("client")).digests()).isEqualTo(local);
  }

  @Test
  void clusterModeThroughTheRestGatewayStoresTheSameBits() {
    JobRun.Command command =
        study
            .run(study.output("rest").toString())
            .with("--master", cluster.restUrl(), "--deploy-mode", "cluster")
            .conf("spark.master.rest.enabled", true);

    expectFinished(command);
    assertThat(StoredFiles.in(study.output("rest")).digests()).isEqualTo(local);
  }

  @Test
  void clusterModeThroughTheRpcGatewayStoresTheSameBits() {
    JobRun.Command command =
        study
            .run(study.output("rpc").toString())
            .with("--master", cluster.masterUrl(), "--deploy-mode", "cluster");

    expectFinished(command);
    assertThat(StoredFiles.in(study.output("rpc")).digests()).isEqualTo(local);
  }

  private static void expectFinished(JobRun.Command command) {
    List<String> before = cluster.drivers();
    JobRun run = command.with("--driver-memory", "512m", "--executor-memory", "512m").run();
    assertThat(run.exitCode()).as(run.printed()).isZero();

    List<String> submitted = cluster.drivers();
    submitted.removeAll(before);
    assertThat(submitted).hasSize(1);
    String state = cluster.awaitDriver(submitted.get(0));
    assertThat(state).as(cluster.driverLog(submitted.get(0))).isEqualTo("FINISHED");
  }
}

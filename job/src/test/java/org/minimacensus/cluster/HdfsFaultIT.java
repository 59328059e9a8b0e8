package org.minimacensus.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs that read from and write to an HDFS which refuses, fills up or loses a data node. */
@ExtendWith(ServerLogs.class)
@Timeout(1200)
@TestMethodOrder(OrderAnnotation.class)
class HdfsFaultIT {
  private static final String MODE = "restart-parallel";

  @TempDir private static Path folder;
  private static HdfsCluster hdfs;
  private static FaultStudy study;
  private static FaultTable table;
  private static String data;

  @BeforeAll
  static void start() {
    study = FaultStudy.write(folder);
    table = study.undisturbed();
    hdfs = HdfsCluster.start("hdfs-faults", 2);
    data = hdfs.put(study.data(), "/data/wave.csv");
  }

  @AfterAll
  static void stop() {
    if (hdfs != null) {
      hdfs.close();
    }
  }

  private static JobRun.Command command(String mode, String output, String input) {
    return study
        .run(mode, output, "data.path=" + input)
        .with("--master", "local[2]")
        .environment("HADOOP_CONF_DIR", hdfs.clientConf().toString());
  }

  private static StoredFiles stored(String output) {
    return new StoredFiles(hdfs.files(), output);
  }

  private static org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path(name);
  }

  @Test
  void aFolderOfSomebodyElseIsRefusedAndStaysAsItIs() throws IOException {
    DistributedFileSystem files = hdfs.files();
    files.mkdirs(path("/private"));
    files.setPermission(path("/private"), new FsPermission("755"));
    String output = hdfs.uri() + "/private/results";
    try (JobRun run =
        command(MODE, output, data).environment("HADOOP_USER_NAME", "visitor").run()) {
      assertThat(run.exitCode()).as(run.printed()).isEqualTo(4);
      assertThat(run.err())
          .contains(output, "cannot be written: Permission denied: user=visitor", "--output");
    }

    assertThat(files.listStatus(path("/private"))).isEmpty();
  }

  @Test
  void aQuotaThatIsUsedUpStopsTheRunAndLosesNothing() throws IOException {
    String output = hdfs.uri() + "/full";
    DistributedFileSystem files = hdfs.files();
    files.mkdirs(path("/full"));
    Gauges gauges = new Gauges();
    try (JobRun run = gauges.of(command(MODE, output, data)).start()) {
      gauges.awaitRestarts(run, 1);
      study.awaitPart(stored(output));
      // Every further block would exceed it.
      files.setQuota(
          path("/full"),
          HdfsConstants.QUOTA_DONT_SET,
          Math.max(1, files.getContentSummary(path("/full")).getSpaceConsumed()));
      assertThat(run.exitCode()).as(run.printed()).isEqualTo(4);
      assertThat(run.err()).contains("cannot be written", "quota", "--output");
    }

    assertThat(stored(output).all())
        .extracting(Object::toString)
        .noneMatch(file -> file.contains("/run="));
    files.setQuota(path("/full"), HdfsConstants.QUOTA_DONT_SET, HdfsConstants.QUOTA_RESET);
    try (JobRun again = command(MODE, output, data).run()) {
      assertThat(again.exitCode()).as(again.printed()).isZero();
      assertThat(again.printed())
          .containsPattern("goes on: [1-9][0-9]* of " + FaultStudy.RESTARTS + " restarts");
    }

    table.row(MODE, 0, "", "HDFS quota used up, run again", stored(output).digests());
  }

  @Test
  void aFileThatWasCutOffIsRefusedAndNothingIsWritten() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(Files.readAllBytes(study.data()));
    }

    Path cut = folder.resolve("cut.csv.gz");
    Files.write(cut, Arrays.copyOf(packed.toByteArray(), packed.size() / 2));
    String input = hdfs.put(cut, "/data/cut.csv.gz");
    String output = hdfs.uri() + "/of-cut";
    try (JobRun run = command("data-parallel", output, input).run()) {
      assertThat(run.exitCode()).as(run.printed()).isEqualTo(3);
      assertThat(run.err()).contains("cut.csv.gz: row ");
    }

    assertThat(stored(output).all()).isEmpty();
  }

  /** Last, as it leaves one data node. */
  @Test
  @Order(Integer.MAX_VALUE)
  void aDataNodeIsKilled() {
    String output = hdfs.uri() + "/one-node";
    Gauges gauges = new Gauges();
    try (JobRun run = gauges.of(command(MODE, output, data)).start()) {
      gauges.awaitRestarts(run, 1);
      hdfs.killDataNode(0);
      assertThat(run.exitCode()).as(run.printed()).isZero();
    }

    table.row(MODE, 0, "", "HDFS data node killed", stored(output).digests());
  }
}

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

/** Conf and data read from HDFS and results published there. */
@ExtendWith(ServerLogs.class)
@Timeout(1200)
class HdfsIT {
  @TempDir private static Path folder;
  private static HdfsCluster hdfs;
  private static SmallStudy study;
  private static String data;

  @BeforeAll
  static void start() {
    hdfs = HdfsCluster.start("hdfs", 2);
    study = SmallStudy.write(folder, 12);
    data = hdfs.put(study.data(), "/data/sine.csv");
  }

  @AfterAll
  static void stop() {
    hdfs.close();
  }

  private static JobRun run(String conf, String input, String output) {
    JobRun run =
        JobRun.of(folder, "run", conf, "--output", output, "--set", "data.path=" + input)
            .with("--master", "local[2]")
            .environment("HADOOP_CONF_DIR", hdfs.clientConf().toString())
            .run();
    assertThat(run.exitCode()).as(run.printed()).isZero();
    return run;
  }

  @Test
  void resultsOnHdfsAreThoseOfTheLocalFileSystem() {
    // With the site's files as the environment, a path without a scheme would be one on HDFS.
    Path local = study.output("local");
    run(study.conf().toString(), study.data().toUri().toString(), local.toUri().toString());
    Map<String, String> expected = StoredFiles.in(local).digests();
    assertThat(expected).hasSize(2);

    String output = hdfs.uri() + "/results";
    String conf = hdfs.put(study.conf(), "/conf/sine.conf");
    assertThat(run(conf, data, output).out()).contains("results: " + output);
    StoredFiles stored = new StoredFiles(hdfs.files(), output);
    assertThat(stored.digests()).isEqualTo(expected);
    assertThat(stored.besideRuns()).isEmpty();

    String published = stored.all().toString();
    assertThat(run(conf, data, output).out()).contains("was there already and was not run again");
    assertThat(stored.digests()).isEqualTo(expected);
    assertThat(stored.all()).hasToString(published);
  }
}

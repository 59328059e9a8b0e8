package org.minimacensus.spark;

import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.minimacensus.study.StudyException;

/**
 * The folder of a page of a run that was made later on, {@code report=RUN-HASH8} beside the run:
 * {@code report.html} and a manifest.
 */
final class ReportFolder {
  private ReportFolder() {}

  /**
   * Stores a page unless the same page of the same run is there.
   *
   * @param page HTML
   * @param output folder that holds all studies; empty: beside the run
   * @return the folder as a person writes it
   * @throws StudyException exit code 4 when it cannot be written; then nothing is visible; 5 when
   *     what is there is damaged
   */
  static String store(SparkContext spark, ParquetRun run, String page, String output) {
    String key = StoreFiles.sha256(page);
    try (ResultFolder folder = ResultFolder.of(spark, "report", run, key, output)) {
      if (!folder.isThere()) {
        folder.prepare();
        folder.publish(
            (files, scratch) -> {
              files.write(new Path(scratch, ParquetRun.PAGE), page);
              return Map.of();
            });
      }

      return folder.path();
    }
  }
}

package org.minimacensus.spark;

import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyJson;
import org.minimacensus.study.SweepSummary;

/**
 * The folder of a sweep, {@code sweep=NAME-HASH8} beside the studies that it is made of: {@code
 * sweep.json}, {@code sweep.html} and a manifest.
 */
final class SweepFolder {
  private static final String SWEEP = "sweep.json";
  private static final String PAGE = "sweep.html";

  private SweepFolder() {}

  /**
   * Stores a sweep unless the same sweep of the same runs is there.
   *
   * @param page of the sweep, as HTML
   * @param output folder that holds all studies
   * @return the folder as a person writes it
   * @throws StudyException exit code 4 when it cannot be written; then nothing is visible; 5 when
   *     what is there is damaged
   */
  static String store(SparkContext spark, SweepSummary sweep, String page, String output) {
    try (ResultFolder folder =
        ResultFolder.ofStudies(spark, "sweep", sweep.study(), key(sweep), output)) {
      if (folder.find(SWEEP, SweepSummary.class).isEmpty()) {
        folder.prepare();
        folder.publish(
            (files, scratch) -> {
              files.write(new Path(scratch, SWEEP), StudyJson.write(sweep));
              files.write(new Path(scratch, PAGE), page);
              return Map.of();
            });
      }

      return folder.path();
    }
  }

  private static String key(SweepSummary sweep) {
    return "schema "
        + sweep.schema()
        + ", "
        + sweep.keys()
        + sweep.points().stream()
            .map(p -> "\n" + p.values() + " " + p.runManifestSha256())
            .collect(Collectors.joining());
  }
}

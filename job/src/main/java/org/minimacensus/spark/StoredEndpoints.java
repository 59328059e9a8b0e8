package org.minimacensus.spark;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.minimacensus.study.RecountSource;
import org.minimacensus.study.StudyPlan;
import org.minimacensus.study.StudySpec;

/**
 * The endpoints of a published run, read again for each count: few on the driver, many on
 * executors, as when the run was made.
 */
final class StoredEndpoints implements RecountSource {
  private final SparkContext spark;
  private final StudyPlan plan;
  private final PartFiles parts;

  private StoredEndpoints(SparkContext spark, StudyPlan plan, PartFiles parts) {
    this.spark = spark;
    this.plan = plan;
    this.parts = parts;
  }

  /**
   * @param folder of the run
   * @param plan its study
   */
  static StoredEndpoints in(SparkContext spark, Path folder, StudyPlan plan) throws IOException {
    StoreFiles files = new StoreFiles(folder, spark.hadoopConfiguration());
    return new StoredEndpoints(
        spark, plan, PartFiles.in(spark, files, plan.job().objectives(), folder));
  }

  @Override
  public Counts under(StudySpec.CensusSpec census) {
    List<String> objectives = plan.job().objectives();
    MinimaCounter counter = CensusCounters.of(plan.under(census));
    return new PartLedger(spark, objectives, counter, parts, parts.restarts());
  }
}

package org.minimacensus.spark;

import java.util.List;
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

  /**
   * @param plan study of the run
   */
  StoredEndpoints(SparkContext spark, StudyPlan plan, PartFiles parts) {
    this.spark = spark;
    this.plan = plan;
    this.parts = parts;
  }

  @Override
  public Counts under(StudySpec.CensusSpec census) {
    List<String> objectives = plan.job().objectives();
    MinimaCounter counter = CensusCounters.of(plan.under(census));
    return new PartLedger(spark, objectives, counter, parts, parts.restarts());
  }
}

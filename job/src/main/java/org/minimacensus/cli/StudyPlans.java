package org.minimacensus.cli;

import org.minimacensus.cli.conf.StudyConf;
import org.minimacensus.data.Dataset;
import org.minimacensus.spark.SparkJob;
import org.minimacensus.spark.StartFile;
import org.minimacensus.study.StudyObjectives;
import org.minimacensus.study.StudyPlan;
import org.minimacensus.study.StudySpec;

/** Resolves a conf against its data. */
final class StudyPlans {
  private StudyPlans() {}

  /** Seconds of a clock that never runs backwards. */
  static double seconds() {
    return System.nanoTime() / 1e9;
  }

  /**
   * @throws org.minimacensus.study.StudyException exit code 2 or 3
   */
  static StudyPlan of(SparkJob job, StudyConf conf) {
    StudySpec spec = conf.spec();
    Dataset dataset = job.dataset(spec.data(), spec.execution().shards());
    StudyObjectives objectives = StudyObjectives.of(spec, dataset);
    if (!spec.restarts().init().distribution().equals("file")) {
      String hash = StudyConf.studyHash(spec, dataset.description().sha256());
      return objectives.plan(hash, conf.resolved(), "", objectives.randomStarts());
    }

    StartFile starts = job.starts(spec.restarts().init().path(), objectives.parameters());
    String hash = StudyConf.studyHash(spec, dataset.description().sha256(), starts.sha256());
    return objectives.plan(
        hash,
        conf.resolved(),
        starts.sha256(),
        objectives.listedStarts(starts::theta, starts.rows()));
  }
}

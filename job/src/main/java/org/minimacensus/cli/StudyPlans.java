package org.minimacensus.cli;

import org.minimacensus.cli.conf.StudyConf;
import org.minimacensus.spark.ShardedTrainingSet;
import org.minimacensus.spark.SparkJob;
import org.minimacensus.spark.StartFile;
import org.minimacensus.study.StudyObjectives;
import org.minimacensus.study.StudyPlan;
import org.minimacensus.study.StudySpec;
import org.minimacensus.study.TrainingData;

/** Resolves a conf against its data. */
final class StudyPlans {
  private StudyPlans() {}

  /**
   * @throws org.minimacensus.study.StudyException exit code 3
   */
  static ShardedTrainingSet data(SparkJob job, StudyConf conf) {
    StudySpec spec = conf.spec();
    if (spec.loss().population()) {
      return job.noTrainingSet(spec.network().hidden().get(0));
    }

    return job.trainingSet(spec.data(), spec.execution().shards());
  }

  /**
   * @throws org.minimacensus.study.StudyException exit code 2
   */
  static StudyPlan of(SparkJob job, StudyConf conf, TrainingData data) {
    StudySpec spec = conf.spec();
    String sha256 = data.facts().description().sha256();
    StudyObjectives objectives = StudyObjectives.of(spec, data);
    if (!spec.restarts().init().distribution().equals("file")) {
      String hash = StudyConf.studyHash(spec, sha256);
      return objectives.plan(hash, conf.resolved(), "", objectives.randomStarts());
    }

    StartFile starts = job.starts(spec.restarts().init().path(), objectives.parameters());
    String hash = StudyConf.studyHash(spec, sha256, starts.sha256());
    return objectives.plan(
        hash,
        conf.resolved(),
        starts.sha256(),
        objectives.listedStarts(starts::theta, starts.rows()));
  }
}

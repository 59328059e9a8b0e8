package org.minimacensus.cli;

import org.apache.spark.sql.SparkSession;
import org.minimacensus.cli.conf.StudyConf;
import org.minimacensus.data.Dataset;
import org.minimacensus.spark.SparkDataReader;
import org.minimacensus.spark.SparkLogs;
import org.minimacensus.spark.SparkSessions;
import org.minimacensus.spark.StartFile;
import org.minimacensus.study.StudyObjectives;
import org.minimacensus.study.StudyPlan;
import org.minimacensus.study.StudySpec;

/** A Spark session with what every command does in it; closing it stops Spark. */
final class SparkJob implements AutoCloseable {
  private final SparkSession spark;

  private SparkJob(SparkSession spark) {
    this.spark = spark;
  }

  static SparkJob open(String study) {
    return new SparkJob(SparkSessions.open("Minima Census: " + study));
  }

  SparkSession spark() {
    return spark;
  }

  /** Seconds of a clock that never runs backwards. */
  static double seconds() {
    return System.nanoTime() / 1e9;
  }

  /**
   * Reads the data of a study and everything else that it is resolved against.
   *
   * @throws org.minimacensus.study.StudyException exit code 2 or 3
   */
  StudyPlan plan(StudyConf conf) {
    StudySpec spec = conf.spec();
    Dataset dataset =
        SparkLogs.silently(
            () -> new SparkDataReader(spark).read(spec.data(), spec.execution().shards()));
    StudyObjectives objectives = StudyObjectives.of(spec, dataset);
    if (!spec.restarts().init().distribution().equals("file")) {
      String hash = StudyConf.studyHash(spec, dataset.description().sha256());
      return objectives.plan(hash, conf.resolved(), "", objectives.randomStarts());
    }

    StartFile starts =
        SparkLogs.silently(
            () -> StartFile.read(spark, spec.restarts().init().path(), objectives.parameters()));
    if (!spec.restarts().first().auto()) {
      starts.checkRestarts(spec.restarts().first().index(), spec.restarts().count());
    }

    String hash =
        StudyConf.studyHash(spec, dataset.description().sha256(), starts.sha256());
    return objectives.plan(
        hash, conf.resolved(), starts.sha256(), objectives.listedStarts(starts::theta, starts.rows()));
  }

  @Override
  public void close() {
    spark.stop();
  }
}

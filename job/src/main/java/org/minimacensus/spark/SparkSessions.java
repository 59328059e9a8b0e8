package org.minimacensus.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * Opens the Spark session of the job. Master, memory and everything else come from spark-submit and
 * its conf files.
 */
public final class SparkSessions {
  private SparkSessions() {}

  /**
   * @param name of the application, as Spark's UI shows it
   */
  public static SparkSession open(String name) {
    SparkConf conf =
        new SparkConf()
            .setAppName(name)
            // Kryo cannot read records back.
            .set("spark.serializer", "org.apache.spark.serializer.JavaSerializer")
            // Groups of live searches take turns instead of queueing behind each other's steps.
            .setIfMissing("spark.scheduler.mode", "FAIR");
    return SparkSession.builder().config(conf).getOrCreate();
  }
}

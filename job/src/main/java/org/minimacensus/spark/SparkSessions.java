package org.minimacensus.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.minimacensus.study.StudyException;

/**
 * Opens the Spark session of the job. Master, memory and everything else come from spark-submit and
 * its conf files.
 */
public final class SparkSessions {
  private static final String SECRET_VARIABLE = "_SPARK_AUTH_SECRET";

  private SparkSessions() {}

  /**
   * @param name of the application, as Spark's UI shows it
   * @throws StudyException (exit code 30) when the master does not take the application
   */
  public static SparkSession open(String name) {
    SparkConf conf =
        new SparkConf()
            .setAppName(name)
            // Kryo cannot read records back.
            .set("spark.serializer", "org.apache.spark.serializer.JavaSerializer")
            // Groups of live searches take turns instead of queueing behind each other's steps.
            .setIfMissing("spark.scheduler.mode", "FAIR");
    String secret = System.getenv(SECRET_VARIABLE);
    if (secret != null && conf.getBoolean("spark.authenticate", false)) {
      // A standalone worker hands it to a driver in this way alone, which Spark does not look for.
      conf.setIfMissing("spark.authenticate.secret", secret);
    }

    try {
      return SparkSession.builder().config(conf).getOrCreate();
    } catch (IllegalStateException e) {
      if (!String.valueOf(e.getMessage()).contains("stopped SparkContext")) {
        throw e;
      }

      throw StudyException.failed(
          "Spark was not started: "
              + conf.get("spark.master", "the master")
              + " did not take the application; is it up, and has this side the secret that it asks"
              + " for (spark.authenticate)? What Spark logged stands above",
          e);
    }
  }
}

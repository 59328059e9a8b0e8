package org.minimacensus.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.minimacensus.study.StudyException;

/**
 * Opens the Spark of the job. Master, memory and everything else come from spark-submit and its
 * conf files. On one machine it is a context without a session: a session takes a quarter of the
 * time that a small study takes, and only who reads Parquet of others needs one.
 */
public final class SparkContexts {
  private static final String SECRET_VARIABLE = "_SPARK_AUTH_SECRET";

  private SparkContexts() {}

  /**
   * @param name of the application, as Spark's UI shows it
   * @throws StudyException (exit code 30) when the master does not take the application
   */
  public static SparkContext open(String name) {
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
      // Opening a session notices a master that refuses the application; here there is none.
      boolean local = conf.get("spark.master", "").startsWith("local");
      SparkContext spark =
          local
              ? SparkContext.getOrCreate(conf)
              : SparkSession.builder().config(conf).getOrCreate().sparkContext();
      if (!spark.isStopped()) {
        return spark;
      }

      throw refused(conf, null);
    } catch (IllegalStateException e) {
      if (!String.valueOf(e.getMessage()).contains("stopped SparkContext")) {
        throw e;
      }

      throw refused(conf, e);
    }
  }

  private static StudyException refused(SparkConf conf, IllegalStateException cause) {
    return StudyException.failed(
        "Spark was not started: "
            + conf.get("spark.master", "the master")
            + " did not take the application; is it up, and has this side the secret that it asks"
            + " for (spark.authenticate)? What Spark logged stands above",
        cause);
  }
}

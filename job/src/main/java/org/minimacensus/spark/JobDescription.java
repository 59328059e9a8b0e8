package org.minimacensus.spark;

import org.apache.spark.SparkContext;

/** What Spark's UI and history server say of a job: the study, then what is done. */
final class JobDescription {
  /** What the name of the application begins with; the name of the study follows. */
  static final String APPLICATION = "Minima Census: ";

  private JobDescription() {}

  /**
   * @param what such as {@code training set: read}
   */
  static String of(SparkContext spark, String what) {
    String name = spark.appName();
    String study = name.startsWith(APPLICATION) ? name.substring(APPLICATION.length()) : name;
    return study + ": " + what;
  }

  /** Describes the jobs that this thread starts from now on. */
  static void set(SparkContext spark, String what) {
    spark.setJobDescription(of(spark, what));
  }
}

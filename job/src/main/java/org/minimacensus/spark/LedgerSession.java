package org.minimacensus.spark;

import org.apache.spark.sql.SparkSession;

/**
 * The session in which endpoints are counted and written: their number is known, so nothing has to
 * be found out while they are shuffled.
 */
final class LedgerSession {
  private static final long ROWS_PER_PARTITION = 20_000;

  /** Fewer rows take less time than compiling code for them. */
  private static final long WORTH_COMPILING = 20_000;

  private LedgerSession() {}

  /**
   * @param rows that will be counted and written, about
   */
  static SparkSession of(SparkSession spark, long rows) {
    long partitions =
        Math.min(
            Math.max(spark.sparkContext().defaultParallelism(), 2000), rows / ROWS_PER_PARTITION);
    SparkSession session = spark.newSession();
    session.conf().set("spark.sql.adaptive.enabled", "false");
    session.conf().set("spark.sql.shuffle.partitions", Long.toString(Math.max(1, partitions)));
    if (rows < WORTH_COMPILING) {
      session.conf().set("spark.sql.codegen.wholeStage", "false");
      session.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
    }

    return session;
  }
}

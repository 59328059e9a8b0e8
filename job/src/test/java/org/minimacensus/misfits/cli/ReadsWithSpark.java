package org.minimacensus.misfits.cli;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Breaks the architecture on purpose. */
public final class ReadsWithSpark {
  public Dataset<Row> rows(SparkSession session) {
    return session.read().parquet("here");
  }
}

package org.minimacensus.misfits.study;

import org.apache.spark.sql.SparkSession;

/** Breaks the architecture on purpose. */
public interface KnowsSpark {
  SparkSession session();
}

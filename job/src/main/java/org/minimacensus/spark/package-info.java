/**
 * The only importer of Spark's RDD and SQL classes and of Hadoop: readers of training data and of
 * starts.
 *
 * <p>Depends on {@code study} and all below it. Knows no formulas. Start at {@link
 * org.minimacensus.spark.SparkDataReader}.
 */
package org.minimacensus.spark;

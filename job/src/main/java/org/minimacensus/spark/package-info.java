/**
 * The only importer of Spark's RDD and SQL classes and of Hadoop: readers of training data and of
 * starts, the distributed execution of restarts, the store of runs.
 *
 * <p>Depends on {@code study} and all below it. Knows no formulas. Start at {@link
 * org.minimacensus.spark.SparkJob}.
 */
package org.minimacensus.spark;

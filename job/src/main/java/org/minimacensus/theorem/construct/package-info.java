/**
 * Training sets of which something is known in advance: sub-optimal minima that theory constructs,
 * controls without any, and the classical data of the literature. One file each behind {@link
 * org.minimacensus.theorem.construct.Construction}, registered in {@link
 * org.minimacensus.theorem.construct.Constructions}.
 *
 * <p>Uses evaluators, searches and certificates; knows nothing of files, confs or Spark.
 */
package org.minimacensus.theorem.construct;

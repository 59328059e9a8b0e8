package org.minimacensus.spark;

import org.minimacensus.objective.ChartReach;
import org.minimacensus.objective.InspectionFacts;

/**
 * What all shards together say to a {@link StepItem}.
 *
 * @param sums as {@code ShardSums.sums()}, added over all shards
 * @param reach over all shards
 * @param rounding as {@code ShardInspection.gradientRounding()}, added over all shards; empty
 *     unless asked for
 * @param facts of all shards' inspections; null unless asked for
 */
record StepResult(double[] sums, ChartReach reach, double[] rounding, InspectionFacts facts) {}

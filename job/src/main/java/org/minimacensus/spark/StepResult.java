package org.minimacensus.spark;

import java.util.List;
import org.minimacensus.objective.ChartReach;
import org.minimacensus.objective.ShardInspection;

/**
 * What all shards together say to a {@link StepItem}.
 *
 * @param sums as {@code ShardSums.sums()}, added over all shards
 * @param reach over all shards
 * @param inspections of every shard, in any order; empty unless asked for
 */
record StepResult(double[] sums, ChartReach reach, List<ShardInspection> inspections) {}

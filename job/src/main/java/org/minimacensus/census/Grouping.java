package org.minimacensus.census;

import java.util.List;

/**
 * Groups of endpoints that are one minimum each.
 *
 * @param clusters in the order in which they were founded: by loss of the founder, then by restart
 * @param nearPairs pairs so close that another choice of founders might have joined them
 * @param undecided comparisons that were given up
 */
public record Grouping(List<Cluster> clusters, long nearPairs, long undecided) {}

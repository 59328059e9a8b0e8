package org.minimacensus.census;

import java.util.OptionalLong;

/**
 * Distinct minima, each count with its own meaning.
 *
 * @param values losses apart by more than the tolerance
 * @param functions outputs on the training inputs apart
 * @param parameters parameters modulo the network's symmetries apart; a class of degenerate minima
 *     counts once. Empty when the symmetries are not discrete
 * @param connected minima that no path of equal loss joins; empty: not computed
 * @param atInfinity certified valleys at infinity, told apart by kind, limit of the loss and limit
 *     function
 */
public record DistinctCounts(
    long values,
    long functions,
    OptionalLong parameters,
    OptionalLong connected,
    long atInfinity) {}

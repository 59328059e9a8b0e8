package org.minimacensus.census;

import java.util.OptionalLong;

/**
 * Distinct minima, each count with its own meaning.
 *
 * @param values losses apart by more than the tolerance
 * @param functions outputs on the training inputs apart
 * @param parameters parameters modulo the network's symmetries apart; a class of degenerate minima
 *     counts once. Empty when the symmetries are not discrete
 * @param connected minima that are left when those are one between which a path of equal loss was
 *     found; empty: not computed
 * @param atInfinity certified valleys at infinity, told apart by kind, limit of the loss and limit
 *     function
 */
public record DistinctCounts(
    long values, long functions, OptionalLong parameters, OptionalLong connected, long atInfinity) {
  /** The same with minima joined by paths, or not. */
  public DistinctCounts withConnected(OptionalLong joined) {
    return new DistinctCounts(values, functions, parameters, joined, atInfinity);
  }
}

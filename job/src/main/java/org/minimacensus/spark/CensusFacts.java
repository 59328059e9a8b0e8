package org.minimacensus.spark;

import java.io.Serializable;
import java.util.TreeSet;
import org.minimacensus.census.Criterion;

/** What a census must know of all endpoints before it groups them. */
final class CensusFacts implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Names of the objectives; more than two say no more than two. */
  final TreeSet<String> objectives = new TreeSet<>();

  double lowest = Double.POSITIVE_INFINITY;
  double largestError;
  long withoutLimit;
  boolean byParameters;
  boolean byFunction;

  CensusFacts add(CensusRow row) {
    addObjective(row.objective());
    if (row.open() && Double.isNaN(row.limit())) {
      withoutLimit++;
    }

    if (row.minimum()) {
      lowest = Math.min(lowest, row.loss());
      boolean known = row.lossError() >= 0 && Double.isFinite(row.lossError());
      largestError = known ? Math.max(largestError, row.lossError()) : largestError;
      byParameters |= row.item().criterion() == Criterion.PARAMETERS;
      byFunction |= row.item().criterion() == Criterion.FUNCTIONS;
    }

    return this;
  }

  CensusFacts add(CensusFacts other) {
    other.objectives.forEach(this::addObjective);
    lowest = Math.min(lowest, other.lowest);
    largestError = Math.max(largestError, other.largestError);
    withoutLimit += other.withoutLimit;
    byParameters |= other.byParameters;
    byFunction |= other.byFunction;
    return this;
  }

  private void addObjective(String name) {
    if (objectives.size() < 2) {
      objectives.add(name);
    }
  }

  /** Whether degenerate minima may be at the parameters of strict ones. */
  boolean merging() {
    return byParameters && byFunction;
  }
}

package org.minimacensus.study.compare;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which endpoints contradict their certificates: those on a strict minimum whose loss, less its
 * certified error, is above the loss of another endpoint on the same minimum by more than that
 * one's. Both are bounds on one number, so one of the two certificates is wrong, as it is when a
 * derivative is.
 */
final class CertifiedLosses {
  private final List<Basin> basins;
  private final double[] lowest;

  CertifiedLosses(ObjectivePair pair) {
    this.basins = pair.basins();
    this.lowest = new double[basins.size()];
    Arrays.fill(lowest, Double.POSITIVE_INFINITY);
    Stream.concat(pair.baseline().stream(), pair.candidate().stream())
        .filter(this::certified)
        .forEach(
            e ->
                lowest[e.basin()] =
                    Math.min(lowest[e.basin()], e.fact().loss() + e.fact().lossError()));
  }

  private boolean certified(ObjectivePair.Ended e) {
    return e.basin() >= 0 && basins.get(e.basin()).strict() && e.fact().lossError() >= 0;
  }

  boolean contradicts(ObjectivePair.Ended e) {
    return certified(e) && e.fact().loss() - e.fact().lossError() > lowest[e.basin()];
  }
}

package org.minimacensus.theorem.construct;

import java.util.Optional;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.numeric.RandomStream;

/** Points of loss zero, found by searches from random starts. */
final class GlobalMinimum {
  /** A loss this small is 0 but for rounding. */
  private static final double ZERO = 1e-24;

  private GlobalMinimum() {}

  /**
   * The first certified minimum of loss 0; empty where no search reached one.
   *
   * @param zeroModes predicted; negative: not predicted
   */
  static Optional<KnownPoint> find(
      Problem problem, RandomStream stream, double scale, int starts, int zeroModes) {
    for (int k = 0; k < starts; k++) {
      Endpoint end = problem.run(problem.start(stream, scale));
      if (end.endpointClass().isMinimum() && end.loss() <= ZERO) {
        Optional<KnownPoint> point =
            KnownPoint.of(
                problem, end.theta(), end.endpointClass().label(), zeroModes, BadMinimum.GRADIENT);
        if (point.isPresent()) {
          return point;
        }
      }
    }

    return Optional.empty();
  }
}

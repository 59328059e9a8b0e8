package org.minimacensus.optimize;

import org.minimacensus.objective.Point;

/** The searches that find a minimum to a tolerance, to be put through the same tests. */
enum SearchKind {
  LBFGS {
    @Override
    Search from(Point start, SearchLimits limits, Recentering recentering, StepListener listener) {
      return new LbfgsSearch(start, limits, recentering, listener);
    }
  },
  LBFGS_NEWTON {
    @Override
    Search from(Point start, SearchLimits limits, Recentering recentering, StepListener listener) {
      return new LbfgsNewtonSearch(start, limits, recentering, listener);
    }
  },
  NEWTON {
    @Override
    Search from(Point start, SearchLimits limits, Recentering recentering, StepListener listener) {
      return new NewtonSearch(start, limits, recentering, listener);
    }
  },
  NEWTON_CG {
    @Override
    Search from(Point start, SearchLimits limits, Recentering recentering, StepListener listener) {
      return new NewtonCgSearch(start, limits, recentering, listener);
    }
  };

  abstract Search from(
      Point start, SearchLimits limits, Recentering recentering, StepListener listener);

  final Search from(double[] start, double gradientTolerance, int maxIterations) {
    return from(
        Point.of(start.clone()),
        new SearchLimits(gradientTolerance, maxIterations),
        Recentering.NONE,
        StepListener.NONE);
  }
}

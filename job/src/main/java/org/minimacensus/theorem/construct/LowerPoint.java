package org.minimacensus.theorem.construct;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.numeric.Roundoff;
import org.minimacensus.numeric.SymmetricEigen;
import org.minimacensus.optimize.SearchResult;

/** A point of strictly lower loss than a known minimum, and how one gets there. */
public final class LowerPoint {
  /** How much lower, relative to the loss, it is at least. */
  static final double BELOW = 1e-6;

  /** A walk along a flat set keeps the loss but for rounding. */
  private static final double SAME = 1e-9;

  private static final double[] STEPS = {0.1, -0.1, 0.5, -0.5};
  private static final int DESCENT = 500;
  private static final int STARTS = 16;

  private final double[] theta;
  private final double loss;
  private final double[] saddle;
  private final double curvature;
  private final String way;

  private LowerPoint(double[] theta, double loss, double[] saddle, double curvature, String way) {
    this.theta = theta;
    this.loss = loss;
    this.saddle = saddle;
    this.curvature = curvature;
    this.way = way;
  }

  /**
   * Down from a point of the same loss that curves down.
   *
   * @param loss of the minimum
   * @param walked points of that loss, where the walk along the flat set has left the minima
   * @param walk what was walked, in words
   */
  static Optional<LowerPoint> fromSaddle(
      Problem problem, double loss, List<double[]> walked, String walk) {
    List<LowerPoint> found = new ArrayList<>();
    for (double[] at : walked) {
      SymmetricEigen spectrum = problem.spectrum(at);
      double curvature = spectrum.values()[0];
      if (!(curvature < 0) || Math.abs(problem.value(at) - loss) > SAME * loss + Roundoff.EPSILON) {
        continue;
      }

      for (double step : STEPS) {
        double[] start = at.clone();
        for (int i = 0; i < start.length; i++) {
          start[i] += step * spectrum.vector(0, i);
        }

        SearchResult end = problem.descend(start, DESCENT);
        found.add(new LowerPoint(end.point().values().clone(), end.value(), at, curvature, walk));
      }
    }

    return lowest(found, loss);
  }

  /** Down from random starts; the way where the flat set has no saddle at hand. */
  static Optional<LowerPoint> search(Problem problem, double loss, RandomStream stream) {
    List<LowerPoint> found = new ArrayList<>();
    for (int k = 0; k < STARTS; k++) {
      SearchResult end = problem.descend(problem.start(stream, 1), DESCENT);
      found.add(
          new LowerPoint(
              end.point().values().clone(),
              end.value(),
              null,
              Double.NaN,
              "the lowest of " + STARTS + " searches from standard normal starts"));
    }

    return lowest(found, loss);
  }

  /** A point that is known without a search. */
  static Optional<LowerPoint> given(Problem problem, double loss, double[] theta, String way) {
    return lowest(
        List.of(new LowerPoint(theta, problem.value(theta), null, Double.NaN, way)), loss);
  }

  private static Optional<LowerPoint> lowest(List<LowerPoint> found, double loss) {
    LowerPoint best = null;
    for (LowerPoint point : found) {
      if (point.loss < loss * (1 - BELOW) && (best == null || point.loss < best.loss)) {
        best = point;
      }
    }

    return Optional.ofNullable(best);
  }

  /** Not a copy. */
  public double[] theta() {
    return theta;
  }

  public double loss() {
    return loss;
  }

  Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("theta", theta);
    facts.put("loss", loss);
    facts.put("way", way);
    if (saddle != null) {
      facts.put("saddle_theta", saddle);
      facts.put("saddle_eigenvalue", curvature);
    }

    return facts;
  }
}

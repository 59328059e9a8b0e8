package org.minimacensus.certify;

import java.util.Optional;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Point;
import org.minimacensus.optimize.StepListener;
import org.minimacensus.optimize.Vectors;

/**
 * Where the search of a restart would have ended, had it been stopped at some size of the gradient
 * and never polished, and what the formulas of the certificate say there.
 */
public final class StoppedSearch implements StepListener {
  /** Detail of a point whose Hessian is certainly positive definite. */
  public static final String POSITIVE = "positive";

  private final double level;
  private Point point;

  /**
   * @param level largest max |g_i| at which the search is stopped
   */
  public StoppedSearch(double level) {
    this.level = level;
  }

  @Override
  public void step(int iteration, double value, double gradientNorm, Point at) {
    if (point == null && gradientNorm <= level) {
      point = at.with(at.values().clone());
    }
  }

  /** The first point of the path within the level; empty when there was none. */
  public Optional<Point> point() {
    return Optional.ofNullable(point);
  }

  /**
   * What the certificate says of a point that was not polished: a strict minimum with the error
   * bounds that belong to its gradient, or unconverged when its Hessian is not certainly positive
   * definite or these bounds are too wide. The detail {@code positive} says that it is only the
   * bounds.
   *
   * @param whole the restart's own endpoint
   */
  public static Endpoint judged(Evaluator evaluator, Endpoint whole, Point point) {
    double[] error = HessianError.entries(evaluator, point);
    HessianSpectrum spectrum = HessianSpectrum.at(evaluator, point, error);
    Endpoint.Builder judged =
        whole.toBuilder()
            .theta(point.values().clone())
            .loss(spectrum.value())
            .baseLoss(spectrum.value())
            .gradientNorm(Vectors.maxAbs(spectrum.gradient()))
            .endpointClass(EndpointClass.UNCONVERGED);
    if (spectrum.positiveModes() < point.dimension()) {
      return judged.build();
    }

    double[] bounds = spectrum.parameterError(evaluator.inspect(point).gradientRounding());
    double decrease = spectrum.squaredNewtonDecrement(spectrum.gradient()) / 2;
    judged
        .detail(POSITIVE)
        .parameterError(bounds)
        .lossError(decrease + 16 * Math.ulp(Math.abs(spectrum.value())));
    return Endgame.relativeSize(bounds, point) <= CriticalPoints.LOCATED
        ? judged.endpointClass(EndpointClass.STRICT_MINIMUM).build()
        : judged.build();
  }
}

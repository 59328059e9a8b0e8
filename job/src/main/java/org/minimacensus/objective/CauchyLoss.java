package org.minimacensus.objective;

import org.minimacensus.numeric.Elementary;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.numeric.interval.IntervalFunctions;
import org.minimacensus.numeric.interval.Jet;

/**
 * l(s, y) = sum_k (delta^2 / 2) ln(1 + (s_k - y_k)^2 / delta^2), the negative log-likelihood of
 * errors of Cauchy's law up to constants. Not convex; its only critical point is its minimum.
 */
final class CauchyLoss extends RobustLoss {
  private static final long serialVersionUID = 1L;

  CauchyLoss(double delta) {
    super(delta);
  }

  @Override
  public String name() {
    return "cauchy";
  }

  @Override
  public LossProperties properties() {
    return new LossProperties(false, LossProperties.ANALYTIC, true, true, false, true, false, 0);
  }

  @Override
  double value(double u) {
    return 0.5 * Elementary.log1p(u * u);
  }

  @Override
  double slope(double u) {
    return u / (1 + u * u);
  }

  @Override
  double curvature(double u) {
    double q = 1 + u * u;
    return (1 - u * u) / (q * q);
  }

  /** With q = 1 + u^2: u / q and (1 - u^2) / q^2. */
  @Override
  Jet part(Jet u) {
    Interval square = u.value().square();
    Interval q = square.plus(Interval.ONE);
    return u.chain(
        IntervalFunctions.log(q).times(0.5).max(0),
        u.value().over(q),
        Interval.ONE.minus(square).over(q.square()));
  }
}

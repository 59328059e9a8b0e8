package org.minimacensus.objective;

import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.numeric.interval.Jet;

/**
 * l(s, y) = sum_k (delta^2 / 6) (1 - (1 - u_k^2)^3), u_k = (s_k - y_k) / delta, for |u_k| <= 1, and
 * delta^2 / 6 beyond: Tukey's biweight (Beaton and Tukey, The fitting of power series,
 * Technometrics 16, 1974). Twice continuously differentiable; every residual beyond delta is a
 * critical point that is no minimum.
 */
final class TukeyLoss extends RobustLoss {
  private static final long serialVersionUID = 1L;

  TukeyLoss(double delta) {
    super(delta);
  }

  @Override
  public String name() {
    return "tukey";
  }

  @Override
  public LossProperties properties() {
    return new LossProperties(false, 2, false, true, false, true, false, 0);
  }

  @Override
  double value(double u) {
    double square = u * u;
    // u^2/2 - u^4/2 + u^6/6, written so that nothing cancels near 0.
    return square >= 1 ? 1 / 6.0 : 0.5 * square * (1 - square + square * square / 3);
  }

  @Override
  double slope(double u) {
    double inside = 1 - u * u;
    // NaN stays what it is.
    return inside <= 0 ? 0 : u * inside * inside;
  }

  @Override
  double curvature(double u) {
    double inside = 1 - u * u;
    return inside <= 0 ? 0 : inside * (1 - 5 * u * u);
  }

  /** (1 - c^3) / 6, u c^2 and c (1 - 5 u^2) with c = max(0, 1 - u^2). */
  @Override
  Jet part(Jet u) {
    Interval square = u.value().square();
    Interval inside = Interval.ONE.minus(square).max(0);
    Interval curvature = inside.times(Interval.ONE.minus(square.times(5)));
    return u.chain(
        Interval.ONE.minus(inside.power(3)).over(Interval.of(6)).max(0),
        u.value().times(inside.square()),
        inside.high() == 0 ? Interval.ZERO : curvature);
  }
}

package org.minimacensus.theorem;

import java.util.List;
import org.minimacensus.numeric.Elementary;
import org.minimacensus.objective.Point;

/**
 * The explicit descent from an extended minimum (theta, 0, w, b).
 *
 * @param order k of the first moment C_k that does not vanish; 0: the loss falls to first order in
 *     the amplitude; -1: none was found, and there is no descent
 * @param output whose neuron moves at order k >= 1; -1: all at once
 * @param direction q of (w, b) of that output, of length 1; empty at order 0
 * @param moment C_k along q, scaled with {@code shift}; at order 0 the slope of largest size
 * @param shift the moment and amplitudes are those of phi e^(-shift)
 * @param loss at the extended minimum
 * @param predicted decrease of the loss at {@code to}
 * @param measured decrease there
 * @param share of the predicted best amplitude that was gone at order 0; 1 for squared losses
 * @param curve from the longest to the shortest step along q; empty at order 0
 * @param slope of log decrease against log t over its shortest steps; NaN at order 0
 * @param to where the descent ends; at order k >= 1 the lowest point of the curve
 */
public record EscapeStep(
    int order,
    int output,
    double[] direction,
    Bounded moment,
    double shift,
    double loss,
    double predicted,
    double measured,
    double share,
    List<CurvePoint> curve,
    double slope,
    Point to) {
  /**
   * A point (theta, a(t), (w, b) + t q).
   *
   * @param predicted decrease to leading order, C_k^2 t^(2k) / (2 k!^2 (lambda + sum l'' e^2))
   */
  public record CurvePoint(double t, double predicted, double measured, Point point) {}

  public EscapeStep {
    curve = List.copyOf(curve);
  }

  /** Whether a lower loss was found. */
  public boolean descends() {
    return order >= 0 && measured > 0;
  }

  /** The moment as the papers write it. */
  public double rawMoment() {
    return moment.value() * Elementary.exp(shift);
  }

  /** measured / predicted - 1: at order 0 where the descent ends, else on the shortest step. */
  public double relativeDifference() {
    if (curve.isEmpty()) {
      return measured / predicted - 1;
    }

    CurvePoint last = curve.get(curve.size() - 1);
    return last.measured() / last.predicted() - 1;
  }
}

package org.minimacensus.objective;

import java.util.Arrays;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.numeric.interval.Jet;

/**
 * Enclosures of the loss of a row, of its gradient and of its Hessian by the K outputs.
 *
 * @param gradient of K
 * @param hessian K x K, symmetric
 */
public record LossEnclosure(Interval value, Interval[] gradient, Interval[][] hessian) {
  /**
   * Of a sum of functions of one output each.
   *
   * @param parts by output, each a jet of that output
   */
  static LossEnclosure separable(Jet... parts) {
    int outputs = parts.length;
    Interval value = Interval.ZERO;
    Interval[] gradient = new Interval[outputs];
    Interval[][] hessian = new Interval[outputs][outputs];
    for (int k = 0; k < outputs; k++) {
      value = value.plus(parts[k].value());
      gradient[k] = parts[k].slope();
      Arrays.fill(hessian[k], Interval.ZERO);
      hessian[k][k] = parts[k].curvature();
    }

    return new LossEnclosure(value, gradient, hessian);
  }
}

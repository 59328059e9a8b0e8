package org.minimacensus.objective;

import java.util.Arrays;
import java.util.List;
import org.minimacensus.numeric.DoubleDouble;

/**
 * The objectives as {@link PreciseObjective} has them, with no derivative but by differences. The
 * description of the case is all that it shares with the code under test.
 */
final class Reference {
  private final PreciseObjective objective;

  Reference(ObjectiveCase c) {
    this.objective =
        new PreciseObjective(
            new PreciseObjective.Form(
                c.architecture(),
                ObjectiveCase.LEAKY_SLOPE,
                c.loss(),
                c.power(),
                Losses.DELTA,
                c.reduction(),
                c.l2(),
                c.objectiveName(),
                c.lambda(),
                ObjectiveCase.DEGREE),
            List.of(c.features()),
            List.of(c.targets()));
  }

  /** The objective in the chart. */
  DoubleDouble value(DoubleDouble[] parameters, double[] origins) {
    return objective.value(parameters, origins);
  }

  /**
   * The objective with added neurons as the papers write it: raw = (a, w, b) or (A, w) per output.
   */
  DoubleDouble rawValue(DoubleDouble[] parameters) {
    return objective.valueAsWritten(parameters);
  }

  /** The difference of two raw values over a distance. */
  double rawSlope(DoubleDouble[] up, DoubleDouble[] down, double apart) {
    return rawValue(up).minus(rawValue(down)).dividedBy(DoubleDouble.of(apart)).high();
  }

  /**
   * (F(x + h v) - F(x - h v)) / 2h in double-double: truncation and rounding both below 1e-13
   * relative.
   */
  double slope(double[] parameters, double[] origins, double[] v) {
    double h = 0x1p-30;
    DoubleDouble difference =
        value(moved(parameters, v, h, v, 0), origins)
            .minus(value(moved(parameters, v, -h, v, 0), origins));
    return difference.dividedBy(DoubleDouble.of(2 * h)).high();
  }

  /** v^T H w by the mixed second difference. */
  double bilinear(double[] parameters, double[] origins, double[] v, double[] w) {
    double h = 0x1p-24;
    DoubleDouble difference =
        value(moved(parameters, v, h, w, h), origins)
            .minus(value(moved(parameters, v, h, w, -h), origins))
            .minus(value(moved(parameters, v, -h, w, h), origins))
            .plus(value(moved(parameters, v, -h, w, -h), origins));
    return difference.dividedBy(DoubleDouble.of(4 * h * h)).high();
  }

  static DoubleDouble[] exactly(double[] parameters) {
    return Arrays.stream(parameters).mapToObj(DoubleDouble::of).toArray(DoubleDouble[]::new);
  }

  private static DoubleDouble[] moved(
      double[] parameters, double[] v, double s, double[] w, double t) {
    DoubleDouble[] moved = new DoubleDouble[parameters.length];

    for (int i = 0; i < moved.length; i++) {
      moved[i] =
          DoubleDouble.of(parameters[i])
              .plus(DoubleDouble.product(v[i], s))
              .plus(DoubleDouble.product(w[i], t));
    }

    return moved;
  }
}

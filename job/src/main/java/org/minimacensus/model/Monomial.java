package org.minimacensus.model;

import java.util.Optional;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.numeric.interval.Jet;

/**
 * sigma(t) = t^degree, of the monomial neuron; hidden units have {@link Quadratic}.
 *
 * @param degree >= 1
 */
record Monomial(int degree) implements Activation {
  Monomial {
    if (degree < 1) {
      throw new IllegalArgumentException("a monomial needs a degree >= 1, found " + degree);
    }
  }

  @Override
  public String name() {
    return "monomial";
  }

  @Override
  public void evaluate(
      Kernels kernels,
      double[] z,
      double[] value,
      double[] first,
      double[] second,
      int offset,
      int n,
      int order) {
    for (int i = offset; i < offset + n; i++) {
      double below = 1;
      double lower = degree == 1 ? 0 : 1;

      for (int power = 1; power < degree; power++) {
        lower = power == 1 ? 1 : lower * z[i];
        below *= z[i];
      }

      value[i] = below * z[i];

      if (order > 0) {
        first[i] = degree * below;
      }

      if (order > 1) {
        second[i] = (double) degree * (degree - 1) * lower;
      }
    }
  }

  @Override
  public Parity parity() {
    return degree % 2 == 0 ? Parity.EVEN : Parity.ODD;
  }

  @Override
  public int power() {
    return degree;
  }

  @Override
  public Optional<Jet> enclosure(Interval z) {
    return Optional.of(Jet.variable(z).power(degree));
  }
}

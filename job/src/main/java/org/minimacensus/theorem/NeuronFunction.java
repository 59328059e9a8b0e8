package org.minimacensus.theorem;

import org.minimacensus.numeric.Elementary;
import org.minimacensus.numeric.Roundoff;

/** The function phi of an added neuron a phi(w.x + b), with its derivatives. */
public interface NeuronFunction {
  /** The k-th derivative at t; of relu at 0 that to the left. */
  double derivative(int k, double t);

  /**
   * A bound on the error of {@link #derivative} as computed.
   *
   * @param dt bound on the error of t
   */
  double error(int k, double t, double dt);

  /** Unit roundoffs that a value takes at most, apart from that of its argument. */
  double ROUNDINGS = 8 * Roundoff.UNIT;

  /** e^t. */
  record Exponential() implements NeuronFunction {
    @Override
    public double derivative(int k, double t) {
      return Elementary.exp(t);
    }

    @Override
    public double error(int k, double t, double dt) {
      // e^dt - 1 <= 2 dt for dt <= 1; beyond that nothing is known of e^t.
      return dt <= 1 ? Elementary.exp(t) * (2 * dt + ROUNDINGS) : Double.POSITIVE_INFINITY;
    }
  }

  /** t^degree. */
  record Monomial(int degree) implements NeuronFunction {
    @Override
    public double derivative(int k, double t) {
      double value = 1;
      for (int i = 0; i < degree; i++) {
        value *= i < k ? degree - i : t;
      }

      return k > degree ? 0 : value;
    }

    @Override
    public double error(int k, double t, double dt) {
      double size = Math.abs(t) + dt;
      return derivative(k + 1, size) * dt + degree * ROUNDINGS * derivative(k, size);
    }
  }

  /** max(0, t). */
  record Ramp() implements NeuronFunction {
    @Override
    public double derivative(int k, double t) {
      return t <= 0 || k > 1 ? 0 : k == 1 ? 1 : t;
    }

    @Override
    public double error(int k, double t, double dt) {
      return k == 0 ? dt : k == 1 && Math.abs(t) <= dt ? 1 : 0;
    }
  }
}

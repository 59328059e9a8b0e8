package org.minimacensus.model;

import java.io.Serializable;
import java.util.Optional;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.numeric.interval.Jet;

/**
 * A scalar function applied to every unit of a hidden layer, with its first two derivatives and
 * what the theory needs to know of it. One file each, registered in {@link Activations}.
 */
public interface Activation extends Serializable {
  /**
   * How sigma(-t) relates to sigma(t); decides the sign symmetries of a network
   * (docs/mathematics.md).
   */
  enum Parity {
    /** sigma(-t) = -sigma(t). */
    ODD,
    /** sigma(-t) = sigma(t). */
    EVEN,
    /** sigma(-t) = 1 - sigma(t). */
    COMPLEMENT,
    NONE
  }

  /** The name in the conf file. */
  String name();

  /**
   * Evaluates n pre-activations.
   *
   * @param z pre-activations, not modified; none of the other arrays may be the same array
   * @param order 0: value only; 1: value and first; 2: all three. Arrays beyond the order may be
   *     null and are not written. All arrays use the same offset
   */
  void evaluate(
      Kernels kernels,
      double[] z,
      double[] value,
      double[] first,
      double[] second,
      int offset,
      int n,
      int order);

  /**
   * Whether sigma has a third derivative everywhere, which {@link #third} computes: what a pair of
   * merging units leaves needs it.
   */
  default boolean thriceDifferentiable() {
    return false;
  }

  /**
   * The third derivative of sigma at n pre-activations.
   *
   * @param value what {@link #evaluate} of order 2 left there, as are first and second; none of
   *     them is modified
   * @param third receives the result; all arrays use the same offset
   * @throws UnsupportedOperationException unless {@link #thriceDifferentiable}
   */
  default void third(
      Kernels kernels,
      double[] z,
      double[] value,
      double[] first,
      double[] second,
      double[] third,
      int offset,
      int n) {
    throw new UnsupportedOperationException(name() + " has no third derivative everywhere");
  }

  /** How the function behaves under a change of sign. */
  default Parity parity() {
    return Parity.NONE;
  }

  /**
   * The slope kappa for which sigma(t) - sigma(-t) = kappa t for all t, where a linear path can
   * undo a change of sign; NaN when the difference is not linear.
   */
  default double oddSlope() {
    return Double.NaN;
  }

  /** n where sigma(t) = t^n, else 0. */
  default int power() {
    return 0;
  }

  /** Whether sigma(t) = t: units that only mix. */
  default boolean linear() {
    return power() == 1;
  }

  /**
   * Whether the second derivative is a number: sigma(t) is t or t^2, and layers of units can be
   * mixed continuously.
   */
  default boolean mixes() {
    return power() == 1 || power() == 2;
  }

  /** Whether sigma(t) = max(0, t): units can be dead. */
  default boolean rectifier() {
    return false;
  }

  /**
   * Whether sigma is the sine: half a turn changes its sign, and units of one frequency add up like
   * phasors.
   */
  default boolean sine() {
    return false;
  }

  /**
   * Whether nothing else that is done to single units is known to leave networks as they are than
   * permutations and what {@link #parity} and {@link #oddSlope} say (docs/mathematics.md).
   */
  default boolean symmetricBySignsAlone() {
    return false;
  }

  /** Whether sigma(c t) = c sigma(t) for c > 0. */
  default boolean positivelyHomogeneous() {
    return false;
  }

  /**
   * Whether sigma is twice continuously differentiable everywhere (false for relu and leaky-relu,
   * whose slope jumps at 0, and for elu, whose second derivative does).
   */
  default boolean smooth() {
    return true;
  }

  /** The jump of sigma' at 0, its slope to the right less that to the left. */
  default double kink() {
    return 0;
  }

  /** Whether sigma' jumps at 0: the network is not differentiable where a pre-activation is 0. */
  default boolean kinked() {
    return kink() != 0;
  }

  /**
   * Whether a unit is saturated at pre-activation z in double precision: sigma' differs from its
   * limit slope by less than 1e-15 (never, for functions without such a limit).
   */
  default boolean saturated(double z) {
    return false;
  }

  /** The finite values that sigma nears towards both infinities; empty for unbounded functions. */
  default double[] limits() {
    return new double[0];
  }

  /**
   * How far sigma is from its limit at z > 0 and, as these functions are alike on both sides, at
   * -z; for functions with two {@link #limits}. Positive, falling and convex.
   */
  default double tail(double z) {
    throw new UnsupportedOperationException(name() + " does not tend to a limit on both sides");
  }

  /** r where {@link #tail} falls as e^-rz; infinity where it falls faster. */
  default double tailRate() {
    return Double.POSITIVE_INFINITY;
  }

  /**
   * The expansion as z falls to minus infinity, where it is a series of exponentials of more than
   * one term (elu has one).
   */
  default Optional<ExponentialTail> exponentialTail() {
    return Optional.empty();
  }

  /**
   * For functions that are relu but for a bounded bend around 0, which means that sigma - max(0, z)
   * tends to a constant on both sides: the sign of its difference from that constant; else 0.
   */
  default int bend() {
    return 0;
  }

  /** The limit of sigma to the left, of functions with a {@link #bend}. */
  default double leftLimit() {
    return 0;
  }

  /**
   * Enclosures of sigma, sigma' and sigma'' over an interval; where sigma'' jumps, of both sides of
   * it. Empty where sigma' jumps in the interval.
   */
  Optional<Jet> enclosure(Interval z);

  /** Encloses sigma alone over an interval, with a kink in it or not. */
  default Interval range(Interval z) {
    return enclosure(z)
        .orElseThrow(() -> new IllegalStateException(name() + " has a kink"))
        .value();
  }
}

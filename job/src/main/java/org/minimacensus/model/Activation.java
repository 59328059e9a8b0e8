package org.minimacensus.model;

import java.io.Serializable;
import org.minimacensus.numeric.Kernels;

/** A scalar function applied to every unit of a hidden layer, with its first two derivatives and what the theory needs to know of it. One file each, registered in {@link Activations}. */
public interface Activation extends Serializable {
  /** How sigma(-t) relates to sigma(t); decides the sign symmetries of a network (docs/mathematics.md). */
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
   * @param z pre-activations, not modified unless an output array is the same array
   * @param order 0: value only; 1: value and first; 2: all three. Arrays beyond the order may be null. All arrays use the same offset
   */
  void evaluate(Kernels kernels, double[] z, double[] value, double[] first, double[] second, int offset, int n, int order);

  Parity parity();

  /** Whether sigma(c t) = c sigma(t) for c > 0. */
  boolean positivelyHomogeneous();

  /** Whether sigma is twice continuously differentiable everywhere (false for relu, leaky-relu; elu is C1 only: its kink is in the second derivative). */
  boolean smooth();

  /** Whether a unit is saturated at pre-activation z in double precision: sigma' differs from its limit slope by less than 1e-15 (never, for functions without such a limit). */
  boolean saturated(double z);
}

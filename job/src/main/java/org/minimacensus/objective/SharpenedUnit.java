package org.minimacensus.objective;

import org.minimacensus.numeric.Kernels;

/**
 * What a hidden unit of softplus, swish, gelu or elu becomes when its incoming weights grow without
 * bound and its outgoing weights fade: a relu unit. To a network without the unit is added
 *
 * <p>g_k(x) = beta_k max(a.x~, 0), x~ = [x; 1] with hidden biases, x without.
 *
 * <p>For incoming weights a / t and outgoing weights t beta this is the limit of t to 0. On some
 * inputs, the pinned ones, a.x~ = 0, which leaves a the coordinates u in a basis of the vectors
 * orthogonal to them. One beta is 1 or -1, that of the pivot: the length of a takes its part, so
 * that no direction of the chart is trivial.
 *
 * <p>Parameters: the beta of the other outputs (K - 1), u; then, fixed for whoever asks: the basis,
 * vector by vector, and as many more numbers as there are pinned inputs, on which nothing depends.
 * Derivatives by those are given as 0, so that one objective serves all runs.
 *
 * @param bias whether hidden units have one
 * @param pivot the output whose beta is 1 or -1, from 0
 * @param sign that beta
 * @param pinned number of pinned inputs, fewer than the unit has incoming weights
 */
public record SharpenedUnit(boolean bias, int pivot, int sign, int pinned) implements OriginFree {
  public SharpenedUnit {
    if (sign != 1 && sign != -1) {
      throw new IllegalArgumentException("sign must be 1 or -1, was " + sign);
    }
  }

  @Override
  public String name() {
    return "sharpened-units";
  }

  /** Incoming weights of a unit, its bias included. */
  int incoming(int inputs) {
    return inputs + (bias ? 1 : 0);
  }

  /** Length of u. */
  public int coordinates(int inputs) {
    return incoming(inputs) - pinned;
  }

  /** Number of free parameters, which come first. */
  public int free(int inputs, int outputs) {
    return outputs - 1 + coordinates(inputs);
  }

  @Override
  public int dimension(int inputs, int outputs) {
    return free(inputs, outputs) + coordinates(inputs) * incoming(inputs) + pinned;
  }

  @Override
  public Pass pass(Kernels kernels, int inputs, int outputs) {
    return new SharpenedUnitPass(this, kernels, inputs, outputs);
  }
}

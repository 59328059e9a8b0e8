package org.minimacensus.objective;

import org.minimacensus.model.Activation;
import org.minimacensus.numeric.Kernels;

/**
 * What a hidden unit of a bounded activation becomes when its incoming weights grow without bound:
 * a step. To a network without the unit is added
 *
 * <p>g_k(x) = v_k S(x),
 *
 * <p>S the limit of the activation on the side of the row, that is by the sign of D.x~ (x~ = [x; 1]
 * with hidden biases, x without). On some inputs, the pinned ones, the pre-activation stays bounded
 * while all others run away: there S = sigma(z), with z = B zeta, zeta as many free numbers as the
 * pinned inputs have independent ones, B the combinations that pinned inputs are of these.
 *
 * <p>Parameters: v (K), zeta; then, fixed for whoever asks: D (d or d + 1, the bias last) and for
 * each pinned input its d features and its row of B. Derivatives by those are given as 0, so that
 * one objective serves all runs.
 *
 * @param bias whether hidden units have one
 * @param pinned number of pinned inputs
 * @param rank number of zeta, at most {@code pinned}
 */
public record SaturatedUnit(Activation activation, boolean bias, int pinned, int rank)
    implements OriginFree {
  public SaturatedUnit {
    if (!bounded(activation)) {
      throw new IllegalArgumentException(
          "units of activation " + activation.name() + " do not saturate on both sides");
    }
  }

  /** Whether units of an activation tend to a limit on both sides. */
  public static boolean bounded(Activation activation) {
    return activation.limits().length == 2;
  }

  @Override
  public String name() {
    return "saturated-units";
  }

  /** Incoming weights of a unit, its bias included. */
  int incoming(int inputs) {
    return inputs + (bias ? 1 : 0);
  }

  /** Number of free parameters, which come first. */
  public int free(int outputs) {
    return outputs + rank;
  }

  @Override
  public int dimension(int inputs, int outputs) {
    return free(outputs) + incoming(inputs) + pinned * (inputs + rank);
  }

  @Override
  public Pass pass(Kernels kernels, int inputs, int outputs) {
    return new SaturatedUnitPass(this, kernels, inputs, outputs);
  }
}

package org.minimacensus.objective;

import org.minimacensus.numeric.Kernels;

/**
 * What a hidden unit becomes when its incoming weights fade while its outgoing weights grow: to a
 * network without the unit is added a linear function g_k(x) = alpha_k D.x.
 *
 * <p>For incoming weights eps D / sigma'(b), bias b and outgoing weights alpha / eps this is, but
 * for a constant, the limit of eps to 0, with corrections
 *
 * <p>eps sigma''(b) / (2 sigma'(b)^2) alpha_k (D.x)^2 + eps^2 sigma'''(b) / (6 sigma'(b)^3) alpha_k
 * (D.x)^3.
 *
 * <p>One alpha is 1, that of the pivot. Parameters: the alpha of the other outputs (K - 1), D (d),
 * and, with a correction, the coefficient t of t alpha_k (D.x)^power, of which only t = 0 and the
 * first derivative there are defined.
 *
 * @param pivot the output whose alpha is 1, from 0
 * @param power of the correction whose coefficient is a parameter: 2 or 3; 0 for none
 */
public record FadedUnit(int pivot, int power) implements OriginFree {
  @Override
  public String name() {
    return "fading-unit";
  }

  @Override
  public int dimension(int inputs, int outputs) {
    return outputs - 1 + inputs + (power > 0 ? 1 : 0);
  }

  @Override
  public Pass pass(Kernels kernels, int inputs, int outputs) {
    return new FadedUnitPass(this, kernels, inputs, outputs);
  }
}

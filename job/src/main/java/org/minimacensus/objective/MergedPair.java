package org.minimacensus.objective;

import org.minimacensus.model.Activation;
import org.minimacensus.numeric.Kernels;

/**
 * What two hidden units become when their incoming weights merge and their outgoing weights cancel:
 * to a network without them is added
 *
 * <p>g_k(x) = c_k sigma(w.x~) + alpha_k (u.x~) sigma'(w.x~), x~ = [x; 1] with hidden biases, x
 * without.
 *
 * <p>For units with incoming weights w +- eps u and outgoing weights (c +- alpha / eps) / 2 this is
 * the limit of eps to 0, with the first correction eps^2 f2,
 *
 * <p>f2_k = (c_k / 2) (u.x~)^2 sigma''(w.x~) + (alpha_k / 6) (u.x~)^3 sigma'''(w.x~)
 *
 * <p>(after Martinelli, Van Meegen, Simsek, Gerstner and Brea 2025, Flat channels to infinity in
 * neural loss landscapes; derivation in docs/mathematics.md). One alpha is 1, that of the pivot:
 * the length of u takes its part, so that no direction of the chart is trivial. For networks with
 * one hidden layer and linear outputs.
 *
 * <p>Parameters: c (K), w (d or d + 1, the bias last), the alpha of the other outputs (K - 1), u
 * (as w), and, with the correction, the coefficient t of t f2, of which only t = 0 and the first
 * derivative there are defined.
 */
public final class MergedPair implements OriginFree {
  private static final long serialVersionUID = 1L;
  private final Activation activation;
  private final boolean bias;
  private final int pivot;
  private final boolean corrected;

  /**
   * @param bias whether hidden units have one
   * @param pivot the output whose alpha is 1, from 0
   * @param corrected whether the coefficient of the first correction is a parameter
   * @throws IllegalArgumentException when the activation has no third derivative everywhere
   */
  public MergedPair(Activation activation, boolean bias, int pivot, boolean corrected) {
    if (!activation.thriceDifferentiable()) {
      throw new IllegalArgumentException(
          "merging units need an activation with three derivatives everywhere, found "
              + activation.name());
    }

    this.activation = activation;
    this.bias = bias;
    this.pivot = pivot;
    this.corrected = corrected;
  }

  @Override
  public String name() {
    return "merging-units";
  }

  /** Incoming weights of a unit, its bias included. */
  int incoming(int inputs) {
    return inputs + (bias ? 1 : 0);
  }

  boolean bias() {
    return bias;
  }

  int pivot() {
    return pivot;
  }

  boolean corrected() {
    return corrected;
  }

  Activation activation() {
    return activation;
  }

  @Override
  public int dimension(int inputs, int outputs) {
    return 2 * (outputs + incoming(inputs)) - 1 + (corrected ? 1 : 0);
  }

  /** The pair has no exponential to normalise: its parameters are the same everywhere. */
  @Override
  public Pass pass(Kernels kernels, int inputs, int outputs) {
    return new MergedPairPass(this, kernels, inputs, outputs);
  }
}

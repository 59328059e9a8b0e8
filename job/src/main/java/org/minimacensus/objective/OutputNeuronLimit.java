package org.minimacensus.objective;

/**
 * The limit of {@link OutputNeuron} for b to infinity with a e^b kept: A_k exp(w_k.x) is added to
 * output k, and the regulariser is switched off. Local minima of this objective with A != 0 are
 * minima at infinity of the augmented one (docs/mathematics.md).
 *
 * <p>Raw form per output: (A, w_1..w_d) with A the amplitude of exp(w.x).
 */
final class OutputNeuronLimit extends ExponentialNeurons {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "output-neuron-limit";
  }

  @Override
  boolean regularised() {
    return false;
  }
}

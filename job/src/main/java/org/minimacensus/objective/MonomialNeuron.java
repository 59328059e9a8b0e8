package org.minimacensus.objective;

import org.minimacensus.model.Activation;
import org.minimacensus.model.Activations;

/**
 * The monomial neuron of Liang, Sun, Lee and Srikant (2018): a_k (w_k.x + b_k)^p is added to output
 * k. It removes bad local minima when p is at least the number of distinct inputs less 1; below,
 * those whose residuals are orthogonal to all polynomials of degree p may stay
 * (docs/mathematics.md).
 */
public final class MonomialNeuron extends RidgeNeurons {
  private static final long serialVersionUID = 1L;
  private final int degree;
  private final boolean limit;

  /**
   * @param degree p >= 1
   * @param lambda > 0
   */
  MonomialNeuron(int degree, double lambda) {
    super(lambda);
    this.degree = degree;
    this.limit = false;
    function();
  }

  private MonomialNeuron(int degree) {
    this.degree = degree;
    this.limit = true;
  }

  /** The degree p. */
  public int degree() {
    return degree;
  }

  @Override
  public String name() {
    return limit ? "monomial-neuron-limit" : "monomial-neuron";
  }

  @Override
  public int homogeneity() {
    return degree;
  }

  @Override
  public RidgeNeurons withoutRegulariser() {
    return new MonomialNeuron(degree);
  }

  @Override
  Activation function() {
    return Activations.monomial(degree);
  }

  @Override
  int roundings() {
    return degree + 1;
  }
}

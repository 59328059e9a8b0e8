package org.minimacensus.objective;

/**
 * What an augmentation multiplies the data term with (not weight decay, not its own regulariser): a
 * function s >= 1 of its parameters phi, which begin at offset.
 */
public interface LossFactor {
  double value(double[] parameters, int offset);

  /** ds/dphi. */
  double[] gradient(double[] parameters, int offset);

  /** d2s/dphi2, symmetric, as many rows as phi has parameters. */
  double[][] hessian(double[] parameters, int offset);
}

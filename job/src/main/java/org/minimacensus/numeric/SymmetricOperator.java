package org.minimacensus.numeric;

/** A symmetric matrix given by its products with vectors. */
@FunctionalInterface
public interface SymmetricOperator {
  /** out = A x; both of the length of the dimension, x is not modified. */
  void apply(double[] x, double[] out);
}

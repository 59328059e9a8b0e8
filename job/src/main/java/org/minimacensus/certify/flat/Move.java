package org.minimacensus.certify.flat;

/** A curve of parameters along which the loss does not change, from wherever it is begun. */
@FunctionalInterface
interface Move {
  /**
   * Goes along the curve.
   *
   * @param x parameters of the objective, changed in place
   * @param t how far, 0 is nowhere
   */
  void apply(double[] x, double t);

  /** The change of one parameter. */
  static Move along(int index) {
    return (x, t) -> x[index] += t;
  }

  /** The change of some parameters by multiples of the same number. */
  static Move line(int[] indexes, double[] multiples) {
    return (x, t) -> {
      for (int i = 0; i < indexes.length; i++) {
        x[indexes[i]] += t * multiples[i];
      }
    };
  }
}

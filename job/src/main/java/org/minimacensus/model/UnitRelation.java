package org.minimacensus.model;

import org.minimacensus.model.NetworkSymmetry.Flip;

/**
 * What one hidden unit is in terms of another one of its layer: sigma(z') = factor sigma(z) +
 * constant + linear z.
 *
 * @param factor of the other unit's value
 * @param constant what is added
 * @param linear of the other unit's pre-activation
 */
record UnitRelation(double factor, double constant, double linear) {
  /**
   * The relation of the second unit to the first; null when there is none, or none without a change
   * of the penalty.
   */
  static UnitRelation between(
      NetworkSymmetry symmetry,
      int layer,
      double[] weights,
      double bias,
      double[] otherWeights,
      double otherBias,
      double tolerance) {
    Activation sigma = symmetry.architecture().activation();
    double ratio = ratio(weights, bias, otherWeights, otherBias, tolerance);
    double scale = 1;
    double sign = sign(weights, bias, otherWeights, otherBias, tolerance);
    if (symmetry.scalesUnits()) {
      scale = Math.abs(ratio);
      sign = Math.signum(ratio);
    }
    if (sign > 0) {
      return new UnitRelation(scale, 0, 0);
    }

    Flip flip = symmetry.flip(layer);
    if (!(sign < 0) || flip == Flip.NONE) {
      return null;
    }

    return switch (flip) {
      case ODD -> new UnitRelation(-1, 0, 0);
      case EVEN -> new UnitRelation(1, 0, 0);
      case COMPLEMENT -> new UnitRelation(-1, 1, 0);
      case LINEAR -> new UnitRelation(scale, 0, -scale * sigma.oddSlope());
      case NONE -> null;
    };
  }

  /** Whether units of one direction can share under weight decay what they do. */
  static boolean shareable(Activation sigma) {
    return sigma.positivelyHomogeneous() && sigma.parity() == Activation.Parity.NONE;
  }

  /** 1 or -1 where the second vector is the first or its negative; 0 where it is neither. */
  static int sign(double[] a, double biasA, double[] b, double biasB, double tolerance) {
    boolean same = within(biasA, biasB, tolerance);
    boolean opposite = within(biasA, -biasB, tolerance);
    for (int i = 0; i < a.length; i++) {
      same &= within(a[i], b[i], tolerance);
      opposite &= within(a[i], -b[i], tolerance);
    }

    return same ? 1 : opposite ? -1 : 0;
  }

  /** r where the second vector is r times the first, neither 0; NaN where it is not. */
  static double ratio(double[] a, double biasA, double[] b, double biasB, double tolerance) {
    double aa = biasA * biasA;
    double bb = biasB * biasB;
    double ab = biasA * biasB;
    for (int i = 0; i < a.length; i++) {
      aa += a[i] * a[i];
      bb += b[i] * b[i];
      ab += a[i] * b[i];
    }
    if (!(aa > 0 && bb > 0)) {
      return Double.NaN;
    }

    double one = Math.sqrt(aa);
    double other = Math.copySign(Math.sqrt(bb), ab);
    boolean parallel = Math.abs(biasA / one - biasB / other) <= tolerance;
    for (int i = 0; i < a.length; i++) {
      parallel &= Math.abs(a[i] / one - b[i] / other) <= tolerance;
    }

    return parallel ? other / one : Double.NaN;
  }

  private static boolean within(double a, double b, double tolerance) {
    return Math.abs(a - b) <= tolerance * (1 + Math.abs(a));
  }
}

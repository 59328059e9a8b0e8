package org.minimacensus.optimize;

/**
 * How far two computed values of an objective may differ and still say nothing about which is
 * lower.
 */
final class Noise {
  /**
   * A sum of n rounded terms of one sign errs by about sqrt(n) 2^-53, relative: enough for n = 2^18
   * rows, and harmless for fewer.
   */
  private static final double RELATIVE = 0x1p-44;

  /**
   * More than this share of a value is not believed to be rounding: large parameters that cancel
   * give 1e-11.
   */
  private static final double MOST = 1e-9;

  private Noise() {}

  /** Of a sum whose terms do not cancel. */
  static double of(double value) {
    return RELATIVE * Math.abs(value);
  }

  /**
   * Whether a difference that gradients do not explain can be rounding of a sum whose terms cancel.
   */
  static boolean believable(double difference, double value) {
    return Math.abs(difference) <= MOST * Math.abs(value);
  }
}

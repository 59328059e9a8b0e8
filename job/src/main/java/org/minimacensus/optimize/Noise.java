package org.minimacensus.optimize;

/** How far two computed values of an objective may differ and still say nothing about which is lower. */
final class Noise {
  /** A sum of n rounded terms of one sign errs by about sqrt(n) 2^-53, relative: enough for n = 2^18 rows, and harmless for fewer. */
  private static final double RELATIVE = 0x1p-44;

  private Noise() {}

  static double of(double value) {
    return RELATIVE * Math.abs(value);
  }
}

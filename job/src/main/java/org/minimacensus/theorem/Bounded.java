package org.minimacensus.theorem;

/**
 * A computed number.
 *
 * @param bound on its rounding error, >= 0
 */
public record Bounded(double value, double bound) {
  /** Whether nothing but rounding is seen of it. */
  public boolean vanishes() {
    return Math.abs(value) <= bound;
  }
}

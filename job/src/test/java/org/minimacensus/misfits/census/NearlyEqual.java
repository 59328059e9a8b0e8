package org.minimacensus.misfits.census;

/** Breaks the architecture on purpose. */
public record NearlyEqual(double value) {
  @Override
  public boolean equals(Object other) {
    return other instanceof NearlyEqual that && Math.abs(value - that.value) < 1e-9;
  }

  @Override
  public int hashCode() {
    return 0;
  }
}

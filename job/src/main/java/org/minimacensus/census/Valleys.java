package org.minimacensus.census;

/**
 * Counts distinct valleys at infinity, told apart by their kind and the limit of their loss: of one
 * kind, a limit further than the tolerance above the first of a valley begins another one.
 */
public final class Valleys {
  private final double tolerance;
  private String kind = "";
  private double first = Double.NaN;
  private long count;

  /**
   * @param tolerance of limits, relative to 1 + |limit|
   */
  public Valleys(double tolerance) {
    this.tolerance = tolerance;
  }

  /** Takes the next limit, by kind and within a kind by ascending limit; repetitions do nothing. */
  public void add(String nextKind, double limit) {
    // The first comparison is with NaN and counts the first valley.
    boolean same = nextKind.equals(kind) && limit - first <= tolerance * (1 + Math.abs(first));
    if (!same) {
      kind = nextKind;
      first = limit;
      count++;
    }
  }

  public long count() {
    return count;
  }
}

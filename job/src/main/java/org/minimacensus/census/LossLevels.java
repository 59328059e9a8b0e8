package org.minimacensus.census;

/**
 * Divides losses in ascending order into levels: within one no two are apart by more than the
 * tolerance, widened by their error bounds.
 */
final class LossLevels {
  private final double tolerance;
  private double lowest = Double.NaN;
  private double width;

  /**
   * @param tolerance relative to 1 + |L|
   */
  LossLevels(double tolerance) {
    this.tolerance = tolerance;
  }

  /**
   * Takes the next loss.
   *
   * @param lossError error bound of it; NaN when there is none
   * @return whether it begins a level; the first one does
   */
  boolean begins(double loss, double lossError) {
    double error = lossError >= 0 && Double.isFinite(lossError) ? lossError : 0;
    // The first comparison is with NaN.
    boolean begins = !(loss - error - lowest <= width);
    if (begins) {
      lowest = loss + error;
      width = tolerance * (1 + Math.abs(loss));
    }
    lowest = Math.min(lowest, loss + error);
    return begins;
  }
}

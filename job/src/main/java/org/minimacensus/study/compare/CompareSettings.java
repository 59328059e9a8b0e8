package org.minimacensus.study.compare;

/**
 * How two runs are compared.
 *
 * @param level probability of a false alarm, of all tests together, in (0, 1)
 * @param maxSlowdown the candidate may run this many times fewer restarts in a second than the
 *     baseline, >= 1; positive infinity: as many as it likes
 * @param exact whether restarts with the same start must end with the same bits
 */
public record CompareSettings(double level, double maxSlowdown, boolean exact) {
  public static final double DEFAULT_LEVEL = 0.01;
  public static final CompareSettings DEFAULT =
      new CompareSettings(DEFAULT_LEVEL, Double.POSITIVE_INFINITY, false);

  public CompareSettings {
    // Written so that NaN is refused.
    if (!(level > 0 && level < 1 && maxSlowdown >= 1)) {
      throw new IllegalArgumentException(
          "expected a level in (0, 1) and a slowdown >= 1, found " + level + " and " + maxSlowdown);
    }
  }
}

package org.minimacensus.richness;

import java.io.Serializable;

/**
 * An estimate of the number of classes, seen and unseen, with a confidence interval where the
 * estimator has one that can be defended.
 *
 * @param name of the estimator
 * @param low lower end of the interval; low, high and level are NaN when there is no interval
 * @param level of confidence of the interval, in (0, 1)
 */
public record RichnessEstimate(String name, double value, double low, double high, double level)
    implements Serializable {
  public RichnessEstimate {
    boolean without = Double.isNaN(low) && Double.isNaN(high) && Double.isNaN(level);
    // Written so that NaN in one of the three alone is refused.
    boolean with = low <= high && level > 0 && level < 1;
    if (!(with || without) || Double.isNaN(value)) {
      throw new IllegalArgumentException(
          "an estimate needs low <= high and a level in (0, 1), or NaN for all three, found "
              + name
              + " "
              + value
              + " ["
              + low
              + ", "
              + high
              + "] at "
              + level);
    }
  }

  /** An estimate that comes without an interval. */
  static RichnessEstimate withoutInterval(String name, double value) {
    return new RichnessEstimate(name, value, Double.NaN, Double.NaN, Double.NaN);
  }
}

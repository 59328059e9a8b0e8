package org.minimacensus.richness;

import java.io.Serializable;

/**
 * An estimate of the number of classes, seen and unseen, with a confidence interval.
 *
 * @param name of the estimator
 * @param low lower end of the interval, never below the number of classes seen
 * @param level of confidence of the interval, in (0, 1)
 */
public record RichnessEstimate(String name, double value, double low, double high, double level)
    implements Serializable {
  public RichnessEstimate {
    // Written so that NaN is refused.
    if (!(low <= high && level > 0 && level < 1) || Double.isNaN(value)) {
      throw new IllegalArgumentException(
          "an estimate needs low <= high and a level in (0, 1), found "
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
}

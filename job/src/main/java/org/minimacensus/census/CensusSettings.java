package org.minimacensus.census;

import java.io.Serializable;

/**
 * When two minima are the same.
 *
 * @param valueTolerance losses are apart by more than this times (1 + |L|); > 0
 * @param parameterTolerance parameters are apart by more than this times (1 + |theta_i|); > 0
 */
public record CensusSettings(double valueTolerance, double parameterTolerance)
    implements Serializable {
  public CensusSettings {
    // Written so that NaN is refused.
    if (!(valueTolerance > 0 && valueTolerance < 1)) {
      throw new IllegalArgumentException("valueTolerance must be in (0, 1), was " + valueTolerance);
    }

    if (!(parameterTolerance > 0 && parameterTolerance < 1)) {
      throw new IllegalArgumentException(
          "parameterTolerance must be in (0, 1), was " + parameterTolerance);
    }
  }
}

package org.minimacensus.census;

import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/**
 * How much may be spent on paths between the minima of one objective.
 *
 * @param evaluations of the loss, its derivatives included; no test is begun once so many were made
 * @param asked whether somebody asked to stop
 * @param secondsLeft until the run's time is spent; infinite: no limit
 */
public record PathLimits(long evaluations, BooleanSupplier asked, DoubleSupplier secondsLeft) {
  public static final PathLimits NONE = evaluations(Long.MAX_VALUE);

  /** No other limit. */
  public static PathLimits evaluations(long most) {
    return new PathLimits(most, () -> false, () -> Double.POSITIVE_INFINITY);
  }

  /** Whether the search is to end at once. */
  public boolean stopped() {
    return asked.getAsBoolean() || secondsLeft.getAsDouble() <= 0;
  }
}

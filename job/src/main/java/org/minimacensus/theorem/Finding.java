package org.minimacensus.theorem;

import java.io.Serializable;

/**
 * What one endpoint says about a claim.
 *
 * @param holds whether the claim's conclusion holds of it
 * @param number the number that decides, in the claim's own units; larger ones are nearer to a
 *     refutation
 */
public record Finding(boolean holds, double number) implements Serializable {
  /** The conclusion that a number is at most a limit; fails for NaN. */
  static Finding atMost(double number, double limit) {
    return new Finding(number <= limit, number);
  }

  /** The conclusion that a number is above a limit; fails for NaN. */
  static Finding above(double number, double limit) {
    return new Finding(number > limit, number);
  }
}

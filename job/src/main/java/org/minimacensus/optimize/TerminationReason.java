package org.minimacensus.optimize;

/** Why a search ended. */
public enum TerminationReason {
  /** max_i |g_i| is at or below the gradient tolerance. */
  GRADIENT_TOLERANCE,
  /**
   * What is left to gain is below the rounding of the value, and the gradient does not fall
   * further.
   */
  NOISE_FLOOR,
  /** The iteration limit was reached. */
  ITERATION_LIMIT,
  /** No acceptable step was found, after the memory was cleared too. */
  LINE_SEARCH_FAILED,
  /**
   * No step of a model lowers the value, down to steps that are rounding (at a kink, for instance).
   */
  NO_PROGRESS,
  /** The objective was not a finite number at the start or on every trial step. */
  NOT_FINITE;

  /** The name in endpoints.termination, such as {@code gradient-tolerance}. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}

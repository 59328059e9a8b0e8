package org.minimacensus.study.compare;

/** What a difference of the candidate from the baseline means. */
public enum Direction {
  WORSE,
  BETTER,
  /** Neither: another population is sampled. */
  OTHER;

  /** The name in {@code compare.json}. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * Of something of which there should be less.
   *
   * @param more whether the candidate has more
   */
  static Direction ofMore(boolean more) {
    return more ? WORSE : BETTER;
  }
}

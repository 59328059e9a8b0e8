package org.minimacensus.study;

/**
 * What a search costs, measured on some restarts of the study on a sample of its rows. A search is
 * one restart of one objective, its certificate included.
 *
 * @param probed restarts that ended
 * @param questions per search, on average
 * @param fewest, most questions of a search
 * @param error standard error of {@code questions}; NaN for fewer than two restarts
 * @param secondsPerRow tau: per row and question on one core, averaged over the kinds of questions
 * @param fastestPerRow the same over the fastest few questions in a row: {@code secondsPerRow} is
 *     measured before the compiler is done, and can be many times too long
 * @param ownSeconds of a search apart from its questions, on average
 * @param spent seconds that measuring took
 */
public record SearchCosts(
    int probed,
    double questions,
    long fewest,
    long most,
    double error,
    double secondsPerRow,
    double fastestPerRow,
    double ownSeconds,
    double spent) {
  /**
   * Seconds of a search on one core, on average, when all questions are as fast as the fastest.
   *
   * @param rows of the training set
   */
  public double leastSecondsPerSearch(long rows) {
    return questions * rows * fastestPerRow;
  }
}

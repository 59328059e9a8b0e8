package org.minimacensus.study.compare;

/** What a test found, in one sentence. */
final class TrialWords {
  private TrialWords() {}

  static String of(Trial t) {
    String values =
        number(t.baseline()) + " in the baseline, " + number(t.candidate()) + " in the candidate";
    return switch (t.kind()) {
      case Kinds.CLASS, Kinds.DETAIL ->
          t.method().equals(Trial.SIGN)
              ? "the same starts under " + t.subject() + " in one run alone: " + values
              : "restarts that are " + t.subject() + ": " + values;
      case Kinds.BASIN ->
          t.method().equals(Trial.SIGN)
              ? "the same starts on " + t.subject() + " in one run alone: " + values
              : "restarts on " + t.subject() + ": " + values;
      case Kinds.BEST_LOSS -> "restarts on the best loss of both runs: " + values;
      case Kinds.CERTIFIED_LOSS ->
          "endpoints whose certified loss another endpoint on the same minimum contradicts: "
              + values;
      case Kinds.EVALUATIONS ->
          t.method().equals(Trial.SIGN)
              ? "of the same starts, those with more evaluations: " + values
              : "median of evaluations: " + values;
      case Kinds.GRADIENT_NORM -> "median gradient norm on minima: " + values;
      case Kinds.LOSS -> "of the same starts, those with the higher loss: " + values;
      case Kinds.CLASSES -> "endpoint classes and their details are distributed differently";
      case Kinds.BASINS -> "restarts are distributed differently over the basins";
      case Kinds.NEW_MINIMA ->
          number(t.candidate())
              + " restarts of the candidate are on minima that the baseline has not";
      case Kinds.LOST_MINIMA ->
          number(t.baseline())
              + " restarts of the baseline are on minima that the candidate has not";
      case Kinds.RICHNESS -> "estimated number of minima (chao1): " + values;
      default -> throw new IllegalArgumentException("no words for tests of " + t.kind());
    };
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : RunComparison.digits(value);
  }
}

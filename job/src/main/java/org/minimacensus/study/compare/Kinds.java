package org.minimacensus.study.compare;

/** What is compared, by the names in {@code compare.json}. */
final class Kinds {
  static final String CLASS = "class";
  static final String DETAIL = "detail";
  static final String BASIN = "basin";
  static final String BEST_LOSS = "best-loss";
  static final String CERTIFIED_LOSS = "certified-loss";
  static final String CLASSES = "classes";
  static final String BASINS = "basins";
  static final String NEW_MINIMA = "new-minima";
  static final String LOST_MINIMA = "lost-minima";
  static final String RICHNESS = "richness";
  static final String EVALUATIONS = "evaluations";
  static final String GRADIENT_NORM = "gradient-norm";
  static final String LOSS = "loss";
  static final String RESTARTS = "restarts";
  static final String COUNT = "count";
  static final String BITS = "bits";
  static final String VERDICT = "verdict";
  static final String THROUGHPUT = "throughput";

  private Kinds() {}
}

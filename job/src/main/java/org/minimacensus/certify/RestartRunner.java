package org.minimacensus.certify;

import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Point;
import org.minimacensus.optimize.StepListener;

/** Runs one restart to its certified endpoint: search, polish, escape, classification. SKELETON. */
public final class RestartRunner {
  /** @param base evaluator of the un-augmented objective on the same data (the same object for plain) */
  public RestartRunner(Evaluator evaluator, Evaluator base, FunctionSpaceFloor floor, RestartSettings settings) {}

  public Endpoint run(long restart, long seed, Point start, StepListener listener) {
    throw new IllegalStateException("skeleton");
  }
}

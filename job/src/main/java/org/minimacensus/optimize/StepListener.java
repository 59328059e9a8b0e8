package org.minimacensus.optimize;

import org.minimacensus.objective.Point;

/** Told of every accepted step of a search, for traces and {@code explain}. */
@FunctionalInterface
public interface StepListener {
  /** Listens to nothing. */
  StepListener NONE = (iteration, value, gradientNorm, point) -> {};

  /**
   * @param iteration accepted steps so far; 0 is the start
   */
  void step(int iteration, double value, double gradientNorm, Point point);
}

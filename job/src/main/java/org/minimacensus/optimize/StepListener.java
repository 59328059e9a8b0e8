package org.minimacensus.optimize;

import org.minimacensus.objective.Point;

/** Told of every accepted step of a search, for traces and {@code explain}. */
@FunctionalInterface
public interface StepListener {
  /** Listens to nothing. */
  StepListener NONE = (iteration, value, gradientNorm, point) -> {};

  /**
   * @param iteration accepted steps so far, of the search, or of a restart's searches together; 0
   *     is the start
   */
  void step(int iteration, double value, double gradientNorm, Point point);

  /**
   * A step of a search on another function than the one whose minima are looked for: in a chart,
   * with parameters held, without the added neurons. Its point is none of the objective, even if it
   * has as many parameters.
   */
  default void elsewhere(int iteration, double value, double gradientNorm, Point point) {
    step(iteration, value, gradientNorm, point);
  }

  /** Tells two, one after the other. */
  static StepListener both(StepListener one, StepListener other) {
    return new StepListener() {
      @Override
      public void step(int iteration, double value, double gradientNorm, Point point) {
        one.step(iteration, value, gradientNorm, point);
        other.step(iteration, value, gradientNorm, point);
      }

      @Override
      public void elsewhere(int iteration, double value, double gradientNorm, Point point) {
        one.elsewhere(iteration, value, gradientNorm, point);
        other.elsewhere(iteration, value, gradientNorm, point);
      }
    };
  }
}

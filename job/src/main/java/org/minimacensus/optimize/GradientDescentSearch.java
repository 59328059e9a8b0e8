package org.minimacensus.optimize;

import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/** Plain gradient descent with a fixed step, the method of the papers: x <- x - step g. */
public final class GradientDescentSearch extends AbstractSearch {
  private final double step;
  private boolean started;
  private Point next;

  /** @param step step length; > 0 */
  public GradientDescentSearch(Point start, SearchLimits limits, double step, Recentering recentering, StepListener listener) {
    super(start, limits, recentering, listener);
    // Written so that NaN is refused.
    if (!(step > 0)) {
      throw new IllegalArgumentException("step must be > 0, was " + step);
    }

    this.step = step;
    ask(Question.gradient(start));
  }

  @Override
  void answered(Answer answer) {
    boolean goesOn;
    if (!started) {
      started = true;
      goesOn = start(answer);
    } else if (next == null) {
      recentred(answer);
      goesOn = true;
    } else if (finite(answer)) {
      goesOn = step(next, answer);
    } else {
      end(TerminationReason.NOT_FINITE);
      goesOn = false;
    }

    if (goesOn) {
      descend(answer);
    }
  }

  private void descend(Answer answer) {
    if (answer.originAdvice() != null && next != null) {
      point = recentering.move(point, answer.originAdvice());
      next = null;
      ask(Question.gradient(point));
      return;
    }

    double[] x = point.values().clone();
    for (int i = 0; i < x.length; i++) {
      x[i] -= step * gradient[i];
    }

    next = point.with(x);
    ask(Question.gradient(next));
  }
}

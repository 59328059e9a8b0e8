package org.minimacensus.optimize;

import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * Plain gradient descent with a fixed step: x <- x - step g.
 *
 * <p>Steps are taken whether the value falls or not, so the result is the last point, not the
 * lowest. A value or gradient that is not finite ends the search at the last point that was.
 */
public final class GradientDescentSearch extends AbstractSearch {
  private enum State {
    START,
    STEP,
    NEW_CHART
  }

  private final double step;
  private State state = State.START;
  private Point next;

  /**
   * @param step step length; > 0 and finite
   */
  public GradientDescentSearch(
      Point start,
      SearchLimits limits,
      double step,
      Recentering recentering,
      StepListener listener) {
    super(start, limits, recentering, listener);
    // Written so that NaN is refused.
    if (!(step > 0 && step < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("step must be > 0 and finite, was " + step);
    }

    this.step = step;
    ask(Question.gradient(start));
  }

  @Override
  boolean better(double atValue, double norm) {
    return true;
  }

  @Override
  void answered(Answer answer) {
    switch (state) {
      case START:
        if (begin(answer)) {
          settle(answer.originAdvice());
        }

        break;
      case NEW_CHART:
        if (arrive(answer) && goesOn()) {
          descend();
        }

        break;
      default:
        if (finite(answer)) {
          commit(next, answer.value(), answer.gradient().values());
          settle(answer.originAdvice());
        } else {
          end(TerminationReason.NOT_FINITE);
        }
    }
  }

  private void settle(double[] originAdvice) {
    if (moveChart(originAdvice)) {
      state = State.NEW_CHART;
      ask(Question.gradient(point()));
    } else if (goesOn()) {
      descend();
    }
  }

  private void descend() {
    double[] x = point().values().clone();
    Vectors.add(-step, gradient(), x);
    next = point().with(x);
    state = State.STEP;
    ask(Question.gradient(next));
  }
}

package org.minimacensus.optimize;

import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * The loop that second-order searches share: a step from a model, its trial by value and gradient,
 * the verdict.
 */
abstract class TrustRegionSearch extends AbstractSearch {
  private enum State {
    START,
    NEW_CHART,
    MODEL,
    TRIAL
  }

  private final TrustRegion region = new TrustRegion(this);
  private State state = State.START;
  private Point trial;
  private double predicted;
  private double[] step;

  TrustRegionSearch(
      Point start, SearchLimits limits, Recentering recentering, StepListener listener) {
    super(start, limits, recentering, listener);
  }

  /** Asks for what the model at the point needs first. */
  abstract void askModel();

  /** Handles an answer about the model: asks for more, or calls {@link #propose}. */
  abstract void modelAnswered(Answer answer);

  /** Proposes another step out of the same model, after the radius has shrunk. */
  abstract void retry();

  final double radius() {
    return region.radius();
  }

  @Override
  final void answered(Answer answer) {
    switch (state) {
      case START:
        if (begin(answer)) {
          settle(answer.originAdvice());
        }

        break;
      case NEW_CHART:
        if (arrive(answer) && goesOn()) {
          model();
        }

        break;
      case MODEL:
        modelAnswered(answer);
        break;
      default:
        judged(answer);
    }
  }

  private void settle(double[] originAdvice) {
    if (moveChart(originAdvice)) {
      state = State.NEW_CHART;
      ask(Question.gradient(point()));
    } else if (goesOn()) {
      model();
    }
  }

  private void model() {
    region.newPoint();
    state = State.MODEL;
    askModel();
  }

  /**
   * Asks for value and gradient after a step (kept, not copied) with a decrease predicted by the
   * model.
   */
  final void propose(double[] newStep, double decrease) {
    step = newStep;
    predicted = decrease;
    double[] x = point().values().clone();
    Vectors.add(1, step, x);
    trial = point().with(x);
    state = State.TRIAL;
    ask(Question.gradient(trial));
  }

  private void judged(Answer answer) {
    switch (region.judge(answer, step, predicted)) {
      case ACCEPTED:
        commit(trial, answer.value(), answer.gradient().values());
        settle(answer.originAdvice());
        break;
      case REJECTED:
        retry();
        break;
      case NOISE_FLOOR:
        end(TerminationReason.NOISE_FLOOR);
        break;
      case NO_PROGRESS:
        end(TerminationReason.NO_PROGRESS);
        break;
      default:
        end(TerminationReason.NOT_FINITE);
    }
  }
}

package org.minimacensus.optimize;

import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/** L-BFGS, finished by Newton. */
public final class LbfgsNewtonSearch extends LbfgsSearch {
  static final int FIRST = Integer.getInteger("first", 50);
  static final int STRIDE = Integer.getInteger("stride", 50);
  static final double THETA = Double.parseDouble(System.getProperty("theta", "0.5"));
  static final int REFRESH = Integer.getInteger("refresh", 20);
  static final boolean VERBOSE = Boolean.getBoolean("verbose");

  private int due = FIRST;
  private CurvatureFactor factor;
  private CurvatureFactor candidate;
  private Point probe;
  private double decrement;

  public LbfgsNewtonSearch(
      Point start, SearchLimits limits, Recentering recentering, StepListener listener) {
    super(start, limits, recentering, listener);
  }

  @Override
  boolean prepares() {
    if (evaluations() < due) {
      return false;
    }

    ask(Question.hessian(point()));
    return true;
  }

  @Override
  void prepared(Answer answer) {
    if (probe != null) {
      probed(answer);
      return;
    }

    CurvatureFactor found =
        CurvatureFactor.of(answer.hessian().values(), point().dimension()).orElse(null);
    if (found == null) {
      if (VERBOSE) {
        System.out.printf("  ev %d f %.8g g %.2g: not PD%n", evaluations(), value(), gradientNorm());
      }
      due = evaluations() + (factor == null ? STRIDE : REFRESH);
      newLine();
      return;
    }

    if (factor != null) {
      if (VERBOSE) {
        System.out.printf(
            "  ev %d f %.8g g %.2g: refreshed%n", evaluations(), value(), gradientNorm());
      }
      factor = found;
      forget();
      due = evaluations() + REFRESH;
      newLine();
      return;
    }

    candidate = found;
    double[] x = gradient().clone();
    decrement = found.inverseSquare(x);
    found.solve(x);
    for (int i = 0; i < x.length; i++) {
      x[i] = point().values()[i] - x[i];
    }

    probe = point().with(x);
    ask(Question.gradient(probe));
  }

  private void probed(Answer answer) {
    Point at = probe;
    probe = null;
    double ratio =
        Math.sqrt(candidate.inverseSquare(answer.gradient().values()) / decrement);
    if (VERBOSE) {
      System.out.printf(
          "  ev %d f %.8g g %.2g decrement %.2g: probe f %.8g ratio %.3g%n",
          evaluations(), value(), gradientNorm(), decrement, answer.value(), ratio);
    }
    if (finite(answer) && answer.value() <= ceiling() && ratio <= THETA) {
      factor = candidate;
      forget();
      due = evaluations() + REFRESH;
      accept(at, answer.value(), answer.gradient().values(), answer.originAdvice());
    } else {
      due = evaluations() + STRIDE;
      newLine();
    }
  }

  @Override
  void leaveChart() {
    factor = null;
    due = evaluations() + STRIDE;
  }

  @Override
  void initial(double[] d) {
    if (factor == null) {
      super.initial(d);
    } else {
      factor.solve(d);
    }
  }

  @Override
  boolean hasInitial() {
    return factor != null;
  }

  @Override
  boolean simpler() {
    if (super.simpler()) {
      return true;
    }

    boolean left = factor != null;
    factor = null;
    due = evaluations() + STRIDE;
    return left;
  }
}

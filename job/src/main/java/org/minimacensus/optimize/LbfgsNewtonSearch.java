package org.minimacensus.optimize;

import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/** L-BFGS, finished by Newton. */
public final class LbfgsNewtonSearch extends LbfgsSearch {
  static final double READY = Double.parseDouble(System.getProperty("ready", "1e-4"));
  static final double POWER = Double.parseDouble(System.getProperty("power", "1"));
  static final double NOTPD = Double.parseDouble(System.getProperty("notpd", "0.3"));
  static final double GROW = Double.parseDouble(System.getProperty("grow", "0.125"));
  static final double COST = Double.parseDouble(System.getProperty("cost", "5"));
  static final double LATE = Double.parseDouble(System.getProperty("late", "4"));
  static final double THETA = Double.parseDouble(System.getProperty("theta", "0.5"));
  static final int REFRESH = Integer.getInteger("refresh", 30);
  static final boolean VERBOSE = Boolean.getBoolean("verbose");

  private int due;
  private int late = Integer.MAX_VALUE;
  private double ready = Double.NaN;
  private CurvatureFactor factor;
  private CurvatureFactor candidate;
  private Point probe;
  private double decrement;

  public LbfgsNewtonSearch(
      Point start, SearchLimits limits, Recentering recentering, StepListener listener) {
    super(start, limits, recentering, listener);
    due = stride();
  }

  private int stride() {
    return (int) Math.max(Math.max(20, point().dimension() / COST), GROW * evaluations());
  }

  private void wait(double share) {
    due = evaluations() + stride();
    late = evaluations() + (int) (LATE * stride());
    ready = -slope * share;
  }

  @Override
  boolean prepares() {
    if (evaluations() < due) {
      return false;
    }

    if (factor == null) {
      double bar = Double.isNaN(ready) ? READY * (startValue - value()) : ready;
      if (-slope > bar && evaluations() < late) {
        return false;
      }
    }

    ask(Question.hessian(point()));
    return true;
  }

  private void say(String what) {
    if (VERBOSE) {
      System.out.printf(
          "  ev %d gain %.2g: f %.8g g %.2g: %s%n",
          evaluations(), -slope / (startValue - value()), value(), gradientNorm(), what);
    }
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
      say("not PD");
      if (factor == null) {
        wait(NOTPD);
      } else {
        due = evaluations() + REFRESH;
      }
      newLine();
      return;
    }

    if (factor != null) {
      say("refreshed");
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
    if (VERBOSE) say(String.format("decrement %.2g: probe f %.8g ratio %.3g", decrement, answer.value(), ratio));
    if (finite(answer) && answer.value() <= ceiling() && ratio <= THETA) {
      factor = candidate;
      forget();
      due = evaluations() + REFRESH;
      accept(at, answer.value(), answer.gradient().values(), answer.originAdvice());
    } else {
      wait(Math.pow(THETA / ratio, POWER));
      newLine();
    }
  }

  @Override
  void leaveChart() {
    factor = null;
    due = evaluations() + stride();
    ready = Double.NaN;
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
    due = evaluations() + stride();
    ready = Double.NaN;
    return left;
  }
}

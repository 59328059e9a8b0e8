package org.minimacensus.optimize;

import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * L-BFGS with a line search that still works at the noise floor.
 *
 * <p>Directions: two-loop recursion over the last {@link #MEMORY} pairs (Nocedal and Wright 2006, algorithm 7.4) scaled by s.y / y.y (their equation 7.20). Line search: bracketing on the derivative
 * that accepts the weak Wolfe conditions or the approximate Wolfe conditions of Hager and Zhang (2005, equation 4.1), which compare slopes where values no longer differ.
 */
public final class LbfgsSearch extends AbstractSearch {
  /* Notation: s_k = x_{k+1} - x_k, y_k = g_{k+1} - g_k, rho_k = 1 / (y_k . s_k), d = -H_k g_k, phi(t) = f(x + t d). */

  /** Pairs kept. */
  static final int MEMORY = 12;

  /** Sufficient decrease; Hager and Zhang's delta. */
  private static final double DELTA = 1e-4;

  /** Curvature condition; Hager and Zhang's sigma. */
  private static final double SIGMA = 0.9;

  /** Values closer than this, relative, are the same to rounding; Hager and Zhang's epsilon. */
  private static final double EPSILON = 1e-13;

  private static final double EXPANSION = 4;
  private static final int MAX_TRIALS = 40;

  private enum State {
    START,
    LINE,
    RECENTRED
  }

  private final double[][] s = new double[MEMORY][];
  private final double[][] y = new double[MEMORY][];
  private final double[] rho = new double[MEMORY];
  private int pairs;
  private int head;
  private double gamma = 1;

  private State state = State.START;
  private final double[] direction;
  private double slope;
  private double low;
  private double lowSlope;
  private double high;
  private double highSlope;
  private double length;
  private int trials;
  private Point trial;

  public LbfgsSearch(Point start, SearchLimits limits, Recentering recentering, StepListener listener) {
    super(start, limits, recentering, listener);
    direction = new double[start.dimension()];
    ask(Question.gradient(start));
  }

  @Override
  void answered(Answer answer) {
    switch (state) {
      case START:
        if (start(answer)) {
          moveOrSearch(answer);
        }

        break;
      case RECENTRED:
        recentred(answer);
        newLine();
        break;
      default:
        trialAnswered(answer);
    }
  }

  private void moveOrSearch(Answer answer) {
    if (answer.originAdvice() == null) {
      newLine();
      return;
    }

    point = recentering.move(point, answer.originAdvice());
    forget();
    state = State.RECENTRED;
    ask(Question.gradient(point));
  }

  private void forget() {
    pairs = 0;
    head = 0;
    gamma = 1;
  }

  /** Starts a line search along -H g. */
  private void newLine() {
    state = State.LINE;
    recursion();
    slope = dot(gradient, direction);
    // Not written as slope >= 0, so that NaN restarts too.
    if (!(slope < 0)) {
      forget();
      recursion();
      slope = dot(gradient, direction);
    }

    low = 0;
    lowSlope = slope;
    high = Double.POSITIVE_INFINITY;
    highSlope = Double.NaN;
    trials = 0;
    length = pairs == 0 ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
    askTrial();
  }

  /** direction = -H g. */
  private void recursion() {
    for (int i = 0; i < direction.length; i++) {
      direction[i] = -gradient[i];
    }

    double[] alpha = new double[pairs];
    for (int k = 0; k < pairs; k++) {
      int j = (head - 1 - k + MEMORY) % MEMORY;
      alpha[k] = rho[j] * dot(s[j], direction);
      axpy(-alpha[k], y[j]);
    }

    for (int i = 0; i < direction.length; i++) {
      direction[i] *= gamma;
    }

    for (int k = pairs - 1; k >= 0; k--) {
      int j = (head - 1 - k + MEMORY) % MEMORY;
      axpy(alpha[k] - rho[j] * dot(y[j], direction), s[j]);
    }
  }

  private void axpy(double factor, double[] v) {
    for (int i = 0; i < direction.length; i++) {
      direction[i] += factor * v[i];
    }
  }

  private void askTrial() {
    double[] x = point.values().clone();
    for (int i = 0; i < x.length; i++) {
      x[i] += length * direction[i];
    }

    trial = point.with(x);
    ask(Question.gradient(trial));
  }

  private void trialAnswered(Answer answer) {
    trials++;
    boolean finite = finite(answer);
    double trialSlope = finite ? dot(answer.gradient().values(), direction) : Double.NaN;
    if (!finite || !decreases(answer.value(), trialSlope)) {
      high = length;
      highSlope = trialSlope > 0 ? trialSlope : Double.NaN;
    } else if (trialSlope < SIGMA * slope) {
      low = length;
      lowSlope = trialSlope;
    } else {
      accept(answer);
      return;
    }

    if (trials >= MAX_TRIALS) {
      giveUp();
      return;
    }

    length = nextLength();
    askTrial();
  }

  private boolean decreases(double trialValue, double trialSlope) {
    boolean wolfe = trialValue <= value + DELTA * length * slope;
    boolean approximate = trialValue <= value + EPSILON * Math.abs(value) && trialSlope <= (2 * DELTA - 1) * slope;
    return wolfe || approximate;
  }

  /** Expansion while there is no upper end, then the secant point of the slopes, or a bisection where it lies too close to an end. */
  private double nextLength() {
    if (high == Double.POSITIVE_INFINITY) {
      return EXPANSION * length;
    }

    double width = high - low;
    double secant = low + width * (lowSlope / (lowSlope - highSlope));
    if (secant > low + 0.1 * width && secant < high - 0.1 * width) {
      return secant;
    }

    return low + (Double.isNaN(highSlope) ? 0.3 : 0.5) * width;
  }

  private void accept(Answer answer) {
    remember(answer);
    if (step(trial, answer)) {
      moveOrSearch(answer);
    }
  }

  private void remember(Answer answer) {
    double[] sk = s[head] == null ? new double[direction.length] : s[head];
    double[] yk = y[head] == null ? new double[direction.length] : y[head];
    double[] next = answer.gradient().values();
    for (int i = 0; i < sk.length; i++) {
      sk[i] = trial.values()[i] - point.values()[i];
      yk[i] = next[i] - gradient[i];
    }

    double sy = dot(sk, yk);
    double yy = dot(yk, yk);
    // The Wolfe conditions give y.s > 0; the guard is for rounding near the minimum.
    if (sy > 1e-16 * yy && sy > 0) {
      s[head] = sk;
      y[head] = yk;
      rho[head] = 1 / sy;
      gamma = sy / yy;
      head = (head + 1) % MEMORY;
      pairs = Math.min(pairs + 1, MEMORY);
    }
  }

  /** Tries steepest descent once, else ends. */
  private void giveUp() {
    if (pairs > 0) {
      forget();
      newLine();
    } else {
      end(TerminationReason.LINE_SEARCH_FAILED);
    }
  }
}

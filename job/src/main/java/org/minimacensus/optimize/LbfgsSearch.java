package org.minimacensus.optimize;

import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * L-BFGS with a line search that still works where values no longer differ.
 *
 * <p>Directions: the two-loop recursion over the last {@link #MEMORY} pairs (Nocedal and Wright
 * 2006, algorithms 7.4 and 7.5), scaled by s.y / y.y (their equation 7.20). Steps: {@link
 * LineSearch} after Hager and Zhang. Advice on chart origins is followed after a step, and the
 * memory, which belongs to the old chart, is cleared. The result is the best point that was stepped
 * to: the smallest gradient among values that are equal up to rounding. Steps may rise by the
 * rounding of the value, never above the lowest value plus that rounding; where values contradict
 * slopes, the rounding met is let through, up to 1e-9 of the value.
 */
public class LbfgsSearch extends AbstractSearch {
  /* Notation: s_k = x_{k+1} - x_k, y_k = g_{k+1} - g_k, rho_k = 1 / (y_k . s_k), d = -H_k g_k. */

  /**
   * Pairs kept: against 8, small tanh networks (5 to 13 parameters) needed 38 % of the steps with
   * 16 and 31 % with 32.
   */
  static final int MEMORY = 20;

  /** Smallest cosine between s and y: a Hessian of condition 1e20 gives 2e-10, less is rounding. */
  private static final double SMALLEST_COSINE = 1e-10;

  /**
   * A trial as low as the point is worth a step without Wolfe conditions when its gradient is
   * smaller by this.
   */
  private static final double CALMER = 0.5;

  private enum State {
    START,
    PREPARATION,
    LINE,
    NEW_CHART
  }

  private final double[][] s = new double[MEMORY][];
  private final double[][] y = new double[MEMORY][];
  private final double[] rho = new double[MEMORY];
  private final double[] alpha = new double[MEMORY];

  /** Pairs that may be kept now: the ring begins at 0 whenever it changes. */
  private int memory = MEMORY;

  private int pairs;
  private int head;
  private double gamma = 1;

  private State state = State.START;
  private final double[] direction;
  private double slope;
  private final LineSearch line = new LineSearch();
  private Point trial;

  private Point reserve;
  private double reserveValue;
  private double reserveNorm;
  private final double[] reserveGradient;
  private double[] reserveAdvice;

  public LbfgsSearch(
      Point start, SearchLimits limits, Recentering recentering, StepListener listener) {
    super(start, limits, recentering, listener);
    direction = new double[start.dimension()];
    reserveGradient = new double[start.dimension()];
    ask(Question.gradient(start));
  }

  /**
   * Asks what is to be known before the next line; false when the line can begin at once. What is
   * answered comes to {@link #prepared}.
   */
  boolean prepares() {
    return false;
  }

  /** Handles the answer to a question of {@link #prepares}. */
  void prepared(Answer answer) {
    throw new IllegalStateException("L-BFGS asks for nothing before a line");
  }

  /** What stands for the inverse Hessian before the pairs: a direction is multiplied by it. */
  void initial(double[] d) {
    for (int i = 0; i < d.length; i++) {
      d[i] *= gamma;
    }
  }

  /** The slope of the line that came before, for {@link #prepares}; negative. */
  final double slope() {
    return slope;
  }

  /** Whether {@link #initial} is more than a scale, and good without pairs. */
  boolean hasInitial() {
    return false;
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
          next();
        }

        break;
      case PREPARATION:
        prepared(answer);
        break;
      default:
        trialAnswered(answer);
    }
  }

  private void settle(double[] originAdvice) {
    if (moveChart(originAdvice)) {
      forget();
      leaveChart();
      state = State.NEW_CHART;
      ask(Question.gradient(point()));
    } else if (goesOn()) {
      next();
    }
  }

  private void next() {
    state = State.PREPARATION;
    if (!prepares()) {
      newLine();
    }
  }

  /** The point has moved to another chart, where what was learnt of the old one is of no use. */
  void leaveChart() {}

  final void forget() {
    forget(memory);
  }

  /** Forgets all pairs, and gives back what more than {@code most} of them would take. */
  final void forget(int most) {
    pairs = 0;
    head = 0;
    memory = most;
    for (int j = most; j < MEMORY; j++) {
      s[j] = null;
      y[j] = null;
    }
  }

  /** A line from the point. */
  final void newLine() {
    state = State.LINE;
    quasiNewton();
    // Written so that NaN restarts too.
    while (!(slope < 0 && slope > Double.NEGATIVE_INFINITY) && simpler()) {
      quasiNewton();
    }

    if (!(slope < 0)) {
      end(TerminationReason.NO_PROGRESS);
      return;
    }

    reserve = null;
    line.begin(value(), slope, ceiling());
    askTrial();
  }

  /** The step -H g from the point, where that goes down; kept by the search, not to be changed. */
  final double[] step() {
    quasiNewton();
    return direction;
  }

  /** direction = -H g; without memory steepest descent, not longer than 1. */
  private void quasiNewton() {
    double[] g = gradient();
    if (pairs == 0 && !hasInitial()) {
      double scale = Math.min(gamma, 1 / Vectors.length(g));
      for (int i = 0; i < direction.length; i++) {
        direction[i] = -scale * g[i];
      }
    } else {
      twoLoops(g);
    }

    slope = Vectors.dot(g, direction);
  }

  private void twoLoops(double[] g) {
    for (int i = 0; i < direction.length; i++) {
      direction[i] = -g[i];
    }

    for (int k = 0; k < pairs; k++) {
      int j = (head - 1 - k + memory) % memory;
      alpha[k] = rho[j] * Vectors.dot(s[j], direction);
      Vectors.add(-alpha[k], y[j], direction);
    }

    initial(direction);

    for (int k = pairs - 1; k >= 0; k--) {
      int j = (head - 1 - k + memory) % memory;
      Vectors.add(alpha[k] - rho[j] * Vectors.dot(y[j], direction), s[j], direction);
    }
  }

  private void askTrial() {
    double[] x = point().values().clone();
    Vectors.add(line.length(), direction, x);
    trial = point().with(x);
    ask(Question.gradient(trial));
  }

  private void trialAnswered(Answer answer) {
    double[] g = answer.gradient().values();
    boolean finite = finite(answer);
    double trialValue = finite ? answer.value() : Double.NaN;
    double trialSlope = finite ? Vectors.dot(g, direction) : Double.NaN;
    if (finite) {
      double norm = Vectors.maxAbs(g);
      if (norm <= limits().gradientTolerance() && trialValue <= ceiling()) {
        accept(trial, trialValue, g, answer.originAdvice());
        return;
      }

      keepInReserve(answer, norm);
    }

    switch (line.judge(trialValue, trialSlope)) {
      case ACCEPTED:
        accept(trial, trialValue, g, answer.originAdvice());
        break;
      case CONTINUES:
        askTrial();
        break;
      default:
        lineFailed();
    }
  }

  /**
   * Keeps the lowest trial that is clearly lower than the point, or else the calmest that is not
   * higher.
   */
  private void keepInReserve(Answer answer, double norm) {
    double clearly = value() - noise();
    boolean lower = answer.value() < clearly;
    boolean reserveLower = reserve != null && reserveValue < clearly;
    boolean keep;
    if (lower) {
      keep = !reserveLower || answer.value() < reserveValue;
    } else {
      double bar = reserve == null ? CALMER * gradientNorm() : reserveNorm;
      keep = !reserveLower && answer.value() <= ceiling() && norm < bar;
    }

    if (keep) {
      reserve = trial;
      reserveValue = answer.value();
      reserveNorm = norm;
      System.arraycopy(answer.gradient().values(), 0, reserveGradient, 0, reserveGradient.length);
      reserveAdvice = answer.originAdvice();
    }
  }

  /** Steps to a point that was asked for. */
  final void accept(Point next, double nextValue, double[] nextGradient, double[] originAdvice) {
    remember(next, nextGradient);
    commit(next, nextValue, nextGradient);
    settle(originAdvice);
  }

  private void remember(Point next, double[] nextGradient) {
    if (s[head] == null) {
      s[head] = new double[direction.length];
      y[head] = new double[direction.length];
    }

    double[] sk = s[head];
    double[] yk = y[head];
    double[] x = point().values();
    double[] g = gradient();
    for (int i = 0; i < sk.length; i++) {
      sk[i] = next.values()[i] - x[i];
      yk[i] = nextGradient[i] - g[i];
    }

    double sy = Vectors.dot(sk, yk);
    double ss = Vectors.dot(sk, sk);
    double yy = Vectors.dot(yk, yk);
    // The Wolfe conditions give s.y > 0; the guard is for rounding and for steps out of the
    // reserve.
    if (sy > SMALLEST_COSINE * Math.sqrt(ss) * Math.sqrt(yy)
        && Double.isFinite(1 / sy)
        && Double.isFinite(yy)) {
      rho[head] = 1 / sy;
      gamma = sy / yy;
      head = (head + 1) % memory;
      pairs = Math.min(pairs + 1, memory);
    } else if (pairs == memory) {
      // Its oldest pair was overwritten above.
      pairs--;
    }
  }

  /** Gives up what was learnt last; false when nothing is left. */
  boolean simpler() {
    boolean left = pairs > 0;
    forget();
    return left;
  }

  /**
   * Takes a trial that was at least better than the point, else lets the rounding that was met
   * through, else tries steepest descent once, else ends.
   */
  private void lineFailed() {
    double rounding = noise() + line.unexplainedExcess();
    if (reserve != null) {
      accept(reserve, reserveValue, reserveGradient, reserveAdvice);
    } else if (Noise.believable(rounding, value())) {
      raiseNoise(rounding);
      newLine();
    } else if (simpler()) {
      newLine();
    } else if (line.neverFinite()) {
      end(TerminationReason.NOT_FINITE);
    } else if (-slope <= noise()) {
      end(TerminationReason.NOISE_FLOOR);
    } else {
      end(TerminationReason.LINE_SEARCH_FAILED);
    }
  }
}

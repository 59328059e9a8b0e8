package org.minimacensus.optimize;

import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * L-BFGS that ends with the Hessian: the same steps as {@link LbfgsSearch}, until Newton's method
 * contracts where it has come to; from there L-BFGS with the factored Hessian in place of its
 * scale.
 *
 * <p>A line with little left to gain is followed by a Hessian and, where that is positive definite,
 * by a gradient at the point x + s of the Newton step s = -H^-1 g. In the norm of H^-1 the gradient
 * must fall to {@link #CONTRACTION} of what it was (Deuflhard 2004, section 3.1: the natural
 * monotonicity test): then x + s is the next point, what L-BFGS remembers is given up, and H stands
 * for the first matrix of its recursion. It costs a few gradients from there where L-BFGS needs
 * hundreds, and hardly ever leads to another minimum. Otherwise L-BFGS goes on from x as if nothing
 * had been asked. A search that has been long in a flat valley takes any positive definite Hessian,
 * and searches along lines. A Hessian that has served for long is replaced.
 *
 * <p>Once its tolerance is met such a search takes a few steps more, as long as they reduce the
 * gradient: next to the rounding of the gradient a certificate needs no Newton step of its own,
 * which costs a Hessian and a decomposition.
 *
 * <p>Where no Hessian is positive definite, as at saddles and at minima that are flat, the search
 * is L-BFGS to its end.
 */
public final class LbfgsNewtonSearch extends LbfgsSearch {
  /** The first Hessian is asked for when a line may gain this share of the descent so far. */
  private static final double READY = 1e-6;

  /** After a Hessian that is not positive definite the gain must fall to this share. */
  private static final double LOWER = 0.1;

  /** The gradient after a Newton step, in the norm of H^-1. */
  private static final double CONTRACTION = 0.5;

  /** Evaluations after which any positive definite Hessian is taken. */
  private static final int LONG = 500;

  /** Steps beyond the tolerance, and by what each must reduce the gradient. */
  private static final int POLISHING_STEPS = 4;

  private static final double CALMER = 0.5;

  /** Fewest evaluations from one Hessian to the next. */
  private static final int STRIDE = 20;

  /**
   * Parameters for an evaluation of the stride: a Hessian costs about p / 5 gradients, and at most
   * about half of the work is to be Hessians.
   */
  private static final int PARAMETERS = 5;

  /** The stride is at least this part of the evaluations so far. */
  private static final int PART = 8;

  /** Strides after which a Hessian is asked for even if lines still gain. */
  private static final int STRIDES = 4;

  /** Vectors of p that pairs and the factor of a Hessian share, but {@link #FEWEST_PAIRS}. */
  private static final int ROOM = 60;

  private static final int FEWEST_PAIRS = 6;

  private int due;
  private int overdue = Integer.MAX_VALUE;

  /** Gain of a line from which on a Hessian is asked for; NaN before the first. */
  private double ready = Double.NaN;

  private CurvatureFactor factor;

  /** Between the question for the gradient after its Newton step and the answer. */
  private CurvatureFactor candidate;

  private Point probe;
  private int polished;
  private double decrement;

  public LbfgsNewtonSearch(
      Point start, SearchLimits limits, Recentering recentering, StepListener listener) {
    super(start, limits, recentering, listener);
    due = stride();
  }

  private int stride() {
    return Math.max(service(), evaluations() / PART);
  }

  /** Evaluations that a Hessian serves for. */
  private int service() {
    return Math.max(STRIDE, point().dimension() / PARAMETERS);
  }

  @Override
  boolean prepares() {
    if (gradientNorm() <= limits().gradientTolerance()) {
      polished++;
      probe = after(1, step());
      ask(Question.gradient(probe));
      return true;
    }

    if (evaluations() < due || factor == null && !ready()) {
      return false;
    }

    ask(Question.hessian(point()));
    return true;
  }

  private boolean ready() {
    double bar = Double.isNaN(ready) ? READY * descent() : ready;
    return -slope() <= bar || evaluations() >= overdue;
  }

  @Override
  void prepared(Answer answer) {
    if (candidate != null) {
      probed(answer);
      return;
    }

    if (gradientNorm() <= limits().gradientTolerance()) {
      polished(answer);
      return;
    }

    CurvatureFactor found = CurvatureFactor.of(answer.hessian(), point().dimension());
    if (found == null) {
      postpone(LOWER);
      newLine();
    } else if (factor != null || evaluations() > LONG) {
      take(found);
      newLine();
    } else {
      probe(found);
    }
  }

  /** L-BFGS goes on as it is until its lines gain this share of what they do now. */
  private void postpone(double share) {
    due = evaluations() + stride();
    overdue = evaluations() + STRIDES * stride();
    ready = -slope() * share;
  }

  private void take(CurvatureFactor found) {
    factor = found;
    due = evaluations() + service();
    forget(pairsWithHessian(point().dimension()));
  }

  /**
   * Pairs that are kept beside a Hessian, which makes most of them needless and whose factor takes
   * the room of p / 2 vectors: all up to 40 parameters.
   */
  static int pairsWithHessian(int p) {
    return Math.max(FEWEST_PAIRS, Math.min(MEMORY, (ROOM - p / 2) / 2));
  }

  private void probe(CurvatureFactor found) {
    candidate = found;
    double[] step = gradient().clone();
    decrement = found.inverseSquare(step);
    found.solve(step);
    probe = after(-1, step);
    ask(Question.gradient(probe));
  }

  private Point after(double share, double[] step) {
    double[] x = point().values().clone();
    Vectors.add(share, step, x);
    return point().with(x);
  }

  private void probed(Answer answer) {
    CurvatureFactor found = candidate;
    candidate = null;
    double[] g = answer.gradient().values();
    double ratio = Math.sqrt(found.inverseSquare(g) / decrement);
    // Written so that NaN goes on with L-BFGS.
    if (finite(answer) && answer.value() <= ceiling() && ratio <= CONTRACTION) {
      take(found);
      accept(probe, answer.value(), g, answer.originAdvice());
    } else {
      postpone(Math.sqrt(CONTRACTION / Math.max(CONTRACTION, ratio)));
      newLine();
    }
  }

  @Override
  boolean polishes() {
    return factor != null && polished < POLISHING_STEPS;
  }

  private void polished(Answer answer) {
    double[] g = answer.gradient().values();
    boolean calmer = finite(answer) && Vectors.maxAbs(g) <= CALMER * gradientNorm();
    if (calmer && answer.value() <= ceiling()) {
      accept(probe, answer.value(), g, answer.originAdvice());
    } else {
      end(TerminationReason.GRADIENT_TOLERANCE);
    }
  }

  @Override
  void leaveChart() {
    factor = null;
    forget(MEMORY);
    due = evaluations() + stride();
    overdue = Integer.MAX_VALUE;
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
    forget(MEMORY);
    due = evaluations() + stride();
    overdue = Integer.MAX_VALUE;
    return left;
  }
}

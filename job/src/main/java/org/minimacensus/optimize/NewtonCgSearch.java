package org.minimacensus.optimize;

import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * Newton's method in a trust region with conjugate gradients on exact Hessian-vector products
 * (Steihaug 1983; Nocedal and Wright 2006, algorithm 7.2): for dimensions too large for {@link
 * NewtonSearch}.
 *
 * <p>Negative curvature is followed to the edge of the region. A rejected step is shortened, not
 * made anew: its decrease follows from the residual without another product. Cost of a step: at
 * most {@link #MAX_PRODUCTS} products, one gradient per trial.
 */
public final class NewtonCgSearch extends TrustRegionSearch {
  /* Notation: z the step so far, r = g + H z its residual, d the conjugate direction. */

  /** Products per step; with rounding, conjugate gradients may need more than p of them. */
  static final int MAX_PRODUCTS = 500;

  /** The residual is reduced by at least this. */
  private static final double LOOSEST = 0.1;

  private final double[] z;
  private final double[] r;
  private final double[] d;
  private final double[] step;
  private double startLength = Double.NaN;
  private double target;
  private double squaredResidual;
  private int products;

  public NewtonCgSearch(
      Point start, SearchLimits limits, Recentering recentering, StepListener listener) {
    super(start, limits, recentering, listener);
    z = new double[start.dimension()];
    r = new double[start.dimension()];
    d = new double[start.dimension()];
    step = new double[start.dimension()];
    ask(Question.gradient(start));
  }

  @Override
  void askModel() {
    double length = Vectors.length(gradient());
    if (Double.isNaN(startLength)) {
      startLength = length;
    }

    // Superlinear once the gradient is small against that of the start.
    target = length * Math.min(LOOSEST, Math.sqrt(length / startLength));
    for (int i = 0; i < z.length; i++) {
      z[i] = 0;
      r[i] = gradient()[i];
      d[i] = -r[i];
    }

    squaredResidual = Vectors.dot(r, r);
    products = 0;
    ask(Question.hessianVector(point(), d.clone()));
  }

  @Override
  void modelAnswered(Answer answer) {
    if (answer.hessianVector() == null) {
      throw new IllegalArgumentException(
          "answer to a HESSIAN_VECTOR question must have a product, has none");
    }

    double[] product = answer.hessianVector().values();
    double curved = Vectors.dot(d, product);
    if (!Double.isFinite(Vectors.maxAbs(product)) || !Double.isFinite(curved)) {
      // What was found before the overflow is still a step.
      stepOrEnd(TerminationReason.NOT_FINITE);
      return;
    }

    products++;
    double alpha = squaredResidual / curved;
    // Written so that a curvature of zero leads to the edge.
    if (!(curved > 0) || leaves(alpha)) {
      move(toTheEdge(), product);
      retry();
      return;
    }

    move(alpha, product);
    double squared = Vectors.dot(r, r);
    if (Math.sqrt(squared) <= target || products >= MAX_PRODUCTS) {
      retry();
      return;
    }

    double beta = squared / squaredResidual;
    squaredResidual = squared;
    for (int i = 0; i < d.length; i++) {
      d[i] = beta * d[i] - r[i];
    }

    ask(Question.hessianVector(point(), d.clone()));
  }

  private boolean leaves(double alpha) {
    double squares = 0;
    for (int i = 0; i < z.length; i++) {
      double moved = z[i] + alpha * d[i];
      squares += moved * moved;
    }

    return !(Math.sqrt(squares) < radius());
  }

  /** The tau > 0 with |z + tau d| = radius. */
  private double toTheEdge() {
    double scale = 1 / Vectors.length(d);
    double along = scale * Vectors.dot(z, d);
    double inside = radius() * radius() - Vectors.dot(z, z);
    double root = Math.sqrt(along * along + Math.max(0, inside));
    // The form without cancellation for either sign.
    return scale * (along > 0 ? inside / (along + root) : root - along);
  }

  private void move(double tau, double[] product) {
    Vectors.add(tau, d, z);
    Vectors.add(tau, product, r);
  }

  @Override
  void retry() {
    stepOrEnd(TerminationReason.NO_PROGRESS);
  }

  /**
   * Proposes z, shortened to the radius; the model's value there needs z . H z = z . (r - g) only.
   */
  private void stepOrEnd(TerminationReason otherwise) {
    double length = Vectors.length(z);
    double scale = length > radius() ? radius() / length : 1;
    double slope = 0;
    double curved = 0;
    for (int i = 0; i < z.length; i++) {
      step[i] = scale * z[i];
      slope += z[i] * gradient()[i];
      curved += z[i] * (r[i] - gradient()[i]);
    }

    double decrease = -scale * (slope + 0.5 * scale * curved);
    if (decrease > 0) {
      propose(step, decrease);
    } else {
      end(otherwise);
    }
  }
}

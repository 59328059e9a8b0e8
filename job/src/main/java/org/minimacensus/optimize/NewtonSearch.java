package org.minimacensus.optimize;

import org.minimacensus.numeric.SymmetricEigen;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * Newton's method in a trust region with the full exact Hessian, saddle-free (Dauphin et al. 2014):
 * for dimensions in which a Hessian can be decomposed.
 *
 * <p>Step s = -sum_j v_j (v_j . g) / (|l_j| + nu) with the smallest nu >= 0 that keeps it within
 * the radius. Along negative curvature it descends, where a plain Newton step would climb to the
 * saddle. A point with a zero gradient ends the search whatever its curvature: escaping from a
 * saddle is the caller's decision. Cost of a step: one Hessian, one decomposition (9 p^3), one
 * gradient per trial.
 */
public final class NewtonSearch extends TrustRegionSearch {
  private SaddleFreeModel model;

  public NewtonSearch(
      Point start, SearchLimits limits, Recentering recentering, StepListener listener) {
    super(start, limits, recentering, listener);
    ask(Question.gradient(start));
  }

  @Override
  void askModel() {
    ask(Question.hessian(point()));
  }

  @Override
  void modelAnswered(Answer answer) {
    if (answer.hessian() == null) {
      throw new IllegalArgumentException(
          "answer to a HESSIAN question must have a Hessian, has none");
    }

    // The largest magnitude is NaN or infinite if any element is.
    if (!Double.isFinite(Vectors.maxAbs(answer.hessian().values()))) {
      end(TerminationReason.NOT_FINITE);
      return;
    }

    SymmetricEigen eigen = SymmetricEigen.of(answer.hessian());
    model = new SaddleFreeModel(eigen, slopes(eigen), limits().gradientTolerance());
    retry();
  }

  /** V^T g. */
  private double[] slopes(SymmetricEigen eigen) {
    double[] slopes = new double[gradient().length];
    for (int j = 0; j < slopes.length; j++) {
      for (int i = 0; i < slopes.length; i++) {
        slopes[j] += eigen.vector(j, i) * gradient()[i];
      }
    }

    return slopes;
  }

  @Override
  void retry() {
    SaddleFreeModel.Step step = model.step(radius(), 0);

    // Rounding of the decomposition can leave nothing to descend along.
    if (step.decrease() > 0) {
      propose(step.s(), step.decrease());
    } else {
      end(TerminationReason.NO_PROGRESS);
    }
  }
}

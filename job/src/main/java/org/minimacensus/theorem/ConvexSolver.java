package org.minimacensus.theorem;

import java.util.function.Function;
import org.apache.spark.ml.linalg.DenseVector;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Reduction;
import org.minimacensus.optimize.Recentering;
import org.minimacensus.optimize.Search;
import org.minimacensus.optimize.SearchLimits;
import org.minimacensus.optimize.SearchResult;
import org.minimacensus.optimize.Searches;
import org.minimacensus.optimize.StepListener;

/** Solves a {@link ComparisonModel}: Newton's method, then the better of two lower bounds. */
final class ConvexSolver {
  /** Searches end on their noise floor long before. */
  private static final double GRADIENT_TOLERANCE = 1e-15;

  private static final int MAX_STEPS = 500;

  /**
   * Below ln 2, less what rounding may do: where all rows together lose less, so does each, and the
   * logistic loss and cross-entropy of a row are ln 2 or more where its margin is not positive.
   */
  private static final double SEPARATED = 0.69;

  /** Doublings that bring any margin to where a loss is below the smallest double. */
  private static final int MOST_DOUBLINGS = 60;

  /** What rounding may have done to a floor, relative. */
  private static final double FLOOR_ROUNDING = 1e-12;

  private final ComparisonModel model;
  private final Function<Objective, Evaluator> evaluators;
  private final Slice slice;
  private final long rows;
  private final FunctionSpaceFloor floor;

  ConvexSolver(
      ComparisonModel model,
      Function<Objective, Evaluator> evaluators,
      long rows,
      FunctionSpaceFloor floor) {
    this.model = model;
    this.evaluators = evaluators;
    this.slice = new Slice(evaluators.apply(model.objective()), model.start(), model.free(), rows);
    this.rows = rows;
    this.floor = floor;
  }

  ConvexOptimum solve() {
    Search search =
        Searches.create(
            "newton",
            slice.start(),
            new SearchLimits(GRADIENT_TOLERANCE, MAX_STEPS),
            0.1,
            Recentering.NONE,
            StepListener.NONE);
    while (!search.finished()) {
      search.tell(slice.evaluate(search.question()));
    }

    SearchResult end = search.result();
    double trivial = floor.value() - FLOOR_ROUNDING * Math.abs(floor.value());
    double[] at = scaledUp(end);
    double value = slice.value(at);
    if (!floor.attained() && value * terms() < SEPARATED) {
      return optimum(
          end,
          at,
          value,
          trivial,
          ConvexOptimum.Attainment.NOT_ATTAINED,
          "every row is on its side, as all together lose less than ln 2: the loss falls along a"
              + " ray to the floor of all functions of the inputs");
    }

    if (floor.attained() && value <= floor.value()) {
      return optimum(
          end,
          at,
          value,
          trivial,
          ConvexOptimum.Attainment.ATTAINED,
          "the floor of all functions of the inputs is reached");
    }

    CuttingPlanes planes = CuttingPlanes.at(slice, end.point(), model, evaluators);
    boolean proved = planes.bound() > Double.NEGATIVE_INFINITY;
    String onFloor = "the floor of all functions of the inputs";
    return optimum(
        end,
        end.point().values(),
        end.value(),
        Math.max(trivial, planes.bound()),
        proved ? ConvexOptimum.Attainment.ATTAINED : ConvexOptimum.Attainment.OPEN,
        proved ? planes.words() : onFloor + "; " + planes.words());
  }

  /** Numbers that the reduced loss is the sum of, were it not reduced. */
  private double terms() {
    return model.objective().reduction() == Reduction.MEAN ? rows : 1;
  }

  /** The end of the search, doubled as long as that lowers the loss: margins grow with it. */
  private double[] scaledUp(SearchResult end) {
    double[] best = end.point().values();
    double value = end.value();
    for (int doubling = 0; doubling < MOST_DOUBLINGS; doubling++) {
      double[] next = best.clone();
      for (int i = 0; i < next.length; i++) {
        next[i] *= 2;
      }

      double there = slice.value(next);
      if (!(there < value)) {
        break;
      }

      best = next;
      value = there;
    }

    return best;
  }

  private ConvexOptimum optimum(
      SearchResult end,
      double[] at,
      double value,
      double lowerBound,
      ConvexOptimum.Attainment attainment,
      String words) {
    Slice.Plane plane = slice.plane(at);
    double norm = 0;
    for (double g : plane.gradient()) {
      norm = Math.max(norm, Math.abs(g));
    }

    return new ConvexOptimum(
        model.name(),
        value,
        plane.valueError(),
        lowerBound,
        norm,
        attainment,
        end.iterations(),
        slice.evaluations(),
        new DenseVector(at.clone()),
        words);
  }
}

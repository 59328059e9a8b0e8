package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.minimacensus.objective.Augmentation;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.LinearOutputs;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.RowListing;
import org.minimacensus.objective.RowPull;

/**
 * A stationary point of a composite limit, mostly a strict minimum, and what first corrections ask
 * of it.
 */
final class LimitPoint {
  private final CompositeChart chart;
  private final Function<Objective, Evaluator> evaluators;
  private final Point point;
  private final double[] error;
  private final boolean flat;
  private final SearchBudget budget;
  private List<InputPull> pulls;

  /**
   * @param point of the limit, with fixed numbers
   * @param error of each of its parameters; 0 for fixed numbers
   * @param flat whether others near it have the same loss: signs of corrections must be theirs too
   */
  LimitPoint(
      CompositeChart chart,
      Function<Objective, Evaluator> evaluators,
      Point point,
      double[] error,
      boolean flat,
      SearchBudget budget) {
    this.chart = chart;
    this.evaluators = evaluators;
    this.point = point;
    this.error = error.clone();
    this.flat = flat;
    this.budget = budget;
  }

  /** The same point with pulls that are known otherwise, its parameters taken as they are. */
  LimitPoint with(List<InputPull> known) {
    LimitPoint other =
        new LimitPoint(chart, evaluators, point, new double[error.length], false, budget);
    other.pulls = known;
    return other;
  }

  /** See {@link LinearOutputs#leastSlope}. */
  double leastOutputSlope() {
    budget.add(1);
    double[] outputs = evaluators.apply(chart.objective()).sampleOutputs(point);
    return LinearOutputs.leastSlope(chart.objective(), outputs);
  }

  Point point() {
    return point;
  }

  /** Errors of the limit's parameters; 0 for fixed numbers. */
  double[] error() {
    return error.clone();
  }

  boolean flat() {
    return flat;
  }

  private int index(LimitTerm term) {
    return chart.terms().indexOf(term);
  }

  /** Errors of a term's phi. */
  double[] error(LimitTerm term) {
    int t = index(term);
    return Arrays.copyOfRange(error, chart.offset(t), chart.offset(t) + chart.phi(point, t).length);
  }

  /**
   * The derivative of the loss by a coefficient that is 0.
   *
   * @param corrected the term's limit with one more parameter, the last
   */
  LimitSlope slope(LimitTerm term, Augmentation corrected) {
    int t = index(term);
    int coefficient = chart.offset(t) + chart.phi(point, t).length;
    return LimitSlope.at(
        evaluators.apply(chart.objective(t, corrected)),
        point.with(withZero(point.values(), coefficient)),
        coefficient,
        withZero(error, coefficient),
        budget);
  }

  private static double[] withZero(double[] of, int at) {
    double[] longer = Arrays.copyOf(of, of.length + 1);
    System.arraycopy(of, at, longer, at + 1, of.length - at);
    longer[at] = 0;
    return longer;
  }

  /**
   * What each distinct input pulls, with errors of rounding and of the point: twice what a pull
   * changes by when each parameter is moved by its own error. Empty when there are too many rows.
   */
  List<InputPull> pulls() {
    if (pulls == null) {
      pulls = InputPull.of(listed());
    }

    return pulls;
  }

  private List<RowPull> listed() {
    Evaluator listing = evaluators.apply(chart.objectiveWith(new RowListing()));
    List<RowPull> here = listing.inspect(point).rows();
    List<RowPull> widened = new ArrayList<>();
    here.forEach(r -> widened.add(new RowPull(r.row(), r.input(), r.pull(), r.rounding().clone())));
    int inspections = 1;
    for (int i = 0; i < error.length && !here.isEmpty(); i++) {
      if (error[i] == 0) {
        continue;
      }

      double[][] change = new double[here.size()][widened.get(0).pull().length];
      for (int sign = -1; sign <= 1; sign += 2) {
        double[] moved = point.values().clone();
        moved[i] += sign * error[i];
        List<RowPull> there = listing.inspect(point.with(moved)).rows();
        inspections++;
        for (int r = 0; r < change.length; r++) {
          for (int k = 0; k < change[r].length; k++) {
            double by = Math.abs(there.get(r).pull()[k] - here.get(r).pull()[k]);
            change[r][k] = Math.max(change[r][k], by);
          }
        }
      }

      boolean small = LimitSlope.small(error[i], point.values()[i]);
      for (int r = 0; r < change.length; r++) {
        for (int k = 0; k < change[r].length; k++) {
          widened.get(r).rounding()[k] += small ? 2 * change[r][k] : Double.POSITIVE_INFINITY;
        }
      }
    }

    budget.add(2 * inspections);
    return widened;
  }
}

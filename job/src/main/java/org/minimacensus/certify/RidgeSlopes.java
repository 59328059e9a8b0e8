package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.objective.RidgeNeurons;
import org.minimacensus.objective.RowListing;
import org.minimacensus.objective.RowPull;
import org.minimacensus.optimize.Vectors;

/**
 * The slopes of the loss by the amplitudes of silent ridge neurons, a = 0: per output G(w, b) =
 * sum_i dl/ds_i phi(w.x_i + b), at whatever weights. A silent neuron's weights cost nothing, so
 * that a point with G other than 0 at weights next to its own is no minimum.
 *
 * <p>Of a monomial of degree q, G is a homogeneous polynomial of degree q in the d + 1 weights: it
 * vanishes everywhere exactly when it does at the points alpha / q, alpha in N^(d+1), |alpha| = q,
 * which is the same as sum_i dl/ds_i x_i^alpha = 0 for all |alpha| <= q. Of relu it is linear as
 * long as no row changes its side, and d + 2 points decide. (docs/mathematics.md, section 4.1.)
 */
final class RidgeSlopes {
  /** Points that may be looked at; with more the question stays open. */
  static final int MOST_POINTS = 4096;

  /** Weights closer to a kink than this, relative to the largest, are on it. */
  private static final double ON_KINK = 1e-4;

  private final Evaluator evaluator;
  private final Supplier<List<RowPull>> listing;
  private List<RowPull> rows;
  private final Objective objective;
  private final RidgeNeurons neurons;
  private final int[] amplitudes;
  private final int inputs;

  /**
   * @param evaluator of the objective with ridge neurons
   * @param rows the training set at any point; empty when there are more than {@link
   *     RowListing#MOST_ROWS}
   */
  RidgeSlopes(Evaluator evaluator, Supplier<List<RowPull>> rows) {
    this.evaluator = evaluator;
    this.listing = rows;
    this.objective = evaluator.objective();
    this.neurons = (RidgeNeurons) objective.augmentation().orElseThrow();
    this.amplitudes = objective.amplitudes();
    this.inputs = objective.architecture().inputs();
  }

  /**
   * @param at with a = 0
   * @param value G of each output
   * @param error bounds of rounding and of what is not known of the network's parameters
   * @param curvature second derivatives by the amplitudes
   */
  record Slope(Point at, double[] value, double[] error, double[] curvature) {
    /** By how much steps along the amplitudes lower the loss, to second order. */
    double promise() {
      double sum = 0;
      for (int k = 0; k < value.length; k++) {
        sum += value[k] * value[k] / (2 * curvature[k]);
      }

      return sum;
    }

    /** The largest |G| in units of its error. */
    double excess() {
      double most = 0;
      for (int k = 0; k < value.length; k++) {
        most = Math.max(most, value[k] == 0 ? 0 : Math.abs(value[k]) / error[k]);
      }

      return most;
    }
  }

  /** The slopes at some points with a = 0, without error bounds. */
  List<Slope> at(List<Point> points, SearchBudget budget) {
    int each = 1 + amplitudes.length;
    List<Question> questions = new ArrayList<>();
    for (Point point : points) {
      questions.add(Question.gradient(point));
      for (int a : amplitudes) {
        questions.add(along(point, a));
      }
    }

    List<Answer> answers = evaluator.evaluateAll(questions);
    budget.add(questions.size());
    List<Slope> slopes = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      double[] value = new double[amplitudes.length];
      double[] curvature = new double[amplitudes.length];
      for (int k = 0; k < value.length; k++) {
        value[k] = answers.get(i * each).gradient().apply(amplitudes[k]);
        curvature[k] = answers.get(i * each + 1 + k).hessianVector().apply(amplitudes[k]);
      }

      slopes.add(new Slope(points.get(i), value, new double[value.length], curvature));
    }

    return slopes;
  }

  private Question along(Point point, int parameter) {
    double[] direction = new double[point.dimension()];
    direction[parameter] = 1;
    return Question.hessianVector(point, direction);
  }

  /**
   * @param thetaError bounds on the errors of the network's parameters
   */
  private Slope bounded(Point point, double[] thetaError, SearchBudget budget) {
    double[] rounding = evaluator.inspect(point).gradientRounding();
    double[] g = evaluator.evaluate(Question.gradient(point)).gradient().values();
    double[] value = new double[amplitudes.length];
    double[] error = new double[amplitudes.length];
    double[] curvature = new double[amplitudes.length];
    for (int k = 0; k < value.length; k++) {
      double[] column = evaluator.evaluate(along(point, amplitudes[k])).hessianVector().values();
      value[k] = g[amplitudes[k]];
      error[k] = rounding[amplitudes[k]];
      curvature[k] = column[amplitudes[k]];
      for (int i = 0; i < thetaError.length; i++) {
        error[k] += Math.abs(column[i]) * thetaError[i];
      }
    }

    budget.add(3 + value.length);
    return new Slope(point, value, error, curvature);
  }

  /**
   * Whether G vanishes at all weights next to those of a point.
   *
   * @param known whether that could be looked at
   * @param vanishes within the error bounds
   * @param onKink not known as a row may lie on a neuron's kink
   * @param steepest the slope that is largest in units of its error; null when not known
   */
  record Near(boolean known, boolean vanishes, boolean onKink, Slope steepest, String words) {}

  /**
   * @param point with a = 0
   * @param thetaError bounds on the errors of the network's parameters
   */
  Near near(Point point, double[] thetaError, SearchBudget budget) {
    List<Point> tests = neurons.kinked() ? withinCells(point) : lattice(point);
    if (tests.isEmpty()) {
      String why =
          neurons.kinked()
              ? "a row lies on the kink of the silent neuron, or there are more than "
                  + RowListing.MOST_ROWS
                  + " rows"
              : "more than " + MOST_POINTS + " points would have to be looked at";
      return new Near(
          false,
          false,
          neurons.kinked(),
          null,
          "whether other weights lower the loss is open: " + why);
    }

    Slope steepest = null;
    for (Point test : tests) {
      Slope slope = bounded(test, thetaError, budget);
      if (steepest == null || slope.excess() > steepest.excess()) {
        steepest = slope;
      }
    }

    boolean vanishes = steepest.excess() <= 1;
    String words =
        String.format(
            Locale.ROOT,
            "the slope by the amplitude %s at %d points that determine it for all weights%s: at"
                + " most %.3g, %.2g times its error bound",
            vanishes ? "vanishes" : "does not vanish",
            tests.size(),
            neurons.kinked() ? " nearby" : "",
            Vectors.maxAbs(steepest.value),
            steepest.excess());
    return new Near(true, vanishes, false, steepest, words);
  }

  /** Asked for once, as inputs are all that is read of them. */
  private List<RowPull> rows() {
    if (rows == null) {
      rows = listing.get();
    }

    return rows;
  }

  /** The same point with these weights (w, b) of all neurons. */
  Point withWeights(Point point, double[] weights) {
    double[] x = point.values().clone();
    for (int a : amplitudes) {
      System.arraycopy(weights, 0, x, a + 1, weights.length);
    }

    return point.with(x);
  }

  /** Weights alpha / q; empty when there are too many. */
  private List<Point> lattice(Point point) {
    int degree = neurons.homogeneity();
    double count = 1;
    for (int j = 1; j <= inputs; j++) {
      count = count * (degree + j) / j;
    }

    List<Point> all = new ArrayList<>();
    if (count <= MOST_POINTS) {
      compose(point, new double[inputs + 1], 0, degree, all);
    }

    return all;
  }

  private void compose(Point point, double[] weights, int place, int left, List<Point> all) {
    if (place == inputs) {
      weights[place] = (double) left / neurons.homogeneity();
      all.add(withWeights(point, weights));
      return;
    }

    for (int part = 0; part <= left; part++) {
      weights[place] = (double) part / neurons.homogeneity();
      compose(point, weights, place + 1, left - part, all);
    }
  }

  /**
   * The weights themselves and each of them changed, on no row beyond half the way to its kink;
   * empty where that is not known.
   */
  List<Point> withinCells(Point point) {
    double[] steps = new double[amplitudes.length];
    for (int k = 0; k < steps.length; k++) {
      steps[k] = margin(point, k) / 2;
      if (!(steps[k] > 0)) {
        return List.of();
      }
    }

    List<Point> all = new ArrayList<>();
    all.add(point);
    for (int j = 0; j <= inputs; j++) {
      double[] x = point.values().clone();
      for (int k = 0; k < steps.length; k++) {
        x[amplitudes[k] + 1 + j] += steps[k];
      }

      all.add(point.with(x));
    }

    return all;
  }

  /**
   * By how much any one weight of the neuron of output k can change before a row gets to its kink;
   * 0 when that is too little to tell, or the rows are not at hand.
   */
  double margin(Point point, int k) {
    double[] om = Arrays.copyOfRange(point.values(), amplitudes[k] + 1, amplitudes[k] + 2 + inputs);
    double least = Double.POSITIVE_INFINITY;
    for (RowPull row : rows()) {
      double t = om[inputs];
      double largest = 1;
      for (int j = 0; j < inputs; j++) {
        t = Math.fma(om[j], row.input()[j], t);
        largest = Math.max(largest, Math.abs(row.input()[j]));
      }

      least = Math.min(least, Math.abs(t) / largest);
    }

    boolean clear = least > ON_KINK * Vectors.maxAbs(om) && least < Double.POSITIVE_INFINITY;
    return clear ? least : 0;
  }
}

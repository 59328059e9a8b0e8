package org.minimacensus.certify;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import org.apache.spark.ml.linalg.DenseVector;
import org.minimacensus.certify.NeuronAtInfinity.Outcome;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.objective.Spike;
import org.minimacensus.optimize.SearchResult;

/**
 * Certificates of a spike at one input, for one output and one input dimension, on training sets of
 * any size: rho c_j > 0 at the input j next to the vertex, c_j the sum of dl/ds there.
 */
final class SingleSpike {
  /** A neuron whose next value is below this share of its largest may be a spike. */
  private static final double SHARP = 0.05;

  /** Exponents of the next input, below that of the vertex, tried where a spike is too sharp. */
  static final double[] BLUNTER = {10, 8, 6, 5, 4, 3, 2, 1};

  /** Exponent of the next input, below that of the vertex, where it adds nothing but rounding. */
  private static final double SHARPEST = 30;

  private final NeuronAtInfinity infinity;
  private final Evaluator evaluator;
  private final Function<Objective, Evaluator> evaluators;
  private final Objective objective;
  private final int inputs;

  /**
   * @param evaluator of the augmented objective
   * @param evaluators of other objectives on the same data
   */
  SingleSpike(
      NeuronAtInfinity infinity, Evaluator evaluator, Function<Objective, Evaluator> evaluators) {
    this.infinity = infinity;
    this.evaluator = evaluator;
    this.evaluators = evaluators;
    this.objective = evaluator.objective();
    this.inputs = objective.architecture().inputs();
  }

  /** What becomes of a run whose neuron is a spike, if it is one. */
  Outcome of(
      SearchResult run,
      Evaluator on,
      Point sharp,
      String before,
      SearchBudget budget,
      RandomStream stream) {
    int p = objective.thetaDimension();
    double[] vertex = on.chartOrigins(on.objective().rawAugmentation(sharp));
    Point centred = on.objective().moveOrigin(sharp, vertex);
    double[] w = Arrays.copyOfRange(centred.values(), p + 1, p + 1 + inputs);
    double[] next = neighbour(vertex, w);
    double gap = product(w, vertex, next);
    budget.add(2);
    if (!(StrictMath.exp(-gap) < SHARP)) {
      return Outcome.open(before);
    }

    Evaluator spike = on(Spike.Form.LIMIT);
    double[] x = Arrays.copyOf(centred.values(), p + 1);
    SearchResult searched = budget.continueFrom(spike, new Point(new DenseVector(x), vertex));
    Verdict at = infinity.settled(spike, searched, budget, stream);
    if (!at.endpointClass().isMinimum()) {
      return Outcome.open(
          before
              + "; as a spike it ends "
              + at.endpointClass().label()
              + " ("
              + at.evidence()
              + ")");
    }

    return judged(run, spike, at, new Neighbourhood(vertex, next, w, gap), budget);
  }

  /**
   * @param gap by how much the exponent of the next input is below that of the vertex
   */
  record Neighbourhood(double[] vertex, double[] next, double[] w, double gap) {}

  private double[] neighbour(double[] vertex, double[] w) {
    double[] raw = Arrays.copyOf(vertex, 2 * inputs);
    System.arraycopy(w, 0, raw, inputs, inputs);
    return on(Spike.Form.NEIGHBOUR).chartOrigins(raw);
  }

  private Evaluator on(Spike.Form form) {
    return evaluators.apply(objective.base().augmented(new Spike(form)));
  }

  private static double product(double[] w, double[] to, double[] from) {
    double sum = 0;
    for (int j = 0; j < w.length; j++) {
      sum = Math.fma(w[j], to[j] - from[j], sum);
    }

    return sum;
  }

  /** What a minimum of the loss with a spike is worth. */
  Outcome judged(
      SearchResult run, Evaluator spike, Verdict at, Neighbourhood near, SearchBudget budget) {
    int p = objective.thetaDimension();
    Inspection seen = spike.inspect(at.point());
    double rho = at.point().values()[p];
    double[] error = at.spectrum().parameterError(at.rounding());
    LimitSlope pull = pull(at, near, error, budget);
    String words =
        String.format(
            Locale.ROOT,
            "a spike of rho = %.6g at one input: the loss with it has a %s at %.17g (%s); at the"
                + " next input dl/ds = %.3g +- %.2g",
            rho,
            at.endpointClass().label(),
            seen.value(),
            Evidence.ofLimit(at),
            pull.value(),
            pull.error());
    if (!(Math.abs(rho)
        > Math.max(error[p], NeuronAtInfinity.CONTRIBUTES * (1 + seen.largestOutput())))) {
      return Outcome.open(words + ": rho may be 0");
    }

    if (pull.sign() == 0) {
      return Outcome.open(words + ": its sign is open");
    }

    if (rho * pull.sign() > 0) {
      Point sharp = spike(at.point(), near, SHARPEST);
      return infinity.certified(
          run,
          NeuronAtInfinity.SPIKE,
          sharp,
          seen.value(),
          Verdict.Limit.of(spike.objective(), at),
          words,
          infinity.runaway(sharp, k -> true));
    }

    double below = Math.min(run.value(), seen.value());
    Point blunter = blunter(at.point(), near, below, budget);
    return Outcome.onward(words + ": the loss falls away from there", blunter);
  }

  /** dl/ds at the next input. */
  private LimitSlope pull(
      Verdict at, Neighbourhood near, double[] parameterError, SearchBudget budget) {
    int last = at.point().dimension();
    double[] x = Arrays.copyOf(at.point().values(), last + 1 + inputs);
    System.arraycopy(near.next, 0, x, last + 1, inputs);
    return LimitSlope.at(
        on(Spike.Form.WITH_SECOND), at.point().with(x), last, parameterError, budget);
  }

  /** The lowest of some points with a neuron that is less sharp; null when none is lower. */
  private Point blunter(Point limit, Neighbourhood near, double below, SearchBudget budget) {
    Point best = null;
    double lowest = below - 8 * Math.ulp(Math.abs(below));
    for (double exponent : BLUNTER) {
      Point trial = spike(limit, near, exponent);
      double value = evaluator.evaluate(Question.value(trial)).value();
      if (value < lowest) {
        lowest = value;
        best = trial;
      }
    }

    budget.add(BLUNTER.length);
    return best;
  }

  /** A point of the augmented objective whose next exponent is that far below the vertex. */
  private Point spike(Point limit, Neighbourhood near, double exponent) {
    int p = objective.thetaDimension();
    double[] x = Arrays.copyOf(limit.values(), p + inputs + 2);
    for (int j = 0; j < inputs; j++) {
      x[p + 1 + j] = near.w[j] * (exponent / near.gap);
    }

    x[p + inputs + 1] = NeuronAtInfinity.off(x[p]);
    return new Point(new DenseVector(x), near.vertex);
  }
}

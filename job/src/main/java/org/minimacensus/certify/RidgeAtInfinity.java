package org.minimacensus.certify;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.minimacensus.certify.NeuronAtInfinity.Outcome;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.objective.RidgeNeurons;
import org.minimacensus.optimize.SearchResult;

/**
 * Certificates of minima at infinity of the loss with ridge neurons that contribute.
 *
 * <p>Put a = A r^-q and (w, b) = r u, q the degree of homogeneity: the augmented loss is that
 * without its regulariser at (theta, A, u) plus (lambda/2) A^2 r^-2q, and r does nothing but switch
 * the regulariser off. With one weight of u held at 1 or -1 (A, u) are coordinates; a local minimum
 * there with A != 0 is one of the augmented loss at r = infinity, strict or not.
 * (docs/mathematics.md, section 4.2.)
 */
final class RidgeAtInfinity {
  /** A search goes on from a limit that is lower by this share of its loss. */
  private static final double WORTH = 1e-3;

  private final Evaluator evaluator;
  private final Function<Objective, Evaluator> evaluators;
  private final FunctionSpaceFloor floor;
  private final FloorReach floorReach;
  private final Slide slide;
  private final RidgeSlopes slopes;
  private final RestartSettings settings;
  private final Objective objective;
  private final RidgeNeurons neurons;
  private final int[] amplitudes;
  private final int inputs;

  /**
   * @param evaluator of the augmented objective
   */
  RidgeAtInfinity(
      Evaluator evaluator,
      Function<Objective, Evaluator> evaluators,
      FunctionSpaceFloor floor,
      FloorReach floorReach,
      Slide slide,
      RidgeSlopes slopes,
      RestartSettings settings) {
    this.evaluator = evaluator;
    this.evaluators = evaluators;
    this.floor = floor;
    this.floorReach = floorReach;
    this.slide = slide;
    this.slopes = slopes;
    this.settings = settings;
    this.objective = evaluator.objective();
    this.neurons = (RidgeNeurons) objective.augmentation().orElseThrow();
    this.amplitudes = objective.amplitudes();
    this.inputs = objective.architecture().inputs();
  }

  Outcome of(SearchResult run, SearchBudget budget, RandomStream stream) {
    Evaluator on = evaluators.apply(objective.base().augmented(neurons.withoutRegulariser()));
    Point start = normalised(run.point());
    int[] pinned = pinned(start);
    int[] free =
        IntStream.range(0, start.dimension())
            .filter(i -> Arrays.stream(pinned).noneMatch(p -> p == i))
            .toArray();
    HeldParameters chart = new HeldParameters(on, start, free);
    SearchResult searched = budget.continueFrom(chart, chart.restrict(start));
    Outcome lowest = onFloor(run, on, chart.embed(searched.point()), budget);
    if (lowest != null) {
      return lowest;
    }

    Verdict at =
        new CriticalPoints(chart, null, floor, settings)
            .settle(searched, budget, new CriticalPoints.Passage(), stream);
    Point limit = chart.embed(at.point());
    Inspection seen = on.inspect(limit);
    budget.add(1);
    String words =
        String.format(
            Locale.ROOT,
            "(w, b) to infinity with the neuron kept: the loss without its regulariser has a %s at"
                + " %.17g (%s), where the neuron contributes %.3g",
            at.endpointClass().label(),
            seen.value(),
            at.endpointClass().isMinimum() ? Evidence.ofLimit(at) : at.evidence(),
            seen.contribution());
    boolean contributes =
        seen.contribution() > NeuronAtInfinity.CONTRIBUTES * (1 + seen.largestOutput());
    if (!contributes && seen.value() <= run.value() + floorReach.slack()) {
      return new Outcome(null, words, null, Point.of(objective.theta(limit)));
    }

    if (!at.endpointClass().isMinimum() || at.spectrum() == null) {
      Point near = spread(limit);
      double there = evaluator.evaluate(Question.value(near)).value();
      budget.add(1);
      return there < run.value() - WORTH * Math.abs(run.value())
          ? Outcome.onward(words + ": lower than where the search ended", near)
          : Outcome.open(words);
    }

    double[] error = chart.spread(at.spectrum().parameterError(at.rounding()));
    if (!contributes || !anyAmplitude(limit, error)) {
      return Outcome.open(words + ": it may be silent");
    }

    if (floorReach.atFloor(seen.value())) {
      return Outcome.open(words + ": on the floor, where a path to a = 0 may lead");
    }

    if (neurons.kinked() && !clear(limit)) {
      return Outcome.open(words + ": a row lies on the neuron's kink, or there are too many rows");
    }

    return certified(
        run, limit, seen.value(), new Verdict.Limit(on.objective(), limit, error), words);
  }

  /**
   * Where the loss without its regulariser attains the floor, the augmented loss tends to it: no
   * function of the inputs is lower. Unless a path along the floor leads to the network alone, that
   * is a minimum at infinity. Null where the floor is not attained.
   */
  private Outcome onFloor(SearchResult run, Evaluator on, Point at, SearchBudget budget) {
    FloorReach reach = floorReach.on(on);
    Point ground = at.dimension() > CriticalPoints.DENSE_LIMIT ? null : reach.from(at);
    budget.add(reach.evaluations());
    if (ground == null) {
      return null;
    }

    Inspection seen = on.inspect(ground);
    budget.add(1);
    String words =
        String.format(
            Locale.ROOT,
            "(w, b) to infinity with the neuron kept: without its regulariser the loss is at %.17g,"
                + " on the floor, where the neuron contributes %.3g",
            seen.value(),
            seen.contribution());
    if (!(seen.contribution() > NeuronAtInfinity.CONTRIBUTES * (1 + seen.largestOutput()))) {
      return new Outcome(null, words, null, Point.of(objective.theta(ground)));
    }

    SearchResult network = slide.alongFloor(on, ground, seen.value(), budget);
    return network != null
        ? new Outcome(null, words, null, network.point())
        : certified(
            run,
            ground,
            floor.value(),
            null,
            words + "; no path along the floor to a = 0 was found");
  }

  private Outcome certified(
      SearchResult run, Point limit, double loss, Verdict.Limit of, String words) {
    if (NeuronAtInfinity.above(loss, run)) {
      return Outcome.open(words + NeuronAtInfinity.ABOVE_THE_RUN);
    }

    String all = words + NeuronAtInfinity.distance(loss, run);
    Point near = spread(limit);
    Verdict verdict =
        Verdict.atInfinity(near, NeuronAtInfinity.SWITCHED_OFF, loss, of, all)
            .withRunaway(runaway(near));
    return new Outcome(verdict, all, null, null);
  }

  /** The largest weight of each neuron 1 or -1, its function kept. */
  private Point normalised(Point point) {
    double[] x = point.values().clone();
    for (int a : amplitudes) {
      scale(x, a, 1 / size(x, a));
    }

    return point.with(x);
  }

  private double size(double[] x, int a) {
    double largest = 0;
    for (int j = a + 1; j <= a + 1 + inputs; j++) {
      largest = Math.max(largest, Math.abs(x[j]));
    }

    // Weights that are all 0 add nothing, whatever the scale.
    return largest > 0 ? largest : 1;
  }

  /** (a, w, b) -> (a r^-q, r w, r b). */
  private void scale(double[] x, int a, double r) {
    for (int j = a + 1; j <= a + 1 + inputs; j++) {
      x[j] *= r;
    }

    for (int i = 0; i < neurons.homogeneity(); i++) {
      x[a] /= r;
    }
  }

  /** Of each neuron the weight of largest size, the first of several. */
  private int[] pinned(Point point) {
    double[] x = point.values();
    return Arrays.stream(amplitudes)
        .map(
            a ->
                IntStream.rangeClosed(a + 1, a + 1 + inputs)
                    .reduce((i, j) -> Math.abs(x[j]) > Math.abs(x[i]) ? j : i)
                    .orElseThrow())
        .toArray();
  }

  private boolean anyAmplitude(Point limit, double[] error) {
    return Arrays.stream(amplitudes).anyMatch(a -> Math.abs(limit.values()[a]) > error[a]);
  }

  private boolean clear(Point limit) {
    return IntStream.range(0, amplitudes.length).allMatch(k -> slopes.margin(limit, k) > 0);
  }

  /** A point of the augmented objective near the limit: its regulariser is rounding. */
  private Point spread(Point limit) {
    double[] x = limit.values().clone();
    for (int a : amplitudes) {
      double r = StrictMath.exp(NeuronAtInfinity.off(x[a]) / neurons.homogeneity());
      scale(x, a, r);
    }

    return limit.with(x);
  }

  /** The weights of the neurons that contribute. */
  private IntStream runaway(Point near) {
    return Arrays.stream(amplitudes)
        .filter(a -> near.values()[a] != 0)
        .flatMap(a -> IntStream.rangeClosed(a + 1, a + 1 + inputs));
  }
}

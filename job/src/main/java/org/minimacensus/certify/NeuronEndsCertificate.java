package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.minimacensus.certify.ConeCorrection.Answer;
import org.minimacensus.certify.NeuronAtInfinity.Outcome;
import org.minimacensus.certify.NeuronNominees.Nominee;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.optimize.SearchResult;

/**
 * Certificates of neurons some of which become spikes, on single inputs or on faces of the inputs,
 * each output's by itself; and the passage of neurons that flatten.
 *
 * <p>The limit is a minimum of the loss with what {@link org.minimacensus.objective.NeuronEnds}
 * adds. Of a spike on F the first correction is the sum over the inputs x_i outside of A c_i
 * exp(s.z_i) exp(-t omega.(f_0 - x_i)), c_i the slope of the loss at the spike's output, for every
 * omega in the cone of those directions whose largest product is taken on F: {@link ConeCorrection}
 * decides whether it is positive. The corrections of several outputs are independent, and products
 * of them smaller than each. At a silent neuron no input may pull; one that is switched off has the
 * regulariser alone, which is not negative. A flat neuron is never a minimum where its correction,
 * odd in its amplitude, is not 0. (docs/mathematics.md, section 4.2.)
 */
final class NeuronEndsCertificate {
  /** A neuron whose exponents differ by no more than this is nearly linear. */
  private static final double FLAT = 0.3;

  /** A neuron that flattens is larger than the outputs by this factor. */
  private static final double STEEP = 10;

  /** Ranges of the exponents tried where a neuron is too flat. */
  private static final double[] ROUNDER = {
    1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.003, 0.001, 3e-4, 1e-4, 3e-5, 1e-5
  };

  /** Ways to end that are tried for a single output. */
  private static final int MOST_TRIED = 3;

  /** What a neuron must be worth, relative to 1 + |L|. */
  private static final double NEEDED = 1e-12;

  private final NeuronAtInfinity infinity;
  private final Evaluator evaluator;
  private final Function<Objective, Evaluator> evaluators;
  private final Objective objective;
  private final int p;
  private final int inputs;
  private final int outputs;

  /**
   * @param evaluator of the augmented objective
   * @param evaluators of other objectives on the same data
   */
  NeuronEndsCertificate(
      NeuronAtInfinity infinity, Evaluator evaluator, Function<Objective, Evaluator> evaluators) {
    this.infinity = infinity;
    this.evaluator = evaluator;
    this.evaluators = evaluators;
    this.objective = evaluator.objective();
    this.p = objective.thetaDimension();
    this.inputs = objective.architecture().inputs();
    this.outputs = objective.architecture().outputs();
  }

  /**
   * @param on evaluator without the regulariser
   * @param sharp where a search there ended, in the chart of the inputs of largest exponent
   * @param distinct inputs
   * @param before what was found so far, in words
   */
  Outcome of(
      SearchResult run,
      Evaluator on,
      Point sharp,
      double[][] distinct,
      String before,
      SearchBudget budget,
      RandomStream stream) {
    double network = on.inspect(sharp).largestOutput();
    double all = Arrays.stream(on.sampleOutputs(sharp)).map(Math::abs).max().orElse(0);
    budget.add(2);
    String words = before;
    Point onward = null;
    for (List<Nominee> ends : nominees(sharp, distinct, network, all)) {
      NeuronEndsChart chart = new NeuronEndsChart(objective, distinct, ends);
      Outcome outcome = tried(run, chart, sharp, words, budget, stream);
      if (outcome.certified() != null) {
        return outcome;
      }

      words = outcome.words();
      onward = onward == null ? outcome.onward() : onward;
    }

    return Outcome.onward(words, onward);
  }

  /**
   * What all outputs together may be tried as, at least one of them a spike or flat.
   *
   * @param network largest output of the network alone
   * @param all largest output with the neurons
   */
  private List<List<Nominee>> nominees(
      Point sharp, double[][] distinct, double network, double all) {
    List<List<Nominee>> byOutput = new ArrayList<>();
    for (int k = 0; k < outputs; k++) {
      int at = p + k * (inputs + 1);
      double amplitude = Math.abs(sharp.values()[at]);
      double[] w = Arrays.copyOfRange(sharp.values(), at + 1, at + 1 + inputs);
      boolean silent = amplitude <= NeuronAtInfinity.CONTRIBUTES * (1 + network);
      boolean flat =
          amplitude > STEEP * (1 + all)
              && NeuronNominees.range(distinct, w) < FLAT
              && takesConstant(k);
      List<Nominee> spikes = silent ? List.of() : NeuronNominees.spikes(distinct, w);
      Nominee other = silent ? Nominee.SILENT : flat ? Nominee.FLAT : Nominee.OFF;
      byOutput.add(spikes.isEmpty() ? List.of(other) : spikes);
    }

    if (byOutput.stream().noneMatch(own -> own.get(0).spike() || own.get(0).flat())) {
      return List.of();
    }

    return outputs == 1
        ? byOutput.get(0).stream().limit(MOST_TRIED).map(List::of).toList()
        : List.of(byOutput.stream().map(own -> own.get(0)).toList());
  }

  /** Whether an output has a bias that takes up a neuron's constant at no cost. */
  private boolean takesConstant(int output) {
    return NeuronEndsChart.bias(objective, output) >= 0
        && objective.architecture().linearOutputs()
        && objective.l2() == 0;
  }

  private Outcome tried(
      SearchResult run,
      NeuronEndsChart chart,
      Point sharp,
      String before,
      SearchBudget budget,
      RandomStream stream) {
    Evaluator limit = evaluators.apply(chart.objective());
    SearchResult searched = budget.continueFrom(limit, chart.limit(sharp));
    String what = before + "; as" + described(chart);
    Verdict at = infinity.settled(limit, searched, budget, stream);
    for (int round = 0;
        round < UnitLimits.MAX_RETURNS && !at.endpointClass().isMinimum();
        round++) {
      Optional<UnitLimits.Outcome> units = infinity.units(limit, at, budget, stream);
      at = units.map(UnitLimits.Outcome::verdict).orElse(at);
      Point onward = units.map(UnitLimits.Outcome::onward).orElse(null);
      if (onward == null) {
        break;
      }

      what += " (" + at.evidence() + ")";
      at = infinity.settled(limit, budget.continueFrom(limit, onward), budget, stream);
    }

    if (at.endpointClass().isMinimum()) {
      double loss = limit.inspect(at.point()).value();
      String words =
          String.format(
              Locale.ROOT,
              "%s: the loss with it has a %s at %.17g (%s)",
              what,
              at.endpointClass().label(),
              loss,
              Evidence.ofLimit(at));
      Ending ending =
          new Ending(chart, chart, limit, Verdict.Limit.of(limit.objective(), at), loss, at, words);
      return judged(run, ending, budget);
    }

    // A loss that falls along a ray for ever has no limit point.
    Verdict.Limit both = at.limit();
    if (at.endpointClass() == EndpointClass.AT_INFINITY && both != null) {
      NeuronEndsChart within = chart.within(both.objective().thetaDimension());
      Evaluator composite = evaluators.apply(both.objective());
      String words = what + ": " + at.evidence();
      return judged(
          run, new Ending(chart, within, composite, both, at.limitLoss(), at, words), budget);
    }

    return Outcome.open(
        what + " it ends " + at.endpointClass().label() + " (" + at.evidence() + ")");
  }

  /**
   * A minimum of the loss with what the neurons leave, where some hidden units may have gone to
   * infinity as well.
   *
   * @param chart of the neurons alone
   * @param within the same in the points of the limit
   * @param on evaluator of the limit's objective
   * @param at of the neurons' limit: a minimum, or at infinity with a point near the units' limit
   */
  private record Ending(
      NeuronEndsChart chart,
      NeuronEndsChart within,
      Evaluator on,
      Verdict.Limit limit,
      double loss,
      Verdict at,
      String words) {
    double[] error() {
      boolean units = at.endpointClass() == EndpointClass.AT_INFINITY;
      return units ? limit.parameterError() : at.spectrum().parameterError(at.rounding());
    }

    String kind() {
      boolean units = at.endpointClass() == EndpointClass.AT_INFINITY;
      return units ? at.infinityKind() + "+" + NeuronAtInfinity.SPIKE : NeuronAtInfinity.SPIKE;
    }
  }

  private static String described(NeuronEndsChart chart) {
    return IntStream.range(0, chart.outputs())
        .mapToObj(chart::end)
        .map(
            end ->
                switch (end.end().kind()) {
                  case SILENT -> " a silent neuron";
                  case OFF -> " a neuron switched off";
                  case FLAT -> " a flat neuron";
                  case SPIKE ->
                      end.on().length == 1
                          ? " a spike at one input"
                          : " a spike on a face of " + end.on().length + " inputs";
                })
        .collect(Collectors.joining(","));
  }

  /** What a minimum of the limit is worth. */
  private Outcome judged(SearchResult run, Ending ending, SearchBudget budget) {
    NeuronEndsChart chart = ending.within;
    Point point = ending.limit.point();
    double[] error = ending.error();
    Inspection seen = ending.on.inspect(point);
    String words = ending.words;
    for (int k = 0; k < outputs; k++) {
      if (chart.end(k).end().amplitude()) {
        double size = Math.abs(point.values()[chart.place(k)]);
        double least = NeuronAtInfinity.CONTRIBUTES * (1 + seen.largestOutput());
        if (!(size > Math.max(error[chart.place(k)], least))) {
          return Outcome.open(words + ": the neuron of output " + (k + 1) + " may add nothing");
        }
      }
    }

    if (needless(ending, budget)) {
      return Outcome.open(words + ": a neuron could go without the loss rising");
    }

    if (infinity.onFloor(ending.loss, run)) {
      return Outcome.open(words + ": on the floor, where a finite global minimum may be near");
    }

    NeuronCorrections corrections = NeuronCorrections.of(chart, ending.on, point, error, budget);
    double below = Math.min(run.value(), ending.loss);
    for (int k = 0; k < outputs; k++) {
      if (chart.end(k).flat()) {
        return chart == ending.chart
            ? passage(chart, point, k, corrections, below, words, budget)
            : Outcome.open(words + "; a flat neuron beside units that run to infinity");
      }
    }

    for (int k = 0; k < outputs; k++) {
      ConeCorrection.Outcome cone = corrections.decided(k);
      words += "; output " + (k + 1) + ": " + cone.words();
      if (cone.answer() == Answer.OPEN) {
        return Outcome.open(words);
      }

      if (cone.answer() == Answer.FALLS) {
        int output = k;
        Point blunter =
            lowest(
                SingleSpike.BLUNTER,
                exponent ->
                    ending.chart.near(ending.at.point(), output, cone.direction(), exponent),
                below,
                budget);
        return Outcome.onward(words + ": the loss falls away from there", blunter);
      }
    }

    Point near = ending.chart.near(ending.at.point());
    return near == null
        ? Outcome.open(words + ": no neuron near the limit was found")
        : infinity.certified(
            run,
            ending.kind(),
            near,
            ending.loss,
            ending.limit,
            words,
            IntStream.concat(
                Arrays.stream(ending.at.more().runaway()),
                infinity.runaway(near, k -> ending.chart.end(k).spike())));
  }

  /** Whether the limit is as low without one of its neurons, the network being the same. */
  private boolean needless(Ending ending, SearchBudget budget) {
    Point point = ending.limit.point();
    for (int k = 0; k < outputs; k++) {
      if (ending.within.end(k).end().amplitude()) {
        double[] x = point.values().clone();
        x[ending.within.place(k)] = 0;
        double without = ending.on.evaluate(Question.value(point.with(x))).value();
        budget.add(1);
        if (!(without > ending.loss + NEEDED * (1 + Math.abs(ending.loss)))) {
          return true;
        }
      }
    }

    return false;
  }

  /**
   * What a flat neuron A (exp(V.z / A) - 1) says of its limit V.z: the correction, the sum of c_i
   * (V.z_i)^2 over 2 A, has both signs with A, so that the loss falls from infinity on one side.
   */
  private Outcome passage(
      NeuronEndsChart chart,
      Point limit,
      int output,
      NeuronCorrections corrections,
      double below,
      String before,
      SearchBudget budget) {
    double sum = corrections.sum(output);
    String words =
        before
            + String.format(
                Locale.ROOT,
                "; first correction of a flat neuron of amplitude A: (%.3g +- %.2g) / 2 A",
                sum,
                corrections.sumError(output));
    if (!(Math.abs(sum) > corrections.sumError(output))) {
      return Outcome.open(words + ", which may be 0");
    }

    Point rounder =
        lowest(
            ROUNDER,
            range -> chart.rounder(limit, output, -Math.signum(sum) / range),
            below,
            budget);
    return Outcome.onward(
        words + ": the way leads through infinity to the other sign of A", rounder);
  }

  /** The lowest of some points of the augmented objective; null when none is lower. */
  private Point lowest(
      double[] sizes, DoubleFunction<Point> points, double below, SearchBudget budget) {
    Point best = null;
    double lowest = below - 8 * Math.ulp(Math.abs(below));
    for (double size : sizes) {
      Point trial = points.apply(size);
      double value =
          trial == null
              ? Double.POSITIVE_INFINITY
              : evaluator.evaluate(Question.value(trial)).value();
      if (value < lowest) {
        lowest = value;
        best = trial;
      }
    }

    budget.add(sizes.length);
    return best;
  }
}

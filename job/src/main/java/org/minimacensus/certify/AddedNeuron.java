package org.minimacensus.certify;

import java.util.Locale;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.optimize.SearchResult;
import org.minimacensus.optimize.TerminationReason;
import org.minimacensus.optimize.Vectors;

/**
 * Settles a search on the loss augmented by exponential neurons.
 *
 * <p>Its local minima are the points with a = 0 whose network reaches the function-space floor,
 * with any (w, b) (Liang, Sun, Lee and Srikant 2018; Kawaguchi and Kaelbling 2020; proof in
 * docs/mathematics.md), and under losses that are not convex those of {@link InputMinima}. A point
 * whose added neuron still contributes is never stationary, however small its gradient. So it is
 * first slid down to a = 0 with the network following; many such runs are unfinished global minima.
 * A point with a = 0 above the floor is left by the explicit descent that the proof gives. What
 * does neither is unconverged.
 */
final class AddedNeuron {
  private final Evaluator evaluator;
  private final FloorReach floorReach;
  private final FunctionSpaceFloor floor;
  private final RestartSettings settings;
  private final NeuronRun run;
  private final NeuronAtInfinity infinity;
  private final CriticalManifold flat;
  private final RidgeNeuron.Plain plain;
  private final SilentMinimum silentMinimum;
  private final Slide slide;
  private final Objective objective;
  private final int[] amplitudes;

  AddedNeuron(
      Evaluator evaluator,
      Evaluator base,
      NeuronAtInfinity infinity,
      RidgeNeuron.Plain plain,
      Slide slide,
      FloorReach floorReach,
      FunctionSpaceFloor floor,
      RestartSettings settings,
      CriticalManifold flat) {
    this.evaluator = evaluator;
    this.infinity = infinity;
    this.floorReach = floorReach;
    this.floor = floor;
    this.settings = settings;
    this.run = new NeuronRun(evaluator, base, floorReach, settings);
    this.flat = flat;
    this.plain = plain;
    this.silentMinimum = new SilentMinimum(evaluator, settings, flat);
    this.slide = slide;
    this.objective = evaluator.objective();
    this.amplitudes = objective.amplitudes();
  }

  Verdict settle(
      SearchResult searched,
      SearchBudget budget,
      CriticalPoints.Passage passage,
      RandomStream stream) {
    SearchResult at = searched;
    while (true) {
      if (at.reason() == TerminationReason.NOT_FINITE) {
        return Verdict.of(
            at.point(),
            EndpointClass.FAILED,
            "",
            "the loss was not a finite number at the start or on every trial step");
      }

      at = run.finished(at, budget);
      Inspection seen = evaluator.inspect(at.point());
      budget.add(1);
      if (SeparableLoss.applies(objective, seen)) {
        return SeparableLoss.verdict(objective, at.point(), floor, seen);
      }

      boolean silent = NeuronRun.silent(seen);
      SearchResult network = silent ? run.switchedOff(at, budget) : slide.of(at, budget);
      if (network == null) {
        NeuronAtInfinity.Outcome outcome = silent ? null : infinity.of(at, budget, stream);
        if (outcome != null && outcome.network() != null) {
          Point onFloor = floorReach.from(outcome.network());
          budget.add(floorReach.evaluations());
          if (onFloor != null) {
            return globalMinimum(at.point(), onFloor, false, seen, budget);
          }
        }

        if (outcome != null && outcome.certified() != null) {
          return outcome.certified();
        }

        Verdict open = pending(at, seen, silent);
        open = outcome == null ? open : open.prefixed(outcome.words());
        if (outcome == null
            || outcome.onward() == null
            || passage.escapes >= NeuronRun.MAX_DESCENTS) {
          return open;
        }

        passage.note(outcome.words());
        at = budget.continueFrom(evaluator, outcome.onward());
        continue;
      }

      Point onFloor = floorReach.from(network.point());
      budget.add(floorReach.evaluations());
      if (onFloor != null) {
        return globalMinimum(at.point(), onFloor, silent, seen, budget);
      }

      Descent lower = descent(at.point(), network, budget, stream);
      if (lower == null) {
        return kept(at, seen, silent, network, budget, passage, stream);
      }

      if (passage.escapes >= NeuronRun.MAX_DESCENTS) {
        return pending(at, seen, silent);
      }

      if (settings.keepSaddles()) {
        Verdict saddle = saddle(at, network, lower, budget);
        return saddle == null ? pending(at, seen, silent) : saddle;
      }

      passage.note(
          String.format(
              Locale.ROOT,
              "network alone at loss %.17g above the floor, left by explicit descent of the added"
                  + " neuron",
              network.value()),
          SaddleWitness.between(evaluator, lower.from, lower.value, lower.to));
      budget.add(1);
      at = budget.continueFrom(evaluator, lower.to);
    }
  }

  private Point with(Point point, double[] theta, double amplitude) {
    double[] x = point.values().clone();
    System.arraycopy(theta, 0, x, 0, theta.length);
    for (int i : amplitudes) {
      x[i] = amplitude;
    }

    return point.with(x);
  }

  private Verdict globalMinimum(
      Point at, Point onFloor, boolean silent, Inspection before, SearchBudget budget) {
    return new GlobalMinimum(
            evaluator, floor, flat, GlobalMinimum.Words.ofAmplitudes("(w, b) free"))
        .at(with(at, onFloor.values(), 0), silent, before, budget);
  }

  /**
   * The network with a neuron that is silent, or was slid to a = 0, and lowers nothing: a minimum
   * above the floor, where the rows of every input are at a minimum of their own.
   */
  private Verdict kept(
      SearchResult at,
      Inspection before,
      boolean silent,
      SearchResult network,
      SearchBudget budget,
      CriticalPoints.Passage passage,
      RandomStream stream) {
    if (!InputMinima.applies(objective)) {
      return pending(at, before, silent);
    }

    CriticalPoints.Passage ofPlain = new CriticalPoints.Passage();
    Verdict alone = plain.settle(network, budget, ofPlain, stream);
    passage.mention(ofPlain.words);
    passage.escapes += ofPlain.escapes;
    Point onFloor = floorReach.from(alone.point());
    budget.add(floorReach.evaluations());
    if (onFloor != null) {
      return globalMinimum(at.point(), onFloor, silent, before, budget);
    }

    String ends =
        "the network alone ends " + alone.endpointClass().label() + " (" + alone.evidence() + ")";
    if (!alone.endpointClass().isMinimum()) {
      return pending(at, before, silent).prefixed(ends);
    }

    Point point = with(at.point(), objective.theta(alone.point()), 0);
    Inspection seen = evaluator.inspect(point);
    budget.add(1);
    InputMinima.Outcome inputs = new InputMinima(evaluator).at(point, seen.value(), budget);
    if (!inputs.minimum()) {
      return pending(at, before, silent).prefixed(inputs.words() + "; " + ends);
    }

    String slid =
        silent
            ? ""
            : String.format(
                Locale.ROOT,
                "; the search ended with a contribution of %.3g, from where the loss falls on a"
                    + " path to a = 0",
                before.contribution());
    Verdict kept =
        silentMinimum.kept(point, alone, "a = 0; " + inputs.words() + slid + "; " + ends);
    budget.add(4);
    boolean saddle = kept.spectrum() != null && kept.spectrum().negativeModes() > 0;
    return saddle
        ? pending(at, before, silent)
            .prefixed("negative curvature beside inputs whose rows are at minima; " + ends)
        : kept;
  }

  private Verdict pending(SearchResult at, Inspection seen, boolean silent) {
    boolean budgetSpent = at.reason() == TerminationReason.ITERATION_LIMIT;
    String words =
        String.format(
            Locale.ROOT,
            "the added neuron contributes %.3g, largest group residual %.3g, max |g| = %.3g: %s",
            seen.contribution(),
            seen.groupResidual(),
            at.gradientNorm(),
            silent && at.gradientNorm() <= settings.gradientTolerance()
                ? "stationary above the floor; no minimum was certified, and no descent of the"
                    + " silent neuron led away"
                : "not stationary, and no path of falling loss to a = 0 on the floor was found");
    return Verdict.of(at.point(), EndpointClass.UNCONVERGED, budgetSpent ? "budget" : "slow", words)
        .with(null, seen.gradientRounding());
  }

  /**
   * The network above the floor with a silent neuron, where that is stationary: a saddle, as (w, b)
   * can be moved at no cost to where the loss falls with the amplitude. Null when it is not
   * stationary.
   */
  private Verdict saddle(
      SearchResult at, SearchResult network, Descent lower, SearchBudget budget) {
    Point here = with(at.point(), network.point().values(), 0);
    Answer answer = evaluator.evaluate(Question.gradient(here));
    double[] rounding = evaluator.inspect(here).gradientRounding();
    double slope = Vectors.maxAbs(answer.gradient().values());
    budget.add(3);
    if (!(slope
        <= Math.max(settings.gradientTolerance(), Endgame.AT_NOISE * Vectors.maxAbs(rounding)))) {
      return null;
    }

    Point to = objective.moveOrigin(lower.to, here.origin());
    SaddleWitness witness = SaddleWitness.between(evaluator, here, answer.value(), to);
    String words =
        String.format(
            Locale.ROOT,
            "a = 0 and the network alone at loss %.17g above the floor: other weights w, b of the"
                + " silent neuron cost nothing, and with them its amplitude lowers the loss by"
                + " %.3g",
            network.value(),
            witness.decrease());
    return Verdict.of(here, EndpointClass.SADDLE, "higher-order-saddle", words)
        .with(null, rounding)
        .withWitness(witness);
  }

  /**
   * A way down from a silent neuron.
   *
   * @param from with a = 0
   * @param value there
   */
  private record Descent(Point from, double value, Point to) {}

  /**
   * The descent of the perturbable-gradient-basis argument: with a = 0 the derivative by the
   * (normalised) amplitude is G(w) = sum_i c_i E_i(w), which cannot vanish for all w above the
   * floor; take the largest |G| of some directions w and step to the other side of its sign.
   */
  private Descent descent(
      Point at, SearchResult network, SearchBudget budget, RandomStream stream) {
    double[] raw = objective.rawAugmentation(at);
    int block = raw.length / amplitudes.length;
    Point best = null;
    double[] bestSlope = {0};
    for (int k = 0; k < NeuronRun.CANDIDATES; k++) {
      double[] candidate = raw.clone();
      double size = 0.25 * (1 << (k % 5));
      for (int i = 0; i < raw.length; i++) {
        boolean amplitude = i % block == 0;
        boolean last = i % block == block - 1;
        candidate[i] =
            amplitude || last ? 0 : k == 0 ? 0 : k == 1 ? raw[i] : size * stream.nextGaussian();
      }

      Point centred =
          objective.point(network.point().values(), candidate, evaluator.chartOrigins(candidate));
      Point trial = normalised(centred);
      double[] g = evaluator.evaluate(Question.gradient(trial)).gradient().values();
      double[] slope = new double[amplitudes.length];
      for (int o = 0; o < slope.length; o++) {
        slope[o] = g[amplitudes[o]];
      }

      if (Endgame.squaredNorm(slope) > Endgame.squaredNorm(bestSlope)) {
        best = trial;
        bestSlope = slope;
      }
    }

    budget.add(NeuronRun.CANDIDATES);
    if (best == null) {
      return null;
    }

    double value = evaluator.evaluate(Question.value(best)).value();
    return step(best, bestSlope, value, Math.min(network.value(), value), budget);
  }

  /**
   * The exponent at the chart origin set to 0, so that the regulariser has its full weight there.
   */
  private Point normalised(Point point) {
    double[] x = point.values().clone();
    for (int i : objective.exponents()) {
      x[i] = 0;
    }

    return point.with(x);
  }

  private Descent step(
      Point from, double[] slope, double value, double below, SearchBudget budget) {
    for (double t = 1; t > 1e-12; t /= 4) {
      double[] x = from.values().clone();
      for (int o = 0; o < slope.length; o++) {
        x[amplitudes[o]] = -t * slope[o];
      }

      Point trial = from.with(x);
      Answer answer = evaluator.evaluate(Question.value(trial));
      budget.add(1);
      if (answer.value() < below - 4 * Math.ulp(Math.abs(below))) {
        return new Descent(from, value, trial);
      }
    }

    return null;
  }
}

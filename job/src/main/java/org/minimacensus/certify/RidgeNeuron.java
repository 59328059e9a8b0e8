package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.objective.RidgeNeurons;
import org.minimacensus.objective.RowListing;
import org.minimacensus.optimize.SearchResult;
import org.minimacensus.optimize.TerminationReason;
import org.minimacensus.optimize.Vectors;

/**
 * Settles a search on the loss augmented by monomial or relu neurons.
 *
 * <p>They are homogeneous: weights (w, b) that grow while a shrinks leave the outputs and lower the
 * regulariser, so that a contribution is never stationary and every local minimum has a = 0. Unlike
 * exponential neurons they may keep minima of the network alone above the floor: {@link
 * SilentMinimum}. A run that contributes is slid down to a = 0 where the loss allows it, and is
 * else taken to infinity ({@link RidgeAtInfinity}). A silent neuron is left where other weights let
 * its amplitude lower the loss. (docs/mathematics.md, section 4.1.)
 */
final class RidgeNeuron {
  /** By how much, relative to 1 + |b| + |w|, a dead neuron stays below its kink. */
  private static final double DEAD = 1e-6;

  /** Changes of weights that may be looked at on a kink, in units of those of monomials. */
  private static final double NEARBY = 1e-3;

  /** A fall of the loss below this many units in the last place is rounding. */
  private static final int ROUNDING = 64;

  /** Settles the network alone. */
  @FunctionalInterface
  interface Plain {
    Verdict settle(
        SearchResult searched,
        SearchBudget budget,
        CriticalPoints.Passage passage,
        RandomStream stream);
  }

  private final Evaluator evaluator;
  private final Evaluator base;
  private final Plain plain;
  private final FloorReach floorReach;
  private final Slide slide;
  private final RestartSettings settings;
  private final NeuronRun run;
  private final GlobalMinimum ground;
  private final RidgeAtInfinity infinity;
  private final SilentMinimum silentMinimum;
  private final RidgeSlopes slopes;
  private final Objective objective;
  private final RidgeNeurons neurons;
  private final int[] amplitudes;

  /** Of the restart. */
  private int descents;

  /** For one restart. */
  RidgeNeuron(
      Evaluator evaluator,
      Evaluator base,
      Function<Objective, Evaluator> evaluators,
      Plain plain,
      FloorReach floorReach,
      FunctionSpaceFloor floor,
      RestartSettings settings,
      CriticalManifold flat) {
    this.evaluator = evaluator;
    this.base = base;
    this.plain = plain;
    this.floorReach = floorReach;
    this.settings = settings;
    this.run = new NeuronRun(evaluator, base, floorReach, settings);
    this.slide = new Slide(evaluator, base, floorReach.slack());
    this.ground =
        new GlobalMinimum(evaluator, floor, flat, GlobalMinimum.Words.ofAmplitudes("(w, b) free"));
    this.objective = evaluator.objective();
    this.neurons = (RidgeNeurons) objective.augmentation().orElseThrow();
    this.amplitudes = objective.amplitudes();
    this.slopes =
        new RidgeSlopes(
            evaluator,
            () -> {
              Objective listing = objective.base().augmented(new RowListing());
              double[] zero = new double[objective.thetaDimension()];
              double[] none = new double[objective.architecture().inputs() * amplitudes.length];
              return evaluators
                  .apply(listing)
                  .inspect(listing.point(zero, new double[0], none))
                  .rows();
            });
    this.silentMinimum = new SilentMinimum(evaluator, settings, flat);
    this.infinity =
        new RidgeAtInfinity(evaluator, evaluators, floor, floorReach, slide, slopes, settings);
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
        return SeparableLoss.verdict(objective, at.point(), floorReach.floor(), seen);
      }

      boolean silent = NeuronRun.silent(seen);
      SearchResult network = silent ? run.switchedOff(at, budget) : slide.of(at, budget);
      if (network == null && !silent) {
        NeuronAtInfinity.Outcome outcome = infinity.of(at, budget, stream);
        if (outcome.certified() != null) {
          return outcome.certified();
        }

        if (outcome.onward() != null && descents < NeuronRun.MAX_DESCENTS) {
          descents++;
          passage.note(outcome.words());
          at = budget.continueFrom(evaluator, outcome.onward());
          continue;
        }

        if (outcome.network() == null) {
          return pending(at, seen).prefixed(outcome.words());
        }

        passage.mention(outcome.words());
        network = budget.continueFrom(base, outcome.network());
      }

      if (network == null) {
        return pending(at, seen);
      }

      Step step = ofNetwork(at.point(), network, silent, seen, budget, passage, stream);
      if (step.verdict() != null) {
        return step.verdict();
      }

      at = budget.continueFrom(evaluator, step.next());
    }
  }

  /** What the network alone, with a silent neuron, is or where it goes on. */
  private Step ofNetwork(
      Point at,
      SearchResult network,
      boolean silent,
      Inspection seen,
      SearchBudget budget,
      CriticalPoints.Passage passage,
      RandomStream stream) {
    Step global = global(at, network.point(), silent, seen, budget);
    if (global != null) {
      return global;
    }

    Point here = silenced(at, network.point().values());
    boolean dead = dead(here, budget);
    if (!dead && descents < NeuronRun.MAX_DESCENTS) {
      Step left = left(here, network.value(), candidates(here, stream), budget, passage);
      if (left != null) {
        return left;
      }
    }

    CriticalPoints.Passage ofPlain = new CriticalPoints.Passage();
    Verdict alone = plain.settle(network, budget, ofPlain, stream);
    passage.mention(ofPlain.words);
    passage.escapes += ofPlain.escapes;
    global = global(at, alone.point(), silent, seen, budget);
    if (global != null) {
      return global;
    }

    here = silenced(at, alone.point().values());
    if (dead) {
      return new Step(silentMinimum.dead(here, alone), null);
    }

    RidgeSlopes.Near near = slopes.near(here, SilentMinimum.error(alone), budget);
    if (near.known() && !near.vanishes() && descents < NeuronRun.MAX_DESCENTS) {
      List<Point> ways = new ArrayList<>(candidates(here, stream));
      ways.add(near.steepest().at());
      double value = evaluator.evaluate(Question.value(here)).value();
      Step left = left(here, value, ways, budget, passage);
      if (left != null) {
        return left;
      }
    }

    return silentMinimum.of(here, alone, near, budget, passage, stream);
  }

  private Step global(
      Point at, Point network, boolean silent, Inspection seen, SearchBudget budget) {
    Point onFloor = floorReach.from(network);
    budget.add(floorReach.evaluations());
    return onFloor == null
        ? null
        : new Step(ground.at(silenced(at, onFloor.values()), silent, seen, budget), null);
  }

  private Point silenced(Point point, double[] theta) {
    double[] x = point.values().clone();
    System.arraycopy(theta, 0, x, 0, theta.length);
    for (int a : amplitudes) {
      x[a] = 0;
    }

    return point.with(x);
  }

  /** Whether all neurons are 0 on all rows, also after a small change of their weights. */
  private boolean dead(Point silenced, SearchBudget budget) {
    if (!neurons.kinked()) {
      return false;
    }

    double[] x = silenced.values().clone();
    int inputs = objective.architecture().inputs();
    for (int a : amplitudes) {
      double size = 1;
      for (int j = a + 1; j <= a + 1 + inputs; j++) {
        size += Math.abs(x[j]);
      }

      x[a] = 1;
      x[a + 1 + inputs] += DEAD * size;
    }

    budget.add(1);
    return evaluator.inspect(silenced.with(x)).contribution() == 0;
  }

  /**
   * Its own weights and others. A slope of monomials at any weights is one at weights nearby; of
   * relu only what is nearby tells.
   */
  private List<Point> candidates(Point silenced, RandomStream stream) {
    List<Point> nearby = neurons.kinked() ? slopes.withinCells(silenced) : List.of();
    if (!nearby.isEmpty()) {
      return nearby;
    }

    List<Point> all = new ArrayList<>();
    all.add(silenced);
    for (int i = 1; i < NeuronRun.CANDIDATES; i++) {
      double[] x = silenced.values().clone();
      double size = 0.25 * (1 << (i % 5));
      for (int a : amplitudes) {
        for (int j = a + 1; j <= a + 1 + objective.architecture().inputs(); j++) {
          double random = size * stream.nextGaussian();
          x[j] = neurons.kinked() ? x[j] + NEARBY * random : random;
        }
      }

      all.add(silenced.with(x));
    }

    return all;
  }

  /**
   * The explicit descent: at the weights where an amplitude promises most, as far to the other side
   * of the slope's sign as lowers the loss. Null when none does.
   *
   * @param value of the loss with a = 0
   */
  private Step left(
      Point silenced,
      double value,
      List<Point> candidates,
      SearchBudget budget,
      CriticalPoints.Passage passage) {
    RidgeSlopes.Slope best = null;
    for (RidgeSlopes.Slope slope : slopes.at(candidates, budget)) {
      // Written so that NaN is no promise.
      if (slope.promise() > (best == null ? 0 : best.promise())) {
        best = slope;
      }
    }

    Point lower = best == null ? null : lower(best, value, budget);
    if (lower == null) {
      return null;
    }

    String words =
        String.format(
            Locale.ROOT,
            "network alone at loss %.17g, a = 0: other weights of the silent neuron cost nothing,"
                + " and with them its amplitude lowers the loss",
            value);
    SaddleWitness witness = SaddleWitness.between(evaluator, silenced, value, lower);
    budget.add(1);
    if (settings.keepSaddles() && stationary(silenced, budget)) {
      return new Step(
          Verdict.of(silenced, EndpointClass.SADDLE, "higher-order-saddle", words)
              .with(null, evaluator.inspect(silenced).gradientRounding())
              .withWitness(witness),
          null);
    }

    descents++;
    passage.note(words, witness);
    return new Step(null, lower);
  }

  private boolean stationary(Point point, SearchBudget budget) {
    double slope = Vectors.maxAbs(evaluator.evaluate(Question.gradient(point)).gradient().values());
    double rounding = Vectors.maxAbs(evaluator.inspect(point).gradientRounding());
    budget.add(3);
    return slope <= Math.max(settings.gradientTolerance(), Endgame.AT_NOISE * rounding);
  }

  private Point lower(RidgeSlopes.Slope from, double value, SearchBudget budget) {
    for (double t = 1; t > 1e-12; t /= 4) {
      double[] x = from.at().values().clone();
      for (int k = 0; k < amplitudes.length; k++) {
        x[amplitudes[k]] = -t * from.value()[k] / from.curvature()[k];
      }

      Answer answer = evaluator.evaluate(Question.value(from.at().with(x)));
      budget.add(1);
      if (answer.value() < value - ROUNDING * Math.ulp(Math.abs(value))) {
        return from.at().with(x);
      }
    }

    return null;
  }

  private Verdict pending(SearchResult at, Inspection seen) {
    boolean budgetSpent = at.reason() == TerminationReason.ITERATION_LIMIT;
    String words =
        String.format(
            Locale.ROOT,
            "the added neuron contributes %.3g, max |g| = %.3g: not stationary, and no path of"
                + " falling loss to a = 0 was found",
            seen.contribution(),
            at.gradientNorm());
    return Verdict.of(at.point(), EndpointClass.UNCONVERGED, budgetSpent ? "budget" : "slow", words)
        .with(null, seen.gradientRounding());
  }
}

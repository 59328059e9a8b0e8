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
 * Settles a search on the loss with one exponential neuron per hidden layer.
 *
 * <p>Its local minima are exactly the points where no special neuron feeds anything and the network
 * alone reaches the function-space floor (Liang, Sun, Lee and Srikant 2018; proof in
 * docs/mathematics.md). A point where one feeds something is never stationary, as its bias switches
 * the regulariser off: such an end is slid down to silence with the network following, else taken
 * to infinity ({@link LayersAtInfinity}), else unconverged. A silent point above the floor is left:
 * to the first order where some weights u of the special neurons give the amplitudes a slope, else
 * along the chain z_1 -> ... -> z_L, mu_l = eps and a of the order eps^(L-1), on which the loss
 * falls by the order eps^(2L-2) and the regulariser grows by eps^(2L).
 */
final class LayerNeuronsEnd {
  private static final GlobalMinimum.Words WORDS =
      new GlobalMinimum.Words("V, mu and a are 0", "u and b free (0 here)", "silence");

  /** The shortest mu along the chain. */
  private static final double SHORTEST = 1e-4;

  private final Evaluator evaluator;
  private final Evaluator base;
  private final LayersAtInfinity infinity;
  private final Slide slide;
  private final FloorReach floorReach;
  private final FunctionSpaceFloor floor;
  private final RestartSettings settings;
  private final NeuronRun run;
  private final CriticalManifold flat;
  private final Objective objective;
  private final int[] amplitudes;

  LayerNeuronsEnd(
      Evaluator evaluator,
      Evaluator base,
      LayersAtInfinity infinity,
      Slide slide,
      FloorReach floorReach,
      FunctionSpaceFloor floor,
      RestartSettings settings,
      CriticalManifold flat) {
    this.evaluator = evaluator;
    this.base = base;
    this.infinity = infinity;
    this.slide = slide;
    this.floorReach = floorReach;
    this.floor = floor;
    this.settings = settings;
    this.run = new NeuronRun(evaluator, base, floorReach, settings);
    this.flat = flat;
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
            "the loss was not a finite number at the start or on every trial step, as where an"
                + " exponential of an exponential overflows");
      }

      at = run.finished(at, budget);
      Inspection seen = evaluator.inspect(at.point());
      budget.add(1);
      boolean silent = NeuronRun.silent(seen);
      SearchResult network = silent ? run.switchedOff(at, budget) : slide.of(at, budget);
      if (network == null) {
        LayersAtInfinity.Outcome outcome = silent ? null : infinity.of(at, budget, stream);
        if (outcome != null && outcome.network() != null) {
          Point onFloor = floorReach.from(outcome.network());
          budget.add(floorReach.evaluations());
          if (onFloor != null) {
            return globalMinimum(onFloor, false, seen, budget);
          }
        }

        if (outcome != null && outcome.certified() != null) {
          return outcome.certified();
        }

        Verdict open = pending(at, seen);
        return outcome == null ? open : open.prefixed(outcome.words());
      }

      Point onFloor = floorReach.from(network.point());
      budget.add(floorReach.evaluations());
      if (onFloor != null) {
        return globalMinimum(onFloor, silent, seen, budget);
      }

      Inspection alone = base.inspect(network.point());
      budget.add(1);
      if (SeparableLoss.applies(base.objective(), alone)) {
        return SeparableLoss.verdict(
            objective, switchedOff(network.point().values()), floor, alone);
      }

      Descent lower =
          passage.escapes >= NeuronRun.MAX_DESCENTS
              ? null
              : descent(network.point(), network.value(), budget, stream);
      if (lower == null) {
        return pending(at, seen);
      }

      if (settings.keepSaddles()) {
        Verdict saddle = saddle(at, network, lower, budget);
        return saddle == null ? pending(at, seen) : saddle;
      }

      passage.note(
          String.format(
              Locale.ROOT,
              "network alone at loss %.17g above the floor, left by explicit descent of the special"
                  + " neurons (%s)",
              network.value(),
              lower.way),
          SaddleWitness.between(evaluator, lower.from, lower.value, lower.to));
      budget.add(1);
      at = budget.continueFrom(evaluator, lower.to);
    }
  }

  /** A network with special neurons of which every parameter is 0, as none of them matters. */
  private Point switchedOff(double[] theta) {
    return objective.point(
        theta,
        new double[objective.dimension() - theta.length],
        new double[objective.originDimension()]);
  }

  private Verdict globalMinimum(
      Point onFloor, boolean silent, Inspection before, SearchBudget budget) {
    return new GlobalMinimum(evaluator, floor, flat, WORDS)
        .at(switchedOff(onFloor.values()), silent, before, budget);
  }

  private Verdict pending(SearchResult at, Inspection seen) {
    boolean budgetSpent = at.reason() == TerminationReason.ITERATION_LIMIT;
    String words =
        String.format(
            Locale.ROOT,
            "special neurons contribute %.3g, largest group residual %.3g, max |g| = %.3g: not"
                + " stationary, and no path of falling loss to silence on the floor was found",
            seen.contribution(),
            seen.groupResidual(),
            at.gradientNorm());
    return Verdict.of(at.point(), EndpointClass.UNCONVERGED, budgetSpent ? "budget" : "slow", words)
        .with(null, seen.gradientRounding());
  }

  /** Null where the point is not stationary. */
  private Verdict saddle(
      SearchResult at, SearchResult network, Descent lower, SearchBudget budget) {
    double[] x = at.point().values().clone();
    System.arraycopy(network.point().values(), 0, x, 0, network.point().dimension());
    for (int i : amplitudes) {
      x[i] = 0;
    }

    Point here = at.point().with(x);
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
            "V, mu and a are 0 and the network alone at loss %.17g above the floor: other u, b of"
                + " the silent neurons cost nothing, and with them the loss falls by %.3g (%s)",
            network.value(),
            witness.decrease(),
            lower.way);
    return Verdict.of(here, EndpointClass.SADDLE, "higher-order-saddle", words)
        .with(null, rounding)
        .withWitness(witness);
  }

  /**
   * A way down from silent neurons.
   *
   * @param from with V, mu and a 0
   * @param value there
   * @param way in words
   */
  record Descent(Point from, double value, Point to, String way) {}

  /**
   * Null when none was found.
   *
   * @param network alone, with its loss
   */
  Descent descent(Point network, double loss, SearchBudget budget, RandomStream stream) {
    Descent first = firstOrder(network, loss, budget, stream);
    return first != null ? first : alongChain(network, loss, budget, stream);
  }

  /**
   * With V, mu and a 0 their derivatives are sums of what the rows pull, weighted by the special
   * neurons' values: of some random u the steepest.
   */
  private Descent firstOrder(Point network, double loss, SearchBudget budget, RandomStream stream) {
    Point best = null;
    double[] bestSlope = {0};
    for (int k = 0; k < NeuronRun.CANDIDATES; k++) {
      Point trial = candidate(network, k, true, stream);
      double[] slope = slope(trial);
      if (Endgame.squaredNorm(slope) > Endgame.squaredNorm(bestSlope)) {
        best = trial;
        bestSlope = slope;
      }
    }

    budget.add(2 * NeuronRun.CANDIDATES);
    return best == null ? null : step(best, best, bestSlope, loss, "to the first order", budget);
  }

  /** The first neuron alone looks at the inputs, the others at the neuron before them. */
  private Descent alongChain(Point network, double loss, SearchBudget budget, RandomStream stream) {
    for (int k = 0; k < NeuronRun.CANDIDATES; k++) {
      Point from = candidate(network, k, false, stream);
      for (double eps = 1; eps > SHORTEST; eps /= 4) {
        double[] x = from.values().clone();
        for (int i : objective.chain()) {
          x[i] = eps;
        }

        Point trial = from.with(x);
        String way = String.format(Locale.ROOT, "along mu = %.3g from layer to layer", eps);
        Descent lower = step(from, trial, slope(trial), loss, way, budget);
        budget.add(1);
        if (lower != null) {
          return lower;
        }
      }
    }

    return null;
  }

  /**
   * Silent neurons with other u, every exponent 0 at its origin, so that the regulariser has its
   * full weight there.
   *
   * @param all whether every neuron looks at its layer, or the first one alone at the inputs
   */
  private Point candidate(Point network, int k, boolean all, RandomStream stream) {
    double[] raw = new double[objective.dimension() - network.dimension()];
    double size = 0.25 * (1 << (k % 5));
    for (int i : all ? objective.trivialDirections() : objective.firstWeights()) {
      raw[i - network.dimension()] = k == 0 ? 0 : size * stream.nextGaussian();
    }

    for (int i : objective.exponents()) {
      raw[i - network.dimension()] = 0;
    }

    Point drawn = objective.point(network.values(), raw, new double[objective.originDimension()]);
    Point centred = LayersAtInfinity.centred(evaluator, drawn);
    double[] x = centred.values().clone();
    for (int i : objective.exponents()) {
      x[i] = 0;
    }

    return centred.with(x);
  }

  /** Derivatives by the amplitudes. */
  private double[] slope(Point at) {
    double[] g = evaluator.evaluate(Question.gradient(at)).gradient().values();
    double[] slope = new double[amplitudes.length];
    for (int i = 0; i < slope.length; i++) {
      slope[i] = g[amplitudes[i]];
    }

    return slope;
  }

  /** Against the slope by as much as lowers the loss below that of the network alone. */
  private Descent step(
      Point from, Point at, double[] slope, double alone, String way, SearchBudget budget) {
    double value = evaluator.evaluate(Question.value(from)).value();
    double below = Math.min(alone, value);
    budget.add(1);
    for (double t = 1; t > 1e-12; t /= 4) {
      double[] x = at.values().clone();
      for (int i = 0; i < slope.length; i++) {
        x[amplitudes[i]] -= t * slope[i];
      }

      Point trial = at.with(x);
      Answer answer = evaluator.evaluate(Question.value(trial));
      budget.add(1);
      if (answer.value() < below - 4 * Math.ulp(Math.abs(below))) {
        return new Descent(from, value, trial, way);
      }
    }

    return null;
  }
}

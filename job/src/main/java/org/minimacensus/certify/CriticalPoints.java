package org.minimacensus.certify;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.minimacensus.certify.flat.InputDirections;
import org.minimacensus.certify.flat.ZeroModes;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.optimize.SearchResult;
import org.minimacensus.optimize.TerminationReason;

/**
 * Settles a search on what it ended on: polish, escape from saddles, classification. For objectives
 * whose domain has no special structure: the plain loss and the limit of the augmented one.
 *
 * <p>Order of the tests: floor reached, converged, negative curvature, tail of Newton steps,
 * saturation, kink, inertia, runaway signs, null space to higher order (docs/mathematics.md).
 */
final class CriticalPoints {
  /** Saddles left behind before the restart is ended on one. */
  static final int MAX_ESCAPES = 8;

  /** A decrease below this, relative to 1 + |L|, after all escapes shows a plateau. */
  private static final double SIGNIFICANT = 1e-12;

  /** Largest dimension whose full Hessian is formed and diagonalised. */
  static final int DENSE_LIMIT = 1000;

  /** A pre-activation this close to a kink, relative to the unit's range, is on it. */
  static final double ON_KINK = 1e-9;

  /** A strict minimum is located at least this well, relative to 1 + |theta_i|. */
  static final double LOCATED = 1e-2;

  private final Evaluator evaluator;
  private final FloorReach floorReach;
  private final FunctionSpaceFloor floor;
  private final RestartSettings settings;
  private final boolean coercive;
  private final CriticalManifold flat;
  private final FlatPoints flatPoints;
  private final StalledSearch stalled;

  /**
   * @param floorReach null for objectives other than the plain one
   */
  CriticalPoints(
      Evaluator evaluator,
      FloorReach floorReach,
      FunctionSpaceFloor floor,
      RestartSettings settings) {
    this(evaluator, floorReach, floor, settings, () -> null);
  }

  /**
   * @param inputs dependencies of the inputs, which explain zero modes; may give null
   */
  CriticalPoints(
      Evaluator evaluator,
      FloorReach floorReach,
      FunctionSpaceFloor floor,
      RestartSettings settings,
      Supplier<InputDirections> inputs) {
    this.flat = new CriticalManifold(evaluator, inputs);
    this.evaluator = evaluator;
    this.floorReach = floorReach;
    this.floor = floor;
    this.settings = settings;
    this.coercive = evaluator.objective().coercive();
    this.flatPoints = new FlatPoints(evaluator, settings, flat);
    this.stalled = new StalledSearch(evaluator, settings);
  }

  /** Mutable tally of one settlement. */
  static final class Passage {
    int escapes;
    int kinks;
    String words = "";
    SaddleWitness witness = SaddleWitness.none();

    /** A saddle that is left. */
    void note(String what, SaddleWitness of) {
      witness = of;
      note(what);
    }

    void note(String what) {
      escapes++;
      mention(what);
    }

    /** What is told and is no saddle. */
    void mention(String what) {
      if (what.isEmpty()) {
        return;
      }

      words = words.isEmpty() ? what : words + "; " + what;
    }
  }

  /**
   * @param searched where the first search ended
   */
  Verdict settle(SearchResult searched, SearchBudget budget, Passage passage, RandomStream stream) {
    SearchResult at = searched;
    while (true) {
      Verdict early = beforeSpectrum(at, budget);
      if (early != null) {
        return early;
      }

      if (at.gradientNorm() > settings.gradientTolerance()) {
        at = stalled.finished(at, budget);
        if (at.gradientNorm() > settings.gradientTolerance()) {
          Step step = stalled.settled(at, passage, budget, stream);
          if (step.next() == null) {
            return step.verdict();
          }

          at = budget.continueFrom(evaluator, step.next());
          continue;
        }
      }

      if (at.point().dimension() > DENSE_LIMIT) {
        return new LargeSpectrum(evaluator, coercive).classify(at.point(), floorReach, budget);
      }

      Endgame.Result end = new Endgame(evaluator).run(at.point());
      Step step = classify(end, budget, passage, stream);
      if (step.next() == null) {
        return nominated(step.verdict(), end);
      }

      at = budget.continueFrom(evaluator, step.next());
    }
  }

  private Verdict beforeSpectrum(SearchResult at, SearchBudget budget) {
    if (at.reason() == TerminationReason.NOT_FINITE) {
      return Verdict.of(
          at.point(),
          EndpointClass.FAILED,
          "",
          "the loss was not a finite number at the start or on every trial step");
    }

    Inspection seen = evaluator.inspect(at.point());
    budget.add(1);
    if (SeparableLoss.applies(evaluator.objective(), seen)) {
      return SeparableLoss.verdict(evaluator.objective(), at.point(), floor, seen);
    }

    if (floorReach == null || at.point().dimension() > DENSE_LIMIT) {
      return null;
    }

    Point onFloor = floorReach.from(at.point());
    budget.add(floorReach.evaluations());
    if (onFloor == null && floorReach.near(at.value())) {
      onFloor = floorReach.from(budget.tighten(evaluator, at.point()).point());
      budget.add(floorReach.evaluations());
    }

    return onFloor == null ? null : floorVerdict(onFloor, budget);
  }

  private Verdict floorVerdict(Point onFloor, SearchBudget budget) {
    Inspection seen = evaluator.inspect(onFloor);
    HessianSpectrum spectrum = HessianSpectrum.onFloor(evaluator, onFloor);
    budget.add(4);
    if (spectrum == null) {
      return Verdict.of(
          onFloor, EndpointClass.FAILED, "", "the Hessian is not finite, or no scale makes it so");
    }

    boolean strict = spectrum.positiveModes() == spectrum.dimension();
    String words =
        String.format(
            Locale.ROOT,
            "loss - floor = %.3g: no function of the inputs has a lower loss, so this is a global"
                + " minimum",
            seen.baseLoss() - floor.value());
    ZeroModes modes = flat.onFloor(onFloor, spectrum, seen);
    return Verdict.of(
            onFloor,
            strict ? EndpointClass.STRICT_MINIMUM : EndpointClass.DEGENERATE_MINIMUM,
            "",
            words + "; " + modes.words())
        .with(spectrum, seen.gradientRounding())
        .withExplainedModes(modes.explained());
  }

  private static boolean anySaturated(Inspection seen) {
    for (boolean s : seen.saturatedUnits()) {
      if (s) {
        return true;
      }
    }

    return false;
  }

  private Step classify(
      Endgame.Result end, SearchBudget budget, Passage passage, RandomStream stream) {
    budget.add(end.evaluations());
    Point onFloor =
        floorReach == null || end.spectrum() == null ? null : floorReach.from(end.point());
    if (onFloor != null) {
      return new Step(floorVerdict(onFloor, budget), null);
    }

    Inspection seen = evaluator.inspect(end.point());
    HessianSpectrum spectrum = end.spectrum();
    List<String> flags =
        coercive
            ? List.of()
            : RunawayFlags.of(
                evaluator.objective().architecture(),
                evaluator.objective().theta(end.point()),
                seen);
    switch (end.outcome()) {
      case NOT_FINITE:
        return Step.verdict(
            end, EndpointClass.FAILED, "", "the Hessian is not finite, or no scale makes it so");
      case NEGATIVE_CURVATURE:
        return saddle(end, budget, passage);
      case TAIL:
        if (!coercive) {
          return Step.verdict(
              end,
              EndpointClass.UNCONVERGED,
              "slow",
              "Newton steps do not contract (ratios "
                  + Evidence.ratios(end)
                  + "): the run heads for infinity"
                  + Evidence.joined(flags));
        }

        break;
      default:
    }

    if (!coercive && anySaturated(seen)) {
      return Step.verdict(
          end,
          EndpointClass.UNCONVERGED,
          "slow",
          String.join(", ", flags)
              + ": the gradient in double precision cannot tell a minimum from a run to infinity");
    }

    if (seen.kinkDistance() < ON_KINK) {
      Step open =
          Step.verdict(
              end,
              EndpointClass.UNCONVERGED,
              "at-kink",
              "a pre-activation lies on a kink, where the one-sided slopes decide");
      return KinkSearch.applies(evaluator.objective(), settings)
          ? stalled.acrossKinks(open.verdict(), passage, budget, stream)
          : open;
    }

    if (end.outcome() != Endgame.Outcome.ATTAINED) {
      return Step.verdict(
          end,
          EndpointClass.UNCONVERGED,
          "slow",
          String.format(
                  Locale.ROOT,
                  "Newton steps ended %.3g (relative) away from the point they aim at",
                  end.lastStep())
              + Evidence.joined(flags));
    }

    if (!end.stationary(settings.gradientTolerance())) {
      GradientFlat flatness = GradientFlat.at(spectrum, end.rounding());
      if (flags.isEmpty() && flatness.holds()) {
        String words =
            String.format(Locale.ROOT, "max |g| = %.3g after the polish; ", end.gradientNorm());
        return Step.verdict(
            end, EndpointClass.UNCONVERGED, "gradient-flat", words + flatness.words());
      }

      return Step.verdict(
          end,
          EndpointClass.UNCONVERGED,
          "slow",
          String.format(Locale.ROOT, "max |g| = %.3g after the polish", end.gradientNorm())
              + Evidence.joined(flags));
    }

    if (spectrum.positiveModes() == spectrum.dimension()) {
      double error = Endgame.relativeSize(spectrum.parameterError(end.rounding()), end.point());
      return error <= LOCATED
          ? Step.verdict(end, EndpointClass.STRICT_MINIMUM, "", Evidence.inertia(spectrum, end))
          : Step.verdict(
              end,
              EndpointClass.UNCONVERGED,
              "slow",
              String.format(
                      Locale.ROOT,
                      "positive curvature, but rounding leaves the point open by %.3g (relative)",
                      error)
                  + Evidence.joined(flags));
    }

    ZeroModes modes = flat.explained(end.point(), spectrum, seen);
    Step morseBott = flatPoints.morseBott(end, seen, modes, budget, stream);
    if (morseBott != null) {
      return morseBott;
    }

    if (!flags.isEmpty()) {
      return Step.verdict(
          end,
          EndpointClass.UNCONVERGED,
          "slow",
          "spectrum not resolved and "
              + String.join(", ", flags)
              + ": perhaps a minimum at infinity");
    }

    return flatPoints.probed(end, seen, modes, budget, passage, stream);
  }

  /** With the parameters that seem to grow without bound, where the run may head for infinity. */
  private Verdict nominated(Verdict verdict, Endgame.Result end) {
    if (coercive || !verdict.detail().equals("slow")) {
      return verdict;
    }

    Objective objective = evaluator.objective();
    int[] signs =
        RunawayFlags.indexes(
                objective.architecture(),
                objective.theta(end.point()),
                evaluator.inspect(end.point()))
            .toArray();
    boolean tail = end.outcome() == Endgame.Outcome.TAIL && signs.length == 0;
    return verdict.withRunaway(tail ? end.drift() : Arrays.stream(signs));
  }

  private Step saddle(Endgame.Result end, SearchBudget budget, Passage passage) {
    NegativeCurvature.Witness witness =
        NegativeCurvature.leave(evaluator, end.point(), end.spectrum());
    budget.add(NegativeCurvature.EVALUATIONS);
    if (witness == null) {
      String open =
          String.format(
              Locale.ROOT,
              "scaled eigenvalue %.3g beyond its error bound %.3g, but nothing lower along it: a"
                  + " plateau below rounding",
              end.spectrum().scaledEigenvalue(0),
              end.spectrum().bound());
      return Step.verdict(end, EndpointClass.UNCONVERGED, "slow", open);
    }

    String words =
        String.format(
            Locale.ROOT,
            "saddle at loss %.17g: scaled eigenvalue %.3g, error bound %.3g; relative step %.3g"
                + " along it lowers the loss by %.3g",
            end.spectrum().value(),
            end.spectrum().scaledEigenvalue(0),
            end.spectrum().bound(),
            witness.step(),
            witness.decrease());
    SaddleWitness straight =
        SaddleWitness.between(evaluator, end.point(), end.spectrum().value(), witness.point());
    budget.add(1);
    if (settings.keepSaddles()) {
      return Step.saddle(end, "strict-saddle", words, straight);
    }

    if (passage.escapes >= MAX_ESCAPES) {
      // Left again and again for next to nothing: no saddle, but a slope that bends down for ever.
      boolean matters =
          end.stationary(settings.gradientTolerance())
              && witness.decrease() > SIGNIFICANT * (1 + Math.abs(end.spectrum().value()));
      return matters
          ? Step.saddle(end, "strict-saddle", words, straight)
          : Step.verdict(end, EndpointClass.UNCONVERGED, "slow", words);
    }

    passage.note(words, straight);
    return new Step(null, witness.point());
  }
}

package org.minimacensus.certify;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Augmentation;
import org.minimacensus.objective.Augmentations;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.InputSlopes;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.optimize.SearchResult;

/**
 * Certificates of minima at infinity of the loss with exponential neurons that contribute.
 *
 * <p>With A = a e^b the augmented loss is Linf(theta, A, w) + (lambda/2) A^2 e^(-2b): b does
 * nothing but switch the regulariser off. A local minimum of Linf with A != 0 is one of the
 * augmented loss at b = infinity, strict or not. Where Linf has none, because w grows too, the
 * neuron may come to fit the rows at one input v alone, a vertex of the inputs; the limit is the
 * loss with a number rho added there, and a local minimum of it with rho != 0 is one at infinity
 * when the loss falls towards it along every direction of w: {@link NeuronEndsCertificate}. For
 * more rows than that takes there is a certificate of one input alone: rho c_j > 0 at the input j
 * next to v, c_j the sum of dl/ds there. (Derivations in docs/mathematics.md.)
 */
final class NeuronAtInfinity {
  /** The names in endpoints.infinity_kind. */
  static final String SWITCHED_OFF = "special-neuron";

  static final String SPIKE = "spike";

  /** The objective without the regulariser, its exponents' biases taken into the amplitudes. */
  private static final String LIMIT = "output-neuron-limit";

  /**
   * A neuron that contributes less, relative to 1 + max |f|, may be silent in truth: no certificate
   * rests on it.
   */
  static final double CONTRIBUTES = 1e-6;

  /** A limit above the run's loss by more than this share of it is not the run's. */
  static final double ABOVE = 1e-9;

  static final String ABOVE_THE_RUN = ": that lies above the run";

  /** A limit is on the floor when it is this close, as a share of the loss of the start. */
  private static final double ON_FLOOR = 1e-9;

  /** The exponent that switches the regulariser of an amplitude of 1 off to rounding. */
  private static final double OFF = 20;

  private final Evaluator evaluator;
  private final Function<Objective, Evaluator> evaluators;
  private final FunctionSpaceFloor floor;
  private final FloorReach floorReach;
  private final Slide slide;
  private final RestartSettings settings;
  private final Objective objective;
  private final int inputs;
  private final int outputs;

  /**
   * @param evaluator of the augmented objective
   * @param evaluators of other objectives on the same data
   * @param floorReach of the loss without neurons
   */
  NeuronAtInfinity(
      Evaluator evaluator,
      Function<Objective, Evaluator> evaluators,
      FunctionSpaceFloor floor,
      FloorReach floorReach,
      Slide slide,
      RestartSettings settings) {
    this.evaluator = evaluator;
    this.evaluators = evaluators;
    this.floor = floor;
    this.floorReach = floorReach;
    this.slide = slide;
    this.settings = settings;
    this.objective = evaluator.objective();
    this.inputs = objective.architecture().inputs();
    this.outputs = objective.architecture().outputs();
  }

  /** Whether an objective is that of neurons without their regulariser. */
  static boolean isLimit(Objective objective) {
    return objective.augmentation().map(Augmentation::name).filter(LIMIT::equals).isPresent();
  }

  /**
   * What became of a run that heads for infinity.
   *
   * @param certified null when nothing was certified
   * @param words what was found instead
   * @param onward where the search goes on, as the loss falls from infinity to there; else null
   * @param network alone at the end of a path along the floor; else null
   */
  record Outcome(Verdict certified, String words, Point onward, Point network) {
    static Outcome open(String words) {
      return new Outcome(null, words, null, null);
    }

    static Outcome onward(String words, Point to) {
      return new Outcome(null, words, to, null);
    }
  }

  Outcome of(SearchResult run, SearchBudget budget, RandomStream stream) {
    Objective limit = objective.base().augmented(Augmentations.named(LIMIT, 1));
    Evaluator on = evaluators.apply(limit);
    SearchResult searched = budget.continueFrom(on, withoutExponents(run.point()));
    UnitLimits limits = new UnitLimits(on, evaluators, floor, settings);
    DeeperSearch deeper = new DeeperSearch(on, limits, settings, budget);
    NeuronOnFloor onFloor = new NeuronOnFloor(this, objective, floor, floorReach, slide);
    String passed = "";
    Verdict at = null;
    for (int round = 0; round <= UnitLimits.MAX_RETURNS; round++) {
      Outcome lowest = onFloor.of(run, on, searched.point(), searched.value(), limits, budget);
      if (lowest != null) {
        return lowest;
      }

      at = settled(on, searched, budget, stream);
      // What stopped early may have come down further since.
      double settled = on.inspect(at.point()).value();
      budget.add(1);
      lowest = onFloor.of(run, on, at.point(), settled, limits, budget);
      if (lowest != null) {
        return lowest;
      }

      if (at.endpointClass().isMinimum()) {
        return switchedOff(run, on, at, budget);
      }

      Optional<UnitLimits.Outcome> units = limits.of(at, budget, stream);
      at = units.map(UnitLimits.Outcome::verdict).orElse(at);
      if (at.endpointClass() == EndpointClass.AT_INFINITY) {
        return withUnits(run, on, at, budget);
      }

      if (round == UnitLimits.MAX_RETURNS) {
        break;
      }

      Point onward = units.map(UnitLimits.Outcome::onward).orElse(null);
      if (onward != null) {
        passed += at.evidence() + "; ";
        searched = budget.continueFrom(on, onward);
        deeper.elsewhere();
        continue;
      }

      Optional<DeeperSearch.Outcome> lower = deeper.from(at);
      if (lower.isEmpty()) {
        break;
      }

      passed += lower.get().words() + "; ";
      searched = lower.get().at();
    }

    String words =
        passed
            + "without its regulariser the loss ends "
            + at.endpointClass().label()
            + " ("
            + at.evidence()
            + ")";
    double[] origins = on.chartOrigins(on.objective().rawAugmentation(at.point()));
    Point centred = on.objective().moveOrigin(at.point(), origins);
    budget.add(1);
    Optional<InputSlopes> rows = on.inputSlopes(centred);
    if (rows.isPresent()) {
      return new NeuronEndsCertificate(this, evaluator, evaluators)
          .of(run, on, centred, rows.get().inputs(), words, budget, stream);
    }

    return outputs == 1 && inputs == 1
        ? new SingleSpike(this, evaluator, evaluators)
            .of(run, on, at.point(), words, budget, stream)
        : Outcome.open(words + "; too many rows for spikes of several inputs or outputs");
  }

  /** What hidden units run to infinity in a limit of the neuron; empty when none seem to. */
  Optional<UnitLimits.Outcome> units(
      Evaluator on, Verdict at, SearchBudget budget, RandomStream stream) {
    return new UnitLimits(on, evaluators, floor, settings).of(at, budget, stream);
  }

  /** Hidden units, or all outputs, run to infinity beside a neuron that is switched off. */
  private Outcome withUnits(SearchResult run, Evaluator on, Verdict at, SearchBudget budget) {
    Inspection seen = on.inspect(at.point());
    budget.add(1);
    String words = "b to infinity with a e^b kept: " + at.evidence();
    // A loss that falls along a ray for ever has a limit, and no limit point.
    boolean feeds =
        at.limit() == null
            || anyAmplitude(
                at.limit().objective(), at.limit().point(), at.limit().parameterError());
    if (!(seen.contribution() > CONTRIBUTES * (1 + seen.largestOutput())) || !feeds) {
      return Outcome.open(words + ": the neuron may be silent");
    }

    Point near = withExponents(at.point());
    return certified(
        run,
        at.infinityKind() + "+" + SWITCHED_OFF,
        near,
        at.limitLoss(),
        at.limit(),
        words,
        IntStream.concat(Arrays.stream(at.more().runaway()), runaway(near, k -> false)));
  }

  /** Whether a limit is as low as any function of the inputs can be. */
  boolean onFloor(double loss, SearchResult run) {
    return !(loss > floor.value() + ON_FLOOR * Math.abs(run.startValue()));
  }

  Verdict settled(Evaluator on, SearchResult from, SearchBudget budget, RandomStream stream) {
    return new CriticalPoints(on, null, floor, settings)
        .settle(from, budget, new CriticalPoints.Passage(), stream);
  }

  /** The same network and neurons as a point of the limit objective. */
  private Point withoutExponents(Point point) {
    int p = objective.thetaDimension();
    double[] x = Arrays.copyOf(point.values(), p + outputs * (inputs + 1));
    for (int k = 0; k < outputs; k++) {
      System.arraycopy(point.values(), p + k * (inputs + 2), x, p + k * (inputs + 1), inputs + 1);
    }

    return point.with(x);
  }

  private Outcome switchedOff(SearchResult run, Evaluator on, Verdict at, SearchBudget budget) {
    Inspection seen = on.inspect(at.point());
    budget.add(1);
    String words =
        String.format(
            Locale.ROOT,
            "b to infinity with a e^b kept: the loss without its regulariser has a %s at %.17g"
                + " (%s), where the neuron contributes %.3g",
            at.endpointClass().label(),
            seen.value(),
            Evidence.ofLimit(at),
            seen.contribution());
    double[] error = at.spectrum().parameterError(at.rounding());
    if (!(seen.contribution() > CONTRIBUTES * (1 + seen.largestOutput()))
        || !anyAmplitude(on.objective(), at.point(), error)) {
      return Outcome.open(words + ": it may be silent");
    }

    if (onFloor(seen.value(), run)) {
      return Outcome.open(
          words + ": on the floor, where a path to a = 0 and a finite global minimum may lead");
    }

    Point near = withExponents(at.point());
    return certified(
        run,
        SWITCHED_OFF,
        near,
        seen.value(),
        Verdict.Limit.of(on.objective(), at),
        words,
        runaway(near, k -> false));
  }

  /**
   * Whether the amplitude of some added neuron, which come first, is away from 0 by more than its
   * error.
   */
  private boolean anyAmplitude(Objective limit, Point point, double[] error) {
    return Arrays.stream(limit.amplitudes())
        .limit(outputs)
        .anyMatch(a -> Math.abs(point.values()[a]) > error[a]);
  }

  /** The exponent that switches the regulariser of an amplitude off to rounding. */
  static double off(double amplitude) {
    return OFF + StrictMath.log1p(Math.abs(amplitude));
  }

  /** A point of the augmented objective, near the limit: the regulariser is rounding. */
  Point withExponents(Point limit) {
    int p = objective.thetaDimension();
    double[] x = Arrays.copyOf(limit.values(), p + outputs * (inputs + 2));
    for (int k = 0; k < outputs; k++) {
      System.arraycopy(limit.values(), p + k * (inputs + 1), x, p + k * (inputs + 2), inputs + 1);
      x[p + k * (inputs + 2) + inputs + 1] = off(limit.values()[p + k * (inputs + 1)]);
    }

    return limit.with(x);
  }

  /** Whether a limit is not that of a run, as it lies above it. */
  static boolean above(double limit, SearchResult run) {
    // Written so that NaN is above.
    return !(limit <= run.value() + ABOVE * Math.abs(run.value()));
  }

  /** What is said of a run with a limit that is not {@link #above} it. */
  static String distance(double limit, SearchResult run) {
    return String.format(
        Locale.ROOT, "; the search ended %.3g above the limit", run.value() - limit);
  }

  /**
   * @param near a point of the augmented objective close to the limit
   * @param limit null where the limit is the floor, whatever function attains it
   * @param grow parameters of that point that grow without bound
   */
  Outcome certified(
      SearchResult run,
      String kind,
      Point near,
      double loss,
      Verdict.Limit limit,
      String words,
      IntStream grow) {
    if (above(loss, run)) {
      return Outcome.open(words + ABOVE_THE_RUN);
    }

    String all = words + distance(loss, run);
    return new Outcome(
        Verdict.atInfinity(near, kind, loss, limit, all).withRunaway(grow), all, null, null);
  }

  /**
   * The exponents' biases of the neurons that contribute; of a spike its weights as well.
   *
   * @param spikes outputs whose neurons' weights grow
   */
  IntStream runaway(Point near, IntPredicate spikes) {
    IntStream all = IntStream.empty();
    for (int k = 0; k < outputs; k++) {
      int amplitude = objective.amplitudes()[k];
      int first = spikes.test(k) ? 1 : inputs + 1;
      if (near.values()[amplitude] != 0) {
        all =
            IntStream.concat(all, IntStream.rangeClosed(amplitude + first, amplitude + inputs + 1));
      }
    }

    return all;
  }
}

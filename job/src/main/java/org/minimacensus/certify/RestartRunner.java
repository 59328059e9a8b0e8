package org.minimacensus.certify;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.minimacensus.certify.flat.InputDirections;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Augmentation;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.LinearOutputs;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.objective.RidgeNeurons;
import org.minimacensus.optimize.Search;
import org.minimacensus.optimize.SearchResult;
import org.minimacensus.optimize.Searches;
import org.minimacensus.optimize.StepListener;
import org.minimacensus.optimize.TerminationReason;
import org.minimacensus.optimize.Vectors;

/**
 * Runs one restart to its certified endpoint: search, polish, escape from saddles, classification.
 *
 * <p>A pure function of its arguments: the same start gives the same endpoint, bit by bit. Not
 * thread safe (evaluators are not).
 */
public final class RestartRunner {
  /** A certificate forms and decomposes Hessians up to this dimension. */
  public static final int LARGEST_DECOMPOSED = CriticalPoints.DENSE_LIMIT;

  /** A point whose {@link Inspection#kinkDistance} is below this is on a kink. */
  public static final double ON_KINK = CriticalPoints.ON_KINK;

  private final Evaluator evaluator;
  private final Evaluator base;
  private final Function<Objective, Evaluator> evaluators;
  private final FunctionSpaceFloor floor;
  private final FloorReach floorReach;
  private final RestartSettings settings;
  private final UnitLimits unitLimits;

  /** Of the same function of theta with linear outputs. */
  private final Evaluator linear;

  private final Slide slide;
  private final NeuronAtInfinity infinity;
  private InputDirections inputs;
  private RestartRunner plain;

  /**
   * @param base evaluator of the un-augmented objective on the same data (the same object for
   *     plain)
   * @param evaluators of the objectives of limit charts, on the same data
   * @param floor of the data term
   */
  public RestartRunner(
      Evaluator evaluator,
      Evaluator base,
      Function<Objective, Evaluator> evaluators,
      FunctionSpaceFloor floor,
      RestartSettings settings) {
    this.evaluator = evaluator;
    this.base = base;
    this.evaluators = evaluators;
    this.floor = floor;
    this.floorReach = new FloorReach(base, floor);
    this.settings = settings;
    Objective linear = LinearOutputs.of(evaluator.objective());
    this.linear = linear == evaluator.objective() ? evaluator : evaluators.apply(linear);
    this.unitLimits = new UnitLimits(this.linear, evaluators, floor, settings);
    this.slide = new Slide(evaluator, base, floorReach.slack());
    this.infinity = new NeuronAtInfinity(evaluator, evaluators, floor, floorReach, slide, settings);
  }

  /**
   * @param restart index of the restart
   * @param seed of its random stream; also keys the random directions of the certificate
   */
  public Endpoint run(long restart, long seed, Point start, StepListener listener) {
    Search first = settings.search(evaluator.objective(), start, listener);
    return certified(restart, seed, Searches.drive(first, evaluator), listener);
  }

  /**
   * The same from the end of its first search ({@link RestartSettings#search}), wherever that was
   * run.
   */
  public Endpoint certified(long restart, long seed, SearchResult searched, StepListener listener) {
    SearchBudget budget = new SearchBudget(settings, evaluator, listener);
    budget.took(searched);
    CriticalPoints.Passage passage = new CriticalPoints.Passage();
    RandomStream stream = RandomStream.of(seed, "certificate", restart);
    Verdict verdict = settle(searched, budget, passage, stream);
    if (!passage.words.isEmpty()) {
      verdict = verdict.prefixed(passage.words);
    }

    return endpoint(restart, seed, searched, verdict, budget, passage);
  }

  private Verdict settle(
      SearchResult searched,
      SearchBudget budget,
      CriticalPoints.Passage passage,
      RandomStream stream) {
    Objective objective = evaluator.objective();
    if (objective.augmentation().isEmpty()) {
      return settlePlain(searched, budget, passage, stream);
    }

    CriticalManifold flat = new CriticalManifold(evaluator, this::inputs);
    if (objective.insideNetwork()) {
      LayersAtInfinity layers =
          new LayersAtInfinity(evaluator, evaluators, floor, floorReach, slide, settings);
      return new LayerNeuronsEnd(evaluator, base, layers, slide, floorReach, floor, settings, flat)
          .settle(searched, budget, passage, stream);
    }

    if (objective.augmentation().flatMap(Augmentation::lossFactor).isPresent()) {
      return new ScaledLoss(evaluator, base, plain()::settlePlain, floorReach, floor, flat)
          .settle(searched, budget, passage, stream);
    }

    if (objective.augmentation().get() instanceof RidgeNeurons) {
      return new RidgeNeuron(
              evaluator, base, evaluators, plain()::settlePlain, floorReach, floor, settings, flat)
          .settle(searched, budget, passage, stream);
    }

    if (objective.exponents().length == 0) {
      return new CriticalPoints(evaluator, null, floor, settings, this::inputs)
          .settle(searched, budget, passage, stream);
    }

    return new AddedNeuron(
            evaluator,
            base,
            infinity,
            plain()::settlePlain,
            slide,
            floorReach,
            floor,
            settings,
            flat)
        .settle(searched, budget, passage, stream);
  }

  /** Restarts of the network alone. */
  private RestartRunner plain() {
    if (plain == null) {
      plain = new RestartRunner(base, base, evaluators, floor, settings);
    }

    return plain;
  }

  /** Dependencies of the inputs; asked for once, as they do not depend on the restart. */
  private InputDirections inputs() {
    if (inputs == null) {
      Architecture network = evaluator.objective().architecture();
      inputs =
          InputDirections.of(
              evaluators.apply(InputDirections.linearModel(network.inputs(), network.outputs())));
    }

    return inputs;
  }

  /** A run of the plain objective that goes on from a point, as it ends. */
  Verdict settledFrom(
      Point start, SearchBudget budget, CriticalPoints.Passage passage, RandomStream stream) {
    return settlePlain(budget.continueFrom(evaluator, start), budget, passage, stream);
  }

  /** What heads for infinity is taken to the chart of its limit, and goes on if that is none. */
  private Verdict settlePlain(
      SearchResult searched,
      SearchBudget budget,
      CriticalPoints.Passage passage,
      RandomStream stream) {
    CriticalPoints points =
        new CriticalPoints(evaluator, floorReach, floor, settings, this::inputs);
    Verdict verdict = points.settle(searched, budget, passage, stream);
    PerceptronRun other = PerceptronRun.of(evaluator, evaluators, floor, settings);
    if (other != null) {
      return other.carriedOn(verdict, points, budget, passage, stream);
    }

    DeeperSearch deeper = new DeeperSearch(linear, unitLimits, settings, budget);
    for (int round = 0; round < UnitLimits.MAX_RETURNS; round++) {
      Optional<UnitLimits.Outcome> outcome = unitLimits.of(verdict, budget, stream);
      if (outcome.isPresent()) {
        verdict = outcome.get().verdict();
        Point onward = outcome.get().onward();
        if (onward != null) {
          passage.note(verdict.evidence());
          verdict = points.settle(budget.continueFrom(evaluator, onward), budget, passage, stream);
          deeper.elsewhere();
          continue;
        }
      }

      Optional<DeeperSearch.Outcome> lower = deeper.from(verdict);
      if (lower.isEmpty()) {
        break;
      }

      passage.mention(lower.get().words());
      verdict = points.settle(lower.get().at(), budget, passage, stream);
    }

    return verdict;
  }

  private Endpoint endpoint(
      long restart,
      long seed,
      SearchResult searched,
      Verdict verdict,
      SearchBudget budget,
      CriticalPoints.Passage passage) {
    Objective objective = evaluator.objective();
    Point point = verdict.point();
    double[] theta = objective.theta(point);
    Inspection seen = evaluator.inspect(point);
    double[] gradient = evaluator.evaluate(Question.gradient(point)).gradient().values();
    Endpoint.Builder b =
        Endpoint.builder()
            .objective(objective.name())
            .restart(restart)
            .seed(seed)
            .startLoss(searched.startValue())
            .loss(seen.value())
            .baseLoss(seen.baseLoss())
            .gradientNorm(
                Vectors.maxAbs(alongKinks(verdict) ? verdict.spectrum().gradient() : gradient))
            .gradientRounding(Vectors.maxAbs(seen.gradientRounding()))
            .termination(termination(searched, verdict))
            .endpointClass(verdict.endpointClass())
            .detail(verdict.detail())
            .evidence(verdict.evidence())
            .infinityKind(verdict.infinityKind())
            .limitLoss(verdict.limitLoss())
            .groupResidual(seen.groupResidual())
            .parameterNorm(Math.sqrt(Endgame.squaredNorm(theta)))
            .iterations(budget.iterations())
            .evaluations(budget.evaluations() + 2)
            .escapes(passage.escapes)
            .theta(theta)
            .misclassified(seen.misclassified())
            .witness(witness(verdict, passage))
            .runaway(Arrays.stream(verdict.more().runaway()).asDoubleStream().toArray());
    if (objective.augmentation().isPresent()) {
      double[] added = Arrays.copyOfRange(point.values(), theta.length, point.dimension());
      double[] chart = Arrays.copyOf(added, added.length + point.origin().length);
      System.arraycopy(point.origin(), 0, chart, added.length, point.origin().length);
      b.contribution(seen.contribution())
          .augmentation(objective.rawAugmentation(point))
          .augmentationChart(chart);
    }

    if (verdict.limit() != null) {
      LimitFunction.of(verdict.limit(), evaluators).describe(b);
    }

    describe(b, verdict, seen.value());
    return b.build();
  }

  /** On kinks the gradient is that along them: across them there are slopes to both sides. */
  private static boolean alongKinks(Verdict verdict) {
    return verdict.spectrum() != null
        && verdict.spectrum().dimension() < verdict.point().dimension();
  }

  /** Of the endpoint, when that is a saddle; else of the last one left on the way. */
  private static SaddleWitness witness(Verdict verdict, CriticalPoints.Passage passage) {
    return verdict.endpointClass() == EndpointClass.SADDLE
        ? verdict.more().witness().here()
        : passage.witness;
  }

  private static void describe(Endpoint.Builder b, Verdict verdict, double loss) {
    b.hessianZeroModesExplained(verdict.more().explainedModes());
    HessianSpectrum spectrum = verdict.spectrum();
    if (spectrum == null) {
      return;
    }

    b.hessianMinEigenvalue(spectrum.minEigenvalue())
        .hessianMaxEigenvalue(spectrum.maxEigenvalue())
        .hessianZeroModes(spectrum.zeroModes())
        .hessianNegativeModes(spectrum.negativeModes())
        .lossError(
            spectrum.squaredNewtonDecrement(spectrum.gradient()) / 2
                + 16 * Math.ulp(Math.abs(loss)));
    if (verdict.endpointClass() == EndpointClass.STRICT_MINIMUM) {
      b.parameterError(spectrum.parameterError(verdict.rounding())).hessianZeroModesExplained(0);
    }
  }

  /** The search's own reason; a minimum was polished beyond it, to the noise floor. */
  private static String termination(SearchResult searched, Verdict verdict) {
    return verdict.endpointClass().isMinimum()
        ? TerminationReason.NOISE_FLOOR.label()
        : searched.reason().label();
  }
}

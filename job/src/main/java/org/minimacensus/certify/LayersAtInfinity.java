package org.minimacensus.certify;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.optimize.SearchResult;

/**
 * Certificates of minima at infinity of the loss with one exponential neuron per hidden layer.
 *
 * <p>In its chart the loss is Linf + (lambda/2) sum (weight e^(-beta))^(2L), with Linf free of the
 * biases beta: they do nothing but switch the regulariser off. As the loss is nowhere below Linf, a
 * local minimum of Linf where special neurons feed something is one of the loss at beta = infinity,
 * strict or not.
 */
final class LayersAtInfinity {
  private final Function<Objective, Evaluator> evaluators;
  private final FunctionSpaceFloor floor;
  private final FloorReach floorReach;
  private final Slide slide;
  private final RestartSettings settings;
  private final Objective objective;

  LayersAtInfinity(
      Evaluator evaluator,
      Function<Objective, Evaluator> evaluators,
      FunctionSpaceFloor floor,
      FloorReach floorReach,
      Slide slide,
      RestartSettings settings) {
    this.evaluators = evaluators;
    this.floor = floor;
    this.floorReach = floorReach;
    this.slide = slide;
    this.settings = settings;
    this.objective = evaluator.objective();
  }

  /**
   * What became of a run that heads for infinity.
   *
   * @param certified null when nothing was certified
   * @param words what was found instead
   * @param network alone at the end of a path along the floor; else null
   */
  record Outcome(Verdict certified, String words, Point network) {
    static Outcome open(String words) {
      return new Outcome(null, words, null);
    }
  }

  /** The same point in a chart whose exponents are largest at its origins. */
  static Point centred(Evaluator evaluator, Point at) {
    double[] advice = evaluator.evaluate(Question.value(at)).originAdvice();
    return advice == null ? at : evaluator.objective().moveOrigin(at, advice);
  }

  Outcome of(SearchResult run, SearchBudget budget, RandomStream stream) {
    Objective limit = objective.switchedOff().orElseThrow();
    Evaluator on = evaluators.apply(limit);
    SearchResult searched = budget.continueFrom(on, withoutBiases(run.point()));
    Outcome lowest = onFloor(run, on, searched, budget);
    if (lowest != null) {
      return lowest;
    }

    Verdict at =
        new CriticalPoints(on, null, floor, settings)
            .settle(searched, budget, new CriticalPoints.Passage(), stream);
    if (!at.endpointClass().isMinimum()) {
      return Outcome.open(
          "without its regulariser the loss ends "
              + at.endpointClass().label()
              + " ("
              + at.evidence()
              + ")");
    }

    Inspection seen = on.inspect(at.point());
    budget.add(1);
    String words =
        String.format(
            Locale.ROOT,
            "biases of the special neurons to infinity with what they feed kept: the loss without"
                + " its regulariser has a %s at %.17g (%s), where they contribute %.3g",
            at.endpointClass().label(),
            seen.value(),
            Evidence.ofLimit(at),
            seen.contribution());
    double[] error = at.spectrum().parameterError(at.rounding());
    boolean feeds =
        Arrays.stream(limit.amplitudes())
            .anyMatch(i -> Math.abs(at.point().values()[i]) > error[i]);
    if (!(seen.contribution() > NeuronAtInfinity.CONTRIBUTES * (1 + seen.largestOutput()))
        || !feeds) {
      return Outcome.open(words + ": they may be silent");
    }

    return certified(run, at.point(), seen.value(), Verdict.Limit.of(on.objective(), at), words);
  }

  /**
   * Where the loss without its regulariser attains the floor with neurons that contribute, a path
   * along the floor may lead to the network alone; where none is found that is a minimum at
   * infinity, as no function of the inputs is lower. Null where the floor is not attained.
   */
  private Outcome onFloor(
      SearchResult run, Evaluator on, SearchResult searched, SearchBudget budget) {
    FloorReach reach = floorReach.on(on);
    if (searched.point().dimension() > CriticalPoints.DENSE_LIMIT
        || !reach.near(searched.value())) {
      return null;
    }

    Point ground = reach.from(searched.point());
    budget.add(reach.evaluations());
    if (ground == null) {
      ground = reach.from(budget.tighten(on, searched.point()).point());
      budget.add(reach.evaluations());
    }

    if (ground == null) {
      return null;
    }

    Inspection seen = on.inspect(ground);
    budget.add(1);
    String words =
        String.format(
            Locale.ROOT,
            "biases of the special neurons to infinity with what they feed kept: without its"
                + " regulariser the loss is at %.17g, on the floor, where they contribute %.3g",
            seen.value(),
            seen.contribution());
    if (!(seen.contribution() > NeuronAtInfinity.CONTRIBUTES * (1 + seen.largestOutput()))) {
      return new Outcome(null, words, Point.of(on.objective().theta(ground)));
    }

    SearchResult network = slide.alongFloor(on, ground, seen.value(), budget);
    return network != null
        ? new Outcome(null, words, network.point())
        : certified(
            run,
            ground,
            floor.value(),
            null,
            words + "; no path along the floor to silence was found");
  }

  /**
   * @param limit null where the limit is the floor, whatever function attains it
   */
  private Outcome certified(
      SearchResult run, Point at, double loss, Verdict.Limit limit, String words) {
    if (NeuronAtInfinity.above(loss, run)) {
      return Outcome.open(words + NeuronAtInfinity.ABOVE_THE_RUN);
    }

    String all = words + NeuronAtInfinity.distance(loss, run);
    Point near = withBiases(at);
    return new Outcome(
        Verdict.atInfinity(near, NeuronAtInfinity.SWITCHED_OFF, loss, limit, all)
            .withRunaway(Arrays.stream(objective.exponents())),
        all,
        null);
  }

  /** The same network and neurons as a point of the limit. */
  private Point withoutBiases(Point point) {
    int[] biases = objective.exponents();
    double[] x =
        IntStream.range(0, point.dimension())
            .filter(i -> Arrays.stream(biases).noneMatch(b -> b == i))
            .mapToDouble(i -> point.values()[i])
            .toArray();
    return point.with(x);
  }

  /** A point of the objective near the limit: the regulariser is rounding. */
  private Point withBiases(Point limit) {
    int[] biases = objective.exponents();
    double most = 0;
    for (int i : objective.switchedOff().orElseThrow().amplitudes()) {
      most = Math.max(most, Math.abs(limit.values()[i]));
    }

    double[] x = new double[objective.dimension()];
    int from = 0;
    for (int i = 0; i < x.length; i++) {
      int index = i;
      boolean bias = Arrays.stream(biases).anyMatch(b -> b == index);
      x[i] = bias ? NeuronAtInfinity.off(most) : limit.values()[from++];
    }

    return limit.with(x);
  }
}

package org.minimacensus.certify;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.minimacensus.model.ResidualImage;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.optimize.SearchResult;

/**
 * Carries an open run of a residual network on as the perceptron with direct weights that it is
 * ({@link ResidualImage}), for which there are limit charts. Where the readout W has the rank of
 * the outputs the one has a local minimum, or a minimum at infinity, where the other has one: the
 * map between them is open.
 */
final class PerceptronRun {
  private static final String AS = "as the perceptron with direct weights that it is: ";

  private final Evaluator evaluator;
  private final ResidualImage image;
  private final RestartRunner runner;

  private PerceptronRun(Evaluator evaluator, ResidualImage image, RestartRunner runner) {
    this.evaluator = evaluator;
    this.image = image;
    this.runner = runner;
  }

  /**
   * Null where runs are not carried on: of perceptrons, under weight decay, which the perceptron
   * has other ways to keep small, and of gradient descent, which is asked for its own basins.
   */
  static PerceptronRun of(
      Evaluator evaluator,
      Function<Objective, Evaluator> evaluators,
      FunctionSpaceFloor floor,
      RestartSettings settings) {
    Objective objective = evaluator.objective();
    if (!objective.architecture().residual()
        || objective.augmentation().isPresent()
        || objective.l2() > 0
        || settings.gradientDescent()) {
      return null;
    }

    ResidualImage image = new ResidualImage(objective.architecture());
    Evaluator there = evaluators.apply(objective.on(image.perceptron()));
    return new PerceptronRun(
        evaluator, image, new RestartRunner(there, there, evaluators, floor, settings));
  }

  /**
   * What the perceptron's run ends in, told of the residual network; what it is given where W does
   * not have full rank.
   *
   * @param points classifies points of the residual network
   */
  Verdict carriedOn(
      Verdict open,
      CriticalPoints points,
      SearchBudget budget,
      CriticalPoints.Passage passage,
      RandomStream stream) {
    double[] from = open.point().values();
    if (open.endpointClass() != EndpointClass.UNCONVERGED || !image.onto(from)) {
      return open;
    }

    Verdict there = runner.settledFrom(Point.of(image.of(from)), budget, passage, stream);
    double[] to = image.lift(from, there.point().values());
    if (!image.onto(to)) {
      return open.prefixed(
          "as the perceptron that it is the run comes to direct weights of lower rank than the"
              + " outputs, where the two are not the same");
    }

    Point at = open.point().with(to);
    return switch (there.endpointClass()) {
      case AT_INFINITY -> atInfinity(at, there);
      case STRICT_MINIMUM, DEGENERATE_MINIMUM, SADDLE ->
          critical(at, there, points, budget, passage, stream);
      case FAILED -> open.prefixed(AS + there.evidence());
      default ->
          Verdict.of(at, there.endpointClass(), there.detail(), AS + there.evidence())
              .withRunaway(runaway(there));
    };
  }

  private Verdict atInfinity(Point at, Verdict there) {
    return new Verdict(
            at,
            EndpointClass.AT_INFINITY,
            there.detail(),
            AS + there.evidence(),
            null,
            null,
            there.infinityKind(),
            there.limitLoss(),
            there.more())
        .withRunaway(runaway(there));
  }

  /** First as a point of the residual network; else by what the perceptron's point is. */
  private Verdict critical(
      Point at,
      Verdict there,
      CriticalPoints points,
      SearchBudget budget,
      CriticalPoints.Passage passage,
      RandomStream stream) {
    SearchResult searched = budget.continueFrom(evaluator, at);
    Verdict own = points.settle(searched, budget, passage, stream);
    boolean minimum = there.endpointClass().isMinimum();
    if (own.endpointClass() != EndpointClass.UNCONVERGED || !minimum) {
      return own;
    }

    // What W does not read of V changes nothing but the rounding of the gradient by W.
    Point least = at.with(image.lift(new double[at.dimension()], image.of(at.values())));
    searched = budget.continueFrom(evaluator, least);
    own = points.settle(searched, budget, passage, stream);
    if (own.endpointClass() != EndpointClass.UNCONVERGED) {
      return own;
    }

    boolean free = image.unread() > 0;
    return Verdict.of(
        least,
        free ? EndpointClass.DEGENERATE_MINIMUM : there.endpointClass(),
        there.detail(),
        AS + there.evidence());
  }

  private IntStream runaway(Verdict there) {
    return Arrays.stream(there.more().runaway()).flatMap(image::sources);
  }
}

package org.minimacensus.certify;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.optimize.SearchResult;
import org.minimacensus.optimize.TerminationReason;

/**
 * Settles a search on D(theta) (1 + (a e^b - 1)^2) + (lambda/2) a^2, D >= 0 the data term.
 *
 * <p>From anywhere the loss falls to that of the network alone: b up, then a e^b to 1. So theta is
 * settled by the network's own certificates. Where it ends with D = 0, a = 0 makes it a global
 * minimum; at any other minimum (of D and weight decay) the loss is at least the network's, and
 * tends to it as b grows with a e^b = 1: a minimum at infinity. Nothing else is stationary.
 * (docs/mathematics.md, section 4.2.)
 */
final class ScaledLoss {
  /** The name in endpoints.infinity_kind. */
  static final String KIND = "loss-scaling";

  private final Evaluator evaluator;
  private final Evaluator base;
  private final RidgeNeuron.Plain plain;
  private final FloorReach floorReach;
  private final FunctionSpaceFloor floor;
  private final GlobalMinimum ground;
  private final Objective objective;
  private final int amplitude;
  private final int exponent;

  /**
   * @param evaluator of the scaled loss
   * @param base of the network alone
   */
  ScaledLoss(
      Evaluator evaluator,
      Evaluator base,
      RidgeNeuron.Plain plain,
      FloorReach floorReach,
      FunctionSpaceFloor floor,
      CriticalManifold flat) {
    this.evaluator = evaluator;
    this.base = base;
    this.plain = plain;
    this.floorReach = floorReach;
    this.floor = floor;
    this.ground =
        new GlobalMinimum(evaluator, floor, flat, GlobalMinimum.Words.ofAmplitudes("b free"));
    this.objective = evaluator.objective();
    this.amplitude = objective.amplitudes()[0];
    this.exponent = objective.exponents()[0];
  }

  Verdict settle(
      SearchResult searched,
      SearchBudget budget,
      CriticalPoints.Passage passage,
      RandomStream stream) {
    if (searched.reason() == TerminationReason.NOT_FINITE) {
      return Verdict.of(
          searched.point(),
          EndpointClass.FAILED,
          "",
          "the loss was not a finite number at the start or on every trial step");
    }

    Inspection seen = evaluator.inspect(searched.point());
    SearchResult network = budget.continueFrom(base, Point.of(objective.theta(searched.point())));
    CriticalPoints.Passage ofNetwork = new CriticalPoints.Passage();
    Verdict alone = plain.settle(network, budget, ofNetwork, stream);
    passage.mention(ofNetwork.words);
    double loss = base.evaluate(Question.value(alone.point())).value();
    budget.add(2);
    if (floor.value() == 0 && floor.attained()) {
      Point onFloor = floorReach.from(alone.point());
      budget.add(floorReach.evaluations());
      if (onFloor != null) {
        double beta = searched.point().values()[exponent];
        boolean off = seen.contribution() == 0;
        return ground.at(at(searched.point(), onFloor, 0, beta), off, seen, budget);
      }
    }

    String words =
        String.format(
            Locale.ROOT,
            "the search ended with a e^b = %.6g, from where the loss falls to that of the network"
                + " alone, b up and a e^b = 1, which ends %s at %.17g (%s)",
            searched.point().values()[amplitude],
            alone.endpointClass().label(),
            loss,
            alone.endpointClass().isMinimum() ? Evidence.ofLimit(alone) : alone.evidence());
    // At a loss of 0 the factor does nothing; at a floor above 0 this is its infimum.
    boolean zero = floor.value() == 0 && floorReach.atFloor(loss);
    if (alone.endpointClass().isMinimum() && !zero) {
      return certified(
          searched.point(), alone, KIND, loss, Verdict.Limit.of(base.objective(), alone), words);
    }

    if (alone.endpointClass() == EndpointClass.AT_INFINITY) {
      // At a = 0 the loss is twice the data term, and tends to 0 with it.
      boolean toZero = alone.limitLoss() == 0;
      return toZero
          ? atInfinity(
              at(searched.point(), alone.point(), 0, searched.point().values()[exponent]),
              alone,
              alone.infinityKind(),
              0,
              alone.limit(),
              words + "; with a = 0 the loss tends to 0",
              IntStream.empty())
          : certified(
              searched.point(),
              alone,
              alone.infinityKind() + "+" + KIND,
              alone.limitLoss(),
              alone.limit(),
              words);
    }

    boolean open = alone.endpointClass() == EndpointClass.UNCONVERGED;
    return Verdict.of(
            at(searched.point(), alone.point(), 1, NeuronAtInfinity.off(1)),
            EndpointClass.UNCONVERGED,
            open ? alone.detail() : "slow",
            words)
        .with(null, seen.gradientRounding());
  }

  private Verdict certified(
      Point like, Verdict alone, String kind, double loss, Verdict.Limit limit, String words) {
    return atInfinity(
        at(like, alone.point(), 1, NeuronAtInfinity.off(1)),
        alone,
        kind,
        loss,
        limit,
        words + "; b to infinity with a e^b = 1: the loss is above that everywhere near",
        IntStream.of(exponent));
  }

  private static Verdict atInfinity(
      Point near,
      Verdict alone,
      String kind,
      double loss,
      Verdict.Limit limit,
      String words,
      IntStream more) {
    return Verdict.atInfinity(near, kind, loss, limit, words)
        .withRunaway(IntStream.concat(Arrays.stream(alone.more().runaway()), more));
  }

  /** The point with this network, A and beta. */
  private Point at(Point like, Point network, double a, double beta) {
    double[] x = like.values().clone();
    System.arraycopy(network.values(), 0, x, 0, network.dimension());
    x[amplitude] = a;
    x[exponent] = beta;
    return like.with(x);
  }
}

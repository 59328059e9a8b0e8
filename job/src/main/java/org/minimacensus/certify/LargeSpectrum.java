package org.minimacensus.certify;

import java.util.List;
import java.util.Locale;
import org.minimacensus.numeric.Lanczos;
import org.minimacensus.numeric.Roundoff;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * The classification of points with more parameters than a full Hessian is formed for: the lowest
 * eigenvalue by Lanczos on exact Hessian-vector products, with its residual as error bound. It can
 * show negative curvature, and positive curvature where weight decay rules out runs to infinity; a
 * singular spectrum stays unconverged unless the loss is at its floor, because the null space is
 * not known whole.
 */
final class LargeSpectrum {
  private static final double EPS = Roundoff.EPSILON;
  private static final Lanczos.Settings LOWEST = new Lanczos.Settings(1, 1e-10, 400);
  private static final Lanczos.Settings LARGEST = new Lanczos.Settings(1, 1e-3, 100);

  private final Evaluator evaluator;
  private final boolean coercive;

  LargeSpectrum(Evaluator evaluator, boolean coercive) {
    this.evaluator = evaluator;
    this.coercive = coercive;
  }

  Verdict classify(Point point, FloorReach floorReach, SearchBudget budget) {
    Inspection seen = evaluator.inspect(point);
    int p = point.dimension();
    int[] products = {0};
    Lanczos.RitzPair lowest =
        Lanczos.lowest((v, out) -> product(point, v, out, products), p, LOWEST).get(0);
    Lanczos.RitzPair largest =
        Lanczos.largest((v, out) -> product(point, v, out, products), p, LARGEST).get(0);
    budget.add(products[0] + 1);
    double bound = lowest.residual() + 8 * p * EPS * Math.abs(largest.value());
    String words =
        String.format(
            Locale.ROOT,
            "smallest eigenvalue %.3g, error bound %.3g (Lanczos, %d products)",
            lowest.value(),
            bound,
            products[0]);
    if (lowest.value() < -bound) {
      NegativeCurvature.Witness witness =
          NegativeCurvature.leave(evaluator, point, seen.value(), lowest.vector());
      budget.add(NegativeCurvature.EVALUATIONS + 1);
      return witness == null
          ? Verdict.of(
              point,
              EndpointClass.UNCONVERGED,
              "slow",
              words + ", but nothing lower along it: a plateau below rounding")
          : Verdict.of(point, EndpointClass.SADDLE, "strict-saddle", words)
              .withWitness(SaddleWitness.between(evaluator, point, seen.value(), witness.point()));
    }

    // Without a bound on the sublevel sets, or on a kink, one eigenvalue is not enough to go by.
    if (lowest.value() > bound && coercive && seen.kinkDistance() >= CriticalPoints.ON_KINK) {
      return Verdict.of(point, EndpointClass.STRICT_MINIMUM, "", words);
    }

    if (floorReach != null && floorReach.reached(seen.baseLoss())) {
      return Verdict.of(point, EndpointClass.DEGENERATE_MINIMUM, "", "loss at its floor; " + words);
    }

    List<String> flags =
        coercive
            ? List.of()
            : RunawayFlags.of(
                evaluator.objective().architecture(), evaluator.objective().theta(point), seen);
    return Verdict.of(
        point,
        EndpointClass.UNCONVERGED,
        "slow",
        words + (flags.isEmpty() ? ": spectrum not resolved" : "; " + String.join(", ", flags)));
  }

  private void product(Point point, double[] v, double[] out, int[] products) {
    double[] hv =
        evaluator.evaluate(Question.hessianVector(point, v.clone())).hessianVector().values();
    System.arraycopy(hv, 0, out, 0, hv.length);
    products[0]++;
  }
}

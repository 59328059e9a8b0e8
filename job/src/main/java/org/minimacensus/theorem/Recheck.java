package org.minimacensus.theorem;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.DenseVector;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.certify.RestartRunner;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.TrainingFacts;
import org.minimacensus.numeric.DoubleDouble;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.PreciseObjective;

/**
 * Looks again at an endpoint of which a claim's conclusion does not hold, before the claim counts
 * as refuted: in double-double, with formulas that share nothing with those the endpoint was found
 * and certified by, and with tighter tolerances.
 *
 * <p>The counter-example stands when the gradient vanishes far below what doubles can tell, the
 * conclusion still fails of the point so polished, and no descent leads from it. What cannot be
 * shown does not stand.
 */
public final class Recheck {
  private static final String ON_KINK = "at-kink";

  private final Setting setting;
  private final Seen seen;
  private final Dataset rows;
  private final long all;

  /**
   * @param facts whose sample holds the training set, unless that is too large
   */
  public Recheck(Setting setting, Seen seen, TrainingFacts facts) {
    this.setting = setting;
    this.seen = seen;
    this.rows = facts.sample();
    this.all = facts.rows();
  }

  /** What comes of looking again. */
  public Judge.Review review(Claim claim, Endpoint endpoint) {
    if (all > TrainingFacts.SAMPLE_ROWS) {
      return open(
          "not looked at again in higher precision, which is done for at most "
              + TrainingFacts.SAMPLE_ROWS
              + " rows; the training set has "
              + all);
    }

    Optional<Objective> found = setting.objective(endpoint.objective());
    if (found.isEmpty() || !stored(found.get(), endpoint)) {
      return open("the endpoint holds no point of " + endpoint.objective() + " to look at again");
    }

    Objective objective = found.get();
    if (objective.dimension() > RestartRunner.LARGEST_DECOMPOSED) {
      return open(
          "not looked at again in higher precision, which is done for at most "
              + RestartRunner.LARGEST_DECOMPOSED
              + " parameters; there are "
              + objective.dimension());
    }

    return review(claim, endpoint, objective);
  }

  private static Judge.Review open(String why) {
    return new Judge.Review(false, why);
  }

  private static boolean stored(Objective objective, Endpoint e) {
    int added = objective.dimension() - objective.thetaDimension() + objective.originDimension();
    return e.theta().length == objective.thetaDimension() && e.augmentationChart().length == added;
  }

  private static Point point(Objective objective, Endpoint e) {
    double[] x = Arrays.copyOf(e.theta(), objective.dimension());
    int added = x.length - e.theta().length;
    System.arraycopy(e.augmentationChart(), 0, x, e.theta().length, added);
    double[] origins =
        Arrays.copyOfRange(e.augmentationChart(), added, e.augmentationChart().length);
    return new Point(new DenseVector(x), origins);
  }

  /** All but the amplitudes that are 0, and what does not matter then. */
  private static int[] free(Objective objective, double[] x) {
    int[] idle = objective.idle(x);
    int[] off = Arrays.stream(objective.amplitudes()).filter(i -> x[i] == 0).toArray();
    return IntStream.range(0, x.length)
        .filter(i -> Arrays.stream(idle).noneMatch(j -> i == j))
        .filter(i -> Arrays.stream(off).noneMatch(j -> i == j))
        .toArray();
  }

  private Judge.Review review(Claim claim, Endpoint e, Objective objective) {
    Point start = point(objective, e);
    PreciseObjective precise = PreciseObjective.of(objective, rows);
    Evaluator evaluator = new LocalEvaluator(objective, rows);
    int[] free = free(objective, start.values());
    PrecisePolish.Polished at = new PrecisePolish(precise, evaluator, free).from(start);
    if (!at.finite()) {
      return open("in double-double the loss there is not a finite number");
    }

    boolean strict = free.length == objective.dimension() && at.leastEigenvalue > at.bound;
    Endpoint again = again(e, objective, precise, at, start.origin(), strict);
    String seenAgain = words(at, again, objective);
    Optional<Finding> finding =
        claim instanceof MinimumClaim own
            ? own.examine(setting, again, o -> new LocalEvaluator(o, rows))
            : claim.examine(setting, seen, again);
    if (finding.isEmpty() || finding.get().holds()) {
      return open(
          seenAgain
              + ": there the conclusion holds"
              + finding.map(f -> " (" + f.number() + ")").orElse(", as it is not about it"));
    }

    String fails = seenAgain + ": the conclusion still fails (" + finding.get().number() + ")";
    boolean onKink = e.detail().equals(ON_KINK);
    PreciseDescent descent = new PreciseDescent(precise, evaluator, rows);
    RandomStream stream = RandomStream.of(e.seed(), "recheck", e.restart());
    Optional<PreciseDescent.Found> lower = descent.from(at, start.origin(), onKink, stream);
    if (lower.isPresent()) {
      return open(
          fails
              + ", but it is no local minimum: a descent by "
              + lower.get().by()
              + " was found "
              + lower.get().where());
    }

    if (!onKink && !at.critical()) {
      return open(
          fails
              + ", and no descent was found, but the gradient does not come below "
              + at.least
              + ", so that no critical point was shown");
    }

    return new Judge.Review(
        true, fails + ", and no descent was found from " + descent.probes(at) + " points");
  }

  private Endpoint again(
      Endpoint e,
      Objective objective,
      PreciseObjective precise,
      PrecisePolish.Polished at,
      double[] origins,
      boolean strict) {
    DoubleDouble[] theta = Arrays.copyOf(at.x, objective.thetaDimension());
    double[] rounded = PrecisePolish.rounded(at.x);
    double base = PreciseObjective.of(objective.base(), rows).value(theta, new double[0]).high();
    Endpoint.Builder b =
        e.toBuilder()
            .theta(PrecisePolish.rounded(theta))
            .loss(at.value.high())
            .baseLoss(base)
            .gradientNorm(at.gradientNorm)
            .lossError(at.decrement + Math.ulp(at.value.high()))
            .misclassified(precise.misclassified(at.x, setting.data().task()));
    if (e.endpointClass() == EndpointClass.STRICT_MINIMUM && !strict) {
      b.endpointClass(EndpointClass.DEGENERATE_MINIMUM);
    }

    if (objective.augmentation().isPresent()) {
      double[] added = Arrays.copyOfRange(rounded, theta.length, rounded.length);
      double[] chart = Arrays.copyOf(added, added.length + origins.length);
      System.arraycopy(origins, 0, chart, added.length, origins.length);
      Point polished = new Point(new DenseVector(rounded), origins);
      b.contribution(precise.contribution(at.x, origins).high())
          .groupResidual(new LocalEvaluator(objective, rows).inspect(polished).groupResidual())
          .augmentationChart(chart);
    }

    return b.build();
  }

  private static String words(PrecisePolish.Polished at, Endpoint again, Objective objective) {
    String added =
        objective.augmentation().isEmpty()
            ? ""
            : ", without the addition "
                + again.baseLoss()
                + ", contribution "
                + again.contribution().orElse(Double.NaN);
    return "looked at again in double-double, "
        + at.steps
        + (at.steps == 1 ? " Newton step" : " Newton steps")
        + " left a gradient of "
        + at.gradientNorm
        + " and a loss of "
        + again.loss()
        + added;
  }
}

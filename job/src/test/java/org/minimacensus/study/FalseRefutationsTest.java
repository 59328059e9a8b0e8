package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.data.Task;
import org.minimacensus.numeric.SymmetricEigen;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.objective.Reduction;
import org.minimacensus.optimize.StepListener;
import org.minimacensus.theorem.Claim;
import org.minimacensus.theorem.ClaimVerdict;
import org.minimacensus.theorem.Claims;
import org.minimacensus.theorem.Judge;
import org.minimacensus.theorem.Recheck;
import org.minimacensus.theorem.Setting;

/**
 * Points that a naive reading takes for counter-examples of the theorems, each of which must come
 * out as what it is. They are handed in as certified minima, whatever the program's own certificate
 * says of them.
 */
class FalseRefutationsTest {
  private static final String CONVEX = "kawaguchi-kaelbling-2020/convex-losses";
  private static final String FAILURE = "kawaguchi-kaelbling-2020/failure-mode";
  private static final String NO_BAD_BASIN = "ding-2019/no-bad-basin";

  /** Residuals of theta = 0 are orthogonal to 1 and x, not to x^2: 1/2 of their squares is 7. */
  private static final double[][] CURVED = {{-2, 2}, {-1, -1}, {0, -2}, {1, -1}, {2, 2}};

  private static final double[][] STRAIGHT = {{-2, -3}, {-1, -1}, {0, 1}, {1, 3}, {2, 5}};

  private static LocalStudy bad(String objective) {
    return LocalStudy.of(
        KnownMinimumStudy.spec(List.of(2), false, 1, objective), KnownMinimumStudy.ROWS);
  }

  /** Affine functions of one input. */
  private static LocalStudy affine(double[][] rows, long restarts) {
    return LocalStudy.of(KnownMinimumStudy.spec(List.of(), true, restarts, "output-neuron"), rows);
  }

  private static Objective objective(LocalStudy study) {
    return study.plan().objectives().get(0);
  }

  /** With an added neuron (a, w, b), of the chart that suits it. */
  private static Point point(LocalStudy study, double[] theta, double... neuron) {
    return objective(study).point(theta, neuron, study.evaluator().chartOrigins(neuron));
  }

  private static Endpoint forged(LocalStudy study, EndpointClass end, Point at) {
    Objective objective = objective(study);
    Inspection seen = study.evaluator().inspect(at);
    double[] theta = objective.theta(at);
    double[] added = Arrays.copyOfRange(at.values(), theta.length, at.dimension());
    double[] chart = Arrays.copyOf(added, added.length + at.origin().length);
    System.arraycopy(at.origin(), 0, chart, added.length, at.origin().length);
    return Endpoint.builder()
        .objective(objective.name())
        .seed(42)
        .endpointClass(end)
        .loss(seen.value())
        .baseLoss(seen.baseLoss())
        .contribution(seen.contribution())
        .misclassified(seen.misclassified())
        .theta(theta)
        .augmentation(objective.rawAugmentation(at))
        .augmentationChart(chart)
        .build();
  }

  private static Endpoint minimum(LocalStudy study, Point at) {
    return forged(study, EndpointClass.DEGENERATE_MINIMUM, at);
  }

  /** What a run that ended so says of a claim. */
  private static ClaimVerdict verdict(LocalStudy study, String claim, List<Endpoint> endpoints) {
    MemoryDraft draft = new MemoryDraft(study.plan());
    try (Recorders.Recorder recorder = draft.recorders().open("forged")) {
      endpoints.forEach(e -> recorder.add(List.of(new RestartResult(e, List.of()))));
    }

    Ledger ledger = draft.ledger(RestartSet.range(0, endpoints.size()));
    return new StudyClaims(study.plan(), ledger, ledger.tally())
        .verdicts().stream()
            .filter(v -> claim.equals(v.paper() + "/" + v.claim()))
            .findFirst()
            .orElseThrow();
  }

  private static ClaimVerdict verdict(LocalStudy study, String claim, Endpoint endpoint) {
    return verdict(study, claim, List.of(endpoint));
  }

  private static void undecided(ClaimVerdict v, String... evidence) {
    assertThat(v.verdict()).as(v.evidence()).isEqualTo("undecided");
    assertThat(v.refutesTheorem()).isFalse();
    assertThat(v.holding()).as("the naive reading").isZero();
    assertThat(v.evidence()).contains(evidence);
  }

  private static Judge.Review review(LocalStudy study, String claim, Endpoint endpoint) {
    StudyPlan plan = study.plan();
    MemoryDraft draft = new MemoryDraft(plan);
    try (Recorders.Recorder recorder = draft.recorders().open("forged")) {
      recorder.add(List.of(new RestartResult(endpoint, List.of())));
    }

    Ledger ledger = draft.ledger(RestartSet.range(0, 1));
    Setting setting =
        new Setting(plan.data().facts().description(), plan.objectives(), plan.floor(), 1e-9);
    Claim of = Claims.all().stream().filter(c -> c.key().equals(claim)).findFirst().orElseThrow();
    return new Recheck(setting, ledger.tally().seen(plan.job().objectives()), plan.data().facts())
        .review(of, endpoint);
  }

  /** Restarts by the program itself. */
  private static List<Endpoint> run(LocalStudy study, int restarts) {
    RestartJob.Worker worker = study.worker();
    return IntStream.range(0, restarts)
        .mapToObj(i -> worker.run(0, i, StepListener.NONE).endpoint())
        .toList();
  }

  private static Endpoint run(LocalStudy study, Point start) {
    return study
        .plan()
        .job()
        .runner(objective(study), EvaluatorFactory.local(study.dataset()))
        .run(0, 42, start, StepListener.NONE);
  }

  private static double loss(LocalStudy study, Point at) {
    return new LocalEvaluator(objective(study), study.dataset())
        .evaluate(Question.value(at))
        .value();
  }

  /** 0: units that saturate or merge, of the plain loss. */
  @Test
  void badEndsAtInfinityOfThePlainLossAreNoMinima() {
    LocalStudy study = bad("plain");
    List<Endpoint> ends = run(study, 12);
    double best = ends.stream().mapToDouble(Endpoint::loss).min().orElseThrow();
    List<Endpoint> infinite =
        ends.stream()
            .filter(e -> e.endpointClass() == EndpointClass.AT_INFINITY)
            .filter(e -> e.loss() > best + 1e-3)
            .toList();
    assertThat(infinite).as("ends that look like bad minima").isNotEmpty();
    assertThat(infinite).extracting(Endpoint::gradientNorm).allMatch(g -> g < 1e-5);

    ClaimVerdict v = verdict(study, "ding-2019/one-hidden-layer", ends);
    long minima = ends.stream().filter(e -> e.endpointClass().isMinimum()).count();
    assertThat(v.endpoints()).isEqualTo(minima);
    for (Endpoint e : infinite) {
      Endpoint naive = e.toBuilder().endpointClass(EndpointClass.STRICT_MINIMUM).build();
      Judge.Review again = review(study, NO_BAD_BASIN, naive);
      assertThat(again.stands()).as(again.evidence()).isFalse();
    }
  }

  /** 1: a small amplitude is not a small contribution. */
  @Test
  void aSmallAmplitudeOfALargeExponentialIsNoNeuronThatIsOff() {
    LocalStudy study = affine(STRAIGHT, 1);
    Point at = point(study, new double[] {2, 1}, 1e-5, 3, 0.4);
    Endpoint e = minimum(study, at);
    assertThat(Math.abs(e.augmentation()[0])).isLessThan(1.1e-5);
    assertThat(e.contribution().orElseThrow()).isGreaterThan(6e-3);
    assertThat(e.baseLoss()).as("theta alone is global").isCloseTo(0, within(1e-12));

    undecided(verdict(study, CONVEX, e), "an amplitude that is not 0", "no local minimum");
    Endpoint own = run(study, at);
    assertThat(own.endpointClass().isMinimum() && own.contribution().orElseThrow() > 0).isFalse();
  }

  /** 2: where its exponential underflows a neuron sees no slope. */
  @ParameterizedTest
  @ValueSource(doubles = {-5, -40, -300, -800})
  void aSilentNeuronAtABadMinimumIsNoLocalMinimum(double bias) {
    LocalStudy study = bad("output-neuron");
    Point at = point(study, KnownMinimumStudy.THETA, 0, 0.3, bias);
    assertThat(loss(study, at)).isCloseTo(0.5, within(1e-14));

    undecided(
        verdict(study, CONVEX, minimum(study, at)),
        "the conclusion still fails (0.5",
        "it is no local minimum: a descent by ");
    Endpoint own = run(study, at);
    assertThat(own.endpointClass().isMinimum() && own.baseLoss() > 0.4).as("left").isFalse();
  }

  /** 3: the floor is not reached. */
  @Test
  void whereTheFloorIsMissedThereIsNothingThatTheTheoremIsAbout() {
    LocalStudy study = affine(KnownMinimumStudy.ROWS, 8);
    List<Endpoint> ends = run(study, 8);
    assertThat(ends).noneMatch(e -> e.endpointClass().isMinimum());
    assertThat(ends).anyMatch(e -> e.endpointClass() == EndpointClass.AT_INFINITY);

    ClaimVerdict v = verdict(study, CONVEX, ends);
    assertThat(v.verdict()).isEqualTo("vacuous");
    assertThat(v.endpoints()).isZero();
    assertThat(v.evidence()).contains("this is the failure mode");
  }

  /** 4: the augmented loss goes below every loss of the network. */
  @Test
  void theLossOfTheNetworkAloneIsComparedNotTheAugmentedOne() {
    LocalStudy study = affine(CURVED, 1);
    Point at = point(study, new double[] {0, 0}, 0.05, 1.5, 0.7);
    Endpoint e = minimum(study, at);
    assertThat(e.loss()).as("7 is the least loss of the network").isLessThan(7);

    ClaimVerdict v = verdict(study, CONVEX, e);
    assertThat(v.number()).isCloseTo(7, within(1e-12));
    undecided(v, "without the addition ");
  }

  /** 5: biases grow like a logarithm. */
  @Test
  void divergenceThatIsLogarithmicIsSeenByItsChartNotByItsNorm() {
    LocalStudy study = affine(KnownMinimumStudy.ROWS, 8);
    List<Endpoint> infinite =
        run(study, 8).stream().filter(e -> e.endpointClass() == EndpointClass.AT_INFINITY).toList();
    assertThat(infinite)
        .anySatisfy(
            e -> {
              assertThat(e.infinityKind()).isNotEmpty();
              assertThat(Arrays.stream(e.augmentation()).map(Math::abs).max().orElse(0))
                  .isLessThan(100);
            });
    for (Endpoint e : infinite) {
      Endpoint naive = e.toBuilder().endpointClass(EndpointClass.DEGENERATE_MINIMUM).build();
      Judge.Review again = review(study, FAILURE, naive);
      assertThat(again.stands()).as(again.evidence()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {30, 300, 400})
  void anAmplitudeThatTheRegulariserNoLongerSeesIsStillNone(double bias) {
    LocalStudy study = affine(CURVED, 1);
    // Beyond 350 its square is 0, in any precision.
    Point at = point(study, new double[] {0, 0}, 0.05 * StrictMath.exp(-bias), 1.5, bias);
    undecided(verdict(study, CONVEX, minimum(study, at)), "an amplitude that is not 0");
  }

  /** 6: genuine minima of the augmented loss are flat in (w, b). */
  @Test
  void genuineMinimaOfTheAugmentedLossAreFlatAndCountAndAreTested() {
    LocalStudy study = affine(STRAIGHT, 6);
    List<Endpoint> ends = run(study, 6);
    List<Endpoint> minima = ends.stream().filter(e -> e.endpointClass().isMinimum()).toList();
    assertThat(minima).isNotEmpty();
    assertThat(minima)
        .allSatisfy(
            e -> {
              assertThat(e.endpointClass()).isEqualTo(EndpointClass.DEGENERATE_MINIMUM);
              assertThat(e.hessianZeroModes()).as("w and b").isGreaterThanOrEqualTo(2);
            });

    ClaimVerdict v = verdict(study, CONVEX, ends);
    assertThat(v.verdict()).as(v.evidence()).isEqualTo("confirmed");
    assertThat(v.endpoints()).isEqualTo(minima.size());
    assertThat(v.holding()).isEqualTo(minima.size());
  }

  /** 7: no negative curvature, and a descent of third order. */
  @Test
  void aHessianWithoutNegativeCurvatureDoesNotMakeAMinimum() {
    LocalStudy study = affine(CURVED, 1);
    Point at = point(study, new double[] {0, 0}, 0, 0, 0);
    var answer = study.evaluator().evaluate(Question.hessian(at));
    assertThat(answer.gradient().values()).containsOnly(0.0);
    assertThat(SymmetricEigen.of(answer.hessian()).values()[0]).isGreaterThan(-1e-13);

    undecided(
        verdict(study, CONVEX, minimum(study, at)),
        "0 Newton steps left a gradient of 0.0",
        "with the weights of silent neurons moved by at most 1.0E-4");
    Endpoint own = run(study, at);
    assertThat(own.endpointClass().isMinimum()).isFalse();
  }

  /** 8: polishing stays near, and loose gradients refute nothing. */
  @Test
  void aLooseGradientIsPolishedToTheMinimumNearby() {
    LocalStudy study = affine(STRAIGHT, 1);
    Point at = point(study, new double[] {2.0001, 1.0001}, 0, 0.3, 0);
    Endpoint e = minimum(study, at);
    double[] g = study.evaluator().evaluate(Question.gradient(at)).gradient().values();
    assertThat(Arrays.stream(g).map(Math::abs).max().orElse(0)).isBetween(1e-4, 1e-2);
    assertThat(e.baseLoss()).as("above the floor by more than the tolerance").isGreaterThan(1e-8);

    undecided(verdict(study, CONVEX, e), "there the conclusion holds");
  }

  /** 8: the same where a Newton step would go far away. */
  @Test
  void aPlaceWithoutCriticalPointsNearbyIsNotPolishedAwayFromItself() {
    LocalStudy study = bad("output-neuron");
    double[] theta = KnownMinimumStudy.THETA.clone();
    theta[0] += 0.2;
    theta[5] -= 0.3;
    Endpoint e = minimum(study, point(study, theta, 0, 0.3, 0));
    undecided(verdict(study, CONVEX, e), "a descent by ");
  }

  /** 9: on a plateau the slopes of doubles vanish. */
  @Test
  void aPlateauOfSaturatedUnitsIsNoStrictMinimum() {
    LocalStudy study = bad("plain");
    double[] theta = {40, -40, 200, 300, 0.5, 0.5};
    Point at = Point.of(theta);
    double[] g = study.evaluator().evaluate(Question.gradient(at)).gradient().values();
    assertThat(Arrays.stream(g).limit(4).map(Math::abs).max().orElse(1)).isLessThan(1e-70);
    Judge.Review again =
        review(study, NO_BAD_BASIN, forged(study, EndpointClass.STRICT_MINIMUM, at));
    assertThat(again.stands()).as(again.evidence()).isFalse();
  }

  /** A strict minimum that somebody wrote by hand. */
  @Test
  void aForgedStrictMinimumIsWithdrawn() {
    LocalStudy study = bad("output-neuron");
    double[] theta = {0.3, -0.7, 0.2, 0.1, 0.4, -0.6};
    Endpoint e = forged(study, EndpointClass.STRICT_MINIMUM, point(study, theta, 0, 0.5, -0.2));
    undecided(verdict(study, CONVEX, e), "no local minimum", "a descent by ");

    LocalStudy plain = bad("plain");
    Endpoint other = forged(plain, EndpointClass.STRICT_MINIMUM, Point.of(theta));
    assertThat(review(plain, NO_BAD_BASIN, other).stands()).isFalse();
  }

  /** A premise on rows decides nothing here; a loss without minimum does. */
  @Test
  void aLossThatIsNeverAttainedHasNoMinimumHoweverSmallItsGradient() {
    StudySpec spec =
        KnownMinimumStudy.spec(
            new StudySpec.NetworkSpec("mlp", List.of(), "tanh", true, true, false, 0.1, "identity"),
            new StudySpec.LossSpec("logistic", 3, 1, Reduction.SUM),
            Task.BINARY,
            new StudySpec.AugmentationSpec(0.1, 2, 0, 0.01, 2),
            1,
            "output-neuron");
    LocalStudy study = LocalStudy.of(spec, new double[][] {{-2, -1}, {-1, -1}, {1, 1}, {3, 1}});
    Point at = point(study, new double[] {45, 0}, 0, 0.3, 0);
    double[] g = study.evaluator().evaluate(Question.gradient(at)).gradient().values();
    assertThat(Arrays.stream(g).map(Math::abs).max().orElse(1)).isLessThan(1e-18);

    undecided(verdict(study, FAILURE, minimum(study, at)), "a descent by ");
  }
}

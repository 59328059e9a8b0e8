package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.DenseVector;
import org.junit.jupiter.api.Test;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Augmentations;
import org.minimacensus.objective.DingLiSun;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.objective.Reduction;
import org.minimacensus.objective.Spike;
import org.minimacensus.optimize.SearchLimits;
import org.minimacensus.optimize.SearchResult;
import org.minimacensus.optimize.Searches;
import org.minimacensus.optimize.StepListener;
import org.minimacensus.optimize.TerminationReason;

/**
 * Where the neuron of the augmented loss goes on the rows of data/known/ding-li-sun-tanh.csv: two
 * tanh units, whose loss has a bad minimum of 1/2. Limits by independent computations.
 */
class NeuronAtInfinityTest {
  private static final double[][] X = PlainRows.column(DingLiSun.inputs());

  /** Theta of the bad minimum. */
  private static final double[] BAD = DingLiSun.minimum();

  private static final RestartSettings SETTINGS =
      new RestartSettings("auto", 1e-8, 5000, 0.1, false);

  private final Dataset data = DingLiSun.data();
  private final Objective plain =
      Objective.plain(
          new Architecture(
              1,
              List.of(2),
              1,
              Activations.named("tanh", 0),
              Activations.named("identity", 0),
              true,
              false,
              false),
          Losses.named("squared", 3),
          Reduction.SUM,
          0);
  private final LocalEvaluator augmented =
      new LocalEvaluator(plain.augmented(Augmentations.named("output-neuron", 0.1)), data);

  private FunctionSpaceFloor floor() {
    return FunctionSpaceFloor.of(data, plain.loss(), Reduction.SUM);
  }

  private Endpoint end(int restart, Point start) {
    return new RestartRunner(
            augmented,
            new LocalEvaluator(plain, data),
            of -> new LocalEvaluator(of, data),
            floor(),
            SETTINGS)
        .run(restart, 7, start, StepListener.NONE);
  }

  private Point start(double[] theta, double a, double w, double b) {
    double[] raw = {a, w, b};
    return augmented.objective().point(theta, raw, augmented.chartOrigins(raw));
  }

  @Test
  void theBadMinimumReturnsAtInfinityWithTheRegulariserSwitchedOff() {
    // The valley next to the bad minimum: A = a e^b = 3.6346e-3, w = 0.1964.
    Endpoint e = end(0, start(BAD, 3.6e-3 * StrictMath.exp(-3), 0.2, 3));

    assertThat(e.endpointClass()).as(e.evidence()).isEqualTo(EndpointClass.AT_INFINITY);
    assertThat(e.infinityKind()).isEqualTo("special-neuron");
    // Six parameters of the network, then a, w and b.
    assertThat(e.runaway()).containsExactly(8);
    assertThat(e.limitLoss().orElseThrow()).isCloseTo(0.499963594434, within(1e-12));
    assertThat(e.loss()).isGreaterThanOrEqualTo(e.limitLoss().orElseThrow());
  }

  /**
   * Unit 1 is a step, unit 2 and the neuron fade to the second order, each taking the other's
   * constant: what they compute together tends to a parabola. Its correction is odd in their
   * weights, so that it is no minimum at infinity, and the way leads through it.
   */
  @Test
  void aNeuronAndAUnitThatFadeTogetherGoThroughInfinityToALowerLoss() {
    double[] theta = {4136.139, -0.0337698, 2361.320, 2.1381867, -0.58896538, 2638.997882};
    Objective limit = plain.augmented(Augmentations.named("output-neuron-limit", 1));
    double[] origin = {X[1][0]};
    double[] x = Arrays.copyOf(theta, limit.dimension());
    x[6] = -2579.06791351;
    x[7] = -0.001836867;
    LocalEvaluator on = new LocalEvaluator(limit, data);
    SearchBudget budget = new SearchBudget(SETTINGS, StepListener.NONE);
    Point far = new Point(new DenseVector(x), origin);
    Point at = budget.project(on, far, OutputLayer.of(limit)).point();
    double here = on.evaluate(Question.value(at)).value();
    assertThat(here).isCloseTo(0.19345242, within(2e-4));

    UnitLimits limits = new UnitLimits(on, of -> new LocalEvaluator(of, data), floor(), SETTINGS);
    DeeperSearch.Outcome crossed =
        InfinityCrossing.from(on, limits.runaway(at, budget), at, budget).orElseThrow();
    assertThat(crossed.at().value()).isLessThan(here - 1e-4);
    assertThat(on.evaluate(Question.value(crossed.at().point())).value())
        .isEqualTo(crossed.at().value());

    Endpoint e = end(0, start(theta, -1e-12, -0.001836867, StrictMath.log(2579.06791351e12)));
    assertThat(e.endpointClass()).as(e.evidence()).isEqualTo(EndpointClass.AT_INFINITY);
    assertThat(e.infinityKind()).isEqualTo("saturated-units+special-neuron");
    assertThat(e.limitLoss().orElseThrow()).isCloseTo(0.192126961, within(1e-8));
  }

  /** The lowest minimum with a mass at an input that some starts find, as a point with rho last. */
  private Point spike(double[] vertex, double expected) {
    LocalEvaluator masses = new LocalEvaluator(plain.augmented(new Spike(Spike.Form.LIMIT)), data);
    for (int k = 0; k < 60; k++) {
      RandomStream stream = RandomStream.of(2, "start", k);
      double[] x = new double[7];
      for (int i = 0; i < x.length; i++) {
        x[i] = 1.5 * stream.nextGaussian();
      }

      SearchResult found =
          Searches.drive(
              Searches.create(
                  "lbfgs",
                  new Point(new DenseVector(x), vertex),
                  new SearchLimits(1e-10, 5000),
                  0.1,
                  masses.objective()::moveOrigin,
                  StepListener.NONE),
              masses);
      if (Math.abs(found.value() - expected) < 1e-6) {
        return found.point();
      }
    }

    throw new AssertionError("no start found the limit " + expected);
  }

  /** A run that is about to become a spike. */
  private NeuronAtInfinity.Outcome sharpened(double[] vertex, double expected) {
    Point limit = spike(vertex, expected);
    double[] x = Arrays.copyOf(limit.values(), 9);
    x[7] = Math.signum(vertex[0]) * 40;
    x[8] = 20;
    Point run = new Point(new DenseVector(x), vertex);
    double value = augmented.evaluate(Question.value(run)).value();
    return NeuronsAtInfinity.of(augmented, data, floor(), SETTINGS)
        .of(
            new SearchResult(run, value, value, 0, TerminationReason.GRADIENT_TOLERANCE, 0, 0),
            new SearchBudget(SETTINGS, StepListener.NONE),
            RandomStream.of(1, "c", 1));
  }

  @Test
  void aSpikeThatTheNextRowPushesBackIsAMinimumAtInfinity() {
    NeuronAtInfinity.Outcome outcome = sharpened(X[3], 0.231392);

    assertThat(outcome.certified()).as(outcome.words()).isNotNull();
    assertThat(outcome.certified().infinityKind()).isEqualTo("spike");
    assertThat(outcome.certified().more().runaway()).containsExactly(7, 8);
    assertThat(outcome.certified().limitLoss()).isCloseTo(0.231392, within(5e-7));
    assertThat(outcome.onward()).isNull();
  }

  @Test
  void aSpikeThatTheNextRowPullsAtIsLeftForALowerMinimum() {
    NeuronAtInfinity.Outcome outcome = sharpened(X[1], 0.293943);

    assertThat(outcome.certified()).as(outcome.words()).isNotNull();
    assertThat(outcome.certified().infinityKind()).isEqualTo("special-neuron");
    assertThat(outcome.certified().limitLoss()).isLessThan(0.2939);
    assertThat(augmented.evaluate(Question.value(outcome.certified().point())).value())
        .isCloseTo(outcome.certified().limitLoss(), within(1e-12));
  }

  /** What a spike at its own limit is told to be, whatever is lower elsewhere. */
  private NeuronAtInfinity.Outcome judged(double[] vertex, double[] next, double expected) {
    NeuronAtInfinity infinity = NeuronsAtInfinity.of(augmented, data, floor(), SETTINGS);
    LocalEvaluator limit = new LocalEvaluator(plain.augmented(new Spike(Spike.Form.LIMIT)), data);
    SearchBudget budget = new SearchBudget(SETTINGS, StepListener.NONE);
    Verdict at =
        infinity.settled(
            limit,
            budget.continueFrom(limit, spike(vertex, expected)),
            budget,
            RandomStream.of(1, "c", 1));
    double[] w = {Math.signum(vertex[0]) * 40};
    SearchResult run =
        new SearchResult(
            at.point(), 10, expected + 1e-3, 0, TerminationReason.GRADIENT_TOLERANCE, 0, 0);
    return new SingleSpike(infinity, augmented, of -> new LocalEvaluator(of, data))
        .judged(
            run,
            limit,
            at,
            new SingleSpike.Neighbourhood(vertex, next, w, w[0] * (vertex[0] - next[0])),
            budget);
  }

  @Test
  void theSignAtTheNextInputDecidesASpike() {
    NeuronAtInfinity.Outcome pushed = judged(X[3], X[7], 0.231392);
    NeuronAtInfinity.Outcome pulled = judged(X[1], X[4], 0.293943);

    assertThat(pushed.certified()).as(pushed.words()).isNotNull();
    assertThat(pulled.certified()).as(pulled.words()).isNull();
    assertThat(pulled.words()).contains("the loss falls away from there");
    assertThat(augmented.evaluate(Question.value(pulled.onward())).value()).isLessThan(0.293942);
  }

  @Test
  void certifiedRunsAreAboveTheirLimits() {
    int certified = 0;
    for (int k = 0; k < 30; k++) {
      RandomStream stream = RandomStream.of(1, "start", k);
      double[] theta = new double[6];
      for (int i = 0; i < theta.length; i++) {
        theta[i] = 1.5 * stream.nextGaussian();
      }

      Endpoint e =
          end(
              k,
              start(
                  theta,
                  0.5 * stream.nextGaussian(),
                  0.5 * stream.nextGaussian(),
                  0.5 * stream.nextGaussian()));
      if (e.endpointClass() == EndpointClass.AT_INFINITY) {
        certified++;
        assertThat(e.loss()).isGreaterThan(e.limitLoss().orElseThrow() - 1e-12);
        assertThat(e.contribution().orElseThrow()).isGreaterThan(1e-3);
        assertThat(e.limitLoss().orElseThrow())
            .as("no limit where the loss falls away")
            .isNotCloseTo(0.293943, within(1e-5));
      }
    }

    assertThat(certified).isGreaterThan(2);
  }
}

package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.objective.Augmentations;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Reduction;
import org.minimacensus.optimize.StepListener;

/** Minima above the floor that a silent neuron keeps, under losses that have such. */
class InputMinimaTest {
  private static final double[][] X = {{-1}, {0}, {1}};
  private static final double[][] Y = {{0}, {0.5}, {5}};

  /** The line through the first two rows; the third is beyond delta = 1, where a row costs 1/6. */
  private static final double[] LINE = {0.5, 0.5};

  private static final RestartSettings SETTINGS =
      new RestartSettings("auto", 1e-10, 5000, 0.1, false);

  private static Objective plain(String loss) {
    Architecture line =
        new Architecture(
            1,
            List.of(),
            1,
            Activations.named("tanh", 0),
            Activations.named("identity", 0),
            true,
            true,
            false);
    return Objective.plain(line, Losses.named(loss, 3, 1), Reduction.SUM, 0);
  }

  private static Objective augmented(String loss) {
    return plain(loss).augmented(Augmentations.named("output-neuron", 0.1));
  }

  private static Point extended(Objective augmented, LocalEvaluator evaluator, double... theta) {
    double[] raw = {0, 0.3, 0.2};
    return augmented.point(theta, raw, evaluator.chartOrigins(raw));
  }

  private static InputMinima.Outcome at(String loss, double[][] x, double[][] y, double... theta) {
    Dataset data = PlainRows.set(x, y, Task.REGRESSION);
    LocalEvaluator evaluator = new LocalEvaluator(augmented(loss), data);
    Point point = extended(evaluator.objective(), evaluator, theta);
    Inspection seen = evaluator.inspect(point);
    return new InputMinima(evaluator)
        .at(point, seen.value(), new SearchBudget(SETTINGS, StepListener.NONE));
  }

  @Test
  void rowsThatAreFittedOrLevelAreAtMinimaOfTheirOwn() {
    InputMinima.Outcome fitted = at("tukey", X, Y, LINE);
    assertThat(fitted.minimum()).as(fitted.words()).isTrue();
    assertThat(fitted.words()).contains("1 of 3 inputs on level ground");
  }

  @Test
  void rowsThatPullAreNot() {
    assertThat(at("tukey", X, Y, 0.5, 0.51).words())
        .contains("the rows of input 1 are not clearly at a minimum of their own");
    // The squared loss has no level ground: the third row pulls.
    assertThat(at("squared", X, Y, LINE).minimum()).isFalse();
    // Least squares: a global minimum of the network, at which the rows pull at one another.
    assertThat(at("squared", X, Y, 2.5, 11.0 / 6).minimum()).isFalse();
  }

  /** Four rows at one input: valleys at both ends, the square root of 3 from a crest at 0. */
  @Test
  void aCrestIsNoMinimumThoughItsSlopeIsZero() {
    double[][] x = {{0}, {0}, {0}, {0}};
    double[][] y = {{2}, {2}, {-2}, {-2}};
    assertThat(at("cauchy", x, y, 0, 0).minimum()).isFalse();
    double valley = Math.sqrt(3);
    InputMinima.Outcome low = at("cauchy", x, y, 0, valley);
    assertThat(low.minimum()).as(low.words()).isTrue();
    assertThat(low.words()).contains("0 of 1 inputs on level ground");
  }

  /** Rows that pull by 1e-8 at a loss of 4e-17: rounding of the loss, not of a loss of 1. */
  @Test
  void whatMayBeGainedIsHeldAgainstTheLossAsItIs() {
    double[][] x = {{-1}, {-0.5}, {0}, {0.5}, {1}};
    double[][] y = {{-0.1}, {0.05}, {0.20000001}, {0.35}, {0.5}};
    InputMinima.Outcome small = at("squared", x, y, 0.3, 0.200000002);
    assertThat(small.minimum()).as(small.words()).isFalse();
    assertThat(small.words()).contains("may gain");
  }

  /** The crest between two wells of half-width 0.7 beside an output of 1e5. */
  @Test
  void stepsAreShortOnTheScaleOfTheLossHoweverLargeTheOutputs() {
    double[][] x = {{0}, {0}, {1}};
    double[][] y = {{-1.2}, {1.2}, {1e5}};
    assertThat(at("cauchy", x, y, 1e5, 0).minimum()).isFalse();
  }

  /** Far out on both sides the slopes of the logistic loss underflow; the loss still falls. */
  @Test
  void whatUnderflowsIsNotLevelGround() {
    double[][] x = {{0}, {0}, {1}};
    double[][] y = {{-1}, {1}, {1}};
    Dataset data = PlainRows.set(x, y, Task.BINARY);
    LocalEvaluator evaluator = new LocalEvaluator(augmented("logistic"), data);
    Point point = extended(evaluator.objective(), evaluator, 2000, 0);
    assertThat(evaluator.inputSlopes(point).orElseThrow().sums()[1][0]).isZero();
    InputMinima.Outcome outcome =
        new InputMinima(evaluator)
            .at(
                point,
                evaluator.inspect(point).value(),
                new SearchBudget(SETTINGS, StepListener.NONE));
    assertThat(outcome.minimum()).as(outcome.words()).isFalse();
  }

  @Test
  void aRestartEndsOnAMinimumAboveTheFloorWithTheNeuronOff() {
    Dataset data = PlainRows.set(X, Y, Task.REGRESSION);
    Objective plain = plain("tukey");
    LocalEvaluator evaluator = new LocalEvaluator(augmented("tukey"), data);
    FunctionSpaceFloor floor = FunctionSpaceFloor.of(data, plain.loss(), Reduction.SUM);
    double[] raw = {1e-3, 0.3, 0.2};
    Point start =
        evaluator.objective().point(new double[] {0.4, 0.45}, raw, evaluator.chartOrigins(raw));
    Endpoint end =
        new RestartRunner(
                evaluator,
                new LocalEvaluator(plain, data),
                of -> new LocalEvaluator(of, data),
                floor,
                SETTINGS)
            .run(0, 7, start, StepListener.NONE);

    assertThat(floor.value()).isZero();
    assertThat(end.endpointClass()).as(end.evidence()).isEqualTo(EndpointClass.DEGENERATE_MINIMUM);
    assertThat(end.baseLoss()).isCloseTo(1.0 / 6, within(1e-12));
    assertThat(end.contribution().orElseThrow()).isZero();
    assertThat(end.theta()).containsExactly(LINE, within(1e-9));
    assertThat(end.hessianZeroModes()).as("w and b of the neuron").isEqualTo(2);
    assertThat(end.hessianZeroModesExplained()).isEqualTo(2);
  }

  @Test
  void weightDecayAndFurtherOutputsAreOutsideTheArgument() {
    assertThat(InputMinima.applies(augmented("tukey"))).isTrue();
    assertThat(InputMinima.applies(plain("tukey"))).isFalse();
    Objective decayed =
        Objective.plain(
                plain("tukey").architecture(), Losses.named("tukey", 3, 1), Reduction.SUM, 0.1)
            .augmented(Augmentations.named("output-neuron", 0.1));
    assertThat(InputMinima.applies(decayed)).isFalse();
  }
}

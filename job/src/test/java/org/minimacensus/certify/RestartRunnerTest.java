package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Augmentations;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Loss;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Reduction;
import org.minimacensus.optimize.StepListener;
import org.minimacensus.optimize.Vectors;

/** What restarts end on, on problems whose minima are known. */
class RestartRunnerTest {
  private static final double[][] XOR = {{-1, -1}, {-1, 1}, {1, -1}, {1, 1}};
  private static final double[][] XOR_LABELS = {{-1}, {1}, {1}, {-1}};
  private static final double[][] LINE = {{-2}, {-1}, {1}, {2}};
  private static final double[][] SIDES = {{-1}, {-1}, {1}, {1}};

  @Test
  void targetsAtTheEndsOfASigmoidOutputAreNeverAttained() {
    for (double scale : new double[] {1, 100, 1e4}) {
      Study study =
          new Study(Task.REGRESSION, times(LINE, scale), new double[][] {{0}, {0}, {1}, {1}})
              .network("tanh", "sigmoid", false)
              .loss("squared", 1);

      assertThat(study.ends(10))
          .as("inputs times " + scale)
          .allSatisfy(e -> assertThat(e.endpointClass().isMinimum()).as(e.evidence()).isFalse());
    }
  }

  @Test
  void aStepThatOnlyASaturatedUnitFitsIsNeverAttained() {
    for (double scale : new double[] {1, 100, 1e4}) {
      Study study =
          new Study(Task.REGRESSION, times(LINE, scale), SIDES)
              .network("tanh", "identity", false, 1)
              .loss("squared", 1);

      assertThat(study.ends(10))
          .as("inputs times " + scale)
          .allSatisfy(e -> assertThat(e.endpointClass().isMinimum()).as(e.evidence()).isFalse());
      // The weight into the unit, not the one out of it.
      assertThat(study.ends(10)).anyMatch(e -> java.util.Arrays.equals(e.runaway(), new double[1]));
    }
  }

  @Test
  void aRowAtTheOriginIsNoKinkWithoutBiases() {
    Study study =
        new Study(Task.REGRESSION, new double[][] {{-1}, {0}, {2}}, new double[][] {{1}, {1}, {3}})
            .network("relu", "identity", false, 2)
            .loss("squared", 1)
            .decay(0.01);

    assertThat(study.ends(10)).noneMatch(e -> e.detail().equals("at-kink"));
    assertThat(study.ends(10)).anyMatch(this::minimum);
  }

  @Test
  void targetsThatTheZeroNetworkFitsAreMinimaOfTheAugmentedLossToo() {
    Study study =
        new Study(Task.REGRESSION, LINE, new double[][] {{0}, {0}, {0}, {0}})
            .network("tanh", "identity", true)
            .loss("squared", 1)
            .objective("output-neuron");

    assertThat(study.ends(10)).filteredOn(this::minimum).isNotEmpty();
    assertThat(study.ends(10)).filteredOn(this::minimum).allMatch(e -> e.loss() < 1e-15);
  }

  /** Units that saturate are in UnitLimitsTest. */
  @Test
  void exclusiveOrIsFittedBeyondItsMargins() {
    Study study =
        new Study(Task.BINARY, XOR, XOR_LABELS)
            .network("tanh", "identity", true, 2)
            .loss("polynomial-hinge", 3);

    assertThat(study.ends(30)).hasSize(30).allMatch(e -> minimum(e) && e.loss() == 0);
  }

  @Test
  void minimaWithTheAddedNeuronAreSilentAndAtTheFloor() {
    Study study =
        new Study(Task.BINARY, XOR, XOR_LABELS)
            .network("tanh", "identity", true, 3)
            .loss("polynomial-hinge", 3)
            .objective("output-neuron");
    List<Endpoint> minima = study.ends(15).stream().filter(this::minimum).toList();

    assertThat(minima).isNotEmpty();
    assertThat(minima)
        .allSatisfy(
            e -> {
              assertThat(e.contribution()).hasValue(0);
              assertThat(e.baseLoss()).isLessThan(1e-17);
            });
  }

  @Test
  void separableRowsHaveTheirMinimumAtInfinity() {
    Study study =
        new Study(Task.BINARY, LINE, SIDES).network("tanh", "identity", true).loss("logistic", 1);

    assertThat(study.ends(10))
        .allSatisfy(
            e -> {
              assertThat(e.endpointClass()).isEqualTo(EndpointClass.AT_INFINITY);
              assertThat(e.infinityKind()).isEqualTo("separable-loss");
              assertThat(e.runaway()).containsExactly(0, 1);
              assertThat(e.limitLoss()).hasValue(0);
            });
  }

  @Test
  void rowsThatAreNotSeparableHaveOneStrictMinimum() {
    Study study =
        new Study(Task.BINARY, LINE, new double[][] {{-1}, {1}, {-1}, {1}})
            .network("tanh", "identity", true)
            .loss("logistic", 1);
    List<Endpoint> ends = study.ends(10);

    assertThat(ends).allMatch(e -> e.endpointClass() == EndpointClass.STRICT_MINIMUM);
    assertThat(ends)
        .allSatisfy(e -> assertThat(e.loss()).isCloseTo(ends.get(0).loss(), within(1e-14)));
  }

  @Test
  void weightDecayMakesEveryLinearEndStrict() {
    Study study =
        new Study(Task.BINARY, LINE, SIDES)
            .network("tanh", "identity", true)
            .loss("logistic", 1)
            .decay(0.01);

    assertThat(study.ends(10)).allMatch(e -> e.endpointClass() == EndpointClass.STRICT_MINIMUM);
  }

  @Test
  void equalInputsWithTwoLabelsLeaveTheLossOfTheirMean() {
    Study study =
        new Study(Task.REGRESSION, new double[][] {{1}, {1}, {2}}, new double[][] {{0}, {2}, {5}})
            .network("tanh", "identity", true)
            .loss("squared", 1);

    for (Study each : List.of(study, study.objective("output-neuron"))) {
      assertThat(each.ends(10))
          .allSatisfy(
              e -> {
                assertThat(e.endpointClass().isMinimum()).as(e.evidence()).isTrue();
                assertThat(e.loss()).isCloseTo(1.0 / 3, within(1e-15));
              });
    }
  }

  @Test
  void aRestartDoesNotDependOnTheOnesBefore() {
    Study study =
        new Study(Task.BINARY, XOR, XOR_LABELS)
            .network("tanh", "identity", true, 2)
            .loss("polynomial-hinge", 3)
            .objective("output-neuron");
    List<Endpoint> together = study.ends(6);

    for (int r = 5; r >= 0; r--) {
      Endpoint alone = study.runner().run(r, 7, study.start(r), StepListener.NONE);

      assertThat(alone)
          .usingRecursiveComparison()
          .withComparatorForType(Double::compare, Double.class)
          .isEqualTo(together.get(r));
    }
  }

  private boolean minimum(Endpoint e) {
    return e.endpointClass().isMinimum();
  }

  /**
   * Four parameters fit two rows along a surface: two directions cost nothing, whatever rounding
   * says.
   */
  @ParameterizedTest
  @ValueSource(strings = {"softplus", "tanh", "gelu"})
  void perfectFitsWithMoreParametersThanRowsAreNeverStrict(String activation) {
    Study study =
        new Study(Task.REGRESSION, new double[][] {{1}, {-0.5}}, new double[][] {{2}, {1}})
            .network(activation, "identity", false, 2)
            .loss("squared", 1);

    List<Endpoint> minima =
        study.ends(60).stream().filter(e -> e.endpointClass().isMinimum()).toList();

    assertThat(minima).isNotEmpty();
    assertThat(minima)
        .allSatisfy(
            e -> {
              assertThat(e.endpointClass())
                  .as(e.evidence())
                  .isEqualTo(EndpointClass.DEGENERATE_MINIMUM);
              // On the floor: within 1e-18 of the loss of the zero network, 2.5.
              assertThat(e.loss()).isLessThan(2.5e-18);
              assertThat(e.hessianZeroModes()).as(e.evidence()).isEqualTo(2);
            });
  }

  private static double[][] times(double[][] rows, double factor) {
    double[][] scaled = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      scaled[i] = rows[i].clone();
      for (int j = 0; j < scaled[i].length; j++) {
        scaled[i][j] *= factor;
      }
    }

    return scaled;
  }

  /** A training set with an objective; plain, without decay, unless told otherwise. */
  private static final class Study {
    private final Dataset data;
    private final double scale;
    private Architecture architecture;
    private Loss loss;
    private double l2;
    private String objective = "plain";

    Study(Task task, double[][] x, double[][] y) {
      data = PlainRows.set(x, y, task);
      double largest = 0;
      for (double[] row : x) {
        largest = Math.max(largest, Vectors.maxAbs(row));
      }

      scale = largest;
    }

    Study network(String activation, String output, boolean bias, Integer... hidden) {
      architecture =
          new Architecture(
              data.features(),
              List.of(hidden),
              1,
              Activations.named(activation, 0.1),
              Activations.named(output, 0.1),
              bias,
              bias,
              false);
      return this;
    }

    Study loss(String name, int power) {
      loss = Losses.named(name, power);
      return this;
    }

    Study decay(double value) {
      l2 = value;
      return this;
    }

    Study objective(String name) {
      objective = name;
      return this;
    }

    private Evaluator evaluator() {
      Objective plain = Objective.plain(architecture, loss, Reduction.MEAN, l2);
      return new LocalEvaluator(
          objective.equals("plain") ? plain : plain.augmented(Augmentations.named(objective, 0.01)),
          data);
    }

    RestartRunner runner() {
      Evaluator evaluator = evaluator();
      return new RestartRunner(
          evaluator,
          new LocalEvaluator(evaluator.objective().base(), data),
          of -> new LocalEvaluator(of, data),
          FunctionSpaceFloor.of(data, loss, Reduction.MEAN),
          new RestartSettings("auto", 1e-8, 5000, 0.1, false));
    }

    Point start(int restart) {
      Evaluator evaluator = evaluator();
      Objective on = evaluator.objective();
      RandomStream stream = RandomStream.of(3, "start", restart);
      double[] theta = new double[on.thetaDimension()];
      int first = architecture.layout().weightOffset(0);
      for (int i = 0; i < theta.length; i++) {
        boolean incoming = i < first + architecture.layout().units(0) * data.features();
        theta[i] = stream.nextGaussian() / (incoming ? Math.max(1, scale / 2) : 1);
      }

      double[] raw = new double[on.dimension() - theta.length];
      for (int i = 0; i < raw.length; i++) {
        raw[i] = 0.5 * stream.nextGaussian();
      }

      return raw.length == 0 ? Point.of(theta) : on.point(theta, raw, evaluator.chartOrigins(raw));
    }

    List<Endpoint> ends(int restarts) {
      RestartRunner runner = runner();
      List<Endpoint> ends = new ArrayList<>();
      for (int r = 0; r < restarts; r++) {
        ends.add(runner.run(r, 7, start(r), StepListener.NONE));
      }

      return ends;
    }
  }
}

package org.minimacensus.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.DenseVector;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.NeuronEnds.End;
import org.minimacensus.objective.NeuronEnds.Kind;

/** The finite parts of neurons at infinity against neurons on their way there. */
class NeuronEndsPassTest {
  /** The second and the fifth row have one input; the first three are corners of a square. */
  private static final double[][] X = {{1, 1}, {-1, 1}, {1, -1}, {0.3, -0.2}, {-1, 1}, {0, 0.4}};

  private static final double[][] Y = {{1, 0}, {2, 1}, {3, -1}, {4, 0.5}, {5, 2}, {-1, 1}};

  /** The upper edge of the square. */
  private static final End EDGE =
      new End(Kind.SPIKE, new double[][] {X[0], X[1]}, new double[][] {{1, 0}});

  private static final List<End> ALL = List.of(End.SILENT, End.OFF, End.FLAT, End.SPIKE, EDGE);

  private final Dataset data = PlainRows.set(X, Y, Task.REGRESSION);
  private final Objective plain =
      Objective.plain(
          new Architecture(
              2,
              List.of(2),
              2,
              Activations.named("tanh", 0),
              Activations.named("identity", 0),
              true,
              true,
              false),
          Losses.named("squared", 3),
          Reduction.MEAN,
          0);

  private LocalEvaluator on(End first, End second) {
    return new LocalEvaluator(plain.augmented(new NeuronEnds(List.of(first, second))), data);
  }

  private Point point(LocalEvaluator on, double... added) {
    RandomStream dice = RandomStream.of(1, "theta", 0);
    double[] x = new double[on.objective().dimension()];
    for (int i = 0; i < plain.dimension(); i++) {
      x[i] = dice.nextGaussian();
    }

    System.arraycopy(added, 0, x, plain.dimension(), added.length);
    assertThat(x).hasSize(plain.dimension() + added.length);
    return new Point(new DenseVector(x), new double[] {X[0][0], X[0][1], X[2][0], X[2][1]});
  }

  private double[] added(LocalEvaluator on) {
    RandomStream dice = RandomStream.of(2, "added", 0);
    double[] added = new double[on.objective().dimension() - plain.dimension()];
    Arrays.setAll(added, i -> dice.nextGaussian());
    return added;
  }

  private static Point moved(Point at, int i, double by) {
    double[] x = at.values().clone();
    x[i] += by;
    return at.with(x);
  }

  private static Offset<Double> close(double expected) {
    return within(1e-6 * (1 + Math.abs(expected)));
  }

  @Test
  void derivativesAreThoseOfTheValue() {
    for (End first : ALL) {
      for (End second : ALL) {
        LocalEvaluator on = on(first, second);
        Point at = point(on, added(on));
        int n = on.objective().dimension();
        Answer exact = on.evaluate(Question.hessian(at));
        for (int i = 0; i < n; i++) {
          Answer up = on.evaluate(Question.gradient(moved(at, i, 1e-5)));
          Answer down = on.evaluate(Question.gradient(moved(at, i, -1e-5)));
          double[] product =
              on.evaluate(Question.hessianVector(at, DerivativesTest.unit(i, n)))
                  .hessianVector()
                  .values();
          assertThat(exact.gradient().apply(i))
              .isCloseTo((up.value() - down.value()) / 2e-5, close(exact.gradient().apply(i)));
          for (int j = 0; j < n; j++) {
            double slope = (up.gradient().apply(j) - down.gradient().apply(j)) / 2e-5;
            assertThat(exact.hessian().apply(i, j))
                .as("%s %s: %d, %d", first.kind(), second.kind(), i, j)
                .isCloseTo(slope, close(slope));
            assertThat(product[j])
                .isCloseTo(exact.hessian().apply(i, j), within(1e-12 * (1 + Math.abs(slope))));
          }
        }
      }
    }
  }

  @Test
  void roundingBoundsHoldTheDifferenceToASumInAnotherOrder() {
    double[][] x = {X[5], X[4], X[3], X[2], X[1], X[0]};
    double[][] y = {Y[5], Y[4], Y[3], Y[2], Y[1], Y[0]};
    for (End first : ALL) {
      LocalEvaluator on = on(first, EDGE);
      Point at = point(on, added(on));
      double[] bound = on.inspect(at).gradientRounding();
      double[] gradient = on.evaluate(Question.gradient(at)).gradient().values();
      LocalEvaluator other =
          new LocalEvaluator(on.objective(), PlainRows.set(x, y, Task.REGRESSION));
      double[] again = other.evaluate(Question.gradient(at)).gradient().values();
      for (int i = 0; i < bound.length; i++) {
        assertThat(Math.abs(gradient[i] - again[i])).isLessThanOrEqualTo(2 * bound[i]);
        assertThat(bound[i]).isPositive().isLessThan(1e-12);
      }
    }
  }

  /** The value of neurons that are sharp, or flat: per output A at the origin and w. */
  private double neurons(double... added) {
    LocalEvaluator limit =
        new LocalEvaluator(plain.augmented(Augmentations.named("output-neuron-limit", 1)), data);
    return limit.evaluate(Question.value(point(limit, added))).value();
  }

  private double value(End first, End second, double... added) {
    LocalEvaluator on = on(first, second);
    return on.evaluate(Question.value(point(on, added))).value();
  }

  @Test
  void sharpNeuronsTendToSpikes() {
    assertThat(value(End.SPIKE, End.SPIKE, 0.7, -0.4))
        .as("at the first input, and at the third")
        .isCloseTo(neurons(0.7, 200, 200, -0.4, 200, -200), within(1e-13));
    assertThat(value(EDGE, End.SILENT, 0.7, 0.25))
        .as("on the upper edge, where it changes as exp(0.25 (x - 1))")
        .isCloseTo(neurons(0.7, 0.25, 200, 0, 1, 2), within(1e-13));
  }

  @Test
  void neuronsThatAreSwitchedOffAreThoseOfTheLimit() {
    assertThat(value(End.OFF, End.SPIKE, 0.3, -0.5, 0.8, 2))
        .isCloseTo(neurons(0.3, -0.5, 0.8, 2, 200, -200), within(1e-13));
  }

  @Test
  void flatNeuronsAddALinearFunction() {
    double steep = 1e6;
    LocalEvaluator limit =
        new LocalEvaluator(plain.augmented(Augmentations.named("output-neuron-limit", 1)), data);
    Point near = point(limit, steep, 0.3 / steep, -0.2 / steep, 0, 0, 0);
    double[] x = near.values().clone();
    x[plain.architecture().layout().biasOffset(1)] -= steep;

    assertThat(value(End.FLAT, End.SILENT, 0.3, -0.2))
        .isCloseTo(limit.evaluate(Question.value(near.with(x))).value(), within(1e-6));
  }

  @Test
  void spikesStayWhereTheyAre() {
    LocalEvaluator on = on(End.OFF, End.SPIKE);
    Point at = point(on, 0.3, -0.5, 0.8, 2);
    double[] origins = at.origin().clone();
    origins[0] = 0.5;

    assertThat(on.evaluate(Question.value(on.objective().moveOrigin(at, origins))).value())
        .isCloseTo(on.evaluate(Question.value(at)).value(), within(1e-13));
    origins[2] = 0.5;
    assertThatThrownBy(() -> on.objective().moveOrigin(at, origins))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("belongs to its chart origin");
  }

  @Test
  void everyOutputNeedsAnEnd() {
    NeuronEnds one = new NeuronEnds(List.of(End.OFF));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain.augmented(one))
        .withMessageContaining("2 outputs need as many ends, found 1");
  }
}

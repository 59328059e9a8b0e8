package org.minimacensus.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;
import org.junit.jupiter.api.Test;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.data.TrainingFacts;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.KernelProvider;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.RandomStream;

class RowPassTest {
  private static final Kernels KERNELS = KernelProvider.kernels();

  private static Objective objective(int outputs, String loss) {
    Architecture architecture =
        new Architecture(
            2,
            List.of(3),
            outputs,
            Activations.named("tanh", 0),
            Activations.named("identity", 0),
            true,
            true,
            false);
    return Objective.plain(architecture, Losses.named(loss, 3), Reduction.MEAN, 0);
  }

  /**
   * @param repeat every input occurs so often
   */
  private static Dataset data(int n, int outputs, Task task, int repeat, int shards) {
    RandomStream dice = RandomStream.of(3, "rows", n);
    double[][] x = new double[n][2];
    double[][] y = new double[n][outputs];
    for (int i = 0; i < n; i++) {
      x[i] =
          i % repeat == 0
              ? new double[] {dice.nextGaussian(), dice.nextGaussian()}
              : x[i - 1].clone();
      if (task == Task.MULTICLASS) {
        y[i][i % outputs] = 1;
      } else {
        Arrays.setAll(y[i], k -> dice.nextGaussian());
      }
    }

    return PlainRows.set(x, y, task, shards);
  }

  private static Point point(int dimension) {
    RandomStream dice = RandomStream.of(5, "point", dimension);
    double[] x = new double[dimension];
    Arrays.setAll(x, i -> dice.nextGaussian());
    return new Point(new DenseVector(x), new double[0]);
  }

  @Test
  void outputsAreThoseOfTheNetwork() {
    Objective objective = objective(2, "squared");
    Dataset data = data(37, 2, Task.REGRESSION, 1, 3);
    Point point = point(objective.dimension());

    double[] outputs = new RowPass(objective, data, KERNELS).outputs(point);

    DenseMatrix f = new NetworkValues(objective.architecture(), data, KERNELS).at(point.values());
    for (int i = 0; i < 37; i++) {
      assertThat(outputs[2 * i]).isEqualTo(f.apply(i, 0));
      assertThat(outputs[2 * i + 1]).isEqualTo(f.apply(i, 1));
    }
  }

  @Test
  void outputsHoldWhatIsAdded() {
    Objective plain = objective(1, "squared");
    Dataset data = data(9, 1, Task.REGRESSION, 1, 2);
    double[] vertex = {
      data.shards().get(0).features().apply(2, 0), data.shards().get(0).features().apply(2, 1)
    };
    Objective spiked = plain.augmented(new Spike(Spike.Form.LIMIT));
    Point theta = point(plain.dimension());
    double[] x = Arrays.copyOf(theta.values(), spiked.dimension());
    x[x.length - 1] = 0.75;

    double[] with =
        new LocalEvaluator(spiked, data).sampleOutputs(new Point(new DenseVector(x), vertex));

    double[] without = new LocalEvaluator(plain, data).sampleOutputs(theta);
    for (int i = 0; i < 9; i++) {
      assertThat(with[i] - without[i]).isCloseTo(i == 2 ? 0.75 : 0, within(1e-15));
    }
  }

  @Test
  void crossEntropyDoesNotSeeACommonShift() {
    Objective objective = objective(3, "cross-entropy");
    Dataset data = data(20, 3, Task.MULTICLASS, 1, 2);
    Point point = point(objective.dimension());
    double[] shifted = point.values().clone();
    for (int k = 1; k <= 3; k++) {
      shifted[shifted.length - k] += 5;
    }

    RowPass pass = new RowPass(objective, data, KERNELS);

    assertThat(pass.outputs(point.with(shifted)))
        .containsExactly(pass.outputs(point), within(1e-13));
  }

  @Test
  void theSampleIsThatOfTheStudysSample() {
    for (int n : new int[] {1, 511, 512, 513, 4096, 5000, 9001}) {
      Dataset data = data(n, 1, Task.REGRESSION, 1, 7);

      Dataset direct = RowPass.sample(data);
      Dataset twice = RowPass.sample(TrainingFacts.of(data).sample());

      Objective objective = objective(1, "squared");
      Point point = point(objective.dimension());
      assertThat(new RowPass(objective, direct, KERNELS).outputs(point))
          .as("%d rows", n)
          .hasSize(Math.min(n, RowPass.SAMPLE))
          .containsExactly(new RowPass(objective, twice, KERNELS).outputs(point));
    }
  }

  @Test
  void slopesOfDistinctInputsAreDerivativesByAMassThere() {
    Objective plain = objective(1, "squared");
    Dataset data = data(24, 1, Task.REGRESSION, 3, 4);
    Point point = point(plain.dimension());

    InputSlopes slopes = new LocalEvaluator(plain, data).inputSlopes(point).orElseThrow();

    assertThat(slopes.count()).isEqualTo(8);
    Objective spiked = plain.augmented(new Spike(Spike.Form.LIMIT));
    LocalEvaluator masses = new LocalEvaluator(spiked, data);
    for (int i = 0; i < 8; i++) {
      Point at =
          new Point(
              new DenseVector(Arrays.copyOf(point.values(), spiked.dimension())),
              slopes.inputs()[i]);
      double mass = masses.evaluate(Question.gradient(at)).gradient().apply(spiked.dimension() - 1);
      assertThat(slopes.sums()[i][0]).isCloseTo(mass, within(slopes.errors()[i][0]));
      assertThat(slopes.errors()[i][0]).isPositive().isLessThan(1e-13);
    }
  }

  @Test
  void slopesAreTheSameWhereTheSampleIsTheWholeTrainingSet() {
    Objective objective = objective(2, "squared");
    Dataset data = data(300, 2, Task.REGRESSION, 2, 5);
    Point point = point(objective.dimension());

    InputSlopes whole = new LocalEvaluator(objective, data).inputSlopes(point).orElseThrow();
    InputSlopes sampled =
        new RowPass(objective, TrainingFacts.of(data).sample(), KERNELS).slopes(point);

    assertThat(sampled).usingRecursiveComparison().isEqualTo(whole);
    Dataset large = data(4097, 2, Task.REGRESSION, 1, 5);
    assertThat(new LocalEvaluator(objective, large).inputSlopes(point))
        .as("more rows than the driver has in every mode")
        .isEmpty();
  }
}

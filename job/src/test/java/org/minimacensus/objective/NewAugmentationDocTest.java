package org.minimacensus.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.minimacensus.ExtendingPage;
import org.minimacensus.data.Dataset;

/** The added neuron of docs/extending.md under the laws of its family. */
class NewAugmentationDocTest {
  private static final double LAMBDA = 0.3;
  private static AddedNeurons neurons;

  /** A network with two inputs or more and a smooth activation, and rows for it. */
  private final ObjectiveCase network = ObjectiveCase.random(2, "tanh", "squared", "relu-neuron");

  private final Dataset data = network.dataset();
  private final Objective plain = network.objective().base();
  private final Objective augmented = plain.augmented(neurons);
  private final double[] x = network.parameters();

  @BeforeAll
  static void compile(@TempDir Path folder) {
    neurons =
        (AddedNeurons) ExtendingPage.make("LeakyReluNeuron", Augmentation.class, folder, LAMBDA);
  }

  private Point point(double[] parameters) {
    return new Point(new DenseVector(parameters), network.origins().clone());
  }

  private Answer answer(double[] parameters) {
    return new LocalEvaluator(augmented, data).evaluate(Question.hessian(point(parameters)));
  }

  private int[] amplitudes() {
    return neurons.amplitudes(network.architecture().inputs(), network.architecture().outputs());
  }

  @Test
  void derivativesAreThoseOfTheValue() {
    double h = 1e-5;
    Answer here = answer(x);
    DenseMatrix hessian = here.hessian();
    for (int i = 0; i < x.length; i++) {
      double[] up = x.clone();
      double[] down = x.clone();
      up[i] += h;
      down[i] -= h;
      Answer above = answer(up);
      Answer below = answer(down);
      double slope = (above.value() - below.value()) / (2 * h);
      assertThat(here.gradient().apply(i)).as("%s", i).isCloseTo(slope, within(1e-7));
      for (int j = 0; j < x.length; j++) {
        double bend = (above.gradient().apply(j) - below.gradient().apply(j)) / (2 * h);
        assertThat(hessian.apply(i, j)).as("(%s, %s)", i, j).isCloseTo(bend, within(1e-6));
        assertThat(hessian.apply(i, j)).isEqualTo(hessian.apply(j, i));
      }
    }
  }

  @Test
  void withAmplitudesOfZeroItIsThePlainLoss() {
    double[] off = x.clone();
    for (int i : amplitudes()) {
      off[augmented.thetaDimension() + i] = 0;
    }

    double[] theta = augmented.theta(point(off));
    double alone =
        new LocalEvaluator(plain, data).evaluate(Question.gradient(Point.of(theta))).value();
    assertThat(answer(off).value()).isEqualTo(alone);
    assertThat(new LocalEvaluator(augmented, data).inspect(point(off)).contribution()).isZero();
  }

  /** (a, w, b) and (a / c, c w, c b) are one function, which is a max(t, t/2). */
  @Test
  void itIsWhatThePageSaysAndHomogeneous() {
    double[] at = {0.4, -1.3};
    for (double sign : new double[] {1, -1}) {
      double[] raw = {2, sign * 0.5, sign * 0.25, sign * 0.75};
      double t = sign * (0.5 * 0.4 - 0.25 * 1.3 + 0.75);
      double expected = 2 * Math.max(t, t / 2);
      assertThat(neurons.added(raw, 0, at)).isCloseTo(expected, within(1e-15));
      double[] scaled = {raw[0] / 8, 8 * raw[1], 8 * raw[2], 8 * raw[3]};
      assertThat(neurons.added(scaled, 0, at)).isCloseTo(expected, within(1e-15));
    }
  }

  @Test
  void theRegulariserIsOfTheAmplitudesAlone() {
    int inputs = network.architecture().inputs();
    int outputs = network.architecture().outputs();
    double sum = 0;
    for (int i : amplitudes()) {
      double a = x[augmented.thetaDimension() + i];
      sum += LAMBDA / 2 * a * a;
    }

    assertThat(neurons.regulariser(x, augmented.thetaDimension(), inputs, outputs))
        .isCloseTo(sum, within(1e-15));
    assertThat(((RidgeNeurons) neurons).withoutRegulariser().lambda()).isZero();
  }
}

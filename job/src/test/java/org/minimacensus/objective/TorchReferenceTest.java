package org.minimacensus.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activation;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;

/**
 * Our derivatives against those of torch's automatic differentiation on random networks of every
 * activation and loss.
 */
class TorchReferenceTest {
  /** Relative to the largest entry of the reference; measured: below 1e-14. */
  private static final double TOLERANCE = 1e-12;

  /** RegisteredTwiceTest fails where there are none of an activation. */
  static Stream<TorchCase> cases() {
    return Activations.names().stream()
        .filter(TorchCase::stored)
        .flatMap(name -> TorchCase.read(name).stream());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valueGradientAndHessianAreThoseOfTorch(TorchCase torch) {
    Evaluator evaluator = evaluator(torch);
    Point point =
        evaluator.objective().point(torch.numbers("theta"), torch.numbers("raw"), noOrigins(torch));
    double[] lower = torch.numbers("hessian");

    Answer answer = evaluator.evaluate(Question.hessian(point));

    assertThat(answer.value())
        .isCloseTo(
            torch.number("value"), within(TOLERANCE * (1 + Math.abs(torch.number("value")))));
    assertClose(answer.gradient().values(), torch.numbers("chart-gradient"));
    assertClose(lowerTriangle(answer.hessian()), lower);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hessianVectorProductIsTorchsHessianTimesTheVector(TorchCase torch) {
    Evaluator evaluator = evaluator(torch);
    Point point =
        evaluator.objective().point(torch.numbers("theta"), torch.numbers("raw"), noOrigins(torch));
    double[] direction = new double[point.dimension()];
    Arrays.setAll(direction, i -> i % 3 - 0.7 + 0.1 * i);

    Answer answer = evaluator.evaluate(Question.hessianVector(point, direction));

    assertClose(answer.hessianVector().values(), product(torch.numbers("hessian"), direction));
  }

  /**
   * The gradient in the papers' (a, w, b), by the chain rule from the chart whose origin is a
   * training input.
   */
  @ParameterizedTest
  @MethodSource("cases")
  void gradientInTheFormOfThePapersIsThatOfTorch(TorchCase torch) {
    Evaluator evaluator = evaluator(torch);
    double[] origins =
        torch.augmented() ? evaluator.chartOrigins(torch.numbers("raw")) : new double[0];
    Point point =
        evaluator.objective().point(torch.numbers("theta"), torch.numbers("raw"), origins);

    Answer answer = evaluator.evaluate(Question.gradient(point));

    assertThat(answer.value())
        .isCloseTo(
            torch.number("value"), within(TOLERANCE * (1 + Math.abs(torch.number("value")))));
    assertClose(rawGradient(torch, point, answer.gradient().values()), torch.numbers("gradient"));
  }

  private static Evaluator evaluator(TorchCase torch) {
    Activation activation = Activations.named(torch.text("activation"), 0.1);
    Activation identity = Activations.named("identity", 0.1);
    Architecture architecture =
        new Architecture(
            torch.shape(1),
            torch.hidden(),
            torch.shape(2),
            activation,
            identity,
            torch.flag(0),
            torch.flag(1),
            torch.flag(2));
    Reduction reduction = torch.text("reduction").equals("mean") ? Reduction.MEAN : Reduction.SUM;
    Objective objective =
        Objective.plain(
            architecture,
            Losses.named(torch.text("loss"), torch.power()),
            reduction,
            torch.number("l2"));
    if (torch.augmented()) {
      objective = objective.augmented(Augmentations.named("output-neuron", torch.number("lambda")));
    }
    double[][] x = torch.matrix("x", torch.shape(0), torch.shape(1));
    double[][] y = torch.matrix("y", torch.shape(0), torch.shape(2));
    return new LocalEvaluator(objective, PlainRows.set(x, y, task(torch.text("loss"))));
  }

  private static Task task(String loss) {
    return switch (loss) {
      case "squared" -> Task.REGRESSION;
      case "cross-entropy" -> Task.MULTICLASS;
      default -> Task.BINARY;
    };
  }

  private static double[] noOrigins(TorchCase torch) {
    return new double[torch.augmented() ? torch.shape(1) * torch.shape(2) : 0];
  }

  /**
   * With A = a e^beta and beta = b + w.o: d/da = e^beta d/dA, d/db = A d/dA + d/dbeta, d/dw = (d/dw
   * at fixed A, beta) + o d/db.
   */
  private static double[] rawGradient(TorchCase torch, Point point, double[] chart) {
    double[] gradient = chart.clone();
    int d = torch.shape(1);
    int p = torch.numbers("theta").length;
    for (int k = 0; torch.augmented() && k < torch.shape(2); k++) {
      int at = p + k * (d + 2);
      double byBias = point.values()[at] * chart[at] + chart[at + d + 1];
      gradient[at] = StrictMath.exp(point.values()[at + d + 1]) * chart[at];
      gradient[at + d + 1] = byBias;
      for (int i = 0; i < d; i++) {
        gradient[at + 1 + i] = chart[at + 1 + i] + byBias * point.origin()[k * d + i];
      }
    }
    return gradient;
  }

  private static double[] lowerTriangle(DenseMatrix h) {
    double[] lower = new double[h.numRows() * (h.numRows() + 1) / 2];
    int at = 0;
    for (int i = 0; i < h.numRows(); i++) {
      for (int j = 0; j <= i; j++) {
        lower[at++] = h.apply(i, j);
      }
    }
    return lower;
  }

  private static double[] product(double[] lower, double[] v) {
    double[] out = new double[v.length];
    int at = 0;
    for (int i = 0; i < v.length; i++) {
      for (int j = 0; j <= i; j++) {
        double h = lower[at++];
        out[i] += h * v[j];
        out[j] += i == j ? 0 : h * v[i];
      }
    }
    return out;
  }

  private static void assertClose(double[] found, double[] expected) {
    double scale = Math.max(1e-3, Arrays.stream(expected).map(Math::abs).max().orElse(0));
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i])
          .as("entry %d of %d", i, expected.length)
          .isCloseTo(expected[i], within(TOLERANCE * scale));
    }
  }
}

package org.minimacensus.objective;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.minimacensus.model.Activations;
import org.minimacensus.numeric.RandomStream;

/**
 * Value, gradient, Hessian-vector product and Hessian of every activation x loss x objective
 * against double-double.
 */
class DerivativesTest {
  private static final double TOLERANCE = 1e-9;

  static Stream<ObjectiveCase> cases() {
    return Activations.names().stream()
        .flatMap(
            activation ->
                Losses.names().stream()
                    .flatMap(
                        loss ->
                            ObjectiveCase.OBJECTIVES.stream()
                                .flatMap(
                                    objective ->
                                        Stream.of(
                                            ObjectiveCase.random(1, activation, loss, objective),
                                            ObjectiveCase.random(2, activation, loss, objective),
                                            // Neurons of layers are for networks without skips.
                                            objective.equals("layer-neurons")
                                                ? ObjectiveCase.random(
                                                    3, activation, loss, objective)
                                                : ObjectiveCase.residual(
                                                    3, activation, loss, objective)))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valueAndGradientEqualTheReference(ObjectiveCase c) {
    Reference reference = new Reference(c);
    Answer answer = c.evaluator().evaluate(Question.gradient(c.point()));
    double value = reference.value(Reference.exactly(c.parameters()), c.origins()).high();
    assertThat(answer.value()).isCloseTo(value, within(1e-13 * (1 + Math.abs(value))));
    double[] expected = new double[c.parameters().length];

    for (int i = 0; i < expected.length; i++) {
      expected[i] = reference.slope(c.parameters(), c.origins(), unit(i, expected.length));
    }

    for (int i = 0; i < expected.length; i++) {
      double scale = Math.max(Math.abs(expected[i]), 1e-3 * norm(expected));
      assertThat(answer.gradient().apply(i))
          .as("derivative by parameter %d", i)
          .isCloseTo(expected[i], within(TOLERANCE * scale));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hessianVectorProductEqualsTheReference(ObjectiveCase c) {
    Reference reference = new Reference(c);
    int p = c.parameters().length;
    RandomStream stream = RandomStream.of(5, "directions", p);
    double[] v = direction(stream, p);
    double[] product =
        c.evaluator().evaluate(Question.hessianVector(c.point(), v)).hessianVector().values();

    for (int trial = 0; trial < 3; trial++) {
      double[] w = trial == 0 ? unit(stream.nextInt(p), p) : direction(stream, p);
      double size = 0;
      double found = 0;

      for (int i = 0; i < p; i++) {
        found += product[i] * w[i];
        size = Math.max(size, Math.abs(product[i]));
      }

      assertThat(found)
          .isCloseTo(
              reference.bilinear(c.parameters(), c.origins(), v, w), within(TOLERANCE * size));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hessianIsSymmetricAndItsColumnsAreHessianVectorProducts(ObjectiveCase c) {
    LocalEvaluator evaluator = c.evaluator();
    Answer answer = evaluator.evaluate(Question.hessian(c.point()));
    DenseMatrix hessian = answer.hessian();
    int p = c.parameters().length;

    for (int j = 0; j < p; j++) {
      Answer product = evaluator.evaluate(Question.hessianVector(c.point(), unit(j, p)));
      double size = norm(product.hessianVector().values());
      assertThat(product.gradient()).isEqualTo(answer.gradient());
      assertThat(product.value()).isEqualTo(answer.value());

      for (int i = 0; i < p; i++) {
        assertThat(hessian.apply(i, j))
            .as("(%d, %d)", i, j)
            .isEqualTo(hessian.apply(j, i))
            .isCloseTo(product.hessianVector().apply(i), within(1e-12 * (size + 1e-3)));
      }
    }
  }

  static Offset<Double> within(double bound) {
    return Offset.offset(Math.max(bound, Double.MIN_VALUE));
  }

  static double[] unit(int i, int p) {
    double[] unit = new double[p];
    unit[i] = 1;
    return unit;
  }

  static double[] direction(RandomStream stream, int p) {
    double[] v = new double[p];

    for (int i = 0; i < p; i++) {
      v[i] = stream.nextGaussian();
    }

    return v;
  }

  static double norm(double[] v) {
    double sum = 0;

    for (double x : v) {
      sum += x * x;
    }

    return Math.sqrt(sum);
  }
}

package org.minimacensus.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against 30 digits of mpmath, see reference/elementary.csv. */
class ElementaryTest {
  private record Function(String name, DoubleUnaryOperator operator, double ulps) {
    @Override
    public String toString() {
      return name;
    }
  }

  private record Reference(double argument, BigDecimal value) {}

  private static final Map<String, List<Reference>> REFERENCES = references();

  static List<Function> functions() {
    return List.of(
        new Function("exp", Elementary::exp, 1),
        new Function("expm1", Elementary::expm1, 2),
        new Function("log1pExp", Elementary::log1pExp, 3),
        new Function("log1p", Elementary::log1p, 1),
        new Function("log", Elementary::log, 1),
        new Function("tanh", Elementary::tanh, 4),
        new Function("tanhSlope", Elementary::tanhSlope, 5),
        new Function("sigmoid", Elementary::sigmoid, 3),
        new Function("sigmoidSlope", Elementary::sigmoidSlope, 5),
        new Function("erf", ErrorFunction::erf, 3),
        new Function("erfc", ErrorFunction::erfc, 5),
        new Function("erfSlope", ErrorFunction::erfSlope, 3),
        new Function("normalDistribution", ErrorFunction::normalDistribution, 5),
        new Function("normalDensity", ErrorFunction::normalDensity, 3),
        new Function("sin", Elementary::sin, 1),
        new Function("cos", Elementary::cos, 1));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void errorAgainstHighPrecisionIsWithinTheBound(Function function) {
    List<Reference> references = REFERENCES.get(function.name());
    double worst = 0;
    double at = 0;

    for (Reference reference : references) {
      double found = function.operator().applyAsDouble(reference.argument());
      double expected = reference.value().doubleValue();
      double error =
          new BigDecimal(found)
              .subtract(reference.value())
              .divide(new BigDecimal(Math.ulp(expected)), MathContext.DECIMAL64)
              .abs()
              .doubleValue();

      if (error > worst) {
        worst = error;
        at = reference.argument();
      }
    }

    assertThat(references).hasSizeGreaterThan(80);
    assertThat(worst)
        .as("ulps of %s, worst at %s", function, at)
        .isLessThanOrEqualTo(function.ulps());
  }

  @ParameterizedTest
  @MethodSource("functions")
  void notANumberStaysNotANumber(Function function) {
    assertThat(function.operator().applyAsDouble(Double.NaN)).isNaN();
  }

  @Test
  void exponentialOverflowsToInfinityAndUnderflowsToZero() {
    assertThat(Elementary.exp(709.782712893384)).isFinite().isGreaterThan(1.797e308);
    assertThat(Elementary.exp(709.7827128933841)).isInfinite();
    assertThat(Elementary.exp(1e300)).isInfinite();
    assertThat(Elementary.exp(Double.POSITIVE_INFINITY)).isInfinite();
    assertThat(Elementary.exp(-709)).isZero();
    assertThat(Elementary.exp(-1e300)).isZero();
    assertThat(Elementary.exp(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(Elementary.exp(0)).isEqualTo(1.0);
    assertThat(Elementary.expm1(710)).isInfinite();
    assertThat(Elementary.expm1(Double.NEGATIVE_INFINITY)).isEqualTo(-1.0);
  }

  @Test
  void powersAreProductsFromTheLeft() {
    double x = 1 / 3.0;
    assertThat(Elementary.power(x, 0)).isEqualTo(1);
    assertThat(Elementary.power(x, 1)).isEqualTo(x);
    assertThat(Elementary.power(x, 4)).isEqualTo(x * x * x * x);
    assertThat(Elementary.power(-2, 5)).isEqualTo(-32);
  }

  @Test
  void limitsAtInfinityAreExact() {
    assertThat(Elementary.tanh(Double.POSITIVE_INFINITY)).isEqualTo(1.0);
    assertThat(Elementary.tanh(Double.NEGATIVE_INFINITY)).isEqualTo(-1.0);
    assertThat(Elementary.tanhSlope(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(Elementary.sigmoid(Double.POSITIVE_INFINITY)).isEqualTo(1.0);
    assertThat(Elementary.sigmoid(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(Elementary.sigmoidSlope(Double.POSITIVE_INFINITY)).isZero();
    assertThat(Elementary.log1pExp(Double.POSITIVE_INFINITY)).isInfinite();
    assertThat(Elementary.log1pExp(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(ErrorFunction.erf(Double.NEGATIVE_INFINITY)).isEqualTo(-1.0);
    assertThat(ErrorFunction.erfc(Double.POSITIVE_INFINITY)).isZero();
    assertThat(ErrorFunction.erfc(Double.NEGATIVE_INFINITY)).isEqualTo(2.0);
    assertThat(ErrorFunction.erfSlope(Double.POSITIVE_INFINITY)).isZero();
    assertThat(ErrorFunction.normalDistribution(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(ErrorFunction.normalDistribution(Double.POSITIVE_INFINITY)).isEqualTo(1.0);
    assertThat(ErrorFunction.normalDensity(1e200)).isZero();
  }

  @Test
  void oddFunctionsAreExactlyOddDownToTheSignOfZero() {
    for (double x : new double[] {0, 1e-310, 1e-9, 0.3, 0.99, 1, 2.5, 19, 400}) {
      assertThat(Double.doubleToRawLongBits(Elementary.tanh(-x)))
          .as("tanh(-%s)", x)
          .isEqualTo(Double.doubleToRawLongBits(-Elementary.tanh(x)));
      assertThat(Double.doubleToRawLongBits(ErrorFunction.erf(-x)))
          .as("erf(-%s)", x)
          .isEqualTo(Double.doubleToRawLongBits(-ErrorFunction.erf(x)));
    }
  }

  private static Map<String, List<Reference>> references() {
    Map<String, List<Reference>> all = new HashMap<>();

    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                ElementaryTest.class.getResourceAsStream("/reference/elementary.csv"),
                StandardCharsets.UTF_8))) {
      reader
          .lines()
          .skip(1)
          .map(line -> line.split(","))
          .forEach(
              f ->
                  all.computeIfAbsent(f[0], name -> new ArrayList<>())
                      .add(new Reference(Double.parseDouble(f[1]), new BigDecimal(f[2]))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }

    return all;
  }
}

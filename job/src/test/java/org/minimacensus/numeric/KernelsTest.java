package org.minimacensus.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Both implementations against loops that spell the promised order of operations, bit by bit, at
 * every remainder.
 */
class KernelsTest {
  private static final int L = Kernels.LANES;
  private static final double[] SPECIAL = {
    0.0,
    -0.0,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    -1e-300,
    1e300,
    -1e300,
    708.0,
    -708.0,
    709.78,
    709.79,
    -708.3,
    -709.0,
    -745.2,
    354.4,
    -354.6,
    1e-17,
  };

  static List<Kernels> implementations() throws ReflectiveOperationException {
    // By name, as the provider does: the main sources cannot see it. The tests always run with the
    // vector module.
    Kernels vector =
        (Kernels)
            Class.forName("org.minimacensus.numeric.VectorKernels")
                .getDeclaredConstructor()
                .newInstance();
    return List.of(new ScalarKernels(), vector);
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void multiplyIsOneFmaChainInTheOrderOfTheInnerIndex(Kernels kernels) {
    for (int units = 1; units <= 9; units++) {
      for (int inner = 0; inner <= 9; inner++) {
        for (int rows = L; rows <= 136; rows += L) {
          for (Start start : Start.values()) {
            checkMultiply(kernels, units, inner, rows, start);
          }
        }
      }
    }
  }

  private enum Start {
    ZERO,
    BIAS,
    ACCUMULATE
  }

  private static void checkMultiply(Kernels kernels, int units, int inner, int rows, Start start) {
    int ld = rows + (units % 3) * L;
    boolean transposed = inner % 2 == 1;
    int rowStride = transposed ? 1 : inner + 2;
    int columnStride = transposed ? units + 1 : 1;
    double[] w = numbers(5 + (units + 2) * (inner + 3), units);
    double[] bias = numbers(units + 3, inner);
    double[] b = numbers(3 + inner * ld + 1, rows);
    double[] c = numbers(7 + units * ld + 2, units + inner);
    double[] expected = c.clone();

    for (int u = 0; u < units; u++) {
      for (int r = 0; r < rows; r++) {
        int i = 7 + u * ld + r;
        double sum =
            start == Start.ACCUMULATE ? expected[i] : start == Start.BIAS ? bias[3 + u] : 0;

        for (int k = 0; k < inner; k++) {
          sum = Math.fma(w[5 + u * rowStride + k * columnStride], b[3 + k * ld + r], sum);
        }

        expected[i] = sum;
      }
    }

    kernels.multiply(
        w,
        5,
        rowStride,
        columnStride,
        start == Start.BIAS ? bias : null,
        3,
        start == Start.ACCUMULATE,
        b,
        3,
        c,
        7,
        units,
        inner,
        ld,
        rows);
    assertSameBits(
        c, expected, kernels.name() + " " + units + "x" + inner + "x" + rows + " " + start);
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void multiplyTransposedSumsRowsInEightLanes(Kernels kernels) {
    for (int p = 1; p <= 9; p++) {
      for (int q = 1; q <= 9; q++) {
        for (int rows = L; rows <= 136; rows += L) {
          checkMultiplyTransposed(kernels, p, q, rows);
        }
      }
    }
  }

  private static void checkMultiplyTransposed(Kernels kernels, int p, int q, int rows) {
    int ld = rows + (q % 3) * L;
    int gLd = q + p % 2;
    double[] a = numbers(3 + p * ld, p);
    double[] b = numbers(5 + q * ld, q);
    double[] g = numbers((2 + p * gLd) * L + 1, rows);
    double[] expected = g.clone();

    for (int u = 0; u < p; u++) {
      for (int k = 0; k < q; k++) {
        for (int lane = 0; lane < L; lane++) {
          double sum = 0;

          for (int r = lane; r < rows; r += L) {
            sum = Math.fma(a[3 + u * ld + r], b[5 + k * ld + r], sum);
          }

          expected[(2 + u * gLd + k) * L + lane] += sum;
        }
      }
    }

    kernels.multiplyTransposed(a, 3, p, b, 5, q, g, 2, gLd, ld, rows);
    assertSameBits(g, expected, kernels.name() + " " + p + "x" + q + "x" + rows);
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void productsRelativeToAnOriginSubtractFirst(Kernels kernels) {
    for (int inner = 0; inner <= 19; inner++) {
      for (int rows = L; rows <= 136; rows += L) {
        int ld = rows + (inner % 3) * L;
        double[] w = numbers(5 + inner, rows);
        double[] origin = numbers(2 + inner, inner);
        double[] b = numbers(3 + inner * ld + 1, rows + inner);
        double[] c = numbers(7 + rows + 2, rows);
        double[] expected = c.clone();

        for (int r = 0; r < rows; r++) {
          double sum = 0;

          for (int k = 0; k < inner; k++) {
            sum = Math.fma(w[5 + k], b[3 + k * ld + r] - origin[2 + k], sum);
          }

          expected[7 + r] = sum;
        }

        kernels.multiplyShifted(w, 5, origin, 2, b, 3, c, 7, inner, ld, rows);
        assertSameBits(c, expected, kernels.name() + " " + inner + "x" + rows);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void transposedProductsRelativeToAnOriginSubtractFirst(Kernels kernels) {
    for (int q = 0; q <= 19; q++) {
      for (int rows = L; rows <= 136; rows += L) {
        int ld = rows + (q % 3) * L;
        double[] a = numbers(3 + rows, q);
        double[] b = numbers(5 + q * ld, rows);
        double[] origin = numbers(2 + q, rows + q);
        double[] g = numbers((2 + q) * L + 1, rows);
        double[] expected = g.clone();

        for (int k = 0; k < q; k++) {
          for (int lane = 0; lane < L; lane++) {
            double sum = 0;

            for (int r = lane; r < rows; r += L) {
              sum = Math.fma(a[3 + r], b[5 + k * ld + r] - origin[2 + k], sum);
            }

            expected[(2 + k) * L + lane] += sum;
          }
        }

        kernels.multiplyTransposedShifted(a, 3, b, 5, origin, 2, q, g, 2, ld, rows);
        assertSameBits(g, expected, kernels.name() + " " + q + "x" + rows);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void outerProductsAreScaledElementByElement(Kernels kernels) {
    for (int units = 1; units <= 5; units++) {
      for (int rows = L; rows <= 72; rows += L) {
        int ld = rows + (units % 3) * L;
        double[] w = numbers(5 + units * 3, rows);
        double[] b = numbers(3 + rows, units);
        double[] s = numbers(2 + units * ld, rows + 1);
        double[] c = numbers(7 + units * ld + 2, rows);
        double[] expected = c.clone();

        for (int u = 0; u < units; u++) {
          for (int r = 0; r < rows; r++) {
            expected[7 + u * ld + r] = w[5 + u * 3] * b[3 + r] * s[2 + u * ld + r];
          }
        }

        kernels.multiplyOuter(w, 5, 3, b, 3, s, 2, c, 7, units, ld, rows);
        assertSameBits(c, expected, kernels.name() + " " + units + "x" + rows);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void theLargestIsFoundWhereverItStandsAndNaNIsNoNumber(Kernels kernels) {
    for (int n = 1; n <= 35; n++) {
      double[] x = numbers(3 + n, n);
      for (int at = 0; at < n; at++) {
        double[] one = x.clone();
        one[3 + at] = 17;
        one[0] = 99;
        one[3 + (at + 1) % n] = n == 1 ? 17 : Double.NaN;
        assertThat(kernels.largest(one, 3, n)).isEqualTo(17);
      }
    }

    double[] none = {Double.NaN, Double.NEGATIVE_INFINITY, Double.NaN};
    assertThat(kernels.largest(none, 0, 3)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(kernels.largest(none, 0, 0)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void productsAndDifferencesOfElementsMayOverwriteTheirArguments(Kernels kernels) {
    for (int n = 1; n <= 35; n++) {
      double[] a = numbers(3 + n, n);
      double[] b = numbers(5 + n, n + 1);
      double[] product = new double[n];
      double[] difference = new double[n];

      for (int i = 0; i < n; i++) {
        product[i] = a[3 + i] * b[5 + i];
        difference[i] = a[3 + i] - b[5 + i];
      }

      double[] overA = a.clone();
      kernels.product(overA, 3, b, 5, overA, 3, n);
      assertSameBits(Arrays.copyOfRange(overA, 3, 3 + n), product, kernels.name() + " product");
      double[] overB = b.clone();
      kernels.difference(a, 3, overB, 5, overB, 5, n);
      assertSameBits(Arrays.copyOfRange(overB, 5, 5 + n), difference, kernels.name() + " a - b");
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void rowSumsSumRowsInEightLanes(Kernels kernels) {
    for (int p = 1; p <= 5; p++) {
      for (int rows = L; rows <= 136; rows += L) {
        int ld = rows + L;
        double[] a = numbers(3 + p * ld, p);
        double[] g = numbers((1 + p) * L, rows);
        double[] expected = g.clone();

        for (int u = 0; u < p; u++) {
          for (int lane = 0; lane < L; lane++) {
            double sum = 0;

            for (int r = lane; r < rows; r += L) {
              sum += a[3 + u * ld + r];
            }

            expected[(1 + u) * L + lane] += sum;
          }
        }

        kernels.rowSums(a, 3, p, g, 1, ld, rows);
        assertSameBits(g, expected, kernels.name() + " " + p + "x" + rows);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void arrayFunctionsEqualTheElementaryFunctionsInEveryPosition(Kernels kernels) {
    for (int n = 1; n <= 40; n++) {
      for (int rotation = 0; rotation < 3; rotation++) {
        checkFunctions(kernels, arguments(n, rotation), n);
      }
    }
  }

  private static void checkFunctions(Kernels kernels, double[] x, int n) {
    double[] value = new double[n + 1];
    double[] slope = new double[n + 2];
    double[] alone = new double[n];
    double[] inPlace = x.clone();

    kernels.exp(x, 3, value, 1, n);
    kernels.exp(inPlace, 3, inPlace, 3, n);

    for (int i = 0; i < n; i++) {
      assertSameBits(value[1 + i], Elementary.exp(x[3 + i]), "exp", x[3 + i]);
      assertSameBits(inPlace[3 + i], Elementary.exp(x[3 + i]), "exp in place", x[3 + i]);
    }

    kernels.tanh(x, 3, value, 1, slope, 2, n);
    kernels.tanh(x, 3, alone, 0, null, 0, n);

    for (int i = 0; i < n; i++) {
      assertSameBits(value[1 + i], Elementary.tanh(x[3 + i]), "tanh", x[3 + i]);
      assertSameBits(alone[i], Elementary.tanh(x[3 + i]), "tanh without slope", x[3 + i]);
      assertSameBits(slope[2 + i], Elementary.tanhSlope(x[3 + i]), "slope of tanh", x[3 + i]);
    }

    kernels.sigmoid(x, 3, value, 1, slope, 2, n);
    kernels.sigmoid(x, 3, alone, 0, null, 0, n);

    for (int i = 0; i < n; i++) {
      assertSameBits(value[1 + i], Elementary.sigmoid(x[3 + i]), "sigmoid", x[3 + i]);
      assertSameBits(alone[i], Elementary.sigmoid(x[3 + i]), "sigmoid without slope", x[3 + i]);
      assertSameBits(slope[2 + i], Elementary.sigmoidSlope(x[3 + i]), "slope of sigmoid", x[3 + i]);
    }

    kernels.softplus(x, 3, value, 1, slope, 2, n);

    for (int i = 0; i < n; i++) {
      assertSameBits(value[1 + i], Elementary.log1pExp(x[3 + i]), "softplus", x[3 + i]);
      assertSameBits(slope[2 + i], Elementary.sigmoid(x[3 + i]), "slope of softplus", x[3 + i]);
    }

    checkRelus(kernels, x, n);
    double[] place = x.clone();
    kernels.softplus(place, 3, place, 3, null, 0, n);

    for (int i = 0; i < n; i++) {
      assertSameBits(place[3 + i], Elementary.log1pExp(x[3 + i]), "softplus in place", x[3 + i]);
    }

    double[] own = x.clone();
    kernels.tanh(own, 3, own, 3, slope, 2, n);

    for (int i = 0; i < n; i++) {
      assertSameBits(own[3 + i], Elementary.tanh(x[3 + i]), "tanh in place", x[3 + i]);
      assertSameBits(
          slope[2 + i], Elementary.tanhSlope(x[3 + i]), "slope of tanh in place", x[3 + i]);
    }
  }

  private static void checkRelus(Kernels kernels, double[] x, int n) {
    double[] value = new double[n + 1];
    double[] slope = new double[n + 2];
    double[] own = x.clone();
    kernels.relu(x, 3, value, 1, slope, 2, n);
    kernels.relu(own, 3, own, 3, null, 0, n);

    for (int i = 0; i < n; i++) {
      double v = x[3 + i];
      assertSameBits(value[1 + i], Math.max(v, 0), "relu", v);
      assertSameBits(own[3 + i], Math.max(v, 0), "relu in place", v);
      assertSameBits(slope[2 + i], v > 0 ? 1 : 0, "slope of relu", v);
    }

    kernels.leakyRelu(0.1, x, 3, value, 1, slope, 2, n);

    for (int i = 0; i < n; i++) {
      double v = x[3 + i];
      assertSameBits(value[1 + i], v > 0 ? v : 0.1 * v, "leaky relu", v);
      assertSameBits(slope[2 + i], v > 0 ? 1 : 0.1, "slope of leaky relu", v);
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void manyArgumentsGiveTheBitsOfTheElementaryFunctions(Kernels kernels) {
    int n = 20_000;
    double[] x = new double[n];

    for (int i = 0; i < n; i++) {
      x[i] = Math.scalb(2 * unit(i) - 1, (int) (unit(i + 77) * 24) - 14);
    }

    double[] value = new double[n];
    double[] slope = new double[n];
    kernels.exp(x, 0, value, 0, n);
    Arrays.setAll(slope, i -> Elementary.exp(x[i]));
    assertSameBits(value, slope, "exp");
    kernels.tanh(x, 0, value, 0, slope, 0, n);

    for (int i = 0; i < n; i++) {
      assertSameBits(value[i], Elementary.tanh(x[i]), "tanh", x[i]);
      assertSameBits(slope[i], Elementary.tanhSlope(x[i]), "slope of tanh", x[i]);
    }

    kernels.sigmoid(x, 0, value, 0, slope, 0, n);

    for (int i = 0; i < n; i++) {
      assertSameBits(value[i], Elementary.sigmoid(x[i]), "sigmoid", x[i]);
      assertSameBits(slope[i], Elementary.sigmoidSlope(x[i]), "slope of sigmoid", x[i]);
    }

    kernels.softplus(x, 0, value, 0, null, 0, n);

    for (int i = 0; i < n; i++) {
      assertSameBits(value[i], Elementary.log1pExp(x[i]), "softplus", x[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void functionsWithoutAVectorFormEqualTheElementaryFunctions(Kernels kernels) {
    double[] x = arguments(40, 1);
    double[] value = new double[40];
    double[] slope = new double[40];

    kernels.expm1(x, 3, value, 0, 40);
    assertThat(value).isEqualTo(applied(x, Elementary::expm1));
    kernels.erf(x, 3, value, 0, slope, 0, 40);
    assertThat(value).isEqualTo(applied(x, ErrorFunction::erf));
    assertThat(slope).isEqualTo(applied(x, ErrorFunction::erfSlope));
    kernels.normalDistribution(x, 3, value, 0, slope, 0, 40);
    assertThat(value).isEqualTo(applied(x, ErrorFunction::normalDistribution));
    assertThat(slope).isEqualTo(applied(x, ErrorFunction::normalDensity));
    kernels.sin(x, 3, value, 0, slope, 0, 40);
    assertThat(value).isEqualTo(applied(x, StrictMath::sin));
    assertThat(slope).isEqualTo(applied(x, StrictMath::cos));
  }

  private static double[] applied(double[] x, DoubleUnaryOperator function) {
    return Arrays.stream(x, 3, x.length).map(function).toArray();
  }

  @Test
  void lanesAreReducedInOneShape() {
    double[] g = new double[16];
    double[] lanes = {1e16, 1, -1e16, 3, 5e-3, 7, 11, 13};
    System.arraycopy(lanes, 0, g, 8, 8);

    assertThat(Kernels.reduceLane(g, 1))
        .isEqualTo(((1e16 + 5e-3) + (-1e16 + 11)) + ((1.0 + 7.0) + (3.0 + 13.0)));
  }

  private static double[] arguments(int n, int rotation) {
    double[] x = new double[n + 3];

    for (int i = 0; i < n; i++) {
      int j = i + rotation * 7;
      x[3 + i] = j % 2 == 0 ? SPECIAL[j / 2 % SPECIAL.length] : 20 * (unit(j + 100 * n) - 0.5);
    }

    return x;
  }

  private static double[] numbers(int n, int seed) {
    double[] x = new double[n];

    for (int i = 0; i < n; i++) {
      x[i] = 2 * unit(i + 1000 * seed) - 1;
    }

    return x;
  }

  /** A number in [0, 1) with many different digits. */
  private static double unit(long i) {
    long z = (i + 1) * 0x9e3779b97f4a7c15L;
    z = (z ^ z >>> 32) * 0xd6e8feb86659fd93L;
    return (z >>> 11) * 0x1p-53;
  }

  private static void assertSameBits(double[] found, double[] expected, String what) {
    if (!Arrays.equals(found, expected)) {
      int i = Arrays.mismatch(found, expected);
      assertThat(found[i]).as("%s, element %d", what, i).isEqualTo(expected[i]);
    }
  }

  private static void assertSameBits(double found, double expected, String what, double x) {
    if (Double.doubleToLongBits(found) != Double.doubleToLongBits(expected)) {
      assertThat(found).as("%s(%s)", what, x).isEqualTo(expected);
      throw new AssertionError(what + "(" + x + ") is " + found + ", expected " + expected);
    }
  }
}

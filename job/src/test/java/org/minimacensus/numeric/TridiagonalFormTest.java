package org.minimacensus.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.netlib.util.intW;

/** LAPACK's eigenvalues, to rounding, of matrices that are hard for some step. */
class TridiagonalFormTest {
  private static final double EPS = 0x1p-52;
  private final RandomStream random = RandomStream.of(1, "tridiagonal form", 0);

  /** Matrices of dimension n, column-major, by name. */
  private Map<String, double[]> matrices(int n) {
    Map<String, double[]> all = new LinkedHashMap<>();
    double[] dense = new double[n * n];
    double[] arrow = new double[n * n];
    double[] identity = new double[n * n];
    double[] blocks = new double[n * n];
    double[] split = new double[n * n];
    for (int i = 0; i < n; i++) {
      identity[i * n + i] = 1;
      for (int j = 0; j <= i; j++) {
        set(dense, n, i, j, random.nextGaussian());
        set(arrow, n, i, j, i == j ? i + 1 : i == n - 1 ? 1 : 0);
        set(blocks, n, i, j, i / 3 == j / 3 ? 1 : 0);
        // Rows whose only coupling is 1e-170: the squares of what a reflection removes underflow.
        set(split, n, i, j, i == j ? i % 5 - 2 : i - j == 2 ? 1e-170 : i - j == 1 ? i % 3 : 0);
      }
    }

    all.put("dense", dense);
    all.put("arrow", arrow);
    all.put("identity", identity);
    all.put("blocks of rank 1", blocks);
    all.put("next to nothing", split);
    all.put("zero", new double[n * n]);
    double[] tiny = dense.clone();
    double[] huge = dense.clone();
    double[] graded = dense.clone();
    double[] clustered = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        tiny[i * n + j] *= 1e-300;
        huge[i * n + j] *= 1e300;
        graded[i * n + j] *= Math.pow(10, -0.1 * (i + j));
        // Eigenvalues 1 and, n - 1 times, within rounding of 1e-14.
        clustered[i * n + j] = 1.0 / n + (i == j ? 1e-14 : 0);
      }
    }

    all.put("tiny", tiny);
    all.put("huge", huge);
    all.put("graded down", graded);
    double[] up = new double[n * n];
    for (int i = 0; i < n * n; i++) {
      up[i] = graded[n * n - 1 - i];
    }

    all.put("graded up", up);
    all.put("clustered", clustered);
    return all;
  }

  private static void set(double[] a, int n, int i, int j, double value) {
    a[i * n + j] = value;
    a[j * n + i] = value;
  }

  @Test
  void eigenvaluesAreThoseOfLapack() {
    for (int n : new int[] {1, 2, 5, 33, 64, 90}) {
      matrices(n)
          .forEach(
              (name, a) -> {
                double[] expected = new double[n];
                double[] work = new double[34 * n];
                Lapack.INSTANCE.dsyev(
                    "N", "L", n, a.clone(), n, expected, work, work.length, new intW(0));
                double norm = Math.max(Math.abs(expected[0]), Math.abs(expected[n - 1]));
                double[] alone = new TridiagonalForm(a, n).values();
                assertThat(alone).as(name).isSorted();
                for (int j = 0; j < n; j++) {
                  assertThat(alone[j])
                      .as("value %d of %s, n = %d", j, name, n)
                      .isCloseTo(expected[j], within(4 * (n + 1) * EPS * norm));
                }
              });
    }
  }

  @Test
  void theMatrixIsNotTouchedAndItsUpperTriangleNotRead() {
    double[] a = matrices(20).get("dense");
    double[] lower = a.clone();
    for (int j = 0; j < 20; j++) {
      Arrays.fill(lower, j * 20, j * 20 + j, 0);
    }

    double[] before = lower.clone();
    double[] values = new TridiagonalForm(lower, 20).values();
    assertThat(lower).containsExactly(before);
    assertThat(values).containsExactly(new TridiagonalForm(a, 20).values());
  }
}

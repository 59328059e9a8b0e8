package org.minimacensus.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a network of identity or quadratic units is before its output activation: one polynomial of
 * the inputs for each output, of degree 1 or 2^H with H hidden layers. For identities its
 * coefficients are the end-to-end affine map; for one quadratic layer they are the symmetric matrix
 * sum_j v_j (w_j; b_j) (w_j; b_j)^T, with the output bias on the bias-bias entry and the direct
 * weights on the bias column.
 */
public final class Polynomials {
  /** Coefficients of all outputs beyond which no network is expanded. */
  public static final long LIMIT = 20_000;

  private final Architecture architecture;
  private final ParameterLayout layout;
  private final boolean squares;
  private final int inputs;

  /** Exponents of each monomial by ascending degree; {@code first[g]} is the first of degree g. */
  private final int[][] monomials;

  private final int[] first;
  private final Map<List<Integer>, Integer> indexes = new HashMap<>();

  /**
   * @param architecture with identity or quadratic units and at most {@link #LIMIT} coefficients
   */
  public Polynomials(Architecture architecture) {
    if (coefficients(architecture) > LIMIT) {
      throw new IllegalArgumentException(
          architecture + " has " + coefficients(architecture) + " coefficients, at most " + LIMIT);
    }

    this.architecture = architecture;
    this.layout = architecture.layout();
    this.squares = architecture.activation().power() == 2;
    this.inputs = architecture.inputs();
    int degree = degree(architecture);
    this.first = new int[degree + 2];
    for (int g = 0; g <= degree; g++) {
      first[g + 1] = Math.toIntExact(binomial(inputs + g, g));
    }
    this.monomials = new int[first[degree + 1]][];
    int at = 0;
    for (int g = 0; g <= degree; g++) {
      at = enumerate(new int[inputs], 0, g, at);
    }
  }

  private int enumerate(int[] exponents, int input, int left, int at) {
    if (input == inputs - 1) {
      exponents[input] = left;
      monomials[at] = exponents.clone();
      indexes.put(Arrays.stream(monomials[at]).boxed().toList(), at);
      return at + 1;
    }

    int next = at;
    for (int e = left; e >= 0; e--) {
      exponents[input] = e;
      next = enumerate(exponents, input + 1, left - e, next);
    }

    return next;
  }

  /** Degree of the polynomials; saturates at the largest int. */
  public static int degree(Architecture a) {
    boolean quadratic = a.activation().power() == 2;
    return !quadratic ? 1 : a.hidden().size() > 30 ? Integer.MAX_VALUE : 1 << a.hidden().size();
  }

  /** Number of coefficients of all outputs; saturates at the largest long. */
  public static long coefficients(Architecture a) {
    long each = binomial(a.inputs() + (long) degree(a), a.inputs());
    return each > Long.MAX_VALUE / a.outputs() ? Long.MAX_VALUE : each * a.outputs();
  }

  /** n over k; the largest long when it is more than a million million. */
  private static long binomial(long n, long k) {
    double value = 1;
    long least = Math.min(k, n - k);
    for (long i = 1; i <= least; i++) {
      value = Math.rint(value * (n - least + i) / i);
      if (value > 1e12) {
        return Long.MAX_VALUE;
      }
    }

    return (long) value;
  }

  /** Coefficients of one output after the other, by ascending degree. */
  public double[] of(double[] theta) {
    double[][] h = new double[inputs][first[2]];
    for (int i = 0; i < inputs; i++) {
      int[] exponents = new int[inputs];
      exponents[i] = 1;
      h[i][indexes.get(Arrays.stream(exponents).boxed().toList())] = 1;
    }
    double[][] x = h;
    int degree = 1;
    for (int l = 0; l < layout.layers(); l++) {
      boolean last = l == layout.layers() - 1;
      h = affine(theta, l, h, x, degree);
      if (!last && squares) {
        for (int u = 0; u < h.length; u++) {
          h[u] = square(h[u], degree);
        }
        degree *= 2;
      }
    }

    double[] all = new double[monomials.length * architecture.outputs()];
    for (int k = 0; k < h.length; k++) {
      System.arraycopy(h[k], 0, all, k * monomials.length, h[k].length);
    }

    return all;
  }

  private double[][] affine(double[] theta, int layer, double[][] h, double[][] x, int degree) {
    double[][] z = new double[layout.units(layer)][first[degree + 1]];
    for (int u = 0; u < z.length; u++) {
      z[u][0] = layout.hasBias(layer) ? theta[layout.bias(layer, u)] : 0;
      for (int i = 0; i < layout.inputs(layer); i++) {
        double[] source = i < h.length ? h[i] : x[i - h.length];
        double weight = theta[layout.weight(layer, u, i)];
        for (int m = 0; m < source.length; m++) {
          z[u][m] += weight * source[m];
        }
      }
    }

    return z;
  }

  private double[] square(double[] factor, int degree) {
    double[] product = new double[first[2 * degree + 1]];
    Integer[] sum = new Integer[inputs];
    for (int a = 0; a < factor.length; a++) {
      for (int b = 0; b <= a && factor[a] != 0; b++) {
        for (int i = 0; i < inputs; i++) {
          sum[i] = monomials[a][i] + monomials[b][i];
        }
        int index = indexes.get(Arrays.asList(sum));
        product[index] += (a == b ? 1 : 2) * factor[a] * factor[b];
      }
    }

    return product;
  }
}

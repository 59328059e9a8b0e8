package org.minimacensus.numeric;

/**
 * Row-tile kernels: the few loops in which nearly all time is spent.
 *
 * <p>A tile holds some rows of the training set with the rows as lanes: a matrix of U units over R
 * rows is stored unit by unit, element (u, r) at {@code offset + u * ld + r}. {@code ld} and the
 * row count are multiples of {@link #LANES}. Sums over rows run in {@link #LANES} logical lanes,
 * lane = row mod LANES, in row order, and lanes are added by {@link #reduceLane} in one fixed
 * shape. Every product-sum step is a fused multiply-add. So all implementations give the same bits,
 * whatever the SIMD width of the machine.
 *
 * <p>Implementations check nothing and allocate nothing.
 */
public interface Kernels {
  /** Logical lanes of every sum over rows. */
  int LANES = 8;

  /** Short name for provenance, such as {@code scalar} or {@code vector-512}. */
  String name();

  /**
   * C[u, r] = init + sum_k W[u, k] B[k, r], the sum by fma in the order of k, for u in [0, units),
   * r in [0, rows).
   *
   * @param init what the sum starts from: 0, {@code bias[biasOffset + u]} when bias is not null, or
   *     C itself when accumulate is true
   */
  void multiply(
      double[] w,
      int wOffset,
      int wRowStride,
      int wColumnStride,
      double[] bias,
      int biasOffset,
      boolean accumulate,
      double[] b,
      int bOffset,
      double[] c,
      int cOffset,
      int units,
      int inner,
      int ld,
      int rows);

  /**
   * G[(gOffset + u * gLd + k) * LANES + lane] += lane sums of A[u, r] B[k, r] over r (from 0, fma,
   * row order, then one addition to G), u in [0, p), k in [0, q).
   */
  void multiplyTransposed(
      double[] a,
      int aOffset,
      int p,
      double[] b,
      int bOffset,
      int q,
      double[] g,
      int gOffset,
      int gLd,
      int ld,
      int rows);

  /**
   * C[u, r] = (w[u] b[r]) S[u, r] for u in [0, units), r in [0, rows): what one output sends back
   * to the units below, times their slopes.
   *
   * @param wStride from one w[u] to the next
   */
  void multiplyOuter(
      double[] w,
      int wOffset,
      int wStride,
      double[] b,
      int bOffset,
      double[] s,
      int sOffset,
      double[] c,
      int cOffset,
      int units,
      int ld,
      int rows);

  /**
   * c[r] = sum_k w[k] (B[k, r] - origin[k]) from 0, by fma in the order of k, for r in [0, rows).
   * The differences are formed first: far from 0 the difference of two products would lose the
   * digits that count.
   */
  void multiplyShifted(
      double[] w,
      int wOffset,
      double[] origin,
      int originOffset,
      double[] b,
      int bOffset,
      double[] c,
      int cOffset,
      int inner,
      int ld,
      int rows);

  /**
   * G[(gOffset + k) * LANES + lane] += lane sums of a[r] (B[k, r] - origin[k]) over r (from 0, fma,
   * row order, then one addition to G), k in [0, q).
   */
  void multiplyTransposedShifted(
      double[] a,
      int aOffset,
      double[] b,
      int bOffset,
      double[] origin,
      int originOffset,
      int q,
      double[] g,
      int gOffset,
      int ld,
      int rows);

  /**
   * G[(gOffset + u) * LANES + lane] += lane sums of A[u, r] over r (from 0, row order, then one
   * addition to G).
   */
  void rowSums(double[] a, int aOffset, int p, double[] g, int gOffset, int ld, int rows);

  /**
   * c = a b, element by element; c may be a or b. Here, as loops over arrays with offsets of their
   * own are none that the compiler turns into vectors.
   */
  void product(double[] a, int aOffset, double[] b, int bOffset, double[] c, int cOffset, int n);

  /** c = a - b, element by element; c may be a or b. */
  void difference(double[] a, int aOffset, double[] b, int bOffset, double[] c, int cOffset, int n);

  /** The largest of x, NaN left out; negative infinity when nothing else is there. */
  double largest(double[] x, int xOffset, int n);

  /**
   * y = exp(x), exact to 1 ulp from -708 up; +infinity where it overflows, 0 below -708.4 (no
   * gradual underflow); NaN stays NaN. x and y may be the same.
   */
  void exp(double[] x, int xOffset, double[] y, int yOffset, int n);

  /**
   * value = tanh(x), slope = tanh'(x) with small RELATIVE error in the tails too; slope may be
   * null; value may be x. NaN stays NaN.
   */
  void tanh(
      double[] x, int xOffset, double[] value, int vOffset, double[] slope, int sOffset, int n);

  /** value = 1/(1+exp(-x)), slope likewise with small relative error in both tails. */
  void sigmoid(
      double[] x, int xOffset, double[] value, int vOffset, double[] slope, int sOffset, int n);

  /**
   * value = ln(1 + exp(x)), accurate in both tails, slope = 1/(1+exp(-x)) as {@link #sigmoid};
   * slope may be null; value may be x when it is.
   */
  default void softplus(
      double[] x, int xOffset, double[] value, int vOffset, double[] slope, int sOffset, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[xOffset + i];
      value[vOffset + i] = Elementary.log1pExp(v);

      if (slope != null) {
        slope[sOffset + i] = Elementary.sigmoid(v);
      }
    }
  }

  /**
   * value = max(x, 0), slope = 1 for x > 0 and else 0; slope may be null. NaN stays NaN in value.
   */
  default void relu(
      double[] x, int xOffset, double[] value, int vOffset, double[] slope, int sOffset, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[xOffset + i];
      value[vOffset + i] = Math.max(v, 0);

      if (slope != null) {
        slope[sOffset + i] = v > 0 ? 1 : 0;
      }
    }
  }

  /** value = x and slope = 1 for x > 0; else negative * x and negative; slope may be null. */
  default void leakyRelu(
      double negative,
      double[] x,
      int xOffset,
      double[] value,
      int vOffset,
      double[] slope,
      int sOffset,
      int n) {
    for (int i = 0; i < n; i++) {
      double v = x[xOffset + i];
      value[vOffset + i] = v > 0 ? v : negative * v;

      if (slope != null) {
        slope[sOffset + i] = v > 0 ? 1 : negative;
      }
    }
  }

  /** value = exp(x) - 1; value may be x. */
  default void expm1(double[] x, int xOffset, double[] value, int vOffset, int n) {
    for (int i = 0; i < n; i++) {
      value[vOffset + i] = Elementary.expm1(x[xOffset + i]);
    }
  }

  /** value = erf(x), slope = erf'(x); slope may be null; value may be x. */
  default void erf(
      double[] x, int xOffset, double[] value, int vOffset, double[] slope, int sOffset, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[xOffset + i];
      value[vOffset + i] = ErrorFunction.erf(v);

      if (slope != null) {
        slope[sOffset + i] = ErrorFunction.erfSlope(v);
      }
    }
  }

  /**
   * value = standard normal distribution function of x, slope = its density; slope may be null;
   * value may be x.
   */
  default void normalDistribution(
      double[] x, int xOffset, double[] value, int vOffset, double[] slope, int sOffset, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[xOffset + i];
      value[vOffset + i] = ErrorFunction.normalDistribution(v);

      if (slope != null) {
        slope[sOffset + i] = ErrorFunction.normalDensity(v);
      }
    }
  }

  /** value = sin(x), slope = cos(x); slope may be null; value may be x. */
  default void sin(
      double[] x, int xOffset, double[] value, int vOffset, double[] slope, int sOffset, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[xOffset + i];
      value[vOffset + i] = Elementary.sin(v);

      if (slope != null) {
        slope[sOffset + i] = Elementary.cos(v);
      }
    }
  }

  /** out[i] = the sum of the lanes at g[i], as {@link #reduceLane}, for i in [0, count). */
  static void reduceLanes(double[] g, double[] out, int count) {
    for (int i = 0, o = 0; i < count; i++, o += LANES) {
      out[i] =
          ((g[o] + g[o + 4]) + (g[o + 2] + g[o + 6]))
              + ((g[o + 1] + g[o + 5]) + (g[o + 3] + g[o + 7]));
    }
  }

  /**
   * The sum of the LANES lane partial sums at g[offset * LANES ...], always in the shape
   * ((0+4)+(2+6))+((1+5)+(3+7)).
   */
  static double reduceLane(double[] g, int offset) {
    int o = offset * LANES;
    return ((g[o] + g[o + 4]) + (g[o + 2] + g[o + 6]))
        + ((g[o + 1] + g[o + 5]) + (g[o + 3] + g[o + 7]));
  }
}

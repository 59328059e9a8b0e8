package org.minimacensus.numeric;

import java.util.Arrays;

/**
 * The kernels in plain Java: the definition of the bits, and what runs where the vector module is
 * missing.
 */
final class ScalarKernels implements Kernels {
  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public void multiply(
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
      int rows) {
    if (!accumulate) {
      for (int u = 0; u < units; u++) {
        int o = cOffset + u * ld;
        Arrays.fill(c, o, o + rows, bias == null ? 0 : bias[biasOffset + u]);
      }
    }

    int u = 0;

    for (; u + 2 <= units; u += 2) {
      twoUnits(
          w,
          wOffset + u * wRowStride,
          wRowStride,
          wColumnStride,
          b,
          bOffset,
          c,
          cOffset + u * ld,
          inner,
          ld,
          rows);
    }

    if (u < units) {
      oneUnit(
          w,
          wOffset + u * wRowStride,
          wColumnStride,
          b,
          bOffset,
          c,
          cOffset + u * ld,
          inner,
          ld,
          rows);
    }
  }

  /** Eight sums in registers: enough independent chains to hide the latency of an fma. */
  private static void twoUnits(
      double[] w,
      int wOffset,
      int wRowStride,
      int wColumnStride,
      double[] b,
      int bOffset,
      double[] c,
      int cOffset,
      int inner,
      int ld,
      int rows) {
    for (int r = 0; r < rows; r += 4) {
      int o = cOffset + r;
      double c00 = c[o];
      double c01 = c[o + 1];
      double c02 = c[o + 2];
      double c03 = c[o + 3];
      double c10 = c[o + ld];
      double c11 = c[o + ld + 1];
      double c12 = c[o + ld + 2];
      double c13 = c[o + ld + 3];

      for (int k = 0, x = bOffset + r, y = wOffset; k < inner; k++, x += ld, y += wColumnStride) {
        double w0 = w[y];
        double w1 = w[y + wRowStride];
        double b0 = b[x];
        double b1 = b[x + 1];
        double b2 = b[x + 2];
        double b3 = b[x + 3];
        c00 = Math.fma(w0, b0, c00);
        c01 = Math.fma(w0, b1, c01);
        c02 = Math.fma(w0, b2, c02);
        c03 = Math.fma(w0, b3, c03);
        c10 = Math.fma(w1, b0, c10);
        c11 = Math.fma(w1, b1, c11);
        c12 = Math.fma(w1, b2, c12);
        c13 = Math.fma(w1, b3, c13);
      }

      c[o] = c00;
      c[o + 1] = c01;
      c[o + 2] = c02;
      c[o + 3] = c03;
      c[o + ld] = c10;
      c[o + ld + 1] = c11;
      c[o + ld + 2] = c12;
      c[o + ld + 3] = c13;
    }
  }

  private static void oneUnit(
      double[] w,
      int wOffset,
      int wColumnStride,
      double[] b,
      int bOffset,
      double[] c,
      int cOffset,
      int inner,
      int ld,
      int rows) {
    for (int r = 0; r < rows; r += 4) {
      int o = cOffset + r;
      double c0 = c[o];
      double c1 = c[o + 1];
      double c2 = c[o + 2];
      double c3 = c[o + 3];

      for (int k = 0, x = bOffset + r, y = wOffset; k < inner; k++, x += ld, y += wColumnStride) {
        double w0 = w[y];
        c0 = Math.fma(w0, b[x], c0);
        c1 = Math.fma(w0, b[x + 1], c1);
        c2 = Math.fma(w0, b[x + 2], c2);
        c3 = Math.fma(w0, b[x + 3], c3);
      }

      c[o] = c0;
      c[o + 1] = c1;
      c[o + 2] = c2;
      c[o + 3] = c3;
    }
  }

  @Override
  public void multiplyTransposed(
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
      int rows) {
    for (int u = 0; u < p; u++) {
      for (int k = 0; k < q; k++) {
        laneProducts(
            a, aOffset + u * ld, b, bOffset + k * ld, g, (gOffset + u * gLd + k) * LANES, rows);
      }
    }
  }

  private static void laneProducts(
      double[] a, int aOffset, double[] b, int bOffset, double[] g, int o, int rows) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;

    for (int r = 0; r < rows; r += LANES) {
      int i = aOffset + r;
      int j = bOffset + r;
      s0 = Math.fma(a[i], b[j], s0);
      s1 = Math.fma(a[i + 1], b[j + 1], s1);
      s2 = Math.fma(a[i + 2], b[j + 2], s2);
      s3 = Math.fma(a[i + 3], b[j + 3], s3);
      s4 = Math.fma(a[i + 4], b[j + 4], s4);
      s5 = Math.fma(a[i + 5], b[j + 5], s5);
      s6 = Math.fma(a[i + 6], b[j + 6], s6);
      s7 = Math.fma(a[i + 7], b[j + 7], s7);
    }

    g[o] += s0;
    g[o + 1] += s1;
    g[o + 2] += s2;
    g[o + 3] += s3;
    g[o + 4] += s4;
    g[o + 5] += s5;
    g[o + 6] += s6;
    g[o + 7] += s7;
  }

  @Override
  public void multiplyOuter(
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
      int rows) {
    for (int u = 0; u < units; u++) {
      double weight = w[wOffset + u * wStride];
      int from = sOffset + u * ld;
      int to = cOffset + u * ld;

      for (int r = 0; r < rows; r++) {
        c[to + r] = weight * b[bOffset + r] * s[from + r];
      }
    }
  }

  @Override
  public void multiplyShifted(
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
      int rows) {
    Arrays.fill(c, cOffset, cOffset + rows, 0);

    for (int k = 0; k < inner; k++) {
      double weight = w[wOffset + k];
      double from = origin[originOffset + k];
      int x = bOffset + k * ld;

      for (int r = 0; r < rows; r++) {
        c[cOffset + r] = Math.fma(weight, b[x + r] - from, c[cOffset + r]);
      }
    }
  }

  @Override
  public void multiplyTransposedShifted(
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
      int rows) {
    double[] lane = new double[LANES];

    for (int k = 0; k < q; k++) {
      double from = origin[originOffset + k];
      int x = bOffset + k * ld;
      Arrays.fill(lane, 0);

      for (int r = 0; r < rows; r += LANES) {
        for (int l = 0; l < LANES; l++) {
          lane[l] = Math.fma(a[aOffset + r + l], b[x + r + l] - from, lane[l]);
        }
      }

      for (int l = 0; l < LANES; l++) {
        g[(gOffset + k) * LANES + l] += lane[l];
      }
    }
  }

  @Override
  public void rowSums(double[] a, int aOffset, int p, double[] g, int gOffset, int ld, int rows) {
    for (int u = 0; u < p; u++) {
      laneSums(a, aOffset + u * ld, g, (gOffset + u) * LANES, rows);
    }
  }

  private static void laneSums(double[] a, int aOffset, double[] g, int o, int rows) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;

    for (int r = 0; r < rows; r += LANES) {
      int i = aOffset + r;
      s0 += a[i];
      s1 += a[i + 1];
      s2 += a[i + 2];
      s3 += a[i + 3];
      s4 += a[i + 4];
      s5 += a[i + 5];
      s6 += a[i + 6];
      s7 += a[i + 7];
    }

    g[o] += s0;
    g[o + 1] += s1;
    g[o + 2] += s2;
    g[o + 3] += s3;
    g[o + 4] += s4;
    g[o + 5] += s5;
    g[o + 6] += s6;
    g[o + 7] += s7;
  }

  @Override
  public void product(
      double[] a, int aOffset, double[] b, int bOffset, double[] c, int cOffset, int n) {
    for (int i = 0; i < n; i++) {
      c[cOffset + i] = a[aOffset + i] * b[bOffset + i];
    }
  }

  @Override
  public void difference(
      double[] a, int aOffset, double[] b, int bOffset, double[] c, int cOffset, int n) {
    for (int i = 0; i < n; i++) {
      c[cOffset + i] = a[aOffset + i] - b[bOffset + i];
    }
  }

  @Override
  public double largest(double[] x, int xOffset, int n) {
    double largest = Double.NEGATIVE_INFINITY;

    for (int i = xOffset; i < xOffset + n; i++) {
      if (x[i] > largest) {
        largest = x[i];
      }
    }

    return largest;
  }

  @Override
  public void exp(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = Elementary.exp(x[xOffset + i]);
    }
  }

  @Override
  public void tanh(
      double[] x, int xOffset, double[] value, int vOffset, double[] slope, int sOffset, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[xOffset + i];
      value[vOffset + i] = Elementary.tanh(v);

      if (slope != null) {
        slope[sOffset + i] = Elementary.tanhSlope(v);
      }
    }
  }

  @Override
  public void sigmoid(
      double[] x, int xOffset, double[] value, int vOffset, double[] slope, int sOffset, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[xOffset + i];
      value[vOffset + i] = Elementary.sigmoid(v);

      if (slope != null) {
        slope[sOffset + i] = Elementary.sigmoidSlope(v);
      }
    }
  }
}

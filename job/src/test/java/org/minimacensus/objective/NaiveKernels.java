package org.minimacensus.objective;

import java.util.Arrays;
import org.minimacensus.numeric.Elementary;
import org.minimacensus.numeric.Kernels;

/** The kernels as their Javadoc defines them, element by element. */
public final class NaiveKernels implements Kernels {
  @Override
  public String name() {
    return "naive";
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
    for (int u = 0; u < units; u++) {
      for (int r = 0; r < rows; r++) {
        double sum = accumulate ? c[cOffset + u * ld + r] : bias == null ? 0 : bias[biasOffset + u];

        for (int k = 0; k < inner; k++) {
          sum =
              Math.fma(
                  w[wOffset + u * wRowStride + k * wColumnStride], b[bOffset + k * ld + r], sum);
        }

        c[cOffset + u * ld + r] = sum;
      }
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
        for (int lane = 0; lane < LANES; lane++) {
          double sum = 0;

          for (int r = lane; r < rows; r += LANES) {
            sum = Math.fma(a[aOffset + u * ld + r], b[bOffset + k * ld + r], sum);
          }

          g[(gOffset + u * gLd + k) * LANES + lane] += sum;
        }
      }
    }
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
      for (int r = 0; r < rows; r++) {
        c[cOffset + u * ld + r] =
            w[wOffset + u * wStride] * b[bOffset + r] * s[sOffset + u * ld + r];
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
    for (int r = 0; r < rows; r++) {
      double sum = 0;
      for (int k = 0; k < inner; k++) {
        sum = Math.fma(w[wOffset + k], b[bOffset + k * ld + r] - origin[originOffset + k], sum);
      }

      c[cOffset + r] = sum;
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
    for (int k = 0; k < q; k++) {
      for (int lane = 0; lane < LANES; lane++) {
        double sum = 0;
        for (int r = lane; r < rows; r += LANES) {
          double difference = b[bOffset + k * ld + r] - origin[originOffset + k];
          sum = Math.fma(a[aOffset + r], difference, sum);
        }

        g[(gOffset + k) * LANES + lane] += sum;
      }
    }
  }

  @Override
  public void rowSums(double[] a, int aOffset, int p, double[] g, int gOffset, int ld, int rows) {
    for (int u = 0; u < p; u++) {
      for (int lane = 0; lane < LANES; lane++) {
        double sum = 0;

        for (int r = lane; r < rows; r += LANES) {
          sum += a[aOffset + u * ld + r];
        }

        g[(gOffset + u) * LANES + lane] += sum;
      }
    }
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
    return Arrays.stream(x, xOffset, xOffset + n)
        .filter(v -> !Double.isNaN(v))
        .max()
        .orElse(Double.NEGATIVE_INFINITY);
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
      double t = x[xOffset + i];
      value[vOffset + i] = Elementary.tanh(t);

      if (slope != null) {
        slope[sOffset + i] = Elementary.tanhSlope(t);
      }
    }
  }

  @Override
  public void sigmoid(
      double[] x, int xOffset, double[] value, int vOffset, double[] slope, int sOffset, int n) {
    for (int i = 0; i < n; i++) {
      double t = x[xOffset + i];
      value[vOffset + i] = Elementary.sigmoid(t);

      if (slope != null) {
        slope[sOffset + i] = Elementary.sigmoidSlope(t);
      }
    }
  }
}

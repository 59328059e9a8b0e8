package org.minimacensus.numeric;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * C = init + W B in register tiles of 4 units by 4 vectors of rows, and what remains of them.
 *
 * <p>Every element is one fma chain in the order of k, so the tiling changes no bit. C2 of JDK 17
 * keeps vectors in registers only where no method of ours takes or returns them, so the tiles are
 * written out, one loop nest a method.
 */
final class VectorProducts {
  static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  /** Physical lanes. */
  static final int LENGTH = SPECIES.length();

  private VectorProducts() {}

  static void multiply(
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
    int wide = rows - rows % (4 * LENGTH);
    int u = 0;

    for (; u + 4 <= units; u += 4) {
      int wu = wOffset + u * wRowStride;
      int cu = cOffset + u * ld;
      int biasU = biasOffset + u;
      if (LENGTH == Kernels.LANES) {
        fourByFour(
            w,
            wu,
            wRowStride,
            wColumnStride,
            bias,
            biasU,
            accumulate,
            b,
            bOffset,
            c,
            cu,
            inner,
            ld,
            wide);
      } else {
        fourByTwo(
            w,
            wu,
            wRowStride,
            wColumnStride,
            bias,
            biasU,
            accumulate,
            b,
            bOffset,
            c,
            cu,
            inner,
            ld,
            wide);
      }

      fourByOne(
          w,
          wu,
          wRowStride,
          wColumnStride,
          bias,
          biasU,
          accumulate,
          b,
          bOffset + wide,
          c,
          cu + wide,
          inner,
          ld,
          rows - wide);
    }

    if (u + 2 <= units) {
      int wu = wOffset + u * wRowStride;
      int cu = cOffset + u * ld;
      int biasU = biasOffset + u;
      twoByFour(
          w,
          wu,
          wRowStride,
          wColumnStride,
          bias,
          biasU,
          accumulate,
          b,
          bOffset,
          c,
          cu,
          inner,
          ld,
          wide);
      twoByOne(
          w,
          wu,
          wRowStride,
          wColumnStride,
          bias,
          biasU,
          accumulate,
          b,
          bOffset + wide,
          c,
          cu + wide,
          inner,
          ld,
          rows - wide);
      u += 2;
    }

    if (u < units) {
      int wu = wOffset + u * wRowStride;
      int cu = cOffset + u * ld;
      int biasU = biasOffset + u;
      oneByFour(w, wu, wColumnStride, bias, biasU, accumulate, b, bOffset, c, cu, inner, ld, wide);
      oneByOne(
          w,
          wu,
          wColumnStride,
          bias,
          biasU,
          accumulate,
          b,
          bOffset + wide,
          c,
          cu + wide,
          inner,
          ld,
          rows - wide);
    }
  }

  private static void fourByFour(
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
      int inner,
      int ld,
      int rows) {
    double start0 = bias == null ? 0 : bias[biasOffset];
    double start1 = bias == null ? 0 : bias[biasOffset + 1];
    double start2 = bias == null ? 0 : bias[biasOffset + 2];
    double start3 = bias == null ? 0 : bias[biasOffset + 3];

    for (int i = 0; i < rows; i += 4 * LENGTH) {
      int o = cOffset + i;
      DoubleVector c00 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o)
              : DoubleVector.broadcast(SPECIES, start0);
      DoubleVector c01 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + LENGTH)
              : DoubleVector.broadcast(SPECIES, start0);
      DoubleVector c02 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + 2 * LENGTH)
              : DoubleVector.broadcast(SPECIES, start0);
      DoubleVector c03 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + 3 * LENGTH)
              : DoubleVector.broadcast(SPECIES, start0);
      DoubleVector c10 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + ld)
              : DoubleVector.broadcast(SPECIES, start1);
      DoubleVector c11 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + ld + LENGTH)
              : DoubleVector.broadcast(SPECIES, start1);
      DoubleVector c12 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + ld + 2 * LENGTH)
              : DoubleVector.broadcast(SPECIES, start1);
      DoubleVector c13 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + ld + 3 * LENGTH)
              : DoubleVector.broadcast(SPECIES, start1);
      DoubleVector c20 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + 2 * ld)
              : DoubleVector.broadcast(SPECIES, start2);
      DoubleVector c21 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + 2 * ld + LENGTH)
              : DoubleVector.broadcast(SPECIES, start2);
      DoubleVector c22 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + 2 * ld + 2 * LENGTH)
              : DoubleVector.broadcast(SPECIES, start2);
      DoubleVector c23 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + 2 * ld + 3 * LENGTH)
              : DoubleVector.broadcast(SPECIES, start2);
      DoubleVector c30 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + 3 * ld)
              : DoubleVector.broadcast(SPECIES, start3);
      DoubleVector c31 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + 3 * ld + LENGTH)
              : DoubleVector.broadcast(SPECIES, start3);
      DoubleVector c32 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + 3 * ld + 2 * LENGTH)
              : DoubleVector.broadcast(SPECIES, start3);
      DoubleVector c33 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + 3 * ld + 3 * LENGTH)
              : DoubleVector.broadcast(SPECIES, start3);

      for (int k = 0, x = bOffset + i, y = wOffset; k < inner; k++, x += ld, y += wColumnStride) {
        DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, x);
        DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, x + LENGTH);
        DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, x + 2 * LENGTH);
        DoubleVector b3 = DoubleVector.fromArray(SPECIES, b, x + 3 * LENGTH);
        DoubleVector w0 = DoubleVector.broadcast(SPECIES, w[y]);
        c00 = w0.fma(b0, c00);
        c01 = w0.fma(b1, c01);
        c02 = w0.fma(b2, c02);
        c03 = w0.fma(b3, c03);
        DoubleVector w1 = DoubleVector.broadcast(SPECIES, w[y + wRowStride]);
        c10 = w1.fma(b0, c10);
        c11 = w1.fma(b1, c11);
        c12 = w1.fma(b2, c12);
        c13 = w1.fma(b3, c13);
        DoubleVector w2 = DoubleVector.broadcast(SPECIES, w[y + 2 * wRowStride]);
        c20 = w2.fma(b0, c20);
        c21 = w2.fma(b1, c21);
        c22 = w2.fma(b2, c22);
        c23 = w2.fma(b3, c23);
        DoubleVector w3 = DoubleVector.broadcast(SPECIES, w[y + 3 * wRowStride]);
        c30 = w3.fma(b0, c30);
        c31 = w3.fma(b1, c31);
        c32 = w3.fma(b2, c32);
        c33 = w3.fma(b3, c33);
      }

      c00.intoArray(c, o);
      c01.intoArray(c, o + LENGTH);
      c02.intoArray(c, o + 2 * LENGTH);
      c03.intoArray(c, o + 3 * LENGTH);
      c10.intoArray(c, o + ld);
      c11.intoArray(c, o + ld + LENGTH);
      c12.intoArray(c, o + ld + 2 * LENGTH);
      c13.intoArray(c, o + ld + 3 * LENGTH);
      c20.intoArray(c, o + 2 * ld);
      c21.intoArray(c, o + 2 * ld + LENGTH);
      c22.intoArray(c, o + 2 * ld + 2 * LENGTH);
      c23.intoArray(c, o + 2 * ld + 3 * LENGTH);
      c30.intoArray(c, o + 3 * ld);
      c31.intoArray(c, o + 3 * ld + LENGTH);
      c32.intoArray(c, o + 3 * ld + 2 * LENGTH);
      c33.intoArray(c, o + 3 * ld + 3 * LENGTH);
    }
  }

  /** For vectors of which there are sixteen registers: the sums of fourByFour would not fit. */
  private static void fourByTwo(
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
      int inner,
      int ld,
      int rows) {
    double start0 = bias == null ? 0 : bias[biasOffset];
    double start1 = bias == null ? 0 : bias[biasOffset + 1];
    double start2 = bias == null ? 0 : bias[biasOffset + 2];
    double start3 = bias == null ? 0 : bias[biasOffset + 3];

    for (int i = 0; i < rows; i += 2 * LENGTH) {
      int o = cOffset + i;
      DoubleVector c00 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o)
              : DoubleVector.broadcast(SPECIES, start0);
      DoubleVector c01 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + LENGTH)
              : DoubleVector.broadcast(SPECIES, start0);
      DoubleVector c10 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + ld)
              : DoubleVector.broadcast(SPECIES, start1);
      DoubleVector c11 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + ld + LENGTH)
              : DoubleVector.broadcast(SPECIES, start1);
      DoubleVector c20 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + 2 * ld)
              : DoubleVector.broadcast(SPECIES, start2);
      DoubleVector c21 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + 2 * ld + LENGTH)
              : DoubleVector.broadcast(SPECIES, start2);
      DoubleVector c30 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + 3 * ld)
              : DoubleVector.broadcast(SPECIES, start3);
      DoubleVector c31 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + 3 * ld + LENGTH)
              : DoubleVector.broadcast(SPECIES, start3);

      for (int k = 0, x = bOffset + i, y = wOffset; k < inner; k++, x += ld, y += wColumnStride) {
        DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, x);
        DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, x + LENGTH);
        DoubleVector w0 = DoubleVector.broadcast(SPECIES, w[y]);
        c00 = w0.fma(b0, c00);
        c01 = w0.fma(b1, c01);
        DoubleVector w1 = DoubleVector.broadcast(SPECIES, w[y + wRowStride]);
        c10 = w1.fma(b0, c10);
        c11 = w1.fma(b1, c11);
        DoubleVector w2 = DoubleVector.broadcast(SPECIES, w[y + 2 * wRowStride]);
        c20 = w2.fma(b0, c20);
        c21 = w2.fma(b1, c21);
        DoubleVector w3 = DoubleVector.broadcast(SPECIES, w[y + 3 * wRowStride]);
        c30 = w3.fma(b0, c30);
        c31 = w3.fma(b1, c31);
      }

      c00.intoArray(c, o);
      c01.intoArray(c, o + LENGTH);
      c10.intoArray(c, o + ld);
      c11.intoArray(c, o + ld + LENGTH);
      c20.intoArray(c, o + 2 * ld);
      c21.intoArray(c, o + 2 * ld + LENGTH);
      c30.intoArray(c, o + 3 * ld);
      c31.intoArray(c, o + 3 * ld + LENGTH);
    }
  }

  private static void fourByOne(
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
      int inner,
      int ld,
      int rows) {
    double start0 = bias == null ? 0 : bias[biasOffset];
    double start1 = bias == null ? 0 : bias[biasOffset + 1];
    double start2 = bias == null ? 0 : bias[biasOffset + 2];
    double start3 = bias == null ? 0 : bias[biasOffset + 3];

    for (int i = 0; i < rows; i += LENGTH) {
      int o = cOffset + i;
      DoubleVector c00 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o)
              : DoubleVector.broadcast(SPECIES, start0);
      DoubleVector c10 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + ld)
              : DoubleVector.broadcast(SPECIES, start1);
      DoubleVector c20 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + 2 * ld)
              : DoubleVector.broadcast(SPECIES, start2);
      DoubleVector c30 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + 3 * ld)
              : DoubleVector.broadcast(SPECIES, start3);

      for (int k = 0, x = bOffset + i, y = wOffset; k < inner; k++, x += ld, y += wColumnStride) {
        DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, x);
        DoubleVector w0 = DoubleVector.broadcast(SPECIES, w[y]);
        c00 = w0.fma(b0, c00);
        DoubleVector w1 = DoubleVector.broadcast(SPECIES, w[y + wRowStride]);
        c10 = w1.fma(b0, c10);
        DoubleVector w2 = DoubleVector.broadcast(SPECIES, w[y + 2 * wRowStride]);
        c20 = w2.fma(b0, c20);
        DoubleVector w3 = DoubleVector.broadcast(SPECIES, w[y + 3 * wRowStride]);
        c30 = w3.fma(b0, c30);
      }

      c00.intoArray(c, o);
      c10.intoArray(c, o + ld);
      c20.intoArray(c, o + 2 * ld);
      c30.intoArray(c, o + 3 * ld);
    }
  }

  private static void twoByFour(
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
      int inner,
      int ld,
      int rows) {
    double start0 = bias == null ? 0 : bias[biasOffset];
    double start1 = bias == null ? 0 : bias[biasOffset + 1];

    for (int i = 0; i < rows; i += 4 * LENGTH) {
      int o = cOffset + i;
      DoubleVector c00 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o)
              : DoubleVector.broadcast(SPECIES, start0);
      DoubleVector c01 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + LENGTH)
              : DoubleVector.broadcast(SPECIES, start0);
      DoubleVector c02 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + 2 * LENGTH)
              : DoubleVector.broadcast(SPECIES, start0);
      DoubleVector c03 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + 3 * LENGTH)
              : DoubleVector.broadcast(SPECIES, start0);
      DoubleVector c10 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + ld)
              : DoubleVector.broadcast(SPECIES, start1);
      DoubleVector c11 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + ld + LENGTH)
              : DoubleVector.broadcast(SPECIES, start1);
      DoubleVector c12 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + ld + 2 * LENGTH)
              : DoubleVector.broadcast(SPECIES, start1);
      DoubleVector c13 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + ld + 3 * LENGTH)
              : DoubleVector.broadcast(SPECIES, start1);

      for (int k = 0, x = bOffset + i, y = wOffset; k < inner; k++, x += ld, y += wColumnStride) {
        DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, x);
        DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, x + LENGTH);
        DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, x + 2 * LENGTH);
        DoubleVector b3 = DoubleVector.fromArray(SPECIES, b, x + 3 * LENGTH);
        DoubleVector w0 = DoubleVector.broadcast(SPECIES, w[y]);
        c00 = w0.fma(b0, c00);
        c01 = w0.fma(b1, c01);
        c02 = w0.fma(b2, c02);
        c03 = w0.fma(b3, c03);
        DoubleVector w1 = DoubleVector.broadcast(SPECIES, w[y + wRowStride]);
        c10 = w1.fma(b0, c10);
        c11 = w1.fma(b1, c11);
        c12 = w1.fma(b2, c12);
        c13 = w1.fma(b3, c13);
      }

      c00.intoArray(c, o);
      c01.intoArray(c, o + LENGTH);
      c02.intoArray(c, o + 2 * LENGTH);
      c03.intoArray(c, o + 3 * LENGTH);
      c10.intoArray(c, o + ld);
      c11.intoArray(c, o + ld + LENGTH);
      c12.intoArray(c, o + ld + 2 * LENGTH);
      c13.intoArray(c, o + ld + 3 * LENGTH);
    }
  }

  private static void twoByOne(
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
      int inner,
      int ld,
      int rows) {
    double start0 = bias == null ? 0 : bias[biasOffset];
    double start1 = bias == null ? 0 : bias[biasOffset + 1];

    for (int i = 0; i < rows; i += LENGTH) {
      int o = cOffset + i;
      DoubleVector c00 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o)
              : DoubleVector.broadcast(SPECIES, start0);
      DoubleVector c10 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + ld)
              : DoubleVector.broadcast(SPECIES, start1);

      for (int k = 0, x = bOffset + i, y = wOffset; k < inner; k++, x += ld, y += wColumnStride) {
        DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, x);
        DoubleVector w0 = DoubleVector.broadcast(SPECIES, w[y]);
        c00 = w0.fma(b0, c00);
        DoubleVector w1 = DoubleVector.broadcast(SPECIES, w[y + wRowStride]);
        c10 = w1.fma(b0, c10);
      }

      c00.intoArray(c, o);
      c10.intoArray(c, o + ld);
    }
  }

  private static void oneByFour(
      double[] w,
      int wOffset,
      int wColumnStride,
      double[] bias,
      int biasOffset,
      boolean accumulate,
      double[] b,
      int bOffset,
      double[] c,
      int cOffset,
      int inner,
      int ld,
      int rows) {
    double start0 = bias == null ? 0 : bias[biasOffset];

    for (int i = 0; i < rows; i += 4 * LENGTH) {
      int o = cOffset + i;
      DoubleVector c00 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o)
              : DoubleVector.broadcast(SPECIES, start0);
      DoubleVector c01 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + LENGTH)
              : DoubleVector.broadcast(SPECIES, start0);
      DoubleVector c02 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + 2 * LENGTH)
              : DoubleVector.broadcast(SPECIES, start0);
      DoubleVector c03 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o + 3 * LENGTH)
              : DoubleVector.broadcast(SPECIES, start0);

      for (int k = 0, x = bOffset + i, y = wOffset; k < inner; k++, x += ld, y += wColumnStride) {
        DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, x);
        DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, x + LENGTH);
        DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, x + 2 * LENGTH);
        DoubleVector b3 = DoubleVector.fromArray(SPECIES, b, x + 3 * LENGTH);
        DoubleVector w0 = DoubleVector.broadcast(SPECIES, w[y]);
        c00 = w0.fma(b0, c00);
        c01 = w0.fma(b1, c01);
        c02 = w0.fma(b2, c02);
        c03 = w0.fma(b3, c03);
      }

      c00.intoArray(c, o);
      c01.intoArray(c, o + LENGTH);
      c02.intoArray(c, o + 2 * LENGTH);
      c03.intoArray(c, o + 3 * LENGTH);
    }
  }

  private static void oneByOne(
      double[] w,
      int wOffset,
      int wColumnStride,
      double[] bias,
      int biasOffset,
      boolean accumulate,
      double[] b,
      int bOffset,
      double[] c,
      int cOffset,
      int inner,
      int ld,
      int rows) {
    double start0 = bias == null ? 0 : bias[biasOffset];

    for (int i = 0; i < rows; i += LENGTH) {
      int o = cOffset + i;
      DoubleVector c00 =
          accumulate
              ? DoubleVector.fromArray(SPECIES, c, o)
              : DoubleVector.broadcast(SPECIES, start0);

      for (int k = 0, x = bOffset + i, y = wOffset; k < inner; k++, x += ld, y += wColumnStride) {
        DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, x);
        DoubleVector w0 = DoubleVector.broadcast(SPECIES, w[y]);
        c00 = w0.fma(b0, c00);
      }

      c00.intoArray(c, o);
    }
  }
}

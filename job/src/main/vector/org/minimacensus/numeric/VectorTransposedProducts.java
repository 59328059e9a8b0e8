package org.minimacensus.numeric;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * G += lane sums of A B', for the logical lanes that one vector holds.
 *
 * <p>The caller repeats the call for each part of the {@link Kernels#LANES} logical lanes; offsets
 * already contain the part. Every lane is one fma chain in row order, whatever the tile.
 */
final class VectorTransposedProducts {
  private static final VectorSpecies<Double> SPECIES = VectorProducts.SPECIES;
  private static final int LANES = Kernels.LANES;
  private static final boolean WIDE = VectorProducts.LENGTH == LANES;

  private VectorTransposedProducts() {}

  /** Offset and stride of g in doubles; elements of one row of g are LANES apart. */
  static void multiply(
      double[] a,
      int aOffset,
      int p,
      double[] b,
      int bOffset,
      int q,
      double[] g,
      int gOffset,
      int gRow,
      int ld,
      int rows) {
    int u = 0;

    for (; u + 4 <= p; u += 4) {
      int au = aOffset + u * ld;
      int gu = gOffset + u * gRow;
      int k = 0;

      // Sixteen sums fit the registers of vectors of eight alone.
      for (; WIDE && k + 4 <= q; k += 4) {
        fourByFour(a, au, b, bOffset + k * ld, g, gu + k * LANES, gRow, LANES, ld, rows);
      }

      for (; k + 2 <= q; k += 2) {
        fourByTwo(a, au, b, bOffset + k * ld, g, gu + k * LANES, gRow, LANES, ld, rows);
      }

      if (k < q) {
        fourByOne(a, au, b, bOffset + k * ld, g, gu + k * LANES, gRow, ld, rows);
      }
    }

    if (u + 2 <= p) {
      fewRows(a, aOffset + u * ld, 2, b, bOffset, q, g, gOffset + u * gRow, gRow, ld, rows);
      u += 2;
    }

    if (u < p) {
      fewRows(a, aOffset + u * ld, 1, b, bOffset, q, g, gOffset + u * gRow, gRow, ld, rows);
    }
  }

  /** One or two rows of a: the tiles with a and b exchanged, an fma does not care. */
  private static void fewRows(
      double[] a,
      int aOffset,
      int p,
      double[] b,
      int bOffset,
      int q,
      double[] g,
      int gOffset,
      int gRow,
      int ld,
      int rows) {
    int k = 0;

    if (p == 1) {
      for (; k + 8 <= q; k += 8) {
        eightByOne(b, bOffset + k * ld, a, aOffset, g, gOffset + k * LANES, LANES, ld, rows);
      }
    }

    for (; k + 4 <= q; k += 4) {
      if (p == 2) {
        fourByTwo(b, bOffset + k * ld, a, aOffset, g, gOffset + k * LANES, LANES, gRow, ld, rows);
      } else {
        fourByOne(b, bOffset + k * ld, a, aOffset, g, gOffset + k * LANES, LANES, ld, rows);
      }
    }

    for (; k < q; k++) {
      for (int u = 0; u < p; u++) {
        oneByOne(a, aOffset + u * ld, b, bOffset + k * ld, g, gOffset + u * gRow + k * LANES, rows);
      }
    }
  }

  private static void fourByFour(
      double[] a,
      int aOffset,
      double[] b,
      int bOffset,
      double[] g,
      int gOffset,
      int aStride,
      int bStride,
      int ld,
      int rows) {
    DoubleVector s00 = DoubleVector.zero(SPECIES);
    DoubleVector s01 = DoubleVector.zero(SPECIES);
    DoubleVector s02 = DoubleVector.zero(SPECIES);
    DoubleVector s03 = DoubleVector.zero(SPECIES);
    DoubleVector s10 = DoubleVector.zero(SPECIES);
    DoubleVector s11 = DoubleVector.zero(SPECIES);
    DoubleVector s12 = DoubleVector.zero(SPECIES);
    DoubleVector s13 = DoubleVector.zero(SPECIES);
    DoubleVector s20 = DoubleVector.zero(SPECIES);
    DoubleVector s21 = DoubleVector.zero(SPECIES);
    DoubleVector s22 = DoubleVector.zero(SPECIES);
    DoubleVector s23 = DoubleVector.zero(SPECIES);
    DoubleVector s30 = DoubleVector.zero(SPECIES);
    DoubleVector s31 = DoubleVector.zero(SPECIES);
    DoubleVector s32 = DoubleVector.zero(SPECIES);
    DoubleVector s33 = DoubleVector.zero(SPECIES);

    for (int r = 0; r < rows; r += LANES) {
      int i = aOffset + r;
      int j = bOffset + r;
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, j);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, j + ld);
      DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, j + 2 * ld);
      DoubleVector b3 = DoubleVector.fromArray(SPECIES, b, j + 3 * ld);
      DoubleVector a0 = DoubleVector.fromArray(SPECIES, a, i);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      s02 = a0.fma(b2, s02);
      s03 = a0.fma(b3, s03);
      DoubleVector a1 = DoubleVector.fromArray(SPECIES, a, i + ld);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      s12 = a1.fma(b2, s12);
      s13 = a1.fma(b3, s13);
      DoubleVector a2 = DoubleVector.fromArray(SPECIES, a, i + 2 * ld);
      s20 = a2.fma(b0, s20);
      s21 = a2.fma(b1, s21);
      s22 = a2.fma(b2, s22);
      s23 = a2.fma(b3, s23);
      DoubleVector a3 = DoubleVector.fromArray(SPECIES, a, i + 3 * ld);
      s30 = a3.fma(b0, s30);
      s31 = a3.fma(b1, s31);
      s32 = a3.fma(b2, s32);
      s33 = a3.fma(b3, s33);
    }

    int g0 = gOffset;
    DoubleVector.fromArray(SPECIES, g, g0).add(s00).intoArray(g, g0);
    DoubleVector.fromArray(SPECIES, g, g0 + bStride).add(s01).intoArray(g, g0 + bStride);
    DoubleVector.fromArray(SPECIES, g, g0 + 2 * bStride).add(s02).intoArray(g, g0 + 2 * bStride);
    DoubleVector.fromArray(SPECIES, g, g0 + 3 * bStride).add(s03).intoArray(g, g0 + 3 * bStride);
    int g1 = g0 + aStride;
    DoubleVector.fromArray(SPECIES, g, g1).add(s10).intoArray(g, g1);
    DoubleVector.fromArray(SPECIES, g, g1 + bStride).add(s11).intoArray(g, g1 + bStride);
    DoubleVector.fromArray(SPECIES, g, g1 + 2 * bStride).add(s12).intoArray(g, g1 + 2 * bStride);
    DoubleVector.fromArray(SPECIES, g, g1 + 3 * bStride).add(s13).intoArray(g, g1 + 3 * bStride);
    int g2 = g1 + aStride;
    DoubleVector.fromArray(SPECIES, g, g2).add(s20).intoArray(g, g2);
    DoubleVector.fromArray(SPECIES, g, g2 + bStride).add(s21).intoArray(g, g2 + bStride);
    DoubleVector.fromArray(SPECIES, g, g2 + 2 * bStride).add(s22).intoArray(g, g2 + 2 * bStride);
    DoubleVector.fromArray(SPECIES, g, g2 + 3 * bStride).add(s23).intoArray(g, g2 + 3 * bStride);
    int g3 = g2 + aStride;
    DoubleVector.fromArray(SPECIES, g, g3).add(s30).intoArray(g, g3);
    DoubleVector.fromArray(SPECIES, g, g3 + bStride).add(s31).intoArray(g, g3 + bStride);
    DoubleVector.fromArray(SPECIES, g, g3 + 2 * bStride).add(s32).intoArray(g, g3 + 2 * bStride);
    DoubleVector.fromArray(SPECIES, g, g3 + 3 * bStride).add(s33).intoArray(g, g3 + 3 * bStride);
  }

  private static void fourByTwo(
      double[] a,
      int aOffset,
      double[] b,
      int bOffset,
      double[] g,
      int gOffset,
      int aStride,
      int bStride,
      int ld,
      int rows) {
    DoubleVector s00 = DoubleVector.zero(SPECIES);
    DoubleVector s01 = DoubleVector.zero(SPECIES);
    DoubleVector s10 = DoubleVector.zero(SPECIES);
    DoubleVector s11 = DoubleVector.zero(SPECIES);
    DoubleVector s20 = DoubleVector.zero(SPECIES);
    DoubleVector s21 = DoubleVector.zero(SPECIES);
    DoubleVector s30 = DoubleVector.zero(SPECIES);
    DoubleVector s31 = DoubleVector.zero(SPECIES);

    for (int r = 0; r < rows; r += LANES) {
      int i = aOffset + r;
      int j = bOffset + r;
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, j);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, j + ld);
      DoubleVector a0 = DoubleVector.fromArray(SPECIES, a, i);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      DoubleVector a1 = DoubleVector.fromArray(SPECIES, a, i + ld);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      DoubleVector a2 = DoubleVector.fromArray(SPECIES, a, i + 2 * ld);
      s20 = a2.fma(b0, s20);
      s21 = a2.fma(b1, s21);
      DoubleVector a3 = DoubleVector.fromArray(SPECIES, a, i + 3 * ld);
      s30 = a3.fma(b0, s30);
      s31 = a3.fma(b1, s31);
    }

    int g0 = gOffset;
    DoubleVector.fromArray(SPECIES, g, g0).add(s00).intoArray(g, g0);
    DoubleVector.fromArray(SPECIES, g, g0 + bStride).add(s01).intoArray(g, g0 + bStride);
    int g1 = g0 + aStride;
    DoubleVector.fromArray(SPECIES, g, g1).add(s10).intoArray(g, g1);
    DoubleVector.fromArray(SPECIES, g, g1 + bStride).add(s11).intoArray(g, g1 + bStride);
    int g2 = g1 + aStride;
    DoubleVector.fromArray(SPECIES, g, g2).add(s20).intoArray(g, g2);
    DoubleVector.fromArray(SPECIES, g, g2 + bStride).add(s21).intoArray(g, g2 + bStride);
    int g3 = g2 + aStride;
    DoubleVector.fromArray(SPECIES, g, g3).add(s30).intoArray(g, g3);
    DoubleVector.fromArray(SPECIES, g, g3 + bStride).add(s31).intoArray(g, g3 + bStride);
  }

  private static void eightByOne(
      double[] a,
      int aOffset,
      double[] b,
      int bOffset,
      double[] g,
      int gOffset,
      int aStride,
      int ld,
      int rows) {
    DoubleVector s00 = DoubleVector.zero(SPECIES);
    DoubleVector s10 = DoubleVector.zero(SPECIES);
    DoubleVector s20 = DoubleVector.zero(SPECIES);
    DoubleVector s30 = DoubleVector.zero(SPECIES);
    DoubleVector s40 = DoubleVector.zero(SPECIES);
    DoubleVector s50 = DoubleVector.zero(SPECIES);
    DoubleVector s60 = DoubleVector.zero(SPECIES);
    DoubleVector s70 = DoubleVector.zero(SPECIES);

    for (int r = 0; r < rows; r += LANES) {
      int i = aOffset + r;
      int j = bOffset + r;
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, j);
      DoubleVector a0 = DoubleVector.fromArray(SPECIES, a, i);
      s00 = a0.fma(b0, s00);
      DoubleVector a1 = DoubleVector.fromArray(SPECIES, a, i + ld);
      s10 = a1.fma(b0, s10);
      DoubleVector a2 = DoubleVector.fromArray(SPECIES, a, i + 2 * ld);
      s20 = a2.fma(b0, s20);
      DoubleVector a3 = DoubleVector.fromArray(SPECIES, a, i + 3 * ld);
      s30 = a3.fma(b0, s30);
      DoubleVector a4 = DoubleVector.fromArray(SPECIES, a, i + 4 * ld);
      s40 = a4.fma(b0, s40);
      DoubleVector a5 = DoubleVector.fromArray(SPECIES, a, i + 5 * ld);
      s50 = a5.fma(b0, s50);
      DoubleVector a6 = DoubleVector.fromArray(SPECIES, a, i + 6 * ld);
      s60 = a6.fma(b0, s60);
      DoubleVector a7 = DoubleVector.fromArray(SPECIES, a, i + 7 * ld);
      s70 = a7.fma(b0, s70);
    }

    int g0 = gOffset;
    DoubleVector.fromArray(SPECIES, g, g0).add(s00).intoArray(g, g0);
    int g1 = g0 + aStride;
    DoubleVector.fromArray(SPECIES, g, g1).add(s10).intoArray(g, g1);
    int g2 = g1 + aStride;
    DoubleVector.fromArray(SPECIES, g, g2).add(s20).intoArray(g, g2);
    int g3 = g2 + aStride;
    DoubleVector.fromArray(SPECIES, g, g3).add(s30).intoArray(g, g3);
    int g4 = g3 + aStride;
    DoubleVector.fromArray(SPECIES, g, g4).add(s40).intoArray(g, g4);
    int g5 = g4 + aStride;
    DoubleVector.fromArray(SPECIES, g, g5).add(s50).intoArray(g, g5);
    int g6 = g5 + aStride;
    DoubleVector.fromArray(SPECIES, g, g6).add(s60).intoArray(g, g6);
    int g7 = g6 + aStride;
    DoubleVector.fromArray(SPECIES, g, g7).add(s70).intoArray(g, g7);
  }

  private static void fourByOne(
      double[] a,
      int aOffset,
      double[] b,
      int bOffset,
      double[] g,
      int gOffset,
      int aStride,
      int ld,
      int rows) {
    DoubleVector s00 = DoubleVector.zero(SPECIES);
    DoubleVector s10 = DoubleVector.zero(SPECIES);
    DoubleVector s20 = DoubleVector.zero(SPECIES);
    DoubleVector s30 = DoubleVector.zero(SPECIES);

    for (int r = 0; r < rows; r += LANES) {
      int i = aOffset + r;
      int j = bOffset + r;
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, j);
      DoubleVector a0 = DoubleVector.fromArray(SPECIES, a, i);
      s00 = a0.fma(b0, s00);
      DoubleVector a1 = DoubleVector.fromArray(SPECIES, a, i + ld);
      s10 = a1.fma(b0, s10);
      DoubleVector a2 = DoubleVector.fromArray(SPECIES, a, i + 2 * ld);
      s20 = a2.fma(b0, s20);
      DoubleVector a3 = DoubleVector.fromArray(SPECIES, a, i + 3 * ld);
      s30 = a3.fma(b0, s30);
    }

    int g0 = gOffset;
    DoubleVector.fromArray(SPECIES, g, g0).add(s00).intoArray(g, g0);
    int g1 = g0 + aStride;
    DoubleVector.fromArray(SPECIES, g, g1).add(s10).intoArray(g, g1);
    int g2 = g1 + aStride;
    DoubleVector.fromArray(SPECIES, g, g2).add(s20).intoArray(g, g2);
    int g3 = g2 + aStride;
    DoubleVector.fromArray(SPECIES, g, g3).add(s30).intoArray(g, g3);
  }

  private static void oneByOne(
      double[] a, int aOffset, double[] b, int bOffset, double[] g, int gOffset, int rows) {
    DoubleVector s00 = DoubleVector.zero(SPECIES);

    for (int r = 0; r < rows; r += LANES) {
      int i = aOffset + r;
      int j = bOffset + r;
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, j);
      DoubleVector a0 = DoubleVector.fromArray(SPECIES, a, i);
      s00 = a0.fma(b0, s00);
    }

    int g0 = gOffset;
    DoubleVector.fromArray(SPECIES, g, g0).add(s00).intoArray(g, g0);
  }

  static void laneSums(double[] a, int aOffset, double[] g, int gOffset, int rows) {
    DoubleVector s = DoubleVector.zero(SPECIES);

    for (int r = 0; r < rows; r += LANES) {
      s = s.add(DoubleVector.fromArray(SPECIES, a, aOffset + r));
    }

    DoubleVector.fromArray(SPECIES, g, gOffset).add(s).intoArray(g, gOffset);
  }
}

package org.minimacensus.numeric;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of one unit with rows relative to an origin, which is subtracted in registers; and the
 * outer product of one output with the units below. One loop nest a method, as in {@link
 * VectorProducts}.
 */
final class VectorShiftedProducts {
  private static final VectorSpecies<Double> SPECIES = VectorProducts.SPECIES;
  private static final int LENGTH = VectorProducts.LENGTH;
  private static final int LANES = Kernels.LANES;

  private VectorShiftedProducts() {}

  static void outer(
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
      DoubleVector weight = DoubleVector.broadcast(SPECIES, w[wOffset + u * wStride]);
      int from = sOffset + u * ld;
      int to = cOffset + u * ld;

      for (int r = 0; r < rows; r += LENGTH) {
        DoubleVector.fromArray(SPECIES, b, bOffset + r)
            .mul(weight)
            .mul(DoubleVector.fromArray(SPECIES, s, from + r))
            .intoArray(c, to + r);
      }
    }
  }

  static void multiply(
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
    int wide = rows - rows % (4 * LENGTH);
    fourVectors(w, wOffset, origin, originOffset, b, bOffset, c, cOffset, inner, ld, wide);
    oneVector(
        w,
        wOffset,
        origin,
        originOffset,
        b,
        bOffset + wide,
        c,
        cOffset + wide,
        inner,
        ld,
        rows - wide);
  }

  private static void fourVectors(
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
    for (int i = 0; i < rows; i += 4 * LENGTH) {
      DoubleVector c0 = DoubleVector.zero(SPECIES);
      DoubleVector c1 = DoubleVector.zero(SPECIES);
      DoubleVector c2 = DoubleVector.zero(SPECIES);
      DoubleVector c3 = DoubleVector.zero(SPECIES);

      for (int k = 0, x = bOffset + i; k < inner; k++, x += ld) {
        DoubleVector weight = DoubleVector.broadcast(SPECIES, w[wOffset + k]);
        DoubleVector from = DoubleVector.broadcast(SPECIES, origin[originOffset + k]);
        c0 = weight.fma(DoubleVector.fromArray(SPECIES, b, x).sub(from), c0);
        c1 = weight.fma(DoubleVector.fromArray(SPECIES, b, x + LENGTH).sub(from), c1);
        c2 = weight.fma(DoubleVector.fromArray(SPECIES, b, x + 2 * LENGTH).sub(from), c2);
        c3 = weight.fma(DoubleVector.fromArray(SPECIES, b, x + 3 * LENGTH).sub(from), c3);
      }

      c0.intoArray(c, cOffset + i);
      c1.intoArray(c, cOffset + i + LENGTH);
      c2.intoArray(c, cOffset + i + 2 * LENGTH);
      c3.intoArray(c, cOffset + i + 3 * LENGTH);
    }
  }

  private static void oneVector(
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
    for (int i = 0; i < rows; i += LENGTH) {
      DoubleVector c0 = DoubleVector.zero(SPECIES);

      for (int k = 0, x = bOffset + i; k < inner; k++, x += ld) {
        DoubleVector weight = DoubleVector.broadcast(SPECIES, w[wOffset + k]);
        DoubleVector from = DoubleVector.broadcast(SPECIES, origin[originOffset + k]);
        c0 = weight.fma(DoubleVector.fromArray(SPECIES, b, x).sub(from), c0);
      }

      c0.intoArray(c, cOffset + i);
    }
  }

  /**
   * For the logical lanes of one vector, which the offsets contain; g in doubles, its elements
   * LANES apart.
   */
  static void multiplyTransposed(
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
    int k = 0;

    for (; k + 8 <= q; k += 8) {
      eightColumns(
          a,
          aOffset,
          b,
          bOffset + k * ld,
          origin,
          originOffset + k,
          g,
          gOffset + k * LANES,
          ld,
          rows);
    }

    for (; k + 2 <= q; k += 2) {
      twoColumns(
          a,
          aOffset,
          b,
          bOffset + k * ld,
          origin,
          originOffset + k,
          g,
          gOffset + k * LANES,
          ld,
          rows);
    }

    if (k < q) {
      oneColumn(
          a, aOffset, b, bOffset + k * ld, origin[originOffset + k], g, gOffset + k * LANES, rows);
    }
  }

  private static void eightColumns(
      double[] a,
      int aOffset,
      double[] b,
      int bOffset,
      double[] origin,
      int originOffset,
      double[] g,
      int gOffset,
      int ld,
      int rows) {
    DoubleVector o0 = DoubleVector.broadcast(SPECIES, origin[originOffset]);
    DoubleVector o1 = DoubleVector.broadcast(SPECIES, origin[originOffset + 1]);
    DoubleVector o2 = DoubleVector.broadcast(SPECIES, origin[originOffset + 2]);
    DoubleVector o3 = DoubleVector.broadcast(SPECIES, origin[originOffset + 3]);
    DoubleVector o4 = DoubleVector.broadcast(SPECIES, origin[originOffset + 4]);
    DoubleVector o5 = DoubleVector.broadcast(SPECIES, origin[originOffset + 5]);
    DoubleVector o6 = DoubleVector.broadcast(SPECIES, origin[originOffset + 6]);
    DoubleVector o7 = DoubleVector.broadcast(SPECIES, origin[originOffset + 7]);
    DoubleVector s0 = DoubleVector.zero(SPECIES);
    DoubleVector s1 = DoubleVector.zero(SPECIES);
    DoubleVector s2 = DoubleVector.zero(SPECIES);
    DoubleVector s3 = DoubleVector.zero(SPECIES);
    DoubleVector s4 = DoubleVector.zero(SPECIES);
    DoubleVector s5 = DoubleVector.zero(SPECIES);
    DoubleVector s6 = DoubleVector.zero(SPECIES);
    DoubleVector s7 = DoubleVector.zero(SPECIES);

    for (int r = 0; r < rows; r += LANES) {
      int x = bOffset + r;
      DoubleVector a0 = DoubleVector.fromArray(SPECIES, a, aOffset + r);
      s0 = a0.fma(DoubleVector.fromArray(SPECIES, b, x).sub(o0), s0);
      s1 = a0.fma(DoubleVector.fromArray(SPECIES, b, x + ld).sub(o1), s1);
      s2 = a0.fma(DoubleVector.fromArray(SPECIES, b, x + 2 * ld).sub(o2), s2);
      s3 = a0.fma(DoubleVector.fromArray(SPECIES, b, x + 3 * ld).sub(o3), s3);
      s4 = a0.fma(DoubleVector.fromArray(SPECIES, b, x + 4 * ld).sub(o4), s4);
      s5 = a0.fma(DoubleVector.fromArray(SPECIES, b, x + 5 * ld).sub(o5), s5);
      s6 = a0.fma(DoubleVector.fromArray(SPECIES, b, x + 6 * ld).sub(o6), s6);
      s7 = a0.fma(DoubleVector.fromArray(SPECIES, b, x + 7 * ld).sub(o7), s7);
    }

    int g0 = gOffset;
    DoubleVector.fromArray(SPECIES, g, g0).add(s0).intoArray(g, g0);
    DoubleVector.fromArray(SPECIES, g, g0 + LANES).add(s1).intoArray(g, g0 + LANES);
    DoubleVector.fromArray(SPECIES, g, g0 + 2 * LANES).add(s2).intoArray(g, g0 + 2 * LANES);
    DoubleVector.fromArray(SPECIES, g, g0 + 3 * LANES).add(s3).intoArray(g, g0 + 3 * LANES);
    DoubleVector.fromArray(SPECIES, g, g0 + 4 * LANES).add(s4).intoArray(g, g0 + 4 * LANES);
    DoubleVector.fromArray(SPECIES, g, g0 + 5 * LANES).add(s5).intoArray(g, g0 + 5 * LANES);
    DoubleVector.fromArray(SPECIES, g, g0 + 6 * LANES).add(s6).intoArray(g, g0 + 6 * LANES);
    DoubleVector.fromArray(SPECIES, g, g0 + 7 * LANES).add(s7).intoArray(g, g0 + 7 * LANES);
  }

  private static void twoColumns(
      double[] a,
      int aOffset,
      double[] b,
      int bOffset,
      double[] origin,
      int originOffset,
      double[] g,
      int gOffset,
      int ld,
      int rows) {
    DoubleVector o0 = DoubleVector.broadcast(SPECIES, origin[originOffset]);
    DoubleVector o1 = DoubleVector.broadcast(SPECIES, origin[originOffset + 1]);
    DoubleVector s0 = DoubleVector.zero(SPECIES);
    DoubleVector s1 = DoubleVector.zero(SPECIES);

    for (int r = 0; r < rows; r += LANES) {
      int x = bOffset + r;
      DoubleVector a0 = DoubleVector.fromArray(SPECIES, a, aOffset + r);
      s0 = a0.fma(DoubleVector.fromArray(SPECIES, b, x).sub(o0), s0);
      s1 = a0.fma(DoubleVector.fromArray(SPECIES, b, x + ld).sub(o1), s1);
    }

    int g0 = gOffset;
    DoubleVector.fromArray(SPECIES, g, g0).add(s0).intoArray(g, g0);
    DoubleVector.fromArray(SPECIES, g, g0 + LANES).add(s1).intoArray(g, g0 + LANES);
  }

  private static void oneColumn(
      double[] a,
      int aOffset,
      double[] b,
      int bOffset,
      double origin,
      double[] g,
      int gOffset,
      int rows) {
    DoubleVector from = DoubleVector.broadcast(SPECIES, origin);
    DoubleVector s = DoubleVector.zero(SPECIES);

    for (int r = 0; r < rows; r += LANES) {
      s =
          DoubleVector.fromArray(SPECIES, a, aOffset + r)
              .fma(DoubleVector.fromArray(SPECIES, b, bOffset + r).sub(from), s);
    }

    DoubleVector.fromArray(SPECIES, g, gOffset).add(s).intoArray(g, gOffset);
  }
}

package org.minimacensus.numeric;

/**
 * The kernels on the Vector API: the same bits as {@link ScalarKernels} at every vector width up to
 * 512 bits.
 *
 * <p>Compiled from its own source root because the module jdk.incubator.vector may be absent at run
 * time; {@link KernelProvider} loads this class by name.
 */
final class VectorKernels implements Kernels {
  /** Minima, maxima and shifts of longs are one instruction on vectors of eight alone. */
  private static final boolean WIDE = VectorProducts.LENGTH == 8;

  VectorKernels() {
    if (VectorProducts.LENGTH > LANES || VectorProducts.LENGTH < 2) {
      throw new UnsupportedOperationException(
          "vectors of "
              + VectorProducts.LENGTH
              + " doubles are preferred here, the kernels are written for 2, 4 or 8");
    }
  }

  @Override
  public String name() {
    return "vector-" + VectorProducts.SPECIES.vectorBitSize();
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
    VectorProducts.multiply(
        w,
        wOffset,
        wRowStride,
        wColumnStride,
        bias,
        biasOffset,
        accumulate,
        b,
        bOffset,
        c,
        cOffset,
        units,
        inner,
        ld,
        rows);
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
    for (int part = 0; part < LANES; part += VectorProducts.LENGTH) {
      VectorTransposedProducts.multiply(
          a,
          aOffset + part,
          p,
          b,
          bOffset + part,
          q,
          g,
          gOffset * LANES + part,
          gLd * LANES,
          ld,
          rows);
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
    VectorShiftedProducts.outer(
        w, wOffset, wStride, b, bOffset, s, sOffset, c, cOffset, units, ld, rows);
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
    VectorShiftedProducts.multiply(
        w, wOffset, origin, originOffset, b, bOffset, c, cOffset, inner, ld, rows);
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
    for (int part = 0; part < LANES; part += VectorProducts.LENGTH) {
      VectorShiftedProducts.multiplyTransposed(
          a,
          aOffset + part,
          b,
          bOffset + part,
          origin,
          originOffset,
          q,
          g,
          gOffset * LANES + part,
          ld,
          rows);
    }
  }

  @Override
  public void rowSums(double[] a, int aOffset, int p, double[] g, int gOffset, int ld, int rows) {
    for (int u = 0; u < p; u++) {
      for (int part = 0; part < LANES; part += VectorProducts.LENGTH) {
        VectorTransposedProducts.laneSums(
            a, aOffset + u * ld + part, g, (gOffset + u) * LANES + part, rows);
      }
    }
  }

  @Override
  public void product(
      double[] a, int aOffset, double[] b, int bOffset, double[] c, int cOffset, int n) {
    int whole = n - n % VectorProducts.LENGTH;
    VectorFunctions.product(a, aOffset, b, bOffset, c, cOffset, whole);

    for (int i = whole; i < n; i++) {
      c[cOffset + i] = a[aOffset + i] * b[bOffset + i];
    }
  }

  @Override
  public void difference(
      double[] a, int aOffset, double[] b, int bOffset, double[] c, int cOffset, int n) {
    int whole = n - n % VectorProducts.LENGTH;
    VectorFunctions.difference(a, aOffset, b, bOffset, c, cOffset, whole);

    for (int i = whole; i < n; i++) {
      c[cOffset + i] = a[aOffset + i] - b[bOffset + i];
    }
  }

  @Override
  public double largest(double[] x, int xOffset, int n) {
    int whole = n - n % VectorProducts.LENGTH;
    double largest = VectorFunctions.largest(x, xOffset, whole);

    for (int i = xOffset + whole; i < xOffset + n; i++) {
      if (x[i] > largest) {
        largest = x[i];
      }
    }

    return largest;
  }

  @Override
  public void exp(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int whole = n - n % VectorProducts.LENGTH;
    VectorFunctions.exp(x, xOffset, y, yOffset, whole);

    for (int i = whole; i < n; i++) {
      y[yOffset + i] = Elementary.exp(x[xOffset + i]);
    }
  }

  @Override
  public void tanh(
      double[] x, int xOffset, double[] value, int vOffset, double[] slope, int sOffset, int n) {
    int whole = n - n % VectorProducts.LENGTH;

    if (slope == null) {
      VectorFunctions.tanh(x, xOffset, value, vOffset, whole);
    } else if (WIDE) {
      VectorFunctions.wideTanh(x, xOffset, value, vOffset, slope, sOffset, whole);
    } else {
      VectorFunctions.narrowTanh(x, xOffset, value, vOffset, slope, sOffset, whole);
    }

    for (int i = whole; i < n; i++) {
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
    int whole = n - n % VectorProducts.LENGTH;

    if (slope == null) {
      VectorFunctions.sigmoid(x, xOffset, value, vOffset, whole);
    } else if (WIDE) {
      VectorFunctions.wideSigmoid(x, xOffset, value, vOffset, slope, sOffset, whole);
    } else {
      VectorFunctions.narrowSigmoid(x, xOffset, value, vOffset, slope, sOffset, whole);
    }

    for (int i = whole; i < n; i++) {
      double v = x[xOffset + i];
      value[vOffset + i] = Elementary.sigmoid(v);

      if (slope != null) {
        slope[sOffset + i] = Elementary.sigmoidSlope(v);
      }
    }
  }

  @Override
  public void softplus(
      double[] x, int xOffset, double[] value, int vOffset, double[] slope, int sOffset, int n) {
    // In two loops, e^(-|x|) between them in value: in one it is too large for C2. In place there
    // is no room.
    int whole = value == x ? 0 : n - n % VectorProducts.LENGTH;
    VectorFunctions.decay(x, xOffset, value, vOffset, whole);

    if (slope != null) {
      VectorFunctions.sigmoidOfDecay(x, xOffset, value, vOffset, slope, sOffset, whole);
    }

    VectorFunctions.softplus(x, xOffset, value, vOffset, whole);
    Kernels.super.softplus(
        x, xOffset + whole, value, vOffset + whole, slope, sOffset + whole, n - whole);
  }

  @Override
  public void relu(
      double[] x, int xOffset, double[] value, int vOffset, double[] slope, int sOffset, int n) {
    int whole = n - n % VectorProducts.LENGTH;

    // The slopes first: value may be x.
    if (slope != null) {
      VectorFunctions.step(x, xOffset, 0, slope, sOffset, whole);
    }

    VectorFunctions.relu(x, xOffset, value, vOffset, whole);
    Kernels.super.relu(
        x, xOffset + whole, value, vOffset + whole, slope, sOffset + whole, n - whole);
  }

  @Override
  public void leakyRelu(
      double negative,
      double[] x,
      int xOffset,
      double[] value,
      int vOffset,
      double[] slope,
      int sOffset,
      int n) {
    int whole = n - n % VectorProducts.LENGTH;

    if (slope != null) {
      VectorFunctions.step(x, xOffset, negative, slope, sOffset, whole);
    }

    VectorFunctions.leakyRelu(negative, x, xOffset, value, vOffset, whole);
    Kernels.super.leakyRelu(
        negative, x, xOffset + whole, value, vOffset + whole, slope, sOffset + whole, n - whole);
  }
}

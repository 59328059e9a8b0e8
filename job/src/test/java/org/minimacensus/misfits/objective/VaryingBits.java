package org.minimacensus.misfits.objective;

import java.util.function.DoubleUnaryOperator;
import org.apache.spark.ml.linalg.DenseVector;

/** Breaks the architecture on purpose. */
public final class VaryingBits {
  /** A reference, which is no call. */
  public DoubleUnaryOperator exponential() {
    return Math::exp;
  }

  public DenseVector allowed() {
    return new DenseVector(new double[] {1});
  }
}

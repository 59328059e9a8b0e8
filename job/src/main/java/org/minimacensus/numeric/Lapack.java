package org.minimacensus.numeric;

import dev.ludovic.netlib.lapack.JavaLAPACK;

/**
 * The Java translation of LAPACK, made ready.
 *
 * <p>Its dlamch computes the machine constants on first use and keeps them in unguarded static
 * fields: a second thread that comes meanwhile reads zeros. Here they are computed once, under the
 * lock of class initialisation.
 */
final class Lapack {
  static final JavaLAPACK INSTANCE = ready();

  private Lapack() {}

  private static JavaLAPACK ready() {
    JavaLAPACK lapack = JavaLAPACK.getInstance();
    double epsilon = lapack.dlamch("E");
    double smallest = lapack.dlamch("S");

    if (epsilon != Roundoff.UNIT || smallest != Double.MIN_NORMAL) {
      throw new IllegalStateException(
          "dlamch must give 2^-53 and "
              + Double.MIN_NORMAL
              + ", gave "
              + epsilon
              + " and "
              + smallest
              + "; another thread of this JVM was setting up LAPACK, start the job again");
    }

    return lapack;
  }
}

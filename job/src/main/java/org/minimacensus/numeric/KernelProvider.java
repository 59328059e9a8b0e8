package org.minimacensus.numeric;

/**
 * Chooses the kernels of this JVM, once.
 *
 * <p>The SIMD kernels need the module jdk.incubator.vector (Spark's launchers add it). Both choices
 * give the same bits, so this decides speed alone. The system property {@code minima.kernels} set
 * to {@code scalar} or {@code vector} overrides; {@code vector} where it cannot run is an error,
 * not a silent fall-back.
 */
public final class KernelProvider {
  /** System property: {@code scalar} or {@code vector}. */
  public static final String PROPERTY = "minima.kernels";

  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  /** Loaded by name: the class cannot even be linked where the module is missing. */
  private static final String VECTOR_CLASS = "org.minimacensus.numeric.VectorKernels";

  record Choice(Kernels kernels, String reason) {}

  /** Initialised on first use, under the lock of class initialisation. */
  private static final class Holder {
    static final Choice CHOICE = choose(System.getProperty(PROPERTY, ""));
  }

  private KernelProvider() {}

  /** The kernels of this JVM. Stateless, for any number of threads. */
  public static Kernels kernels() {
    return Holder.CHOICE.kernels();
  }

  /** Why these kernels were chosen, for the log and the provenance. */
  public static String reason() {
    return Holder.CHOICE.reason();
  }

  static Choice choose(String wanted) {
    switch (wanted) {
      case "scalar" -> {
        return new Choice(new ScalarKernels(), PROPERTY + "=scalar");
      }
      case "vector" -> {
        Choice choice = vectorOrScalar();

        if (choice.kernels() instanceof ScalarKernels) {
          throw new IllegalStateException(
              PROPERTY
                  + "=vector was asked for, but "
                  + choice.reason()
                  + "; add --add-modules "
                  + VECTOR_MODULE
                  + " to the JVM options or drop the property");
        }

        return choice;
      }
      case "" -> {
        return vectorOrScalar();
      }
      default ->
          throw new IllegalArgumentException(
              PROPERTY + " must be scalar or vector, was '" + wanted + "'");
    }
  }

  private static Choice vectorOrScalar() {
    Kernels scalar = new ScalarKernels();

    if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
      return new Choice(scalar, "the module " + VECTOR_MODULE + " is not present");
    }

    try {
      Kernels vector = (Kernels) Class.forName(VECTOR_CLASS).getDeclaredConstructor().newInstance();
      String difference = firstDifference(vector, scalar);
      return difference.isEmpty()
          ? new Choice(vector, "the module " + VECTOR_MODULE + " is present")
          : new Choice(scalar, difference);
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      return new Choice(scalar, VECTOR_CLASS + " cannot be used: " + e);
    }
  }

  /** A few values by both: a machine on which they differ must not mix them in one study. */
  private static String firstDifference(Kernels vector, Kernels scalar) {
    int n = 2 * Kernels.LANES;
    double[] x = new double[n];

    for (int i = 0; i < n; i++) {
      x[i] = Math.fma(i, 0.37, -2.5);
    }

    double[] expected = new double[n];
    double[] found = new double[n];
    scalar.tanh(x, 0, expected, 0, null, 0, n);
    vector.tanh(x, 0, found, 0, null, 0, n);

    for (int i = 0; i < n; i++) {
      if (Double.doubleToRawLongBits(expected[i]) != Double.doubleToRawLongBits(found[i])) {
        return "tanh("
            + x[i]
            + ") is "
            + found[i]
            + " by "
            + vector.name()
            + " but "
            + expected[i]
            + " by the scalar kernels";
      }
    }

    return "";
  }
}

package org.minimacensus.model;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.minimacensus.numeric.Elementary;
import org.minimacensus.numeric.RandomStream;

/**
 * The initial distributions by their names in the conf file. Starts from a file are not drawn and
 * have no entry here.
 */
public final class Initializers {
  /** From scale, low and high of the conf; each takes what it needs. */
  @FunctionalInterface
  private interface Maker {
    Initializer of(double scale, double low, double high);
  }

  /** The standard deviation of the weights of a layer from its numbers of inputs and units. */
  @FunctionalInterface
  private interface Deviation extends Serializable {
    double of(int fanIn, int fanOut);
  }

  private static final Map<String, Maker> REGISTRY = new LinkedHashMap<>();

  static {
    REGISTRY.put("normal", (scale, low, high) -> normal(scale));
    REGISTRY.put("uniform", (scale, low, high) -> uniform(scale));
    REGISTRY.put(
        "glorot",
        (scale, low, high) -> byLayer((fanIn, fanOut) -> Math.sqrt(2.0 / (fanIn + fanOut))));
    REGISTRY.put("he", (scale, low, high) -> byLayer((fanIn, fanOut) -> Math.sqrt(2.0 / fanIn)));
    REGISTRY.put("log-uniform", (scale, low, high) -> logUniform(low, high));
  }

  private Initializers() {}

  /**
   * The initial distribution of a name.
   *
   * @param scale standard deviation of {@code normal}, half width of {@code uniform}; ignored by
   *     others
   * @param low, high the range of |each parameter| of {@code log-uniform}; ignored by others
   */
  public static Initializer named(String name, double scale, double low, double high) {
    Maker maker = REGISTRY.get(name);

    if (maker == null) {
      throw new IllegalArgumentException(
          "an initial distribution must be one of " + names() + ", found '" + name + "'");
    }

    return maker.of(scale, low, high);
  }

  /** All names, in the order of the documentation. */
  public static List<String> names() {
    return List.copyOf(REGISTRY.keySet());
  }

  private static Initializer normal(double scale) {
    requireScale("normal", scale);
    return (architecture, stream) -> {
      double[] theta = new double[architecture.layout().dimension()];

      for (int i = 0; i < theta.length; i++) {
        theta[i] = scale * stream.nextGaussian();
      }

      return theta;
    };
  }

  private static Initializer uniform(double scale) {
    requireScale("uniform", scale);
    return (architecture, stream) -> {
      double[] theta = new double[architecture.layout().dimension()];

      for (int i = 0; i < theta.length; i++) {
        theta[i] = scale * (2 * stream.nextDouble() - 1);
      }

      return theta;
    };
  }

  /** Normal weights, biases 0; direct inputs count as inputs of the output layer. */
  private static Initializer byLayer(Deviation deviation) {
    return (architecture, stream) -> {
      ParameterLayout layout = architecture.layout();
      double[] theta = new double[layout.dimension()];

      for (int l = 0; l < layout.layers(); l++) {
        double sd = deviation.of(layout.inputs(l), layout.units(l));
        int from = layout.weightOffset(l);

        for (int i = from; i < from + layout.units(l) * layout.inputs(l); i++) {
          theta[i] = sd * stream.nextGaussian();
        }
      }

      return theta;
    };
  }

  /** ln |parameter| uniform on [ln low, ln high], the sign a fair coin. */
  private static Initializer logUniform(double low, double high) {
    if (!(low > 0) || !(high >= low) || high == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "log-uniform needs 0 < low <= high and finite, found low = " + low + ", high = " + high);
    }

    double from = Elementary.log(low);
    double width = Elementary.log(high) - from;
    return (architecture, stream) -> {
      double[] theta = new double[architecture.layout().dimension()];

      for (int i = 0; i < theta.length; i++) {
        double size = Elementary.exp(Math.fma(width, stream.nextDouble(), from));
        theta[i] = signed(Math.min(high, Math.max(low, size)), stream);
      }

      return theta;
    };
  }

  private static double signed(double size, RandomStream stream) {
    return stream.nextDouble() < 0.5 ? size : -size;
  }

  private static void requireScale(String name, double scale) {
    if (!(scale >= 0) || scale == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(name + " needs a scale >= 0 and finite, found " + scale);
    }
  }
}

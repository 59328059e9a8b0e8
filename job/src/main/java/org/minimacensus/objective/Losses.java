package org.minimacensus.objective;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The losses by their names in the conf file. */
public final class Losses {
  /** Delta of huber, cauchy and tukey where none is asked for. */
  public static final double DELTA = 1;

  private static final Map<String, Maker> REGISTRY = new LinkedHashMap<>();

  static {
    REGISTRY.put("squared", (power, delta) -> new SquaredLoss());
    REGISTRY.put("logistic", (power, delta) -> new LogisticLoss());
    REGISTRY.put("cross-entropy", (power, delta) -> new CrossEntropyLoss());
    REGISTRY.put("polynomial-hinge", (power, delta) -> new PolynomialHingeLoss(power));
    REGISTRY.put("smooth-hinge", (power, delta) -> new SmoothHingeLoss());
    REGISTRY.put("huber", (power, delta) -> new HuberLoss(delta));
    REGISTRY.put("cauchy", (power, delta) -> new CauchyLoss(delta));
    REGISTRY.put("tukey", (power, delta) -> new TukeyLoss(delta));
  }

  private Losses() {}

  /**
   * From the power, which only polynomial-hinge uses, and delta, which only huber, cauchy and tukey
   * use.
   */
  @FunctionalInterface
  private interface Maker {
    Loss of(int power, double delta);
  }

  /**
   * The loss of a name, those with a delta with {@link #DELTA}; see {@link #named(String, int,
   * double)}.
   */
  public static Loss named(String name, int power) {
    return named(name, power, DELTA);
  }

  /**
   * The loss of a name.
   *
   * @param power of polynomial-hinge, at least 1; others ignore it
   * @param delta of huber, cauchy and tukey, > 0 and finite; others ignore it
   */
  public static Loss named(String name, int power, double delta) {
    Maker maker = REGISTRY.get(name);

    if (maker == null) {
      throw new IllegalArgumentException(
          "a loss must be one of " + names() + ", found '" + name + "'");
    }

    return maker.of(power, delta);
  }

  /** All names, in the order of the documentation. */
  public static List<String> names() {
    return List.copyOf(REGISTRY.keySet());
  }
}

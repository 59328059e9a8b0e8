package org.minimacensus.objective;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** The losses by their names in the conf file. */
public final class Losses {
  /** From the power, which only polynomial-hinge uses. */
  private static final Map<String, IntFunction<Loss>> REGISTRY = new LinkedHashMap<>();

  static {
    REGISTRY.put("squared", power -> new SquaredLoss());
    REGISTRY.put("logistic", power -> new LogisticLoss());
    REGISTRY.put("cross-entropy", power -> new CrossEntropyLoss());
    REGISTRY.put("polynomial-hinge", PolynomialHingeLoss::new);
  }

  private Losses() {}

  /**
   * The loss of a name.
   *
   * @param power of polynomial-hinge, at least 1; others ignore it
   */
  public static Loss named(String name, int power) {
    IntFunction<Loss> maker = REGISTRY.get(name);

    if (maker == null) {
      throw new IllegalArgumentException(
          "a loss must be one of " + names() + ", found '" + name + "'");
    }

    return maker.apply(power);
  }

  /** All names, in the order of the documentation. */
  public static List<String> names() {
    return List.copyOf(REGISTRY.keySet());
  }
}

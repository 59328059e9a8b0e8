package org.minimacensus.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;

/** The activations by their names in the conf file. */
public final class Activations {
  /** From the slope of the negative side, which only leaky-relu uses. */
  private static final Map<String, DoubleFunction<Activation>> REGISTRY = new LinkedHashMap<>();

  static {
    REGISTRY.put("identity", slope -> new Identity());
    REGISTRY.put("tanh", slope -> new Tanh());
    REGISTRY.put("sigmoid", slope -> new Sigmoid());
    REGISTRY.put("softplus", slope -> new Softplus());
    REGISTRY.put("elu", slope -> new Elu());
    REGISTRY.put("swish", slope -> new Swish());
    REGISTRY.put("gelu", slope -> new Gelu());
    REGISTRY.put("erf", slope -> new Erf());
    REGISTRY.put("sin", slope -> new Sin());
    REGISTRY.put("relu", slope -> new Relu());
    REGISTRY.put("leaky-relu", LeakyRelu::new);
    REGISTRY.put("quadratic", slope -> new Quadratic());
  }

  private Activations() {}

  /**
   * The activation of a name.
   *
   * @param leakySlope slope of leaky-relu for negative pre-activations; others ignore it
   */
  public static Activation named(String name, double leakySlope) {
    DoubleFunction<Activation> maker = REGISTRY.get(name);

    if (maker == null) {
      throw new IllegalArgumentException(
          "an activation must be one of " + names() + ", found '" + name + "'");
    }

    return maker.apply(leakySlope);
  }

  /** t -> t^degree, which is no activation of hidden units in the conf file. */
  public static Activation monomial(int degree) {
    return new Monomial(degree);
  }

  /** All names, in the order of the documentation. */
  public static List<String> names() {
    return List.copyOf(REGISTRY.keySet());
  }
}

package org.minimacensus.theorem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** The functions of added neurons by the names of their objectives in the conf file. */
public final class NeuronFunctions {
  private static final Map<String, IntFunction<NeuronFunction>> REGISTRY = new LinkedHashMap<>();

  static {
    REGISTRY.put("output-neuron", degree -> new NeuronFunction.Exponential());
    REGISTRY.put("monomial-neuron", NeuronFunction.Monomial::new);
    REGISTRY.put("relu-neuron", degree -> new NeuronFunction.Ramp());
  }

  private NeuronFunctions() {}

  /**
   * The function of an objective's neurons.
   *
   * @param degree of monomial-neuron; others ignore it
   */
  public static NeuronFunction named(String objective, int degree) {
    IntFunction<NeuronFunction> maker = REGISTRY.get(objective);

    if (maker == null) {
      throw new IllegalArgumentException(
          "expected one of " + names() + ", found '" + objective + "'");
    }

    return maker.apply(degree);
  }

  /** All names, in the order of the documentation. */
  public static List<String> names() {
    return List.copyOf(REGISTRY.keySet());
  }
}

package org.minimacensus.objective;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;

/** The augmentations by the names of their objectives in the conf file. */
public final class Augmentations {
  /** From lambda of the regulariser (lambda/2) |a|^2. */
  private static final Map<String, DoubleFunction<Augmentation>> REGISTRY = new LinkedHashMap<>();

  static {
    REGISTRY.put("output-neuron", OutputNeuron::new);
    REGISTRY.put("output-neuron-limit", lambda -> new OutputNeuronLimit());
  }

  private Augmentations() {}

  /** The augmentation of a name. */
  public static Augmentation named(String name, double lambda) {
    DoubleFunction<Augmentation> maker = REGISTRY.get(name);

    if (maker == null) {
      throw new IllegalArgumentException(
          "an augmentation must be one of " + names() + ", found '" + name + "'");
    }

    return maker.apply(lambda);
  }

  /** All names, in the order of the documentation. */
  public static List<String> names() {
    return List.copyOf(REGISTRY.keySet());
  }
}

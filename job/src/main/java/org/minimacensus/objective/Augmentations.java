package org.minimacensus.objective;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The augmentations by the names of their objectives in the conf file. */
public final class Augmentations {
  private static final Map<String, Maker> REGISTRY = new LinkedHashMap<>();

  static {
    REGISTRY.put("output-neuron", (lambda, degree) -> new OutputNeuron(lambda));
    REGISTRY.put("output-neuron-limit", (lambda, degree) -> new OutputNeuronLimit());
    REGISTRY.put("layer-neurons", (lambda, degree) -> new LayerNeurons(lambda));
    REGISTRY.put("monomial-neuron", (lambda, degree) -> new MonomialNeuron(degree, lambda));
    REGISTRY.put("relu-neuron", (lambda, degree) -> new ReluNeuron(lambda));
    REGISTRY.put("loss-scaling", (lambda, degree) -> new LossScaling(lambda));
  }

  private Augmentations() {}

  /**
   * From lambda of the regulariser (lambda/2) |a|^2, and the degree, which only monomial-neuron
   * uses.
   */
  @FunctionalInterface
  private interface Maker {
    Augmentation of(double lambda, int degree);
  }

  /** The augmentation of a name, monomials of degree 2; see {@link #named(String, double, int)}. */
  public static Augmentation named(String name, double lambda) {
    return named(name, lambda, 2);
  }

  /**
   * The augmentation of a name.
   *
   * @param lambda of the regulariser, > 0; output-neuron-limit ignores it
   * @param degree of monomial-neuron, >= 1; others ignore it
   */
  public static Augmentation named(String name, double lambda, int degree) {
    Maker maker = REGISTRY.get(name);

    if (maker == null) {
      throw new IllegalArgumentException(
          "an augmentation must be one of " + names() + ", found '" + name + "'");
    }

    return maker.of(lambda, degree);
  }

  /** All names, in the order of the documentation. */
  public static List<String> names() {
    return List.copyOf(REGISTRY.keySet());
  }
}

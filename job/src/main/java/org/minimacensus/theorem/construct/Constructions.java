package org.minimacensus.theorem.construct;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The kinds of training sets by name. */
public final class Constructions {
  private static final Map<String, Construction> REGISTRY = new LinkedHashMap<>();

  static {
    register(DingLiSun::new);
    register(DingLiSunDeep::new);
    register(DingLiSunChain::new);
    register(Yun::new);
    register(Auer::new);
    register(SplitUnit::new);
    register(DeadRelu::new);
    register(AffineRegion::new);
    register(DeepLinear::new);
    register(LogisticControl::new);
    register(TeacherStudent::new);
    register(Xor::new);
    register(XorNetwork::new);
    register(TwoSpirals::new);
    register(GaussianMixture::new);
    register(RandomLabels::new);
  }

  private Constructions() {}

  private static void register(Supplier<Construction> maker) {
    Construction kind = maker.get();
    REGISTRY.put(kind.name(), kind);
  }

  /** All kinds, in the order of the help text. */
  public static List<Construction> all() {
    return List.copyOf(REGISTRY.values());
  }

  /** The kind of a name. */
  public static Construction named(String name) {
    Construction kind = REGISTRY.get(name);
    if (kind == null) {
      throw new ConstructionException(
          "a kind must be one of " + REGISTRY.keySet() + ", found '" + name + "'");
    }

    return kind;
  }
}

package org.minimacensus.richness;

import java.util.List;
import java.util.Optional;

/** The stopping rules by their names in the conf. */
public final class StoppingRules {
  /** No rule: a study runs all of its restarts. */
  public static final String COUNT = "count";

  /** In the order of the documentation. */
  public static final List<String> NAMES = List.of(COUNT, CoverageRule.NAME, BayesRule.NAME);

  private StoppingRules() {}

  /**
   * The rule of a name; empty for {@link #COUNT}.
   *
   * @param target share of all restarts that end on minima already found, or on none; within (0, 1)
   * @param confidence within (0, 1); not used by every rule
   */
  public static Optional<StoppingRule> of(String name, double target, double confidence) {
    return switch (name) {
      case COUNT -> Optional.empty();
      case CoverageRule.NAME -> Optional.of(new CoverageRule(target, confidence));
      case BayesRule.NAME -> Optional.of(new BayesRule(target));
      default ->
          throw new IllegalArgumentException("expected one of " + NAMES + ", found '" + name + "'");
    };
  }
}

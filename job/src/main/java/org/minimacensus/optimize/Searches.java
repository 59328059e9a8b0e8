package org.minimacensus.optimize;

import java.util.List;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Point;

/** The registry of searches by their conf name, and the loop that runs one on an evaluator. */
public final class Searches {
  /** Names of the conf file. {@code auto} is L-BFGS, the one that finishes most restarts per second at all sizes tried. */
  public static final List<String> NAMES = List.of("auto", "lbfgs", "newton", "gradient-descent");

  private Searches() {}

  /** @param step step length of gradient descent; other searches do not use it */
  public static Search create(String name, Point start, SearchLimits limits, double step, Recentering recentering, StepListener listener) {
    return switch (name) {
      case "auto", "lbfgs" -> new LbfgsSearch(start, limits, recentering, listener);
      case "newton" -> new NewtonSearch(start, limits, recentering, listener);
      case "gradient-descent" -> new GradientDescentSearch(start, limits, step, recentering, listener);
      default -> throw new IllegalArgumentException("unknown optimizer '" + name + "'; known: " + NAMES);
    };
  }

  /** Answers the search's questions until it ends. */
  public static SearchResult drive(Search search, Evaluator evaluator) {
    while (!search.finished()) {
      search.tell(evaluator.evaluate(search.question()));
    }

    return search.result();
  }
}

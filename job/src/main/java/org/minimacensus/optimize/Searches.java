package org.minimacensus.optimize;

import java.util.List;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Point;

/** The registry of searches by their conf names, and the loop that runs one on an evaluator. */
public final class Searches {
  /**
   * Names of the conf file.
   *
   * <p>{@code auto} is {@code lbfgs-newton} up to {@link #LARGEST_FACTORED} parameters and {@code
   * lbfgs} beyond, which needs gradients only and finishes at the noise floor. {@code newton}
   * decomposes the Hessian up to {@link #LARGEST_DECOMPOSED} parameters and uses conjugate
   * gradients beyond.
   */
  public static final List<String> NAMES =
      List.of("auto", "lbfgs", "lbfgs-newton", "newton", "gradient-descent");

  /** At this dimension a decomposition (9 p^3 operations) takes about a tenth of a second. */
  static final int LARGEST_DECOMPOSED = 256;

  /**
   * At this dimension a Hessian costs about a hundred gradients, which saves a few hundred, and its
   * factor takes 1 MiB.
   */
  static final int LARGEST_FACTORED = 512;

  /** What every search keeps beside its model, with something to spare. */
  private static final long OTHER_VECTORS = 12;

  private Searches() {}

  /**
   * A search from a start.
   *
   * @param name one of {@link #NAMES}
   * @param step step length of gradient descent; the other searches do not use it
   */
  public static Search create(
      String name,
      Point start,
      SearchLimits limits,
      double step,
      Recentering recentering,
      StepListener listener) {
    return switch (name) {
      case "auto", "lbfgs-newton" ->
          start.dimension() <= LARGEST_FACTORED
              ? new LbfgsNewtonSearch(start, limits, recentering, listener)
              : new LbfgsSearch(start, limits, recentering, listener);
      case "lbfgs" -> new LbfgsSearch(start, limits, recentering, listener);
      case "newton" ->
          start.dimension() <= LARGEST_DECOMPOSED
              ? new NewtonSearch(start, limits, recentering, listener)
              : new NewtonCgSearch(start, limits, recentering, listener);
      case "gradient-descent" ->
          new GradientDescentSearch(start, limits, step, recentering, listener);
      default ->
          throw new IllegalArgumentException(
              "optimizer.name must be one of " + NAMES + ", was '" + name + "'");
    };
  }

  /**
   * Doubles that a search of p parameters holds at most while it waits, its open question and the
   * answer to it included: vectors of p of {@link LbfgsSearch} are {@link LbfgsSearch#MEMORY}
   * pairs, the point, the best one, the reserve, the trial, the gradients of these, the direction
   * and the answer; {@link LbfgsNewtonSearch} gives most pairs back for the factor of its Hessian,
   * p (p + 1) / 2; matrices of p x p of {@link NewtonSearch} are the model and the answer.
   *
   * @param name one of {@link #NAMES}
   */
  public static long stateDoubles(String name, int p) {
    long vectors = OTHER_VECTORS;
    long matrices = 0;
    switch (name) {
      case "lbfgs" -> vectors += 2 * LbfgsSearch.MEMORY;
      case "auto", "lbfgs-newton" -> {
        if (p > LARGEST_FACTORED) {
          return stateDoubles("lbfgs", p);
        }

        long factor = (long) p * (p + 1) / 2 + 2L * LbfgsNewtonSearch.pairsWithHessian(p) * p;
        return vectors * p + Math.max(2L * LbfgsSearch.MEMORY * p, factor);
      }
      case "newton" -> matrices = p <= LARGEST_DECOMPOSED ? 2 : 0;
      default -> {
        // A point and its gradient.
      }
    }

    return vectors * p + matrices * p * p;
  }

  /** Answers the search's questions until it ends. */
  public static SearchResult drive(Search search, Evaluator evaluator) {
    while (!search.finished()) {
      search.tell(evaluator.evaluate(search.question()));
    }

    return search.result();
  }
}

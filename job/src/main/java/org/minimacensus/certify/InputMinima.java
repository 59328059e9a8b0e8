package org.minimacensus.certify;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.InputSlopes;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;

/**
 * Certificates of local minima of the loss with silent exponential neurons that know nothing of the
 * lower bound over all functions.
 *
 * <p>The data term is a sum over the distinct inputs x_g of functions L_g(s) of what is computed at
 * x_g. Where each L_g has a local minimum at f(x_g), strict or level, no function that is near on
 * the inputs has a lower loss, whatever computes it, and the regulariser of a neuron with a = 0
 * does not fall: the point is a local minimum in theta, a, w and b together. Conversely, at a local
 * minimum with a = 0 every derivative L_g' vanishes, as exp(w.x + b) tells inputs apart.
 * (Derivation in docs/mathematics.md, section 4.1.)
 *
 * <p>That L_g is level is probed: its derivative is exactly 0 at f(x_g) and at steps to both sides.
 */
final class InputMinima {
  /** Steps of the outputs to both sides, as shares of the loss's scale. */
  private static final double[] STEPS = {1e-3, 1e-4, 1e-5};

  /**
   * What all inputs together may gain from their own minima, in units in the last place of the
   * loss.
   */
  private static final double GAIN = 16;

  private final Evaluator evaluator;
  private final Objective objective;

  /**
   * @param evaluator of a loss with an exponential neuron at its only output
   */
  InputMinima(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.objective = evaluator.objective();
  }

  /**
   * @param minimum whether every input's rows are at a minimum of their own
   * @param words what was seen
   */
  record Outcome(boolean minimum, String words) {}

  /** Whether the argument is about this objective: one linear output and no weight decay. */
  static boolean applies(Objective objective) {
    return objective.architecture().outputs() == 1
        && objective.l2() == 0
        && objective.exponents().length == 1
        && objective.architecture().linearOutputs();
  }

  /**
   * Looks at the rows of every input.
   *
   * @param point with a = 0
   * @param loss there
   */
  Outcome at(Point point, double loss, SearchBudget budget) {
    Optional<InputSlopes> here = shifted(point, 0);
    budget.add(1 + 2 * STEPS.length);
    if (here.isEmpty()) {
      return new Outcome(false, "too many rows to look at every input");
    }

    // Far out the slopes of losses that fall for ever underflow.
    boolean hasLevelGround = !SeparableLoss.fallsWithMargin(objective);
    double scale = objective.loss().scale();
    int count = here.get().count();
    double[] gain = new double[count];
    boolean[] level = new boolean[count];
    Arrays.fill(level, true);
    for (double share : STEPS) {
      double step = share * scale;
      InputSlopes up = shifted(point, step).orElseThrow();
      InputSlopes down = shifted(point, -step).orElseThrow();
      for (int g = 0; g < count; g++) {
        double slope = here.get().sums()[g][0];
        boolean flat =
            hasLevelGround && slope == 0 && up.sums()[g][0] == 0 && down.sums()[g][0] == 0;
        boolean valley =
            up.sums()[g][0] > up.errors()[g][0] && down.sums()[g][0] < -down.errors()[g][0];
        if (!flat && !valley) {
          return new Outcome(
              false,
              String.format(
                  Locale.ROOT,
                  "the rows of input %d are not clearly at a minimum of their own (slopes %.3g,"
                      + " %.3g and %.3g at steps of %.0e)",
                  g + 1,
                  down.sums()[g][0],
                  slope,
                  up.sums()[g][0],
                  step));
        }

        level[g] &= flat;
        if (!flat) {
          double curvature = (up.sums()[g][0] - down.sums()[g][0]) / (2 * step);
          double left = Math.abs(slope) <= here.get().errors()[g][0] ? 0 : slope;
          gain[g] = Math.max(gain[g], left * left / (2 * curvature));
        }
      }
    }

    double gained = Arrays.stream(gain).sum();
    if (!(gained <= GAIN * Math.ulp(loss))) {
      return new Outcome(
          false,
          String.format(
              Locale.ROOT,
              "the rows of all inputs may gain %.3g from minima of their own",
              gained));
    }

    int flat = 0;
    for (boolean f : level) {
      flat += f ? 1 : 0;
    }

    return new Outcome(
        true,
        String.format(
            Locale.ROOT,
            "the rows of every input are at a minimum of their own, %d of %d inputs on level ground"
                + " (slopes to both sides of the outputs, steps of %.0e to %.0e; at most %.2g to"
                + " gain): no function near has a lower loss",
            flat,
            count,
            STEPS[STEPS.length - 1] * scale,
            STEPS[0] * scale,
            gained));
  }

  /** The slopes with the same number added to all outputs: a neuron with w = 0 and b = 0 does. */
  private Optional<InputSlopes> shifted(Point point, double by) {
    double[] x = point.values().clone();
    int amplitude = objective.amplitudes()[0];
    Arrays.fill(x, amplitude, x.length, 0);
    x[amplitude] = by;
    return evaluator.inputSlopes(point.with(x));
  }
}

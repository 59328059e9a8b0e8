package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Kink;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * Hidden units all of whose weights, bias and outgoing weights weight decay has brought to 0: on
 * their kinks on all inputs at once. To second order in its weights w and v such a unit adds v .
 * S(w) + (l2 / 2)(|w|^2 + |v|^2) to the loss, S positively homogeneous of degree 1: it sleeps on
 * while |S| < l2 for all w of length 1, and wakes where |S| is larger (docs/mathematics.md, section
 * 4.4).
 */
final class SleepingUnits {
  /** Weights below this are on their way to 0. */
  private static final double SMALL = 1e-4;

  /** S must be this far below the decay, or above it. */
  private static final double CLEAR = 1e-6;

  /** Directions tried for a way to wake a unit, and steps uphill from each. */
  private static final int DIRECTIONS = 12;

  private static final int STEPS = 6;

  private final Evaluator evaluator;
  private final ParameterLayout layout;
  private final double l2;
  private final boolean[][] asleep;
  private final boolean[] held;
  private final boolean any;

  private SleepingUnits(Evaluator evaluator, Point x) {
    Objective objective = evaluator.objective();
    this.evaluator = evaluator;
    this.layout = objective.architecture().layout();
    this.l2 = objective.l2();
    this.asleep = new boolean[layout.hiddenLayers()][];
    this.held = new boolean[x.dimension()];
    boolean some = false;
    for (int layer = 0; layer < asleep.length; layer++) {
      asleep[layer] = new boolean[layout.units(layer)];
      for (int unit = 0; unit < asleep[layer].length; unit++) {
        boolean small = l2 > 0;
        for (int place : places(layer, unit)) {
          small &= Math.abs(x.values()[place]) <= SMALL;
        }

        asleep[layer][unit] = small;
        some |= small;
        for (int place : small ? places(layer, unit) : new int[0]) {
          held[place] = true;
        }
      }
    }

    this.any = some;
  }

  /** The units that are asleep at a point, or about to be; none without weight decay. */
  static SleepingUnits at(Evaluator evaluator, Point x) {
    return new SleepingUnits(evaluator, x);
  }

  private int[] places(int layer, int unit) {
    int[] in = layout.incoming(layer, unit);
    int[] out = layout.outgoing(layer, unit);
    int[] all = Arrays.copyOf(in, in.length + out.length);
    System.arraycopy(out, 0, all, in.length, out.length);
    return all;
  }

  boolean any() {
    return any;
  }

  /** Their parameters, which are held at 0. */
  boolean[] held() {
    return held.clone();
  }

  boolean has(Kink kink) {
    return asleep[kink.layer()][kink.unit()];
  }

  /** The point with their parameters at 0. */
  Point settled(Point x) {
    double[] values = x.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = held[i] ? 0 : values[i];
    }

    return x.with(values);
  }

  /**
   * Exactly one is not null.
   *
   * @param words why all of them sleep on
   * @param woken a point of lower loss with one of them awake
   * @param open why it is not known
   */
  record Outcome(String words, Point woken, String open) {}

  /**
   * Whether they sleep on where all else is at a minimum.
   *
   * @param x with their parameters at 0
   * @param pins of the other units
   */
  Outcome judged(Point x, List<Kink> pins, RandomStream stream, SearchBudget budget) {
    Inspection seen = evaluator.inspect(x);
    budget.add(1);
    List<String> words = new ArrayList<>();
    int first = 0;
    for (int layer = 0; layer < asleep.length; layer++) {
      for (int unit = 0; unit < asleep[layer].length; unit++) {
        if (!asleep[layer][unit] || feedsSleepersAlone(layer)) {
          continue;
        }

        boolean known = nothingEnters(layer, first, seen) && unpinnedBehind(layer, pins);
        double pull = known ? pullOfBias(layer, unit, x, budget) : Double.NaN;
        if (pull < (1 - CLEAR) * l2) {
          words.add(
              String.format(
                  Locale.ROOT, "unit %d of layer %d is pulled by %.3g", unit + 1, layer + 1, pull));
          continue;
        }

        Point woken = woken(layer, unit, x, stream, budget);
        return woken != null
            ? new Outcome(null, woken, null)
            : new Outcome(
                null,
                null,
                String.format(
                    Locale.ROOT,
                    "unit %d of layer %d is 0 by weight decay, and whether it stays so is not"
                        + " known",
                    unit + 1,
                    layer + 1));
      }

      first += asleep[layer].length;
    }

    return new Outcome(
        String.format(Locale.ROOT, "units held at 0 by a decay of %.3g, pulled by less", l2)
            + (words.isEmpty() ? "" : ": " + String.join(", ", words)),
        null,
        null);
  }

  /** What they add is of third order then. */
  private boolean feedsSleepersAlone(int layer) {
    boolean all = layer + 1 < asleep.length;
    for (int k = 0; all && k < asleep[layer + 1].length; k++) {
      all &= asleep[layer + 1][k];
    }

    return all;
  }

  /**
   * Whether all units of the layer before are off on all rows or asleep themselves, so that a bias
   * alone moves a unit to first order.
   *
   * @param first number of the layer's first unit among all hidden units
   */
  private boolean nothingEnters(int layer, int first, Inspection seen) {
    boolean all = layer > 0 && evaluator.objective().architecture().activation().kink() == 1;
    for (int k = 0; all && k < asleep[layer - 1].length; k++) {
      int unit = first - asleep[layer - 1].length + k;
      all &= asleep[layer - 1][k] || seen.sides().negative()[unit];
    }

    return all;
  }

  private static boolean unpinnedBehind(int layer, List<Kink> pins) {
    return pins.stream().noneMatch(pin -> pin.layer() > layer);
  }

  /** |S| at a bias of 1, with what rounding may add; 0 without biases. */
  private double pullOfBias(int layer, int unit, Point x, SearchBudget budget) {
    if (!layout.hasBias(layer)) {
      return 0;
    }

    double[] values = x.values().clone();
    values[layout.bias(layer, unit)] = 1;
    Point awake = x.with(values);
    double[] gradient = evaluator.evaluate(Question.gradient(awake)).gradient().values();
    double[] rounding = evaluator.inspect(awake).gradientRounding();
    budget.add(2);
    double sum = 0;
    for (int place : layout.outgoing(layer, unit)) {
      double most = Math.abs(gradient[place]) + rounding[place];
      sum += most * most;
    }

    return Math.sqrt(sum);
  }

  /** Goes uphill in |S|, w and v in turn; null where no unit weight lowers the loss. */
  private Point woken(int layer, int unit, Point x, RandomStream stream, SearchBudget budget) {
    int[] in = layout.incoming(layer, unit);
    int[] out = layout.outgoing(layer, unit);
    double value = evaluator.evaluate(Question.value(x)).value();
    for (int trial = 0; trial < DIRECTIONS; trial++) {
      double[] w = new double[in.length];
      for (int i = 0; i < w.length; i++) {
        w[i] = stream.nextGaussian();
      }

      for (int k = 0; k < STEPS; k++) {
        w = PinnedRows.times(1 / Math.sqrt(PinnedRows.dot(w, w)), w);
        double[] s = gradient(x, in, w, out, new double[out.length], out);
        double length = Math.sqrt(PinnedRows.dot(s, s));
        budget.add(1);
        if (length > (1 + CLEAR) * l2) {
          Point lower = lower(x, in, w, out, PinnedRows.times(-1 / length, s), value, budget);
          if (lower != null) {
            return lower;
          }
        }

        // For a small v the loss is linear in it, and its gradient by w says where |S| grows.
        double[] v = PinnedRows.times(-CLEAR / Math.max(length, Double.MIN_NORMAL), s);
        double[] g = gradient(x, in, w, out, v, in);
        budget.add(1);
        for (int i = 0; i < w.length; i++) {
          w[i] = -(g[i] - l2 * w[i]);
        }

        if (!(PinnedRows.dot(w, w) > 0)) {
          break;
        }
      }
    }

    return null;
  }

  private double[] gradient(Point x, int[] in, double[] w, int[] out, double[] v, int[] of) {
    double[] g =
        evaluator.evaluate(Question.gradient(moved(x, in, w, out, v, 1))).gradient().values();
    double[] part = new double[of.length];
    for (int i = 0; i < part.length; i++) {
      part[i] = g[of[i]];
    }

    return part;
  }

  private Point lower(
      Point x, int[] in, double[] w, int[] out, double[] v, double value, SearchBudget budget) {
    Point best = null;
    double lowest = value - 16 * Math.ulp(Math.abs(value));
    for (double t = 1; t > 1e-5; t /= 4) {
      Point there = moved(x, in, w, out, v, t);
      double loss = evaluator.evaluate(Question.value(there)).value();
      budget.add(1);
      if (loss < lowest) {
        lowest = loss;
        best = there;
      }
    }

    return best;
  }

  private static Point moved(Point x, int[] in, double[] w, int[] out, double[] v, double t) {
    double[] values = x.values().clone();
    for (int i = 0; i < in.length; i++) {
      values[in[i]] = t * w[i];
    }

    for (int k = 0; k < out.length; k++) {
      values[out[k]] = t * v[k];
    }

    return x.with(values);
  }
}

package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.minimacensus.model.Activation;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.ExponentialTail;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.objective.Inspection;

/**
 * Structural signs that a network heads for a minimum at infinity whose effect is below rounding in
 * the raw parameters: saturated units, pairs of units that merge while their outgoing weights
 * cancel, fading units, units that are straight on nearly all rows. They only nominate: a point
 * with such a sign and an unresolved spectrum is not called a minimum (docs/mathematics.md).
 */
final class RunawayFlags {
  /** Incoming weights of a merging pair differ by less than this, relative to their size. */
  private static final double MERGED = 0.05;

  /** Outgoing weights of a merging pair cancel down to this share. */
  private static final double CANCELLED = 0.1;

  /**
   * A fading unit's incoming weights are this small while its outgoing weights are the inverse or
   * more.
   */
  private static final double FADING = 0.02;

  /** Exponents beyond this: the second term of a tail is below 1/400 of the first. */
  private static final double TAIL = 6;

  private RunawayFlags() {}

  /** Signs found, in words; empty when there are none. */
  static List<String> of(Architecture architecture, double[] theta, Inspection seen) {
    List<String> flags = new ArrayList<>();
    boolean[] saturated = seen.saturatedUnits();
    int saturatedCount = 0;
    for (boolean s : saturated) {
      saturatedCount += s ? 1 : 0;
    }

    if (saturatedCount > 0) {
      flags.add(
          saturatedCount + " of " + saturated.length + " hidden units saturated on every row");
    }

    if (seen.saturatedOutputs() > 0) {
      flags.add("output activation saturated on " + seen.saturatedOutputs() + " rows");
    }

    ParameterLayout layout = architecture.layout();
    int hidden = 0;
    for (int l = 0; l < layout.hiddenLayers(); l++) {
      for (int i = 0; i < layout.units(l); i++, hidden++) {
        if (sharp(architecture, seen, hidden, l)) {
          flags.add(
              "unit "
                  + (i + 1)
                  + " of layer "
                  + (l + 1)
                  + " bends on "
                  + seen.curvedRows()[hidden]
                  + " of the rows that pull");
        }

        if (fading(layout, theta, l, i)) {
          flags.add("unit " + (i + 1) + " of layer " + (l + 1) + " fades");
        }

        if (inTail(architecture, theta, l, i)) {
          flags.add("unit " + (i + 1) + " of layer " + (l + 1) + " lies in its exponential tail");
        }
      }

      for (Pair pair : merging(architecture, theta, l)) {
        flags.add(
            "units "
                + (pair.first + 1)
                + " and "
                + (pair.second + 1)
                + " of layer "
                + (l + 1)
                + " merge");
      }
    }

    return flags;
  }

  /**
   * Indexes into theta of the parameters that the signs say to grow: incoming weights of units that
   * saturate or sharpen, outgoing weights of units that merge or fade, the output layer where
   * outputs saturate.
   */
  static IntStream indexes(Architecture architecture, double[] theta, Inspection seen) {
    ParameterLayout layout = architecture.layout();
    int last = layout.layers() - 1;
    IntStream all =
        seen.saturatedOutputs() > 0
            ? IntStream.range(layout.weightOffset(last), layout.dimension())
            : IntStream.empty();
    int hidden = 0;
    for (int l = 0; l < layout.hiddenLayers(); l++) {
      for (int i = 0; i < layout.units(l); i++) {
        if (seen.saturatedUnits()[hidden] || sharp(architecture, seen, hidden, l)) {
          all = IntStream.concat(all, Arrays.stream(layout.incoming(l, i)));
        }

        if (fading(layout, theta, l, i) || inTail(architecture, theta, l, i)) {
          all = IntStream.concat(all, Arrays.stream(layout.outgoing(l, i)));
        }

        hidden++;
      }

      for (Pair pair : merging(architecture, theta, l)) {
        all = IntStream.concat(all, Arrays.stream(layout.outgoing(l, pair.first)));
        all = IntStream.concat(all, Arrays.stream(layout.outgoing(l, pair.second)));
      }
    }

    return all.sorted().distinct();
  }

  /**
   * Whether a hidden unit is straight on nearly all rows: as many rows as it has incoming weights
   * can be pinned on the bend of a unit that is sharpened without end.
   */
  private static boolean sharp(Architecture architecture, Inspection seen, int hidden, int layer) {
    ParameterLayout layout = architecture.layout();
    boolean curved = architecture.activation().smooth() && !architecture.activation().linear();
    long bends = seen.curvedRows()[hidden];
    return curved && bends <= layout.parameters(layer) && bends < seen.pullingRows();
  }

  /**
   * Two units of a hidden layer, from 0, that merge.
   *
   * @param sign 1 when their incoming weights merge; -1 when those of an odd activation do after
   *     the sign of the second unit has changed
   * @param distance of the incoming weights, relative to their size
   */
  record Pair(int first, int second, int sign, double distance) {}

  /** Units of a hidden layer that merge while their outgoing weights cancel. */
  static List<Pair> merging(Architecture architecture, double[] theta, int layer) {
    // Units merge into a derivative of the activation: of a straight line there is none to gain,
    // and kinks leave none.
    if (!architecture.activation().smooth() || architecture.activation().linear()) {
      return List.of();
    }

    ParameterLayout layout = architecture.layout();
    boolean odd = architecture.activation().parity() == Activation.Parity.ODD;
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < layout.units(layer); i++) {
      for (int j = i + 1; j < layout.units(layer); j++) {
        Pair same = pair(layout, theta, layer, i, j, 1);
        Pair turned = odd ? pair(layout, theta, layer, i, j, -1) : null;
        if (same != null || turned != null) {
          pairs.add(same != null ? same : turned);
        }
      }
    }

    return pairs;
  }

  /** Groups of three and more units of a hidden layer that merge while all together cancel. */
  static List<List<Integer>> mergingTogether(Architecture architecture, double[] theta, int layer) {
    ParameterLayout layout = architecture.layout();
    boolean odd = architecture.activation().parity() == Activation.Parity.ODD;
    List<List<Integer>> groups = new ArrayList<>();
    boolean[] seen = new boolean[layout.units(layer)];
    for (int i = 0; i < seen.length; i++) {
      List<Integer> group = new ArrayList<>();
      double[] sum = new double[layout.units(layer + 1)];
      double total = 0;
      for (int j = i; j < seen.length && !seen[i]; j++) {
        int sign =
            close(layout, theta, layer, i, j, 1) < MERGED
                ? 1
                : odd && close(layout, theta, layer, i, j, -1) < MERGED ? -1 : 0;
        if (sign != 0 && !seen[j]) {
          group.add(j);
          for (int k = 0; k < sum.length; k++) {
            double v = theta[layout.weight(layer + 1, k, j)];
            sum[k] += sign * v;
            total += Math.abs(v);
          }
        }
      }

      double left = 0;
      for (double s : sum) {
        left += Math.abs(s);
      }

      if (group.size() > 2 && left < CANCELLED * total) {
        group.forEach(j -> seen[j] = true);
        groups.add(group);
      }
    }

    return groups;
  }

  /** Distance of the incoming weights, relative to their size. */
  private static double close(
      ParameterLayout layout, double[] theta, int layer, int i, int j, int sign) {
    double size =
        squaredDistance(layout, theta, layer, i, i, 0)
            + squaredDistance(layout, theta, layer, j, j, 0);
    return Math.sqrt(squaredDistance(layout, theta, layer, i, j, sign) / size);
  }

  /** Whether a hidden unit that is used is saturated on every row, or an output on some row. */
  static boolean saturated(Inspection seen) {
    for (boolean s : seen.saturatedUnits()) {
      if (s) {
        return true;
      }
    }

    return seen.saturatedOutputs() > 0;
  }

  private static boolean fading(ParameterLayout layout, double[] theta, int layer, int unit) {
    double in = Math.sqrt(squaredDistance(layout, theta, layer, unit, unit, 0));
    return in < FADING && largestOutgoing(layout, theta, layer, unit) > 1 / FADING;
  }

  private static double largestOutgoing(
      ParameterLayout layout, double[] theta, int layer, int unit) {
    double out = 0;
    for (int k = 0; k < layout.units(layer + 1); k++) {
      out = Math.max(out, Math.abs(theta[layout.weight(layer + 1, k, unit)]));
    }

    return out;
  }

  /** Whether a bias has gone into an exponential tail and outgoing weights have grown with it. */
  private static boolean inTail(Architecture architecture, double[] theta, int layer, int unit) {
    ParameterLayout layout = architecture.layout();
    Optional<ExponentialTail> tail = architecture.activation().exponentialTail();
    if (tail.isEmpty() || !layout.hasBias(layer)) {
      return false;
    }

    double bias = theta[layout.bias(layer, unit)];
    boolean odd = architecture.activation().parity() == Activation.Parity.ODD;
    double depth = tail.get().rate() * (odd ? Math.abs(bias) : -bias);
    return depth > TAIL && largestOutgoing(layout, theta, layer, unit) > StrictMath.exp(depth / 2);
  }

  /** Null when these units do not merge. */
  private static Pair pair(
      ParameterLayout layout, double[] theta, int layer, int i, int j, int sign) {
    double apart = squaredDistance(layout, theta, layer, i, j, sign);
    double size =
        squaredDistance(layout, theta, layer, i, i, 0)
            + squaredDistance(layout, theta, layer, j, j, 0);
    if (apart > MERGED * MERGED * size) {
      return null;
    }

    double sum = 0;
    double total = 0;
    for (int k = 0; k < layout.units(layer + 1); k++) {
      double vi = theta[layout.weight(layer + 1, k, i)];
      double vj = theta[layout.weight(layer + 1, k, j)];
      sum += Math.abs(vi + sign * vj);
      total += Math.abs(vi) + Math.abs(vj);
    }

    return total > 0 && sum < CANCELLED * total
        ? new Pair(i, j, sign, Math.sqrt(apart / size))
        : null;
  }

  /** |w_i - sign w_j|^2 of the incoming weights, biases included; |w_i|^2 for sign 0. */
  private static double squaredDistance(
      ParameterLayout layout, double[] theta, int layer, int i, int j, int sign) {
    double sum = 0;
    for (int k = 0; k < layout.inputs(layer); k++) {
      double d = theta[layout.weight(layer, i, k)] - sign * theta[layout.weight(layer, j, k)];
      sum += d * d;
    }

    if (layout.hasBias(layer)) {
      int b = layout.biasOffset(layer);
      double d = theta[b + i] - sign * theta[b + j];
      sum += d * d;
    }

    return sum;
  }
}

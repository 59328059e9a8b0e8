package org.minimacensus.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The smaller network that a network with superfluous units is (Sussmann 1992; Fukumizu and Amari
 * 2000), layer by layer until nothing changes any more:
 *
 * <ul>
 *   <li>units that do nothing are dropped: nothing goes out of them, or they are silent on the
 *       data;
 *   <li>constant units (nothing comes in but the bias) are folded into the biases behind them;
 *   <li>units that are equal, up to a flip, a scale or a shift of the bias, are merged by adding
 *       what goes out of them; sines of one frequency by adding phasors, which leaves two of them
 *       where the phases of the outputs differ.
 * </ul>
 *
 * <p>Under weight decay these are one function and not one penalty, with one exception: relu units
 * of one direction, in and out, |(w, b)| = |v| each, can share what they do as they like. Those are
 * merged.
 */
public final class NetworkReduction {
  /** Parameters within this times (1 + |value|) are one. */
  static final double EQUAL = 1e-6;

  /** What is below this does not count. */
  static final double NOTHING = 1e-9;

  private final NetworkSymmetry symmetry;
  private final Architecture architecture;
  private final List<List<Unit>> hidden = new ArrayList<>();
  private final List<Unit> outputs = new ArrayList<>();

  /** Incoming weights and bias. */
  private static final class Unit {
    private double[] weights;
    private double bias;
    private final boolean silent;

    Unit(double[] weights, double bias, boolean silent) {
      this.weights = weights;
      this.bias = bias;
      this.silent = silent;
    }
  }

  /**
   * @param hidden widths of the hidden layers, perhaps 0
   * @param theta parameters of the network of these widths
   */
  public record Reduced(List<Integer> hidden, double[] theta) {}

  private NetworkReduction(NetworkSymmetry symmetry, double[] theta, boolean[][] silent) {
    this.symmetry = symmetry;
    this.architecture = symmetry.architecture();
    ParameterLayout layout = symmetry.layout();
    for (int l = 0; l < layout.layers(); l++) {
      boolean last = l == layout.layers() - 1;
      List<Unit> units = last ? outputs : new ArrayList<>();
      for (int u = 0; u < layout.units(l); u++) {
        double[] weights = new double[layout.inputs(l)];
        System.arraycopy(theta, layout.weight(l, u, 0), weights, 0, weights.length);
        double bias = layout.hasBias(l) ? theta[layout.bias(l, u)] : 0;
        units.add(new Unit(weights, bias, !last && silent[l][u]));
      }
      if (!last) {
        hidden.add(units);
      }
    }
  }

  /**
   * @param symmetry of a network whose units are not mixed
   * @param silent by hidden layer and unit: whether the unit does nothing on the data
   */
  public static Reduced of(NetworkSymmetry symmetry, double[] theta, boolean[][] silent) {
    double[] centred = theta.clone();
    symmetry.centreOutputs(centred);
    NetworkReduction network = new NetworkReduction(symmetry, centred, silent);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int l = network.hidden.size() - 1; l >= 0; l--) {
        changed |= network.drop(l);
      }
      for (int l = 0; l < network.hidden.size(); l++) {
        changed |= !symmetry.decayed() && network.fold(l);
        changed |= network.merge(l);
      }
    }

    return network.reduced();
  }

  private List<Unit> next(int layer) {
    return layer + 1 < hidden.size() ? hidden.get(layer + 1) : outputs;
  }

  private boolean drop(int layer) {
    List<Unit> units = hidden.get(layer);
    boolean changed = false;
    for (int j = units.size() - 1; j >= 0; j--) {
      if (units.get(j).silent || largest(outgoing(layer, j)) <= NOTHING) {
        remove(layer, j);
        changed = true;
      }
    }

    return changed;
  }

  private boolean fold(int layer) {
    List<Unit> units = hidden.get(layer);
    boolean changed = false;
    for (int j = units.size() - 1; j >= 0; j--) {
      Unit unit = units.get(j);
      if (largest(unit.weights) > NOTHING) {
        continue;
      }

      double constant = ScalarActivation.value(architecture.activation(), unit.bias);
      if (hasBias(layer + 1) || Math.abs(constant) <= NOTHING) {
        for (Unit k : next(layer)) {
          k.bias += hasBias(layer + 1) ? k.weights[j] * constant : 0;
        }
        remove(layer, j);
        changed = true;
      }
    }

    return changed;
  }

  private boolean merge(int layer) {
    List<Unit> units = hidden.get(layer);
    boolean changed = false;
    for (int i = 0; i < units.size(); i++) {
      for (int j = units.size() - 1; j > i; j--) {
        changed |= symmetry.decayed() ? mergeParallel(layer, i, j) : mergeEqual(layer, i, j);
      }
      changed |= symmetry.shiftsBiases() && mergePhasors(layer, i);
    }

    return changed;
  }

  private boolean mergeEqual(int layer, int i, int j) {
    Unit kept = hidden.get(layer).get(i);
    Unit other = hidden.get(layer).get(j);
    UnitRelation relation =
        UnitRelation.between(
            symmetry, layer, kept.weights, kept.bias, other.weights, other.bias, EQUAL);
    if (relation == null) {
      return false;
    }

    for (Unit k : next(layer)) {
      double v = k.weights[j];
      k.weights[i] += relation.factor() * v;
      k.bias += relation.constant() * v;
      if (relation.linear() != 0) {
        int width = hidden.get(layer).size();
        for (int x = 0; x < kept.weights.length; x++) {
          k.weights[width + x] += relation.linear() * v * kept.weights[x];
        }
        k.bias += relation.linear() * v * kept.bias;
      }
    }
    remove(layer, j);
    return true;
  }

  /** Under weight decay: relu units whose (w, b) and v have the same directions. */
  private boolean mergeParallel(int layer, int i, int j) {
    if (!UnitRelation.shareable(architecture.activation())) {
      return false;
    }

    Unit kept = hidden.get(layer).get(i);
    Unit other = hidden.get(layer).get(j);
    double in = UnitRelation.ratio(kept.weights, kept.bias, other.weights, other.bias, EQUAL);
    double out = UnitRelation.ratio(outgoing(layer, i), 0, outgoing(layer, j), 0, EQUAL);
    if (!(in > 0 && out > 0)) {
      return false;
    }

    // v_i w_i + v_j w_j = (1 + in out) v_i w_i, shared evenly by both sides.
    double factor = Math.sqrt(1 + in * out);
    for (int x = 0; x < kept.weights.length; x++) {
      kept.weights[x] *= factor;
    }
    kept.bias *= factor;
    for (Unit k : next(layer)) {
      k.weights[i] *= factor;
    }
    remove(layer, j);
    return true;
  }

  /**
   * All sines of the frequency of unit i as one, v sin(w.x + b), or where the outputs need two
   * phases as two, P sin(w.x) + Q sin(w.x + pi/2); v, P and Q columns.
   */
  private boolean mergePhasors(int layer, int i) {
    List<Unit> units = hidden.get(layer);
    Unit kept = units.get(i);
    List<Integer> same = new ArrayList<>();
    for (int j = i; j < units.size(); j++) {
      if (UnitRelation.sign(kept.weights, 0, units.get(j).weights, 0, EQUAL) != 0) {
        same.add(j);
      }
    }
    int count = next(layer).size();
    if (same.size() < 2 || largest(kept.weights) <= NOTHING) {
      return false;
    }

    double[] p = new double[count];
    double[] q = new double[count];
    for (int j : same) {
      Unit unit = units.get(j);
      int sign = UnitRelation.sign(kept.weights, 0, unit.weights, 0, EQUAL);
      for (int k = 0; k < count; k++) {
        double v = next(layer).get(k).weights[j];
        p[k] += sign * v * StrictMath.cos(unit.bias);
        q[k] += v * StrictMath.sin(unit.bias);
      }
    }

    int strongest = 0;
    for (int k = 1; k < count; k++) {
      strongest =
          StrictMath.hypot(p[k], q[k]) > StrictMath.hypot(p[strongest], q[strongest])
              ? k
              : strongest;
    }
    double phase = StrictMath.atan2(q[strongest], p[strongest]);
    boolean one = true;
    for (int k = 0; k < count; k++) {
      double across = p[k] * StrictMath.sin(phase) - q[k] * StrictMath.cos(phase);
      one &= Math.abs(across) <= EQUAL * (1 + StrictMath.hypot(p[k], q[k]));
    }
    if (!one && same.size() == 2 && standard(units.get(same.get(0)), units.get(same.get(1)))) {
      return false;
    }

    kept.bias = one ? phase : 0;
    int second = same.get(1);
    for (int k = 0; k < count; k++) {
      Unit to = next(layer).get(k);
      to.weights[i] = one ? p[k] * StrictMath.cos(phase) + q[k] * StrictMath.sin(phase) : p[k];
      to.weights[second] = q[k];
    }
    units.get(second).weights = kept.weights.clone();
    units.get(second).bias = Math.PI / 2;
    for (int s = same.size() - 1; s >= (one ? 1 : 2); s--) {
      remove(layer, same.get(s));
    }

    return true;
  }

  private static boolean standard(Unit sine, Unit cosine) {
    return sine.bias == 0
        && cosine.bias == Math.PI / 2
        && java.util.Arrays.equals(sine.weights, cosine.weights);
  }

  private boolean hasBias(int layer) {
    return layer < hidden.size() ? architecture.bias() : architecture.outputBias();
  }

  private double[] outgoing(int layer, int unit) {
    return next(layer).stream().mapToDouble(k -> k.weights[unit]).toArray();
  }

  private void remove(int layer, int unit) {
    hidden.get(layer).remove(unit);
    for (Unit k : next(layer)) {
      double[] fewer = new double[k.weights.length - 1];
      System.arraycopy(k.weights, 0, fewer, 0, unit);
      System.arraycopy(k.weights, unit + 1, fewer, unit, fewer.length - unit);
      k.weights = fewer;
    }
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }

    return largest;
  }

  private Reduced reduced() {
    List<Integer> widths = hidden.stream().map(List::size).toList();
    NetworkSymmetry smaller = symmetry.withHidden(widths);
    ParameterLayout layout = smaller.layout();
    double[] theta = new double[layout.dimension()];
    for (int l = 0; l < layout.layers(); l++) {
      List<Unit> units = l < hidden.size() ? hidden.get(l) : outputs;
      for (int u = 0; u < units.size(); u++) {
        double[] weights = units.get(u).weights;
        for (int i = 0; i < weights.length; i++) {
          theta[layout.weight(l, u, i)] = weights[i];
        }
        if (layout.hasBias(l)) {
          theta[layout.bias(l, u)] = units.get(u).bias;
        }
      }
    }

    return new Reduced(widths, theta);
  }
}

package org.minimacensus.model;

import java.util.ArrayList;
import java.util.List;
import org.minimacensus.numeric.SymmetricEigen;

/**
 * Counts the directions along which a network can move at a point without a change of its function
 * on the data and of its penalty, for reasons that are known: continuous symmetries (scaling of
 * units, mixing of units, a common shift of the outputs) and superfluous units ({@link
 * NetworkReduction}: free weights of units that do nothing, exchange between equal units, constant
 * units). A minimum whose Hessian has no more zero modes than these directions is isolated but for
 * them.
 *
 * <p>The directions are tangents of manifolds through the point; their number is the rank of all of
 * them together.
 */
public final class FlatDirections {
  /** Squared singular values below this share of the largest are 0. */
  private static final double RANK = 1e-10;

  private static final double EQUAL = NetworkReduction.EQUAL;

  private final NetworkSymmetry symmetry;
  private final ParameterLayout layout;
  private final double[] theta;
  private final boolean[][] silent;
  private final boolean[][] useless;
  private final List<double[]> tangents = new ArrayList<>();

  private FlatDirections(NetworkSymmetry symmetry, double[] theta, boolean[][] silent) {
    this.symmetry = symmetry;
    this.layout = symmetry.layout();
    this.theta = theta;
    this.silent = silent;
    this.useless = new boolean[silent.length][];
    for (int l = silent.length - 1; l >= 0; l--) {
      useless[l] = new boolean[layout.units(l)];
      for (int j = 0; j < useless[l].length; j++) {
        useless[l][j] = silent[l][j] || nothingGoesOut(l, j);
      }
    }
  }

  private boolean nothingGoesOut(int layer, int unit) {
    for (int k = 0; k < layout.units(layer + 1); k++) {
      boolean used = layer + 1 >= useless.length || !useless[layer + 1][k];
      if (used && Math.abs(theta[layout.weight(layer + 1, k, unit)]) > NetworkReduction.NOTHING) {
        return false;
      }
    }

    return true;
  }

  /**
   * @param silent by hidden layer and unit: whether the unit does nothing on the data, nor would
   *     with its weights a little changed
   */
  public static int count(NetworkSymmetry symmetry, double[] theta, boolean[][] silent) {
    if (symmetry.mixesUnits() && !symmetry.decayed()) {
      return symmetry.layout().dimension() - polynomialRank(symmetry, theta);
    }

    return rank(tangents(symmetry, theta, silent));
  }

  /** The directions where units are not mixed without decay; perhaps some more than once, or 0. */
  static List<double[]> tangents(NetworkSymmetry symmetry, double[] theta, boolean[][] silent) {
    FlatDirections flat = new FlatDirections(symmetry, theta, silent);
    if (symmetry.shiftsOutputs()) {
      flat.shiftOutputs();
    }
    for (int l = 0; l < silent.length; l++) {
      flat.layer(l);
    }

    return flat.tangents;
  }

  private void shiftOutputs() {
    for (int[] column : symmetry.outputColumns()) {
      double[] tangent = tangent();
      for (int index : column) {
        tangent[index] = 1;
      }
    }
  }

  private void layer(int l) {
    for (int j = 0; j < layout.units(l); j++) {
      if (symmetry.decayed()) {
        continue;
      }

      if (symmetry.scalesUnits()) {
        scaling(l, j);
      }
      if (useless[l][j]) {
        free(l, j);
      } else {
        constant(l, j);
      }
    }
    for (int i = 0; i < layout.units(l); i++) {
      for (int j = 0; j < layout.units(l); j++) {
        if (i != j && !useless[l][i] && !useless[l][j]) {
          pair(l, i, j);
        }
      }
    }
  }

  private void pair(int l, int i, int j) {
    if (!symmetry.decayed()) {
      exchange(l, i, j);
      if (symmetry.shiftsBiases() && i < j) {
        phasors(l, i, j);
      }
    } else if (symmetry.mixesUnits() && i < j) {
      rotation(l, i, j);
    } else if (i < j) {
      share(l, i, j);
    }
  }

  private double[] tangent() {
    double[] tangent = new double[theta.length];
    tangents.add(tangent);
    return tangent;
  }

  private double[] weights(int l, int unit) {
    double[] weights = new double[layout.inputs(l)];
    System.arraycopy(theta, layout.weight(l, unit, 0), weights, 0, weights.length);
    return weights;
  }

  private double bias(int l, int unit) {
    return layout.hasBias(l) ? theta[layout.bias(l, unit)] : 0;
  }

  private double[] outgoing(int l, int unit) {
    double[] v = new double[layout.units(l + 1)];
    for (int k = 0; k < v.length; k++) {
      v[k] = theta[layout.weight(l + 1, k, unit)];
    }

    return v;
  }

  private void scaling(int l, int unit) {
    double[] tangent = tangent();
    addIncoming(tangent, l, unit, unit, 1);
    addOutgoing(tangent, l, unit, unit, -1);
  }

  /** Adds a multiple of the incoming parameters of one unit at the place of another's. */
  private void addIncoming(double[] tangent, int l, int place, int unit, double factor) {
    for (int i = 0; i < layout.inputs(l); i++) {
      tangent[layout.weight(l, place, i)] += factor * theta[layout.weight(l, unit, i)];
    }
    if (layout.hasBias(l)) {
      tangent[layout.bias(l, place)] += factor * theta[layout.bias(l, unit)];
    }
  }

  private void addOutgoing(double[] tangent, int l, int place, int unit, double factor) {
    for (int k = 0; k < layout.units(l + 1); k++) {
      tangent[layout.weight(l + 1, k, place)] += factor * theta[layout.weight(l + 1, k, unit)];
    }
  }

  private void free(int l, int unit) {
    for (int i = 0; i < layout.inputs(l); i++) {
      tangent()[layout.weight(l, unit, i)] = 1;
    }
    if (layout.hasBias(l)) {
      tangent()[layout.bias(l, unit)] = 1;
    }
    for (int k = 0; k < layout.units(l + 1) && silent[l][unit]; k++) {
      tangent()[layout.weight(l + 1, k, unit)] = 1;
    }
  }

  /** Nothing comes in but the bias: v sigma(b) is one with the biases behind. */
  private void constant(int l, int unit) {
    for (double weight : weights(l, unit)) {
      if (Math.abs(weight) > NetworkReduction.NOTHING) {
        return;
      }
    }

    Activation sigma = symmetry.architecture().activation();
    double value = ScalarActivation.value(sigma, bias(l, unit));
    boolean folded = layout.hasBias(l + 1);
    for (int k = 0; k < layout.units(l + 1); k++) {
      if (folded || Math.abs(value) <= NetworkReduction.NOTHING) {
        double[] tangent = tangent();
        tangent[layout.weight(l + 1, k, unit)] = 1;
        if (folded) {
          tangent[layout.bias(l + 1, k)] = -value;
        }
      }
    }
    if (layout.hasBias(l) && folded) {
      double[] tangent = tangent();
      double slope = ScalarActivation.slope(sigma, bias(l, unit));
      tangent[layout.bias(l, unit)] = 1;
      for (int k = 0; k < layout.units(l + 1); k++) {
        tangent[layout.bias(l + 1, k)] = -slope * theta[layout.weight(l + 1, k, unit)];
      }
    }
  }

  /** Equal units: what goes out of j can go out of i instead. */
  private void exchange(int l, int i, int j) {
    double[] w = weights(l, i);
    double b = bias(l, i);
    UnitRelation relation =
        UnitRelation.between(symmetry, l, w, b, weights(l, j), bias(l, j), EQUAL);
    if (relation == null) {
      return;
    }

    for (int k = 0; k < layout.units(l + 1); k++) {
      double[] tangent = tangent();
      tangent[layout.weight(l + 1, k, j)] = 1;
      tangent[layout.weight(l + 1, k, i)] = -relation.factor();
      if (layout.hasBias(l + 1)) {
        tangent[layout.bias(l + 1, k)] = -relation.constant() - relation.linear() * b;
      }
      for (int x = 0; x < w.length && relation.linear() != 0; x++) {
        tangent[layout.weight(l + 1, k, layout.units(l) + x)] = -relation.linear() * w[x];
      }
    }
  }

  /** Sines of one frequency: changes of v and b that keep the sum of their phasors. */
  private void phasors(int l, int i, int j) {
    int sign = UnitRelation.sign(weights(l, i), 0, weights(l, j), 0, EQUAL);
    if (sign == 0) {
      return;
    }

    int outputs = layout.units(l + 1);
    int[] units = {i, j};
    int[] signs = {1, sign};
    int n = 2 * (outputs + 1);
    double[][] rows = new double[2 * outputs][n];
    int[] indexes = new int[n];
    for (int s = 0; s < 2; s++) {
      double cos = StrictMath.cos(bias(l, units[s]));
      double sin = StrictMath.sin(bias(l, units[s]));
      double[] v = outgoing(l, units[s]);
      int at = s * (outputs + 1);
      indexes[at + outputs] = layout.bias(l, units[s]);
      for (int k = 0; k < outputs; k++) {
        indexes[at + k] = layout.weight(l + 1, k, units[s]);
        rows[2 * k][at + k] = signs[s] * cos;
        rows[2 * k + 1][at + k] = sin;
        rows[2 * k][at + outputs] = -signs[s] * v[k] * sin;
        rows[2 * k + 1][at + outputs] = v[k] * cos;
      }
    }

    SymmetricEigen eigen = SymmetricEigen.of(gramOfColumns(rows, n), n);
    double largest = eigen.values()[n - 1];
    for (int e = 0; e < n; e++) {
      if (eigen.values()[e] <= RANK * largest) {
        double[] tangent = tangent();
        for (int x = 0; x < n; x++) {
          tangent[indexes[x]] = eigen.vector(e, x);
        }
      }
    }
  }

  /** Mixing under weight decay: any two identities, and squares with equal v. */
  private void rotation(int l, int i, int j) {
    boolean squares = symmetry.architecture().activation().parity() == Activation.Parity.EVEN;
    if (squares && UnitRelation.sign(outgoing(l, i), 0, outgoing(l, j), 0, EQUAL) != 1) {
      return;
    }

    double[] tangent = tangent();
    addIncoming(tangent, l, i, j, 1);
    addIncoming(tangent, l, j, i, -1);
    if (!squares) {
      addOutgoing(tangent, l, i, j, 1);
      addOutgoing(tangent, l, j, i, -1);
    }
  }

  /** Under weight decay: relu units of one direction, in and out, share what they do. */
  private void share(int l, int i, int j) {
    if (!UnitRelation.shareable(symmetry.architecture().activation())) {
      return;
    }

    double[] v = outgoing(l, i);
    double[] w = weights(l, i);
    double in = UnitRelation.ratio(w, bias(l, i), weights(l, j), bias(l, j), EQUAL);
    double out = UnitRelation.ratio(v, 0, outgoing(l, j), 0, EQUAL);
    if (in > 0 && out > 0) {
      // (1 + t) of the product of i, and what is missing from that of j.
      double lost = 1 / (in * out);
      double[] tangent = tangent();
      addIncoming(tangent, l, i, i, 1);
      addOutgoing(tangent, l, i, i, 1);
      addIncoming(tangent, l, j, j, -lost);
      addOutgoing(tangent, l, j, j, -lost);
    }
  }

  private static int polynomialRank(NetworkSymmetry symmetry, double[] theta) {
    Polynomials polynomials = new Polynomials(symmetry.architecture());
    List<double[]> columns = new ArrayList<>();
    for (int i = 0; i < theta.length; i++) {
      double h = 1e-4 * (1 + Math.abs(theta[i]));
      double[] above = moved(symmetry, polynomials, theta, i, h);
      double[] below = moved(symmetry, polynomials, theta, i, -h);
      for (int m = 0; m < above.length; m++) {
        above[m] = (above[m] - below[m]) / (2 * h);
      }
      columns.add(above);
    }

    return rank(columns);
  }

  private static double[] moved(
      NetworkSymmetry symmetry, Polynomials polynomials, double[] theta, int i, double step) {
    double[] there = theta.clone();
    there[i] += step;
    symmetry.centreOutputs(there);
    return polynomials.of(there);
  }

  /** Rank of vectors, each first scaled to length 1; those of length 0 do not count. */
  private static int rank(List<double[]> vectors) {
    List<double[]> units = new ArrayList<>();
    for (double[] vector : vectors) {
      double norm = Math.sqrt(dot(vector, vector));
      if (norm > 0) {
        double[] unit = vector.clone();
        for (int i = 0; i < unit.length; i++) {
          unit[i] /= norm;
        }
        units.add(unit);
      }
    }
    int n = units.size();
    if (n == 0) {
      return 0;
    }

    int width = units.get(0).length;
    double[] gram = n <= width ? gram(units) : gramOfColumns(units.toArray(new double[0][]), width);
    double[] values = SymmetricEigen.of(gram, Math.min(n, width)).values();
    int rank = 0;
    for (double value : values) {
      rank += value > RANK * values[values.length - 1] ? 1 : 0;
    }

    return rank;
  }

  private static double[] gram(List<double[]> rows) {
    int n = rows.size();
    double[] gram = new double[n * n];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b <= a; b++) {
        gram[a * n + b] = dot(rows.get(a), rows.get(b));
        gram[b * n + a] = gram[a * n + b];
      }
    }

    return gram;
  }

  private static double[] gramOfColumns(double[][] rows, int n) {
    double[] gram = new double[n * n];
    for (double[] row : rows) {
      for (int a = 0; a < n; a++) {
        for (int b = 0; b < n && row[a] != 0; b++) {
          gram[a * n + b] += row[a] * row[b];
        }
      }
    }

    return gram;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }

    return sum;
  }
}

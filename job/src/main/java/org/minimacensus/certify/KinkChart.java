package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.minimacensus.certify.KinkUnits.PinnedUnit;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.numeric.Roundoff;
import org.minimacensus.objective.Kink;

/**
 * Coordinates of M = {theta: z_k = 0 for all k}, z_k the pre-activation of a pinned unit on its
 * input: theta = E u + N beta(u).
 *
 * <p>What enters a layer depends on the layers before it alone, so M is made layer by layer: the
 * incoming weights of a unit are orthogonal to what enters it on the inputs on which it is pinned.
 * At the base point these rows span N's part of the weights, and E's is orthogonal to it; all other
 * parameters are coordinates as they are. Elsewhere beta solves z = 0, a linear system for each
 * unit. The first hidden layer has the same rows everywhere and beta = 0: with one hidden layer M
 * is linear.
 */
final class KinkChart {
  private final ParameterLayout layout;
  private final KinkUnits pinned;
  private final List<Kink> pins;
  private final List<PinnedUnit> units;

  /** Per leading pin its unit, and its place among the rows of it. */
  private final List<PinnedUnit> unitOf = new ArrayList<>();

  private final List<Integer> indexOf = new ArrayList<>();

  /** Parameters that are coordinates as they are. */
  private final int[] free;

  private final int size;
  private final int dimension;

  /**
   * @param theta is projected onto M, layer by layer, to be the base point; more parameters may
   *     follow
   * @param held parameters that are no coordinates, but 0
   */
  KinkChart(Architecture network, double[] theta, List<Kink> pins, boolean[] held) {
    this.layout = network.layout();
    this.size = theta.length;
    this.pinned = new KinkUnits(network, theta, pins, held);
    this.pins = pinned.pins();
    this.units = pinned.units();
    for (PinnedUnit block : units) {
      for (int i = 0; i < block.pins().size(); i++) {
        unitOf.add(block);
        indexOf.add(i);
      }
    }

    boolean[] taken = held.clone();
    int coordinates = 0;
    for (PinnedUnit block : units) {
      coordinates += block.rows().along().size();
      for (int place : block.places()) {
        taken[place] = true;
      }
    }

    int[] left = new int[theta.length];
    int count = 0;
    for (int i = 0; i < taken.length; i++) {
      if (!taken[i]) {
        left[count++] = i;
      }
    }

    this.free = Arrays.copyOf(left, count);
    this.dimension = count + coordinates;
  }

  /** The pins, and which of them lead. */
  KinkUnits pinned() {
    return pinned;
  }

  /** The inputs with pins, by their row; without parameters yet. */
  Map<Long, KinkRow> rows() {
    return pinned.rows();
  }

  /** The pins whose constraints make M. */
  List<Kink> pins() {
    return pins;
  }

  /** Units of a layer. */
  int units(int layer) {
    return layout.units(layer);
  }

  /** Number of parameters. */
  int size() {
    return size;
  }

  /** Number of coordinates. */
  int dimension() {
    return dimension;
  }

  /** Pins behind the first hidden layer, by their place among all. */
  int[] deep() {
    return IntStream.range(0, pins.size()).filter(k -> pins.get(k).layer() > 0).toArray();
  }

  /** The point of M with these coordinates; NaN beyond the reach of the chart. */
  double[] embed(double[] u) {
    double[] theta = spread(u, false);
    if (deep().length == 0) {
      return theta;
    }

    Map<Long, KinkRow> rows = rows();
    rows.values().forEach(row -> row.at(theta));
    for (int layer = 0; layer < layout.hiddenLayers(); layer++) {
      for (PinnedUnit block : units) {
        if (layer > 0 && block.layer() == layer) {
          settle(block, rows, theta);
        }
      }

      int l = layer;
      rows.values().forEach(row -> row.forward(l));
    }

    return theta;
  }

  /** Moves a unit's weights along N until it is 0 on its rows; a second time for rounding. */
  private void settle(PinnedUnit block, Map<Long, KinkRow> rows, double[] theta) {
    int n = block.pins().size();
    double[][] entering = new double[n][];
    double[][] matrix = new double[n][n];
    for (int i = 0; i < n; i++) {
      KinkRow row = rows.get(pins.get(block.pins().get(i)).row());
      entering[i] = pinned.free(row.entering(block.layer()), block.layer(), block.unit());
      for (int k = 0; k < n; k++) {
        matrix[i][k] = PinnedRows.dot(entering[i], block.rows().moves().get(k));
      }
    }

    SquareSystem system = new SquareSystem(matrix);
    for (int pass = 0; pass < 2; pass++) {
      double[] weights = new double[block.places().length];
      for (int j = 0; j < weights.length; j++) {
        weights[j] = theta[block.places()[j]];
      }

      double[] z = new double[n];
      for (int i = 0; i < n; i++) {
        z[i] = PinnedRows.dot(entering[i], weights);
      }

      double[] beta = system.solve(z);
      for (int k = 0; k < n; k++) {
        for (int j = 0; j < weights.length; j++) {
          theta[block.places()[j]] -= beta[k] * block.rows().moves().get(k)[j];
        }
      }
    }
  }

  /** E^T v. */
  double[] restricted(double[] v) {
    return restricted(v, false);
  }

  /** |E|^T v. */
  double[] restrictedSizes(double[] v) {
    return restricted(v, true);
  }

  private double[] restricted(double[] v, boolean absolute) {
    double[] u = new double[dimension];
    int at = 0;
    for (int i : free) {
      u[at++] = v[i];
    }

    for (PinnedUnit block : units) {
      for (double[] b : block.rows().along()) {
        double sum = 0;
        for (int j = 0; j < b.length; j++) {
          sum += (absolute ? Math.abs(b[j]) : b[j]) * v[block.places()[j]];
        }

        u[at++] = sum;
      }
    }

    return u;
  }

  /** E u, or |E| u. */
  double[] spread(double[] u, boolean absolute) {
    double[] v = new double[size];
    int at = 0;
    for (int i : free) {
      v[i] = u[at++];
    }

    for (PinnedUnit block : units) {
      for (double[] b : block.rows().along()) {
        for (int j = 0; j < b.length; j++) {
          v[block.places()[j]] += (absolute ? Math.abs(b[j]) : b[j]) * u[at];
        }

        at++;
      }
    }

    return v;
  }

  /** N_k . v of a pin. */
  double across(int k, double[] v) {
    double[] move = unitOf.get(k).rows().moves().get(indexOf.get(k));
    double sum = 0;
    for (int j = 0; j < move.length; j++) {
      sum += move[j] * v[unitOf.get(k).places()[j]];
    }

    return sum;
  }

  /** Adds a multiple of N_k, or of its sizes, to a vector of parameters. */
  void addAcross(int k, double factor, boolean absolute, double[] to) {
    double[] move = unitOf.get(k).rows().moves().get(indexOf.get(k));
    for (int j = 0; j < move.length; j++) {
      to[unitOf.get(k).places()[j]] += factor * (absolute ? Math.abs(move[j]) : move[j]);
    }
  }

  /** Adds what the products of a pinned unit's weights with a vector may lose by rounding. */
  void addRounding(double[] v, double[] to) {
    for (PinnedUnit block : units) {
      for (int place : block.places()) {
        to[place] += block.places().length * Roundoff.EPSILON * Math.abs(v[place]);
      }
    }
  }
}

package org.minimacensus.census;

import java.util.List;
import java.util.Optional;
import org.minimacensus.model.NetworkSymmetry;
import org.minimacensus.model.NetworkSymmetry.Flip;
import org.minimacensus.model.ParameterLayout;

/**
 * Moves parameters by a symmetry of the network so that they are close to others: units are
 * assigned layer by layer at the least sum of squared differences, each flipped if that is closer
 * (Ainsworth, Hayase and Srinivasa 2023 match weights so), then once more around with what is known
 * by then. Close, not closest: of deep networks the best assignment is not known.
 */
final class UnitAlignment {
  private static final int SWEEPS = 4;

  private final NetworkSymmetry symmetry;
  private final ParameterLayout layout;

  UnitAlignment(NetworkSymmetry symmetry) {
    this.symmetry = symmetry;
    this.layout = symmetry.layout();
  }

  /** How much the units of a layer differ: the cost of one in the place of the other. */
  @FunctionalInterface
  interface Difference {
    /**
     * @param incoming, outgoing squared distances of their parameters
     * @param size, otherSize norms of their outgoing weights
     */
    double of(double incoming, double outgoing, double size, double otherSize);
  }

  /** Plain squared distance. */
  static final Difference EUCLIDEAN = (incoming, outgoing, size, otherSize) -> incoming + outgoing;

  /** Incoming parameters of a unit without outgoing weights do not matter. */
  static final Difference WHERE_USED =
      (incoming, outgoing, size, otherSize) ->
          outgoing + (size > 0 && otherSize > 0 ? incoming : 0);

  /** An image of theta, a fresh array, that is close to the fixed parameters. */
  double[] aligned(double[] fixed, double[] theta, Difference difference) {
    return aligned(fixed, List.of(theta), difference).get(0);
  }

  /** The same, with the other parameters of a list moved by what moves the first ones. */
  List<double[]> aligned(double[] fixed, List<double[]> thetas, Difference difference) {
    List<double[]> moved = copies(thetas);
    if (symmetry.permutesInputs()) {
      alignMatrix(fixed, moved.get(0));
      return moved;
    }

    int hidden = layout.hiddenLayers();
    for (int l = 0; l < hidden; l++) {
      align(fixed, moved, l, l + 1 == hidden, difference);
    }

    for (int sweep = 0; sweep < SWEEPS && hidden > 1; sweep++) {
      List<double[]> before = copies(moved);
      for (int l = hidden - 1; l >= 0; l--) {
        align(fixed, moved, l, true, difference);
      }

      if (!(squaredDistance(fixed, moved.get(0)) < squaredDistance(fixed, before.get(0)))) {
        return before;
      }
    }

    return moved;
  }

  private static List<double[]> copies(List<double[]> thetas) {
    return thetas.stream().map(double[]::clone).toList();
  }

  static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }

    return sum;
  }

  /**
   * @param outgoing whether the units of the next layer are in their places already
   */
  private void align(
      double[] fixed, List<double[]> all, int layer, boolean outgoing, Difference difference) {
    double[] moved = all.get(0);
    int units = layout.units(layer);
    double[][] costs = new double[units][units];
    boolean[][] flipped = new boolean[units][units];
    for (int j = 0; j < units; j++) {
      for (int k = 0; k < units; k++) {
        costs[j][k] = cost(fixed, j, moved, k, layer, outgoing, 1, 1, difference);
        Flip flip = symmetry.flip(layer);
        if (flip != Flip.NONE) {
          int out = flip == Flip.EVEN ? 1 : -1;
          double other = cost(fixed, j, moved, k, layer, outgoing, -1, out, difference);
          flipped[j][k] = other < costs[j][k];
          costs[j][k] = Math.min(costs[j][k], other);
        }
      }
    }

    int[] order = cheapest(costs);
    for (double[] theta : all) {
      for (int j = 0; j < units; j++) {
        if (flipped[j][order[j]]) {
          symmetry.applyFlip(theta, layer, order[j]);
        }
      }
      symmetry.applyPermutation(theta, layer, order);
    }
  }

  private double cost(
      double[] fixed,
      int unit,
      double[] moved,
      int other,
      int layer,
      boolean outgoing,
      int inSign,
      int outSign,
      Difference difference) {
    double in = 0;
    for (int i = 0; i < layout.inputs(layer); i++) {
      double d =
          fixed[layout.weight(layer, unit, i)] - inSign * moved[layout.weight(layer, other, i)];
      in += d * d;
    }
    if (layout.hasBias(layer)) {
      int b = layout.biasOffset(layer);
      double d = fixed[b + unit] - inSign * moved[b + other];
      in += d * d;
    }

    double out = 0;
    double size = 0;
    double otherSize = 0;
    for (int k = 0; k < layout.units(layer + 1); k++) {
      double v = fixed[layout.weight(layer + 1, k, unit)];
      double u = moved[layout.weight(layer + 1, k, other)];
      size += v * v;
      otherSize += u * u;
      out += (v - outSign * u) * (v - outSign * u);
    }
    size = Math.sqrt(size);
    otherSize = Math.sqrt(otherSize);
    if (!outgoing) {
      out = (size - otherSize) * (size - otherSize);
    }

    return difference.of(in, out, size, otherSize);
  }

  /** Rows and columns in turn, as long as that brings the matrix closer. */
  private void alignMatrix(double[] fixed, double[] moved) {
    int k = symmetry.architecture().inputs();
    double distance = squaredDistance(fixed, moved);
    for (int sweep = 0; sweep < 2 * SWEEPS; sweep++) {
      double[] before = moved.clone();
      for (boolean rows : new boolean[] {true, false}) {
        permute(fixed, moved, k, rows);
      }

      double next = squaredDistance(fixed, moved);
      if (!(next < distance)) {
        System.arraycopy(before, 0, moved, 0, moved.length);
        return;
      }

      distance = next;
    }
  }

  private static void permute(double[] fixed, double[] moved, int k, boolean rows) {
    int step = rows ? k : 1;
    int along = rows ? 1 : k;
    double[][] costs = new double[k][k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        for (int c = 0; c < k; c++) {
          double d = fixed[i * step + c * along] - moved[j * step + c * along];
          costs[i][j] += d * d;
        }
      }
    }

    int[] order = cheapest(costs);
    double[] old = moved.clone();
    for (int i = 0; i < k; i++) {
      for (int c = 0; c < k; c++) {
        moved[i * step + c * along] = old[order[i] * step + c * along];
      }
    }
  }

  /** Every pair is allowed: costs are scaled to what the assignment takes. */
  private static int[] cheapest(double[][] costs) {
    double largest = Double.MIN_NORMAL;
    for (double[] row : costs) {
      for (double cost : row) {
        largest = Math.max(largest, cost);
      }
    }

    for (double[] row : costs) {
      for (int k = 0; k < row.length; k++) {
        row[k] = Math.min(1, row[k] / largest);
      }
    }

    Optional<int[]> order = Assignment.cheapest(costs);
    return order.orElseThrow(() -> new IllegalArgumentException("parameters must be finite"));
  }
}

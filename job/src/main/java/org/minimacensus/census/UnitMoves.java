package org.minimacensus.census;

import org.minimacensus.model.Activation;
import org.minimacensus.model.NetworkSymmetry;
import org.minimacensus.model.NetworkSymmetry.Flip;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.objective.Objective;

/**
 * Moves of a network's units that keep its function (Fukumizu and Amari 2000; Simsek et al. 2021):
 * they propose paths, which are then examined like any other.
 */
final class UnitMoves {
  /** Incoming parameters that agree to this, relative to 1 + |w|, are those of one unit. */
  private static final double SAME = 1e-6;

  private final NetworkSymmetry symmetry;
  private final ParameterLayout layout;
  private final boolean scales;

  UnitMoves(NetworkSymmetry symmetry, Objective objective) {
    this.symmetry = symmetry;
    this.layout = symmetry.layout();
    Activation sigma = objective.architecture().activation();
    this.scales =
        sigma.positivelyHomogeneous() && objective.l2() == 0 && !symmetry.permutesInputs();
  }

  /**
   * The image under scalings (w, b, v) -> (s w, s b, v / s) in which incoming and outgoing weights
   * of every unit have the same norm; theta itself where units cannot be scaled. Scaling is
   * continuous, so the image is joined to theta by points of the same function.
   */
  double[] balanced(double[] theta) {
    double[] moved = theta.clone();
    for (int l = 0; scales && l < layout.hiddenLayers(); l++) {
      for (int j = 0; j < layout.units(l); j++) {
        double in = Math.sqrt(squaredIncoming(moved, l, j));
        double out = Math.sqrt(squaredOutgoing(moved, l, j));
        if (in > 0 && out > 0) {
          double s = Math.sqrt(out / in);
          layout.scaleIncoming(moved, l, j, s);
          layout.scaleOutgoing(moved, l, j, 1 / s);
        }
      }
    }

    return moved;
  }

  /**
   * Every unit that computes what an earlier one of its layer does gives that one its outgoing
   * weights and keeps none.
   */
  double[] reduced(double[] theta) {
    double[] moved = theta.clone();
    for (int l = 0; l < layout.hiddenLayers() && !symmetry.permutesInputs(); l++) {
      for (int k = 1; k < layout.units(l); k++) {
        for (int j = 0; j < k && squaredOutgoing(moved, l, k) > 0; j++) {
          if (squaredOutgoing(moved, l, j) > 0) {
            give(moved, l, k, j);
          }
        }
      }
    }

    return moved;
  }

  /** The incoming parameters of units without outgoing weights taken from the same unit there. */
  double[] idleAs(double[] theta, double[] there) {
    double[] moved = theta.clone();
    for (int l = 0; l < layout.hiddenLayers() && !symmetry.permutesInputs(); l++) {
      for (int j = 0; j < layout.units(l); j++) {
        if (squaredOutgoing(moved, l, j) == 0) {
          for (int i = 0; i <= layout.inputs(l); i++) {
            int index = incoming(l, j, i);
            if (index >= 0) {
              moved[index] = there[index];
            }
          }
        }
      }
    }

    return moved;
  }

  /** Multiplies the output layer. */
  double[] louder(double[] theta, double factor) {
    double[] moved = theta.clone();
    for (int i = layout.weightOffset(layout.layers() - 1); i < layout.dimension(); i++) {
      moved[i] *= factor;
    }

    return moved;
  }

  private void give(double[] theta, int layer, int from, int to) {
    double ratio = ratio(theta, layer, from, to);
    if (Double.isNaN(ratio)) {
      return;
    }

    int next = layer + 1;
    boolean flipped = ratio < 0;
    double factor = scales ? Math.abs(ratio) : 1;
    for (int k = 0; k < layout.units(next); k++) {
      int mine = layout.weight(next, k, from);
      int other = layout.weight(next, k, to);
      if (flipped && symmetry.flip(layer) == Flip.COMPLEMENT) {
        // s(-t) = 1 - s(t).
        theta[layout.biasOffset(next) + k] += theta[mine];
      }
      boolean negative = flipped && symmetry.flip(layer) != Flip.EVEN;
      theta[other] += (negative ? -factor : factor) * theta[mine];
      theta[mine] = 0;
    }
  }

  /** r such that the incoming parameters of one unit are r times the other's; NaN if none is. */
  private double ratio(double[] theta, int layer, int unit, int of) {
    double size = Math.sqrt(squaredIncoming(theta, layer, of));
    double r = 1;
    if (scales && size > 0) {
      r = Math.sqrt(squaredIncoming(theta, layer, unit)) / size;
    }

    if (r > 0 && agrees(theta, layer, unit, of, r)) {
      return r;
    }

    boolean flips = symmetry.flip(layer) != Flip.NONE;
    return flips && r > 0 && agrees(theta, layer, unit, of, -r) ? -r : Double.NaN;
  }

  private boolean agrees(double[] theta, int layer, int unit, int of, double r) {
    for (int i = 0; i <= layout.inputs(layer); i++) {
      int index = incoming(layer, unit, i);
      if (index >= 0) {
        double other = r * theta[incoming(layer, of, i)];
        if (!(Math.abs(theta[index] - other) <= SAME * (1 + Math.abs(other)))) {
          return false;
        }
      }
    }

    return true;
  }

  /** Index of an incoming weight, then of the bias; -1 when there is no bias. */
  private int incoming(int layer, int unit, int i) {
    return i < layout.parameters(layer) ? layout.parameter(layer, unit, i) : -1;
  }

  private double squaredIncoming(double[] theta, int layer, int unit) {
    double sum = 0;
    for (int i = 0; i <= layout.inputs(layer); i++) {
      int index = incoming(layer, unit, i);
      sum += index >= 0 ? theta[index] * theta[index] : 0;
    }

    return sum;
  }

  private double squaredOutgoing(double[] theta, int layer, int unit) {
    double sum = 0;
    for (int k = 0; k < layout.units(layer + 1); k++) {
      double v = theta[layout.weight(layer + 1, k, unit)];
      sum += v * v;
    }

    return sum;
  }
}

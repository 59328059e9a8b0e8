package org.minimacensus.census;

import org.minimacensus.model.NetworkSymmetry;
import org.minimacensus.model.NetworkSymmetry.Flip;
import org.minimacensus.model.ParameterLayout;

/**
 * Parameters in coordinates in which what is continuous in a group is gone and every flip changes
 * signs alone, with tolerances and error bounds carried along to first order:
 *
 * <ul>
 *   <li>sigmoid units are 1/2 plus an odd function: c + sum v/2 stands for the next bias c;
 *   <li>units with sigma(t) - sigma(-t) = kappa t are kappa t/2 plus an even function: D + kappa/2
 *       sum v w^T stands for the direct weights D, c + kappa/2 sum v b for the output bias c;
 *   <li>units that can be rescaled have |(w, b)| = 1, layer by layer from the inputs on;
 *   <li>biases that can be shifted by pi are in [-pi/2, pi/2]. Both ends are the same bias: {@link
 *       GroupSearch} compares modulo shifts.
 * </ul>
 */
final class UnitCoordinates {
  private final NetworkSymmetry symmetry;
  private final ParameterLayout layout;

  UnitCoordinates(NetworkSymmetry symmetry) {
    this.symmetry = symmetry;
    this.layout = symmetry.layout();
  }

  /**
   * Changes values in place.
   *
   * @param values theta, perhaps with more behind it
   * @param addedScale receives what the tolerance of an entry has beyond that of 1 + |value|
   * @param error error bounds of the values, changed along with them
   */
  void enter(double[] values, double[] addedScale, double[] error) {
    for (int l = 0; l < layout.hiddenLayers(); l++) {
      if (symmetry.scalesUnits()) {
        for (int j = 0; j < layout.units(l); j++) {
          scale(values, error, l, j);
        }
      }
      if (symmetry.flip(l) == Flip.LINEAR) {
        moveLinearParts(values, addedScale, error);
      }
      if (symmetry.shiftsBiases()) {
        for (int j = 0; j < layout.units(l); j++) {
          symmetry.applyShift(
              values, l, j, -(long) Math.rint(values[layout.biasOffset(l) + j] / Math.PI));
        }
      }
      if (symmetry.flip(l) == Flip.COMPLEMENT) {
        symmetriseBiases(l, values, addedScale, error);
      }
    }
  }

  private void moveLinearParts(double[] values, double[] addedScale, double[] error) {
    double share = symmetry.architecture().activation().oddSlope() / 2;
    for (int j = 0; j < layout.units(0); j++) {
      for (int k = 0; k < layout.units(1); k++) {
        int v = layout.weight(1, k, j);
        for (int i = 0; i < layout.inputs(0); i++) {
          int to = layout.weight(1, k, layout.units(0) + i);
          widen(values, addedScale, error, v, layout.weight(0, j, i), to, share);
        }
        if (layout.hasBias(0)) {
          int to = layout.biasOffset(1) + k;
          widen(values, addedScale, error, v, layout.biasOffset(0) + j, to, share);
        }
      }
      symmetry.moveLinearPart(values, j, share);
    }
  }

  /** What adding share times the product of two entries does to tolerance and error of a third. */
  private static void widen(
      double[] values, double[] added, double[] error, int v, int w, int to, double share) {
    double one = Math.abs(values[v]);
    double other = Math.abs(values[w]);
    added[to] += share * (one * (1 + other) + other * (1 + one));
    error[to] += share * (one * error[w] + other * error[v]);
  }

  private void scale(double[] values, double[] error, int layer, int unit) {
    int[] incoming = layout.incoming(layer, unit);
    double square = 0;
    for (int i : incoming) {
      square += values[i] * values[i];
    }
    double norm = Math.sqrt(square);
    // A unit with nothing coming in is 0 whatever its scale.
    if (!(norm > 0 && Double.isFinite(norm))) {
      return;
    }

    double along = 0;
    for (int i : incoming) {
      along += Math.abs(values[i]) / norm * error[i];
    }
    symmetry.applyScale(values, layer, unit, 1 / norm);
    for (int i : incoming) {
      error[i] = (error[i] + Math.abs(values[i]) * along) / norm;
    }
    for (int k = 0; k < layout.units(layer + 1); k++) {
      int v = layout.weight(layer + 1, k, unit);
      error[v] = norm * error[v] + Math.abs(values[v]) / norm * along;
    }
  }

  private void symmetriseBiases(int l, double[] values, double[] addedScale, double[] error) {
    for (int k = 0; k < layout.units(l + 1); k++) {
      int bias = layout.biasOffset(l + 1) + k;
      for (int j = 0; j < layout.units(l); j++) {
        int v = layout.weight(l + 1, k, j);
        values[bias] += values[v] / 2;
        error[bias] += error[v] / 2;
        addedScale[bias] += (1 + Math.abs(values[v])) / 2;
      }
    }
  }
}

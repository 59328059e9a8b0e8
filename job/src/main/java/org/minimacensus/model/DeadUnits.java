package org.minimacensus.model;

import java.util.Arrays;

/**
 * The relu units that are 0 on all of some inputs, whatever their scale: their weights are free as
 * long as that stays so.
 */
public final class DeadUnits {
  private DeadUnits() {}

  /**
   * @param rows inputs, d numbers each; with none, no unit counts as dead
   * @return by hidden layer and unit; all false where units are not relus
   */
  public static boolean[][] of(Architecture architecture, double[] theta, double[][] rows) {
    ParameterLayout layout = architecture.layout();
    boolean possible = rows.length > 0 && architecture.activation().rectifier();
    boolean[][] dead = new boolean[layout.hiddenLayers()][];
    for (int l = 0; l < dead.length; l++) {
      dead[l] = new boolean[layout.units(l)];
      Arrays.fill(dead[l], possible);
    }
    for (int r = 0; r < rows.length && possible; r++) {
      double[] h = rows[r];
      for (int l = 0; l < dead.length; l++) {
        h = layer(layout, theta, l, h);
        for (int u = 0; u < h.length; u++) {
          dead[l][u] &= h[u] == 0;
        }
      }
    }

    return dead;
  }

  private static double[] layer(ParameterLayout layout, double[] theta, int layer, double[] h) {
    double[] next = new double[layout.units(layer)];
    for (int u = 0; u < next.length; u++) {
      double z = layout.hasBias(layer) ? theta[layout.bias(layer, u)] : 0;
      for (int i = 0; i < h.length; i++) {
        z += theta[layout.weight(layer, u, i)] * h[i];
      }
      next[u] = Math.max(z, 0);
    }

    return next;
  }
}

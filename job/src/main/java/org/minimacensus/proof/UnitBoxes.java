package org.minimacensus.proof;

import java.util.Arrays;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.NetworkSymmetry;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.numeric.interval.Interval;

/**
 * Whether a symmetry of the network may carry a point of one box of parameters into another box, by
 * the units of the first hidden layer.
 *
 * <p>A permutation of units, with flips and shifts of biases, gives each of them the incoming
 * weights of another one, or their negatives. So there is such a symmetry only if the units of both
 * boxes can be paired such that incoming weights meet, as they are or negated, and biases with them
 * unless they may be shifted: a perfect matching (Kuhn 1955, by augmenting paths). That is more
 * than the group allows: what is found apart is apart.
 */
final class UnitBoxes {
  private final ParameterLayout layout;
  private final boolean known;
  private final boolean biases;

  /**
   * @param decayed whether the objective has weight decay
   */
  UnitBoxes(Architecture network, boolean decayed) {
    NetworkSymmetry symmetry =
        NetworkSymmetry.of(
            network,
            decayed ? NetworkSymmetry.Penalty.WEIGHT_DECAY : NetworkSymmetry.Penalty.NONE,
            NetworkSymmetry.OutputInvariance.NONE);
    this.layout = network.layout();
    this.known =
        !network.hidden().isEmpty()
            && !network.residual()
            && symmetry.discrete()
            && !symmetry.mixesUnits();
    this.biases = layout.hasBias(0) && !symmetry.shiftsBiases();
  }

  /** Whether no symmetry joins points of the two boxes; false: not known. */
  boolean apart(Interval[] one, Interval[] other) {
    if (!known) {
      return false;
    }

    int units = layout.units(0);
    int[] partner = new int[units];
    Arrays.fill(partner, -1);
    for (int u = 0; u < units; u++) {
      if (!matched(u, one, other, partner, new boolean[units])) {
        return true;
      }
    }

    return false;
  }

  /** Finds a partner for a unit, moving others to theirs. */
  private boolean matched(
      int u, Interval[] one, Interval[] other, int[] partner, boolean[] looked) {
    for (int v = 0; v < looked.length; v++) {
      if (!looked[v] && (meet(u, v, one, other, false) || meet(u, v, one, other, true))) {
        looked[v] = true;
        if (partner[v] < 0 || matched(partner[v], one, other, partner, looked)) {
          partner[v] = u;
          return true;
        }
      }
    }

    return false;
  }

  private boolean meet(int u, int v, Interval[] one, Interval[] other, boolean negated) {
    for (int i = 0; i < layout.inputs(0); i++) {
      if (!meet(one[layout.weight(0, u, i)], other[layout.weight(0, v, i)], negated)) {
        return false;
      }
    }

    int bias = layout.biasOffset(0);
    return !biases || meet(one[bias + u], other[bias + v], negated);
  }

  private static boolean meet(Interval x, Interval y, boolean negated) {
    return x.meets(negated ? y.negated() : y);
  }
}

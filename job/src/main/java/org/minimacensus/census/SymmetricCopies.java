package org.minimacensus.census;

import java.util.List;
import org.minimacensus.model.NetworkSymmetry;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.objective.Objective;

/**
 * Copies of networks under their symmetries: the same function and, with weight decay, the same
 * penalty, at other parameters. What lies between two networks means something only once what
 * differs by a symmetry alone is taken away (Ainsworth, Hayase and Srinivasa 2023).
 */
public final class SymmetricCopies {
  private final NetworkSymmetry symmetry;
  private final UnitMoves moves;
  private final UnitAlignment alignment;

  /**
   * @param symmetry of the objective's network
   */
  public SymmetricCopies(NetworkSymmetry symmetry, Objective objective) {
    this.symmetry = symmetry.onParameters();
    this.moves = new UnitMoves(this.symmetry, objective);
    this.alignment = new UnitAlignment(this.symmetry);
  }

  /**
   * The copy with what can be moved continuously, or without an end, at a place of its own: outputs
   * centred where the loss does not see a common shift, incoming and outgoing weights of units that
   * can be rescaled of one norm, biases of sin units in [-pi/2, pi/2].
   */
  public double[] settled(double[] theta) {
    double[] copy = moves.balanced(theta);
    symmetry.centreOutputs(copy);
    ParameterLayout layout = symmetry.layout();
    for (int l = 0; l < layout.hiddenLayers() && symmetry.shiftsBiases(); l++) {
      for (int j = 0; j < layout.units(l); j++) {
        double halfTurns = copy[layout.biasOffset(l) + j] / Math.PI;
        symmetry.applyShift(copy, l, j, -(long) Math.rint(halfTurns));
      }
    }

    return copy;
  }

  /**
   * The settled copy that is close to another network: hidden units assigned to its units, and
   * flipped where that is closer. Close, not closest: of deep networks the best assignment is not
   * known.
   *
   * @param fixed a settled copy; not modified
   */
  public double[] near(double[] fixed, double[] theta) {
    return alignment.aligned(fixed, List.of(settled(theta)), UnitAlignment.EUCLIDEAN).get(0);
  }
}

package org.minimacensus.certify;

import java.util.Map;
import org.minimacensus.objective.Kink;

/**
 * Changes of the parameters that move one pinned unit on its input by 1, and the other pinned units
 * on theirs not at all, to first order: the columns of N (G N)^-1, G the gradients of the pinned
 * pre-activations. The slope of the unit that moves is in the gradients of pinned units behind it
 * on the same input, so moves up and down may differ.
 */
final class KinkMoves {
  private final KinkChart chart;
  private final Map<Long, KinkRow> rows;
  private final double[][] across;
  private final SquareSystem toTheLeft;

  /**
   * @param rows at the point, all pinned units to the left
   */
  KinkMoves(KinkChart chart, Map<Long, KinkRow> rows) {
    this.chart = chart;
    this.rows = rows;
    this.across = new double[chart.pins().size()][];
    for (int k = 0; k < across.length; k++) {
      across[k] = across(k);
    }

    this.toTheLeft = new SquareSystem(across);
  }

  /** A row of G N. */
  private double[] across(int k) {
    Kink pin = chart.pins().get(k);
    double[] row = new double[across.length];
    if (pin.layer() == 0) {
      // N was made so.
      row[k] = 1;
      return row;
    }

    double[] gradient = rows.get(pin.row()).gradient(pin.layer(), pin.unit());
    for (int m = 0; m < row.length; m++) {
      row[m] = chart.across(m, gradient);
    }

    return row;
  }

  /**
   * The move of a pin up by 1, for a small way.
   *
   * @param up the unit takes its slope to the right; else that to the left, for the way back
   */
  double[] of(int k, boolean up) {
    Kink pin = chart.pins().get(k);
    KinkRow row = rows.get(pin.row());
    double[] unit = new double[across.length];
    unit[k] = 1;
    if (!up || !row.pinnedBehind(pin.layer())) {
      return spread(toTheLeft.solve(unit));
    }

    row.side(pin.layer(), pin.unit(), true);
    double[][] changed = across.clone();
    for (int m = 0; m < changed.length; m++) {
      Kink other = chart.pins().get(m);
      if (other.row() == pin.row() && other.layer() > pin.layer()) {
        changed[m] = across(m);
      }
    }

    row.side(pin.layer(), pin.unit(), false);
    return spread(new SquareSystem(changed).solve(unit));
  }

  private double[] spread(double[] beta) {
    double[] move = new double[chart.size()];
    for (int k = 0; k < beta.length; k++) {
      if (beta[k] != 0) {
        chart.addAcross(k, beta[k], false, move);
      }
    }

    return move;
  }
}

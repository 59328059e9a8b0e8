package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Kink;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * The one-sided slopes of the loss across the kinks that pin a point, each when its own unit alone
 * leaves 0 on its own input alone.
 *
 * <p>To first order the loss is a smooth part plus kappa max(z, 0) for each kink, kappa = (jump of
 * sigma') times the derivative of the loss by the unit's value on the rows with the input, units
 * behind that are pinned taken to the left. At a point that is stationary along all kinks the
 * smooth part's slope by z is -mu, and the loss has the slopes mu for z falling below 0 and kappa -
 * mu for z rising above. That holds for pinned units behind one another too, as the slopes are by
 * their true pre-activations (docs/mathematics.md, section 4.4).
 */
final class KinkSlopes {
  /** Slopes below this share of the terms they are made of are rounding. */
  private static final double ROUNDING = 1e-9;

  private final Evaluator evaluator;
  private final double jump;

  KinkSlopes(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.jump = evaluator.objective().architecture().activation().kink();
  }

  /**
   * Slopes of one kink, per unit of the pre-activation.
   *
   * @param fall the change of the parameters that moves the pre-activation down by 1, and others on
   *     their pinned inputs not at all
   * @param rise the same up
   * @param down as the pre-activation falls below 0
   * @param up as it rises above 0
   * @param error bound on the error of both
   */
  record Slope(Kink pin, double[] fall, double[] rise, double down, double up, double error) {
    double lower() {
      return Math.min(down, up);
    }

    /** The way to the side of the lower slope. */
    double[] lowerWay() {
      return up <= down ? rise : fall;
    }
  }

  /**
   * In the order of the pins; null when a pin is not among the kinks that are told of the point.
   * Errors are those of rounding.
   */
  List<Slope> at(Point point, KinkManifold on) {
    List<Kink> pins = on.chart().pins();
    Inspection seen = evaluator.inspect(point);
    double[] gradient = evaluator.evaluate(Question.gradient(point)).gradient().values();
    List<Kink> now = new ArrayList<>();
    for (Kink pin : pins) {
      Kink found = seen.kinks().stream().filter(pin::same).findFirst().orElse(null);
      if (found == null) {
        return null;
      }

      now.add(found);
    }

    Map<Long, KinkRow> rows = on.chart().rows();
    double[] left = toTheLeft(point, now, rows, gradient.clone());
    KinkMoves moves = new KinkMoves(on.chart(), rows);
    List<Slope> slopes = new ArrayList<>();
    for (int k = 0; k < pins.size(); k++) {
      Kink kink = now.get(k);
      double[] move = moves.of(k, false);
      double[] rise = moves.of(k, true);
      double mu = -PinnedRows.dot(move, left);
      double across = PinnedRows.dot(rise, left);
      double rounding = 0;
      double scale = Math.abs(mu);
      for (int i = 0; i < move.length; i++) {
        double way = Math.max(Math.abs(move[i]), Math.abs(rise[i]));
        rounding += way * seen.gradientRounding()[i];
      }

      KinkRow row = rows.get(kink.row());
      double kappa = jump * row.worth(kink.layer(), kink.unit(), kink.pull());
      scale += Math.abs(jump) * row.worthSize(kink.layer(), kink.unit(), kink.pull());
      slopes.add(
          new Slope(
              kink,
              PinnedRows.times(-1, move),
              rise,
              mu,
              kappa + across,
              4 * rounding + ROUNDING * scale));
    }

    return slopes;
  }

  /** The gradient with every pinned unit to the left of its kink, where the rows have them then. */
  private double[] toTheLeft(
      Point point, List<Kink> now, Map<Long, KinkRow> rows, double[] gradient) {
    for (Kink kink : now) {
      rows.get(kink.row()).side(kink.layer(), kink.unit(), kink.preActivation() > 0);
    }

    for (KinkRow row : rows.values()) {
      row.forwardAt(point.values());
    }

    for (Kink kink : now) {
      if (kink.preActivation() > 0) {
        KinkRow row = rows.get(kink.row());
        double kappa = jump * row.worth(kink.layer(), kink.unit(), kink.pull());
        double[] z = row.gradient(kink.layer(), kink.unit());
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] -= kappa * z[i];
        }

        row.side(kink.layer(), kink.unit(), false);
      }
    }

    return gradient;
  }

  /**
   * The same with what errors of the point may change, estimated as twice what the slopes change by
   * when each coordinate is moved by its own error.
   *
   * @param u coordinates of the point
   * @param coordinateErrors of them
   */
  List<Slope> withErrors(
      Point u, KinkManifold on, double[] coordinateErrors, SearchBudget budget) {
    List<Slope> centre = at(on.embed(u), on);
    budget.add(2);
    if (centre == null) {
      return null;
    }

    double[] errors = new double[centre.size()];
    for (int i = 0; i < coordinateErrors.length; i++) {
      if (coordinateErrors[i] == 0) {
        continue;
      }

      double[] moved = u.values().clone();
      moved[i] += coordinateErrors[i];
      List<Slope> beside = at(on.embed(u.with(moved)), on);
      budget.add(2);
      if (beside == null) {
        return null;
      }

      for (int s = 0; s < errors.length; s++) {
        errors[s] +=
            2
                * Math.max(
                    Math.abs(beside.get(s).down() - centre.get(s).down()),
                    Math.abs(beside.get(s).up() - centre.get(s).up()));
      }
    }

    List<Slope> slopes = new ArrayList<>();
    for (int s = 0; s < errors.length; s++) {
      Slope c = centre.get(s);
      slopes.add(
          new Slope(c.pin(), c.fall(), c.rise(), c.down(), c.up(), c.error() + errors[s]));
    }

    return slopes;
  }
}

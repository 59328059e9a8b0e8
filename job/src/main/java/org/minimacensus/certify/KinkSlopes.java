package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
   * Slopes of one kink, per unit of the pre-activation; or the least slope of kinks that must be
   * looked at together, down and up alike.
   *
   * @param pins the one, or those that are left along the least slope
   * @param fall the change of the parameters that moves the pre-activation down by 1, and others on
   *     their pinned inputs not at all
   * @param rise the same up
   * @param down as the pre-activation falls below 0
   * @param up as it rises above 0
   * @param error bound on the error of both
   */
  record Slope(
      List<Kink> pins, double[] fall, double[] rise, double down, double up, double error) {
    double lower() {
      return Math.min(down, up);
    }

    /** The way to the side of the lower slope. */
    double[] lowerWay() {
      return up <= down ? rise : fall;
    }

    /** Whether the loss falls to both sides. */
    boolean bendsDown() {
      return fall != rise && down < -error && up < -error;
    }

    double range() {
      return pins.get(0).range();
    }

    String name() {
      return pins.stream().map(Kink::name).collect(Collectors.joining(" and "));
    }
  }

  /**
   * In the order of the leading pins, then of groups; null when the pulls of an input are not told.
   * Errors are those of rounding.
   */
  List<Slope> at(Point point, KinkManifold on) {
    KinkChart chart = on.chart();
    Inspection seen = evaluator.inspect(point);
    Map<Long, double[]> pulls = new HashMap<>();
    seen.kinks().forEach(kink -> pulls.put(kink.row(), kink.pull()));
    Map<Long, KinkRow> rows = chart.rows();
    if (!pulls.keySet().containsAll(rows.keySet())) {
      return null;
    }

    double[] gradient = evaluator.evaluate(Question.gradient(point)).gradient().values().clone();
    toTheLeft(point, chart.pinned().all(), rows, pulls, gradient);
    KinkMoves moves = new KinkMoves(chart, rows);
    KinkForms forms = new KinkForms(chart);
    List<Slope> slopes = new ArrayList<>();
    for (int k = 0; k < chart.pins().size(); k++) {
      if (!forms.followed(k)) {
        Kink pin = chart.pins().get(k);
        double[] move = moves.of(k, false);
        double[] rise = moves.of(k, true);
        double mu = -PinnedRows.dot(move, gradient);
        KinkRow row = rows.get(pin.row());
        double[] pull = pulls.get(pin.row());
        double kappa = jump * row.worth(pin.layer(), pin.unit(), pull);
        double size = Math.abs(mu) + jump * row.worthSize(pin.layer(), pin.unit(), pull);
        double up = kappa + PinnedRows.dot(rise, gradient);
        double error = error(seen, move, rise, size);
        slopes.add(new Slope(List.of(pin), PinnedRows.times(-1, move), rise, mu, up, error));
      }
    }

    for (List<Integer> group : forms.joint()) {
      List<double[]> ofLeaders =
          group.stream().filter(k -> k < chart.pins().size()).map(k -> moves.of(k, false)).toList();
      KinkFan fan =
          new KinkFan(chart, rows, pulls, gradient, jump, forms.of(group, rows), ofLeaders);
      slopes.add(joint(fan, seen, group.stream().map(chart.pinned().all()::get).toList()));
    }

    return slopes;
  }

  /** Not a number where there are too many patterns to look at. */
  private static Slope joint(KinkFan fan, Inspection seen, List<Kink> pins) {
    if (!fan.search() || fan.way() == null) {
      double[] none = {};
      return new Slope(pins, none, none, Double.NaN, Double.NaN, Double.NaN);
    }

    double error = error(seen, fan.way(), fan.way(), fan.size());
    return new Slope(fan.leaving(), fan.way(), fan.way(), fan.slope(), fan.slope(), error);
  }

  private static double error(Inspection seen, double[] one, double[] other, double size) {
    double rounding = 0;
    for (int i = 0; i < one.length; i++) {
      double way = Math.max(Math.abs(one[i]), Math.abs(other[i]));
      rounding += way * seen.gradientRounding()[i];
    }

    return 4 * rounding + ROUNDING * size;
  }

  /** The gradient with every pinned unit to the left of its kink, where the rows have them then. */
  private void toTheLeft(
      Point point,
      List<Kink> pins,
      Map<Long, KinkRow> rows,
      Map<Long, double[]> pulls,
      double[] gradient) {
    for (KinkRow row : rows.values()) {
      row.takeSides(point.values());
      row.forwardAt(point.values());
    }

    for (Kink pin : pins) {
      KinkRow row = rows.get(pin.row());
      if (row.toTheRight(pin.layer(), pin.unit())) {
        double kappa = jump * row.worth(pin.layer(), pin.unit(), pulls.get(pin.row()));
        double[] z = row.gradient(pin.layer(), pin.unit());
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] -= kappa * z[i];
        }

        row.side(pin.layer(), pin.unit(), false);
      }
    }
  }

  /**
   * The same with what errors of the point may change, estimated as twice what the slopes change by
   * when each coordinate is moved by its own error.
   *
   * @param u coordinates of the point
   * @param coordinateErrors of them
   */
  List<Slope> withErrors(Point u, KinkManifold on, double[] coordinateErrors, SearchBudget budget) {
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
      slopes.add(new Slope(c.pins(), c.fall(), c.rise(), c.down(), c.up(), c.error() + errors[s]));
    }

    return slopes;
  }
}

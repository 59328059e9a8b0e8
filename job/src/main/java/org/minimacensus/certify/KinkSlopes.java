package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Kink;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * The one-sided slopes of the loss across the kinks that pin a point, each when its own unit alone
 * leaves 0 on its own input alone.
 *
 * <p>With kappa = (jump of sigma') sum_k v_k C_k, C_k the sums of dl/ds_k over the rows with the
 * input, the loss is to first order a smooth part plus kappa max(z, 0) for each kink. At a point
 * that is stationary along all kinks the smooth part's slope by z is -mu, and the loss has the
 * slopes mu for z falling below 0 and kappa - mu for z rising above.
 */
final class KinkSlopes {
  /** Slopes below this share of the terms they are made of are rounding. */
  private static final double ROUNDING = 1e-9;

  private final Evaluator evaluator;
  private final Objective objective;
  private final ParameterLayout layout;
  private final double jump;

  KinkSlopes(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.objective = evaluator.objective();
    this.layout = objective.architecture().layout();
    this.jump = objective.architecture().activation().kink();
  }

  /**
   * Slopes of one kink, per unit of the pre-activation.
   *
   * @param move the change of the parameters that moves the pre-activation by 1, and others on
   *     their pinned inputs not at all
   * @param down as the pre-activation falls below 0
   * @param up as it rises above 0
   * @param error bound on the error of both
   */
  record Slope(Kink pin, double[] move, double down, double up, double error) {
    double lower() {
      return Math.min(down, up);
    }
  }

  /** A pin is found again by its unit and its row. */
  private static long key(Kink kink) {
    return kink.row() * Integer.MAX_VALUE + kink.unit();
  }

  /**
   * In the order of the pins; null when a pin is not among the kinks that are told of the point.
   * Errors are those of rounding.
   */
  List<Slope> at(Point point, KinkManifold on, List<Kink> pins) {
    Inspection seen = evaluator.inspect(point);
    double[] gradient = evaluator.evaluate(Question.gradient(point)).gradient().values();
    Map<Long, Kink> now = new HashMap<>();
    for (Kink kink : seen.kinks()) {
      now.put(key(kink), kink);
    }

    // The gradient with every pinned unit to the left of its kink.
    double[] left = gradient.clone();
    for (Kink pin : pins) {
      Kink kink = now.get(key(pin));
      if (kink == null) {
        return null;
      }

      if (kink.preActivation() > 0) {
        addIncoming(pin, -kappa(point, kink), left);
      }
    }

    List<Slope> slopes = new ArrayList<>();
    Map<Integer, Integer> index = new HashMap<>();
    for (Kink pin : pins) {
      int i = index.merge(pin.unit(), 1, Integer::sum) - 1;
      double[] move = on.move(pin.unit(), i);
      double mu = 0;
      double rounding = 0;
      for (int k = 0; k < move.length; k++) {
        mu -= move[k] * left[k];
        rounding += Math.abs(move[k]) * seen.gradientRounding()[k];
      }

      Kink kink = now.get(key(pin));
      double scale = Math.abs(mu) + Math.abs(jump) * pullSize(point, kink);
      slopes.add(
          new Slope(pin, move, mu, kappa(point, kink) - mu, 4 * rounding + ROUNDING * scale));
    }

    return slopes;
  }

  /**
   * The same with what errors of the point may change, estimated as twice what the slopes change by
   * when each coordinate is moved by its own error.
   *
   * @param u coordinates of the point
   * @param coordinateErrors of them
   */
  List<Slope> withErrors(
      Point u, KinkManifold on, List<Kink> pins, double[] coordinateErrors, SearchBudget budget) {
    List<Slope> centre = at(on.embed(u), on, pins);
    budget.add(2);
    if (centre == null) {
      return null;
    }

    double[] errors = new double[pins.size()];
    for (int i = 0; i < coordinateErrors.length; i++) {
      if (coordinateErrors[i] == 0) {
        continue;
      }

      double[] moved = u.values().clone();
      moved[i] += coordinateErrors[i];
      List<Slope> beside = at(on.embed(u.with(moved)), on, pins);
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
      slopes.add(new Slope(c.pin(), c.move(), c.down(), c.up(), c.error() + errors[s]));
    }

    return slopes;
  }

  private double kappa(Point point, Kink kink) {
    double sum = 0;
    for (int k = 0; k < kink.pull().length; k++) {
      sum += point.values()[layout.weight(1, k, kink.unit())] * kink.pull()[k];
    }

    return jump * sum;
  }

  private double pullSize(Point point, Kink kink) {
    double sum = 0;
    for (int k = 0; k < kink.pull().length; k++) {
      sum += Math.abs(point.values()[layout.weight(1, k, kink.unit())] * kink.pull()[k]);
    }

    return sum;
  }

  private void addIncoming(Kink pin, double factor, double[] to) {
    for (int j = 0; j < pin.input().length; j++) {
      to[layout.weight(0, pin.unit(), j)] += factor * pin.input()[j];
    }

    if (layout.hasBias(0)) {
      to[layout.biasOffset(0) + pin.unit()] += factor;
    }
  }
}

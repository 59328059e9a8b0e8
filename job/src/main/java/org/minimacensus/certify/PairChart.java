package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.objective.MergedPair;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;

/**
 * Coordinates in which two hidden units of a network with one hidden layer stay finite while they
 * merge ({@link MergedPair}): the network without them, c, w, alpha, u, and the distance t with
 * incoming weights w +- t u and outgoing weights (c +- alpha / t) / 2. At t = 0 is the limit.
 */
final class PairChart {
  private final Objective raw;
  private final Architecture rest;
  private final RunawayFlags.Pair pair;
  private final int pivot;

  /** Where w, the alpha that are not 1 and u begin in a point. */
  private final int weights;

  private final int alphas;
  private final int split;

  private PairChart(Objective raw, RunawayFlags.Pair pair, int pivot) {
    Architecture all = raw.architecture();
    this.raw = raw;
    this.pair = pair;
    this.pivot = pivot;
    this.rest =
        new Architecture(
            all.inputs(),
            List.of(all.hidden().get(0) - 2),
            all.outputs(),
            all.activation(),
            all.outputActivation(),
            all.bias(),
            all.outputBias(),
            all.direct());
    this.weights = rest.layout().dimension() + all.outputs();
    this.alphas = weights + incoming();
    this.split = alphas + all.outputs() - 1;
  }

  /** Whether an objective has such charts. */
  static boolean exists(Objective objective) {
    Architecture network = objective.architecture();
    return objective.augmentation().isEmpty()
        && !objective.coercive()
        && network.hidden().size() == 1
        && network.activation().thriceDifferentiable()
        && !network.activation().name().equals("identity")
        && network.outputActivation().name().equals("identity");
  }

  /** The chart whose pivot is the output in which the units cancel most. */
  static PairChart of(Objective raw, double[] theta, RunawayFlags.Pair pair) {
    ParameterLayout layout = raw.architecture().layout();
    int pivot = 0;
    double largest = -1;
    for (int k = 0; k < raw.architecture().outputs(); k++) {
      double difference =
          Math.abs(
              theta[layout.weight(1, k, pair.first())]
                  - pair.sign() * theta[layout.weight(1, k, pair.second())]);
      if (difference > largest) {
        largest = difference;
        pivot = k;
      }
    }

    return new PairChart(raw, pair, pivot);
  }

  private int incoming() {
    return raw.architecture().inputs() + (raw.architecture().bias() ? 1 : 0);
  }

  /**
   * The objective at t = 0, with the first correction's coefficient as last parameter when asked
   * for.
   */
  Objective objective(boolean corrected) {
    return Objective.plain(rest, raw.loss(), raw.reduction(), 0)
        .augmented(new MergedPair(rest.activation(), raw.architecture().bias(), pivot, corrected));
  }

  /**
   * The point of the limit at which a network's units would merge, and how far they are from it.
   */
  record Place(Point limit, double t) {}

  Place from(double[] theta) {
    ParameterLayout layout = raw.architecture().layout();
    int outputs = raw.architecture().outputs();
    double t =
        1
            / (theta[layout.weight(1, pivot, pair.first())]
                - pair.sign() * theta[layout.weight(1, pivot, pair.second())]);
    double[] x = new double[split + incoming()];
    copyRest(theta, x, true);
    for (int k = 0; k < outputs; k++) {
      double one = theta[layout.weight(1, k, pair.first())];
      double other = pair.sign() * theta[layout.weight(1, k, pair.second())];
      x[weights - outputs + k] = one + other;
      if (k != pivot) {
        x[alphas + (k < pivot ? k : k - 1)] = (one - other) * t;
      }
    }

    for (int j = 0; j < incoming(); j++) {
      double one = theta[weight(layout, pair.first(), j)];
      double other = pair.sign() * theta[weight(layout, pair.second(), j)];
      x[weights + j] = (one + other) / 2;
      x[split + j] = (one - other) / 2 / t;
    }

    return new Place(point(x), t);
  }

  private Point point(double[] x) {
    Objective limit = objective(false);
    return limit.point(
        Arrays.copyOf(x, limit.thetaDimension()),
        Arrays.copyOfRange(x, limit.thetaDimension(), x.length),
        new double[raw.architecture().inputs() * raw.architecture().outputs()]);
  }

  /** The point of the corrected objective that belongs to one of the limit. */
  Point withCorrection(Point limit) {
    return limit.with(Arrays.copyOf(limit.values(), limit.dimension() + 1));
  }

  /** The network whose units are apart by t. */
  Point network(Point limit, double t) {
    ParameterLayout layout = raw.architecture().layout();
    int outputs = raw.architecture().outputs();
    double[] x = limit.values();
    double[] theta = new double[layout.dimension()];
    copyRest(theta, x, false);
    for (int k = 0; k < outputs; k++) {
      double c = x[weights - outputs + k];
      double alpha = k == pivot ? 1 : x[alphas + (k < pivot ? k : k - 1)];
      theta[layout.weight(1, k, pair.first())] = (c + alpha / t) / 2;
      theta[layout.weight(1, k, pair.second())] = pair.sign() * (c - alpha / t) / 2;
    }

    for (int j = 0; j < incoming(); j++) {
      double apart = t * x[split + j];
      theta[weight(layout, pair.first(), j)] = x[weights + j] + apart;
      theta[weight(layout, pair.second(), j)] = pair.sign() * (x[weights + j] - apart);
    }

    return Point.of(theta);
  }

  /** |u| / (1 + |w|): how far the units go apart for t = 1. */
  double spread(Point limit) {
    double[] x = limit.values();
    double w = 0;
    double u = 0;
    for (int j = 0; j < incoming(); j++) {
      w += x[weights + j] * x[weights + j];
      u += x[split + j] * x[split + j];
    }

    return Math.sqrt(u) / (1 + Math.sqrt(w));
  }

  /** Whether u is away from 0, where the units would not have to go to infinity. */
  boolean opens(Point limit, double[] error) {
    for (int j = 0; j < incoming(); j++) {
      if (Math.abs(limit.values()[split + j]) > error[split + j]) {
        return true;
      }
    }

    return false;
  }

  /** Between the network with all units and the one without the pair, whatever both have. */
  private void copyRest(double[] theta, double[] x, boolean toLimit) {
    ParameterLayout layout = raw.architecture().layout();
    ParameterLayout less = rest.layout();
    int units = raw.architecture().hidden().get(0);
    List<int[]> same = new ArrayList<>();
    int left = 0;
    for (int i = 0; i < units; i++) {
      if (i == pair.first() || i == pair.second()) {
        continue;
      }

      for (int j = 0; j < incoming(); j++) {
        same.add(new int[] {weight(layout, i, j), weight(less, left, j)});
      }

      for (int k = 0; k < layout.units(1); k++) {
        same.add(new int[] {layout.weight(1, k, i), less.weight(1, k, left)});
      }

      left++;
    }

    for (int k = 0; k < layout.units(1); k++) {
      for (int j = units; j < layout.inputs(1); j++) {
        same.add(new int[] {layout.weight(1, k, j), less.weight(1, k, j - 2)});
      }

      if (layout.hasBias(1)) {
        same.add(new int[] {layout.biasOffset(1) + k, less.biasOffset(1) + k});
      }
    }

    for (int[] places : same) {
      if (toLimit) {
        x[places[1]] = theta[places[0]];
      } else {
        theta[places[0]] = x[places[1]];
      }
    }
  }

  /** Index of an incoming weight of a hidden unit, the bias last. */
  private int weight(ParameterLayout layout, int unit, int j) {
    return j < raw.architecture().inputs()
        ? layout.weight(0, unit, j)
        : layout.biasOffset(0) + unit;
  }
}

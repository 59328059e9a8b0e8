package org.minimacensus.certify.flat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Units of the first layer that are the same on all rows (weights 0, or a direction that all rows
 * share): only what they add together to each unit of the next layer matters, its bias included.
 */
record ConstantUnits() implements FlatFamily {
  /** A unit that gives less than this cannot make up for others. */
  private static final double USABLE = 1e-3;

  @Override
  public String name() {
    return "constant units";
  }

  @Override
  public List<Move> moves(FlatPlace place) {
    if (place.decayed() || place.inputs() == null || place.hiddenLayers() == 0) {
      return List.of();
    }

    boolean bias = place.layout().hasBias(0);
    double[] one = place.inputs().constant(bias);
    int[] units =
        Arrays.stream(place.open(0))
            .filter(i -> place.inputs().constant(place.values(place.incoming(0, i))))
            .toArray();
    int[] all = one == null ? new int[0] : units;
    int pivot = place.layout().hasBias(1) ? -1 : pivot(place, all);
    if (all.length == 0 || (pivot < 0 && !place.layout().hasBias(1))) {
      return List.of();
    }

    List<Move> moves = new ArrayList<>();
    for (int unit : all) {
      place.take(0, unit);
      moves.add(keeping(place, all, pivot, Move.line(place.incoming(0, unit), one)));
      for (int index : unit == pivot ? new int[0] : place.outgoing(0, unit)) {
        moves.add(keeping(place, all, pivot, Move.along(index)));
      }
    }

    return moves;
  }

  /** The unit that makes up for the others; -1 when none can. */
  private static int pivot(FlatPlace place, int[] units) {
    int best = -1;
    double largest = USABLE;
    for (int unit : units) {
      double size = Math.abs(value(place, place.values(), unit));
      if (size > largest) {
        largest = size;
        best = unit;
      }
    }

    return best;
  }

  private static double value(FlatPlace place, double[] x, int unit) {
    return place.sigma(place.inputs().mean(FlatPlace.at(x, place.incoming(0, unit))));
  }

  /** What the units add to unit k of the next layer. */
  private static double sum(FlatPlace place, double[] x, int[] units, int k) {
    double sum = 0;
    for (int unit : units) {
      sum += x[place.layout().weight(1, k, unit)] * value(place, x, unit);
    }

    return sum;
  }

  /** A move, with the bias or the pivot's weights of the next layer making up for it. */
  private static Move keeping(FlatPlace place, int[] units, int pivot, Move move) {
    return (x, t) -> {
      int next = place.layout().units(1);
      double[] before = new double[next];
      for (int k = 0; k < next; k++) {
        before[k] = sum(place, x, units, k);
      }

      move.apply(x, t);
      for (int k = 0; k < next; k++) {
        double change = sum(place, x, units, k) - before[k];
        if (pivot < 0) {
          x[place.nextBias(0, k)] -= change;
        } else {
          x[place.layout().weight(1, k, pivot)] -= change / value(place, x, pivot);
        }
      }
    };
  }
}

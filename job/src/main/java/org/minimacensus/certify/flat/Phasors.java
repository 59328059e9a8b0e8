package org.minimacensus.certify.flat;

import java.util.ArrayList;
import java.util.List;

/**
 * Sine units with the same weights up to sign: they add up like phasors, v sin(w.x + b) being the
 * imaginary part of v e^(ib) e^(i w.x), so only the sum of v e^(ib) matters.
 */
record Phasors() implements FlatFamily {
  /** The least sine of the difference of two phases that span the plane. */
  private static final double APART = 1e-3;

  @Override
  public String name() {
    return "sine units of one frequency";
  }

  @Override
  public List<Move> moves(FlatPlace place) {
    List<Move> moves = new ArrayList<>();
    if (place.decayed() || !place.activation().sine()) {
      return moves;
    }

    for (int l = 0; l < place.hiddenLayers(); l++) {
      for (int i : place.open(l)) {
        if (place.layout().hasBias(l) && !place.taken(l, i)) {
          moves.addAll(new Group(place, l, i).moves());
        }
      }
    }

    return moves;
  }

  /** Units with the weights of one of them. */
  private static final class Group {
    private final FlatPlace place;
    private final int layer;
    private final List<Integer> units = new ArrayList<>();
    private final List<Integer> signs = new ArrayList<>();

    Group(FlatPlace place, int layer, int first) {
      this.place = place;
      this.layer = layer;
      double[] w = weights(first);
      for (int j : place.open(layer)) {
        double[] other = weights(j);
        if (Weights.close(w, other, 1)) {
          units.add(j);
          signs.add(1);
        } else if (Weights.close(w, other, -1)) {
          units.add(j);
          signs.add(-1);
        }
      }
    }

    private double[] weights(int unit) {
      double[] w = new double[place.layout().inputs(layer)];
      for (int j = 0; j < w.length; j++) {
        w[j] = place.values()[place.layout().weight(layer, unit, j)];
      }

      return w;
    }

    private double phase(double[] x, int member) {
      return signs.get(member) * x[place.layout().bias(layer, units.get(member))];
    }

    private int weight(int k, int member) {
      return place.layout().weight(layer + 1, k, units.get(member));
    }

    List<Move> moves() {
      int second = -1;
      double apart = APART;
      for (int m = 1; m < units.size(); m++) {
        double sine = Math.abs(StrictMath.sin(phase(place.values(), m) - phase(place.values(), 0)));
        if (sine > apart) {
          apart = sine;
          second = m;
        }
      }

      List<Move> moves = new ArrayList<>();
      if (second < 0) {
        return moves;
      }

      for (int m = 0; m < units.size(); m++) {
        place.take(layer, units.get(m));
        moves.add(keeping(second, Move.along(place.layout().bias(layer, units.get(m)))));
        for (int k = 0; k < place.layout().units(layer + 1) && m != 0 && m != second; k++) {
          moves.add(keeping(second, Move.along(weight(k, m))));
        }
      }

      return moves;
    }

    /** Real and imaginary parts of the sums of v e^(ib), by unit of the next layer. */
    private double[][] sums(double[] x) {
      double[][] sums = new double[place.layout().units(layer + 1)][2];
      for (int k = 0; k < sums.length; k++) {
        for (int m = 0; m < units.size(); m++) {
          double v = signs.get(m) * x[weight(k, m)];
          sums[k][0] += v * StrictMath.cos(phase(x, m));
          sums[k][1] += v * StrictMath.sin(phase(x, m));
        }
      }

      return sums;
    }

    /** A move, with the weights of members 0 and {@code second} making up for it. */
    private Move keeping(int second, Move move) {
      return (x, t) -> {
        double[][] before = sums(x);
        move.apply(x, t);
        double[][] after = sums(x);
        double p = phase(x, 0);
        double q = phase(x, second);
        double sine = StrictMath.sin(q - p);
        for (int k = 0; k < before.length; k++) {
          double re = before[k][0] - after[k][0];
          double im = before[k][1] - after[k][1];
          x[weight(k, 0)] +=
              signs.get(0) * (re * StrictMath.sin(q) - im * StrictMath.cos(q)) / sine;
          x[weight(k, second)] +=
              signs.get(second) * (im * StrictMath.cos(p) - re * StrictMath.sin(p)) / sine;
        }
      };
    }
  }
}

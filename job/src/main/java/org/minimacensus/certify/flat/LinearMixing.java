package org.minimacensus.certify.flat;

import java.util.ArrayList;
import java.util.List;

/**
 * Units of a layer that are linear on all rows (identity; relu and leaky-relu away from their
 * kink): invertible mixing of their pre-activations, undone by the next layer, changes nothing; nor
 * do shifts of their biases, undone by the next ones. Under weight decay rotations are left.
 */
record LinearMixing() implements FlatFamily {
  @Override
  public String name() {
    return "mixing of linear units";
  }

  @Override
  public List<Move> moves(FlatPlace place) {
    List<Move> moves = new ArrayList<>();
    for (int l = 0; l < place.hiddenLayers(); l++) {
      for (int i = 0; i < place.layout().units(l); i++) {
        if (place.slope(l, i) == 0) {
          continue;
        }

        if (!place.decayed()) {
          scale(place, l, i, moves);
          shift(place, l, i, moves);
        }

        for (int j = 0; j < place.layout().units(l); j++) {
          if (j != i && place.slope(l, j) != 0) {
            mix(place, l, i, j, moves);
          }
        }
      }
    }

    return moves;
  }

  /** Multiples of one unit: of either sign, unlike in {@link UnitScaling}, and so for identity. */
  private static void scale(FlatPlace place, int layer, int unit, List<Move> moves) {
    int[] in = place.incoming(layer, unit);
    int[] out = place.outgoing(layer, unit);
    moves.add(
        (x, t) -> {
          for (int index : in) {
            x[index] *= 1 + t;
          }

          for (int index : out) {
            x[index] /= 1 + t;
          }
        });
  }

  private static void shift(FlatPlace place, int layer, int unit, List<Move> moves) {
    if (!place.layout().hasBias(layer) || !place.layout().hasBias(layer + 1)) {
      return;
    }

    int bias = place.layout().bias(layer, unit);
    int[] out = place.outgoing(layer, unit);
    double slope = place.slope(layer, unit);
    moves.add(
        (x, t) -> {
          x[bias] += t;
          for (int k = 0; k < out.length; k++) {
            x[place.nextBias(layer, k)] -= t * slope * x[out[k]];
          }
        });
  }

  private static void mix(FlatPlace place, int layer, int i, int j, List<Move> moves) {
    int[] inI = place.incoming(layer, i);
    int[] inJ = place.incoming(layer, j);
    int[] outI = place.outgoing(layer, i);
    int[] outJ = place.outgoing(layer, j);
    double slopeI = place.slope(layer, i);
    double slopeJ = place.slope(layer, j);
    if (place.decayed()) {
      if (i < j && slopeI == slopeJ) {
        moves.add(
            (x, t) -> {
              rotate(x, inI, inJ, t);
              rotate(x, outI, outJ, t);
            });
      }

      return;
    }

    moves.add(
        (x, t) -> {
          add(x, inI, inJ, t);
          add(x, outJ, outI, -t * slopeI / slopeJ);
        });
    if (outI.length == 1 && i < j) {
      // What two units take from one another before a single next unit sees their sum.
      for (int e = 0; e < inI.length; e++) {
        int toI = inI[e];
        int toJ = inJ[e];
        moves.add(
            (x, t) -> {
              double vI = x[outI[0]] * slopeI;
              double vJ = x[outJ[0]] * slopeJ;
              x[toI] += t * vJ;
              x[toJ] -= t * vI;
            });
      }
    }
  }

  /** Adds a multiple of some parameters to others. */
  private static void add(double[] x, int[] to, int[] from, double factor) {
    for (int e = 0; e < to.length; e++) {
      x[to[e]] += factor * x[from[e]];
    }
  }

  static void rotate(double[] x, int[] first, int[] second, double angle) {
    double c = StrictMath.cos(angle);
    double s = StrictMath.sin(angle);
    for (int e = 0; e < first.length; e++) {
      double a = x[first[e]];
      double b = x[second[e]];
      x[first[e]] = c * a + s * b;
      x[second[e]] = c * b - s * a;
    }
  }
}

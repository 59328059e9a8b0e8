package org.minimacensus.certify.flat;

import java.util.ArrayList;
import java.util.List;
import org.minimacensus.numeric.Elementary;

/**
 * Units with sigma(c t) = c sigma(t) for c > 0: (w, b, v) -> (c w, c b, v / c) changes nothing. Of
 * quadratic units v / c^2.
 */
record UnitScaling() implements FlatFamily {
  @Override
  public String name() {
    return "scaling of units";
  }

  @Override
  public List<Move> moves(FlatPlace place) {
    boolean quadratic = place.activation().power() == 2;
    List<Move> moves = new ArrayList<>();
    if (place.decayed() || !(quadratic || place.activation().positivelyHomogeneous())) {
      return moves;
    }

    for (int l = 0; l < place.hiddenLayers(); l++) {
      for (int i = 0; i < place.layout().units(l); i++) {
        int[] in = place.incoming(l, i);
        int[] out = place.outgoing(l, i);
        moves.add(
            (x, t) -> {
              scale(x, in, Elementary.exp(t));
              scale(x, out, Elementary.exp(quadratic ? -2 * t : -t));
            });
      }
    }

    return moves;
  }

  private static void scale(double[] x, int[] indexes, double factor) {
    for (int i : indexes) {
      x[i] *= factor;
    }
  }
}

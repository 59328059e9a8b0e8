package org.minimacensus.certify.flat;

import java.util.ArrayList;
import java.util.List;

/** Units that feed nothing, all their outgoing weights being 0: their incoming weights are free. */
record SilentUnits() implements FlatFamily {
  /** An outgoing weight below this, as a share of the largest of the layer, is 0. */
  private static final double ZERO = 1e-12;

  @Override
  public String name() {
    return "units without outgoing weight";
  }

  @Override
  public List<Move> moves(FlatPlace place) {
    List<Move> moves = new ArrayList<>();
    for (int l = 0; l < place.hiddenLayers() && !place.decayed(); l++) {
      double largest = 0;
      for (int i = 0; i < place.layout().units(l); i++) {
        largest = Math.max(largest, largest(place, l, i));
      }

      for (int i : place.open(l)) {
        if (largest(place, l, i) <= ZERO * largest) {
          place.take(l, i);
          for (int index : place.incoming(l, i)) {
            moves.add(Move.along(index));
          }
        }
      }
    }

    return moves;
  }

  private static double largest(FlatPlace place, int layer, int unit) {
    double largest = 0;
    for (double v : place.values(place.outgoing(layer, unit))) {
      largest = Math.max(largest, Math.abs(v));
    }

    return largest;
  }
}

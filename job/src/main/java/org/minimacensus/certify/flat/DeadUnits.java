package org.minimacensus.certify.flat;

import java.util.ArrayList;
import java.util.List;

/** Relu units that are off on every row: no weight into or out of them matters. */
record DeadUnits() implements FlatFamily {
  @Override
  public String name() {
    return "dead units";
  }

  @Override
  public List<Move> moves(FlatPlace place) {
    List<Move> moves = new ArrayList<>();
    if (place.decayed() || !place.activation().rectifier()) {
      return moves;
    }

    for (int l = 0; l < place.hiddenLayers(); l++) {
      for (int i : place.open(l)) {
        if (place.negative(l, i)) {
          place.take(l, i);
          for (int index : place.incoming(l, i)) {
            moves.add(Move.along(index));
          }

          for (int index : place.outgoing(l, i)) {
            moves.add(Move.along(index));
          }
        }
      }
    }

    return moves;
  }
}

package org.minimacensus.certify.flat;

import java.util.ArrayList;
import java.util.List;

/** Added neurons whose amplitude is 0: their weights w and b do not matter. */
record InactiveNeurons() implements FlatFamily {
  @Override
  public String name() {
    return "free weights of inactive added neurons";
  }

  @Override
  public List<Move> moves(FlatPlace place) {
    if (place.values().length != place.objective().dimension()) {
      // Some parameters are held: indices of the objective are not those of the point.
      return List.of();
    }

    List<Move> moves = new ArrayList<>();
    for (int i : place.objective().idle(place.values())) {
      moves.add(Move.along(i));
    }

    return moves;
  }
}

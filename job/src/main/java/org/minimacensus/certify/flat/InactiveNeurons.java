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

    int[] amplitudes = place.objective().amplitudes();
    int[] free = place.objective().trivialDirections();
    List<Move> moves = new ArrayList<>();
    for (int i = 0; i < free.length; i++) {
      if (place.values()[amplitudes[i * amplitudes.length / free.length]] == 0) {
        moves.add(Move.along(free[i]));
      }
    }

    return moves;
  }
}

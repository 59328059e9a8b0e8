package org.minimacensus.certify.flat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Shift-invariant losses, as cross-entropy, see differences of outputs alone: the same function
 * added to all is nothing.
 */
record LogitShift() implements FlatFamily {
  @Override
  public String name() {
    return "shift of all outputs";
  }

  @Override
  public List<Move> moves(FlatPlace place) {
    List<Move> moves = new ArrayList<>();
    if (place.decayed()
        || !place.objective().loss().properties().shiftInvariant()
        || !place.architecture().linearOutputs()) {
      return moves;
    }

    int last = place.layout().layers() - 1;
    int outputs = place.layout().units(last);
    for (int j = 0; j < place.layout().parameters(last); j++) {
      int[] indexes = new int[outputs];
      for (int k = 0; k < outputs; k++) {
        indexes[k] = place.layout().parameter(last, k, j);
      }

      double[] ones = new double[outputs];
      Arrays.fill(ones, 1);
      moves.add(Move.line(indexes, ones));
    }

    return moves;
  }
}

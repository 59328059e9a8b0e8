package org.minimacensus.certify.flat;

import java.util.ArrayList;
import java.util.List;

/** Directions of weights from the inputs that no row has: collinear or constant features. */
record UnseenInputs() implements FlatFamily {
  @Override
  public String name() {
    return "directions of inputs that no row has";
  }

  @Override
  public List<Move> moves(FlatPlace place) {
    List<Move> moves = new ArrayList<>();
    if (place.decayed() || place.inputs() == null) {
      return moves;
    }

    int last = place.hiddenLayers();
    boolean direct = last > 0 && place.architecture().direct();
    for (double[] z : place.inputs().unseen(place.layout().hasBias(0))) {
      for (int i = 0; i < place.layout().units(0); i++) {
        moves.add(Move.line(place.incoming(0, i), z));
      }
    }

    for (double[] z :
        direct ? place.inputs().unseen(place.layout().hasBias(last)) : List.<double[]>of()) {
      for (int k = 0; k < place.layout().units(last); k++) {
        moves.add(Move.line(direct(place, last, k, z.length), z));
      }
    }

    return moves;
  }

  /** Indexes of the weights from the inputs to output k, its bias last. */
  private static int[] direct(FlatPlace place, int last, int k, int length) {
    int d = place.architecture().inputs();
    int[] indexes = new int[length];
    for (int j = 0; j < length; j++) {
      indexes[j] =
          j < d
              ? place.layout().weight(last, k, place.layout().inputs(last) - d + j)
              : place.layout().bias(last, k);
    }

    return indexes;
  }
}

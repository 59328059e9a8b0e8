package org.minimacensus.certify.flat;

import java.util.ArrayList;
import java.util.List;
import org.minimacensus.model.Activation;

/**
 * Units that are one function up to a factor, or up to what the activation's parity makes of a
 * change of sign: only a sum of their outgoing weights matters.
 */
record DuplicatedUnits() implements FlatFamily {
  @Override
  public String name() {
    return "duplicated units";
  }

  @Override
  public List<Move> moves(FlatPlace place) {
    List<Move> moves = new ArrayList<>();
    for (int l = 0; l < place.hiddenLayers() && !place.decayed(); l++) {
      for (int i : place.open(l)) {
        if (!place.taken(l, i)) {
          addCopies(place, l, i, moves);
        }
      }
    }

    return moves;
  }

  private static void addCopies(FlatPlace place, int layer, int unit, List<Move> moves) {
    for (int j : place.open(layer)) {
      Copy copy = j > unit ? copy(place, layer, unit, j) : null;
      if (copy != null) {
        place.take(layer, unit);
        place.take(layer, j);
        for (int k = 0; k < place.layout().units(layer + 1); k++) {
          moves.add(copy.shift(place, layer, k, unit, j));
        }
      }
    }
  }

  /** A unit whose value is {@code factor} times that of another, or 1 less that of the other. */
  private record Copy(double factor, boolean complement) {
    /** Takes weight from one unit and gives it to the other. */
    Move shift(FlatPlace place, int layer, int next, int unit, int copy) {
      int to = place.layout().weight(layer + 1, next, unit);
      int from = place.layout().weight(layer + 1, next, copy);
      return complement
          ? Move.line(new int[] {to, from, place.nextBias(layer, next)}, new double[] {1, 1, -1})
          : Move.line(new int[] {to, from}, new double[] {factor, -1});
    }
  }

  /** Null when unit j is no copy of unit i. */
  private static Copy copy(FlatPlace place, int layer, int i, int j) {
    double[] a = place.values(place.incoming(layer, i));
    double[] b = place.values(place.incoming(layer, j));
    if (Weights.close(a, b, 1)) {
      return new Copy(1, false);
    }

    Activation.Parity parity = place.activation().parity();
    if (parity != Activation.Parity.NONE && Weights.close(a, b, -1)) {
      boolean complement = parity == Activation.Parity.COMPLEMENT;
      return complement && place.nextBias(layer, 0) < 0
          ? null
          : new Copy(parity == Activation.Parity.ODD ? -1 : 1, complement);
    }

    double factor = Weights.factor(a, b);
    if (factor == 0 || !Weights.close(a, b, factor)) {
      return null;
    }

    if (place.activation().power() == 2) {
      return new Copy(factor * factor, false);
    }

    boolean scales = place.activation().linear() || place.activation().positivelyHomogeneous();
    return scales && (factor > 0 || place.activation().linear()) ? new Copy(factor, false) : null;
  }
}

package org.minimacensus.census;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Distances between minima of one loss, each pair aligned by the symmetries of the network. */
final class Neighbours {
  /** Two minima, by their places in the level, the earlier one second. */
  record Pair(int a, int b, double distance) {
    static final Comparator<Pair> BY_DISTANCE =
        Comparator.comparingDouble(Pair::distance)
            .thenComparingInt(Pair::a)
            .thenComparingInt(Pair::b);
  }

  private final UnitAlignment alignment;
  private final double[][] balanced;

  Neighbours(UnitAlignment alignment, UnitMoves moves, List<FlatMinimum> level) {
    this.alignment = alignment;
    this.balanced =
        level.stream().map(m -> LogScale.of(moves.balanced(m.theta()))).toArray(double[][]::new);
  }

  Pair pair(int one, int other) {
    int a = Math.max(one, other);
    int b = Math.min(one, other);
    double[] image = alignment.aligned(balanced[a], balanced[b], UnitAlignment.EUCLIDEAN);
    return new Pair(a, b, UnitAlignment.squaredDistance(balanced[a], image));
  }

  /**
   * Of each minimum the pairs with those nearest to it.
   *
   * @param most as many of each
   * @param candidates of every pair one is among the first so many minima
   */
  List<List<Pair>> nearest(int most, int candidates) {
    List<TreeSet<Pair>> nearest = new ArrayList<>();
    for (int a = 0; a < balanced.length; a++) {
      nearest.add(new TreeSet<>(Pair.BY_DISTANCE));
      for (int b = 0; b < Math.min(a, candidates); b++) {
        Pair pair = pair(a, b);
        offer(nearest.get(a), pair, most);
        offer(nearest.get(b), pair, most);
      }
    }

    return nearest.stream().map(List::copyOf).toList();
  }

  private static void offer(TreeSet<Pair> to, Pair pair, int most) {
    to.add(pair);
    if (to.size() > most) {
      to.pollLast();
    }
  }
}

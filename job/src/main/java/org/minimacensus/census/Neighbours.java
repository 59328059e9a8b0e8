package org.minimacensus.census;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

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
        level.stream()
            .map(m -> LogScale.of(moves.balanced(m.theta())))
            .toArray(double[][]::new);
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
   * @param candidates only the first so many minima are neighbours of others
   */
  List<List<Pair>> nearest(int most, int candidates) {
    int n = balanced.length;
    Pair[][] all = new Pair[n][];
    for (int a = 0; a < n; a++) {
      int others = Math.min(a, candidates);
      all[a] = new Pair[others];
      for (int b = 0; b < others; b++) {
        all[a][b] = pair(a, b);
      }
    }

    List<List<Pair>> nearest = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      List<Pair> own = new ArrayList<>(Arrays.asList(all[i]));
      for (int a = i + 1; a < n && i < candidates && n <= candidates; a++) {
        own.add(all[a][i]);
      }
      own.sort(Pair.BY_DISTANCE);
      nearest.add(List.copyOf(own.subList(0, Math.min(most, own.size()))));
    }

    return nearest;
  }
}

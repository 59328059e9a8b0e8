package org.minimacensus.census;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Distances between minima of one loss, each pair aligned by the symmetries of the network. */
final class Neighbours {
  /** Minima of a component that stand for it when components are compared, at most. */
  private static final int LANDMARKS = 12;

  /** As many pairs of components are compared at most (200 components). */
  private static final long MOST_COMPONENT_PAIRS = 20_000;

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
   * @throws PathTests.Stopped when the ledger says so
   */
  List<List<Pair>> nearest(int most, int candidates, PathLedger ledger) {
    List<TreeSet<Pair>> nearest = new ArrayList<>();
    for (int a = 0; a < balanced.length; a++) {
      ledger.check();
      nearest.add(new TreeSet<>(Pair.BY_DISTANCE));
      for (int b = 0; b < Math.min(a, candidates); b++) {
        Pair pair = pair(a, b);
        offer(nearest.get(a), pair, most);
        offer(nearest.get(b), pair, most);
      }
    }

    return nearest.stream().map(List::copyOf).toList();
  }

  /**
   * For every two components the pair of their nearest landmarks, as long as they are not too many;
   * else what the ledger is told to be left out.
   */
  List<Pair> betweenComponents(FlatForest forest, PathLedger ledger) {
    TreeMap<Integer, List<Integer>> members = new TreeMap<>();
    for (int i = 0; i < forest.size(); i++) {
      members.computeIfAbsent(forest.root(i), r -> new ArrayList<>()).add(i);
    }

    List<List<Integer>> components = List.copyOf(members.values());
    long pairs = (long) components.size() * (components.size() - 1) / 2;
    if (pairs > MOST_COMPONENT_PAIRS) {
      ledger.leaveOut("one loss has " + components.size() + " components");
      return List.of();
    }

    long each = pairs == 0 ? LANDMARKS : (long) Math.sqrt((double) MOST_COMPONENT_PAIRS / pairs);
    int landmarks = (int) Math.max(1, Math.min(LANDMARKS, each));
    List<Pair> nearest = new ArrayList<>();
    for (int j = 1; j < components.size(); j++) {
      ledger.check();
      for (int i = 0; i < j; i++) {
        nearest.add(nearest(components.get(j), components.get(i), landmarks));
      }
    }

    return nearest;
  }

  private Pair nearest(List<Integer> some, List<Integer> others, int landmarks) {
    Pair nearest = null;
    for (int a : some.subList(0, Math.min(landmarks, some.size()))) {
      for (int b : others.subList(0, Math.min(landmarks, others.size()))) {
        Pair pair = pair(a, b);
        if (nearest == null || Pair.BY_DISTANCE.compare(pair, nearest) < 0) {
          nearest = pair;
        }
      }
    }

    return nearest;
  }

  private static void offer(TreeSet<Pair> to, Pair pair, int most) {
    to.add(pair);
    if (to.size() > most) {
      to.pollLast();
    }
  }
}

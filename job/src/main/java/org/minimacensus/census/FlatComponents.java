package org.minimacensus.census;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Puts the degenerate minima of one loss together that paths join, as a spanning forest is grown
 * (Boruvka 1926): straight segments first, then bends, strings and walks, always between minima
 * that are not joined yet, the nearest ones first.
 *
 * <p>Segments and bends are tried between each minimum and its nearest neighbours. Strings are
 * tried in rounds between each component and its nearest neighbour in another, at last between the
 * nearest minima of every two components; walks between each component and the nearest others. What
 * is found depends on the minima and on the evaluations that may be spent alone.
 */
final class FlatComponents {
  /** Neighbours of each minimum. */
  private static final int NEIGHBOURS = 12;

  /** Only so many minima of the lowest ids are neighbours of all others. */
  private static final int CANDIDATES = 400;

  private static final int FEWEST_CANDIDATES = 16;

  private static final int BEND_NEIGHBOURS = 4;

  /** Rounds of strings in a row that join nothing before components are compared as such. */
  private static final int FRUITLESS_ROUNDS = 4;

  /** Other components that walks are tried to from each. */
  private static final int WALK_NEIGHBOURS = 2;

  private final UnitAlignment alignment;
  private final UnitMoves moves;
  private final PathLedger ledger;

  FlatComponents(UnitAlignment alignment, UnitMoves moves, PathLedger ledger) {
    this.alignment = alignment;
    this.moves = moves;
    this.ledger = ledger;
  }

  /**
   * @param level minima of one loss by ascending id
   */
  void join(List<FlatMinimum> level) {
    new Level(level).join();
  }

  private final class Level {
    private final List<FlatMinimum> minima;
    private final Neighbours neighbours;
    private final List<List<Neighbours.Pair>> nearest;
    private final FlatForest forest;
    private final Set<Neighbours.Pair> strung = new HashSet<>();

    Level(List<FlatMinimum> minima) {
      this.minima = minima;
      this.neighbours = new Neighbours(alignment, moves, minima);
      long affordable = ledger.most() / (2L * minima.size());
      this.nearest =
          neighbours.nearest(
              NEIGHBOURS,
              (int) Math.max(FEWEST_CANDIDATES, Math.min(CANDIDATES, affordable)),
              ledger);
      this.forest = new FlatForest(minima.size());
    }

    void join() {
      joinNeighbours(PathKind.SEGMENT, NEIGHBOURS);
      joinNeighbours(PathKind.BEND, BEND_NEIGHBOURS);
      joinNearest();
      joinComponents();
      walk();
      ledger.end(minima, forest);
    }

    private boolean test(PathKind kind, List<Neighbours.Pair> pairs) {
      return ledger.test(kind, pairs, minima, forest);
    }

    /** Each with its neighbours, the nearest ones of all first; those joined on the way skipped. */
    private void joinNeighbours(PathKind kind, int most) {
      for (int k = 0; k < most; k++) {
        Set<Neighbours.Pair> round = new HashSet<>();
        for (List<Neighbours.Pair> own : nearest) {
          if (k < own.size()) {
            round.add(own.get(k));
          }
        }
        test(kind, sorted(round));
      }
    }

    /** Each component by a string with its nearest neighbour in another, in rounds. */
    private void joinNearest() {
      for (int fruitless = 0; fruitless < FRUITLESS_ROUNDS && !ledger.spent(); ) {
        Map<Integer, Neighbours.Pair> best = new LinkedHashMap<>();
        for (int i = 0; i < minima.size(); i++) {
          for (Neighbours.Pair pair : nearest.get(i)) {
            if (forest.apart(pair.a(), pair.b()) && !strung.contains(pair)) {
              best.merge(
                  forest.root(i),
                  pair,
                  (p, q) -> Neighbours.Pair.BY_DISTANCE.compare(p, q) <= 0 ? p : q);
            }
          }
        }

        List<Neighbours.Pair> round = sorted(new HashSet<>(best.values()));
        strung.addAll(round);
        if (round.isEmpty()) {
          return;
        }

        fruitless = test(PathKind.STRING, round) ? 0 : fruitless + 1;
      }
    }

    /** Every two components that are left, by a string at their nearest landmarks. */
    private void joinComponents() {
      Set<Neighbours.Pair> pairs = new HashSet<>(componentPairs());
      pairs.removeAll(strung);
      test(PathKind.STRING, sorted(pairs));
    }

    /** Each component that is left with the nearest others. */
    private void walk() {
      Map<Integer, Integer> tried = new TreeMap<>();
      List<Neighbours.Pair> pairs = new ArrayList<>();
      for (Neighbours.Pair pair : sorted(new HashSet<>(componentPairs()))) {
        int a = forest.root(pair.a());
        int b = forest.root(pair.b());
        if (Math.min(tried.getOrDefault(a, 0), tried.getOrDefault(b, 0)) < WALK_NEIGHBOURS) {
          tried.merge(a, 1, Integer::sum);
          tried.merge(b, 1, Integer::sum);
          pairs.add(pair);
        }
      }
      test(PathKind.WALK, pairs);
    }

    private List<Neighbours.Pair> componentPairs() {
      return ledger.spent() ? List.of() : neighbours.betweenComponents(forest, ledger);
    }

    private static List<Neighbours.Pair> sorted(Set<Neighbours.Pair> pairs) {
      return pairs.stream().sorted(Neighbours.Pair.BY_DISTANCE).toList();
    }
  }
}

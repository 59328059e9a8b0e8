package org.minimacensus.census;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Puts the degenerate minima of one loss together that paths join, as a spanning forest is grown
 * (Boruvka 1926): straight segments first, then bends, then strings, each between the nearest
 * minima of different components, until nothing is left to try.
 *
 * <p>Segments and bends are tried between each minimum and its nearest neighbours. Strings are
 * tried between the nearest minima of every two components, so that no two are left apart untried;
 * a level that has too many for that is given up. What is found depends on the minima alone.
 */
final class FlatComponents {
  /** Neighbours of each minimum. */
  private static final int NEIGHBOURS = 12;

  /** Only so many minima of the lowest ids are neighbours of all others. */
  private static final int CANDIDATES = 400;

  /** Minima of a component that stand for it when components are compared. */
  private static final int LANDMARKS = 12;

  private static final int SEGMENT_NEIGHBOURS = 12;
  private static final int BEND_NEIGHBOURS = 4;

  /** Rounds of strings in a row that join nothing before components are compared as such. */
  private static final int FRUITLESS_ROUNDS = 4;

  /** Strings tried between components once neighbours are joined; more: the level is given up. */
  static final int MOST_STRINGS = 600;

  private final UnitAlignment alignment;
  private final UnitMoves moves;
  private final PathTests tests;
  private final Map<Integer, Components.Joined> edges = new HashMap<>();
  private final Map<Integer, Integer> rootOf = new TreeMap<>();

  FlatComponents(UnitAlignment alignment, UnitMoves moves, PathTests tests) {
    this.alignment = alignment;
    this.moves = moves;
    this.tests = tests;
  }

  /**
   * @param level minima of one loss by ascending id
   * @return whether all were tried; if not, what was joined is not to be used
   */
  boolean join(List<FlatMinimum> level) {
    return new Level(level).join();
  }

  /** How minima were joined, by id, without the lowest of each component. */
  Map<Integer, Components.Joined> joined() {
    Map<Integer, Components.Joined> joined = new TreeMap<>();
    edges.forEach(
        (id, edge) ->
            joined.put(id, new Components.Joined(rootOf.get(id), edge.barrier(), edge.path())));
    return joined;
  }

  private final class Level {
    private final List<FlatMinimum> minima;
    private final Neighbours neighbours;
    private final List<List<Neighbours.Pair>> nearest;
    private final int[] parent;

    Level(List<FlatMinimum> minima) {
      this.minima = minima;
      this.neighbours = new Neighbours(alignment, moves, minima);
      this.nearest = neighbours.nearest(NEIGHBOURS, CANDIDATES);
      this.parent = new int[minima.size()];
      Arrays.setAll(parent, i -> i);
    }

    boolean join() {
      joinNeighbours(PathKind.SEGMENT, SEGMENT_NEIGHBOURS);
      joinNeighbours(PathKind.BEND, BEND_NEIGHBOURS);
      joinNearest();
      boolean all = joinComponents();
      for (int i = 0; i < parent.length; i++) {
        rootOf.put(minima.get(i).id(), minima.get(root(i)).id());
      }

      return all;
    }

    /** The lowest minimum of a component. */
    private int root(int i) {
      int root = i;
      while (parent[root] != root) {
        root = parent[root];
      }

      for (int at = i; parent[at] != root; ) {
        int next = parent[at];
        parent[at] = root;
        at = next;
      }

      return root;
    }

    /** Each with its neighbours, the nearest ones of all first; those joined on the way skipped. */
    private void joinNeighbours(PathKind kind, int most) {
      for (int k = 0; k < most; k++) {
        Set<Neighbours.Pair> round = new HashSet<>();
        for (List<Neighbours.Pair> own : nearest) {
          if (k < own.size() && apart(own.get(k))) {
            round.add(own.get(k));
          }
        }
        test(kind, round.stream().sorted(Neighbours.Pair.BY_DISTANCE).toList());
      }
    }

    /** Each component by a string with its nearest neighbour in another, in rounds. */
    private void joinNearest() {
      Set<Neighbours.Pair> tried = new HashSet<>();
      for (int fruitless = 0; fruitless < FRUITLESS_ROUNDS; ) {
        Map<Integer, Neighbours.Pair> best = new LinkedHashMap<>();
        for (int i = 0; i < parent.length; i++) {
          for (Neighbours.Pair pair : nearest.get(i)) {
            if (apart(pair) && !tried.contains(pair)) {
              best.merge(
                  root(i), pair, (p, q) -> Neighbours.Pair.BY_DISTANCE.compare(p, q) <= 0 ? p : q);
            }
          }
        }

        List<Neighbours.Pair> round =
            best.values().stream().distinct().sorted(Neighbours.Pair.BY_DISTANCE).toList();
        tried.addAll(round);
        if (round.isEmpty()) {
          return;
        }

        fruitless = test(PathKind.STRING, round) ? 0 : fruitless + 1;
      }
    }

    /** Every two components that are left, by a string at their nearest landmarks. */
    private boolean joinComponents() {
      Map<Integer, List<Integer>> landmarks = new TreeMap<>();
      for (int i = 0; i < parent.length; i++) {
        List<Integer> own = landmarks.computeIfAbsent(root(i), r -> new ArrayList<>());
        if (own.size() < LANDMARKS) {
          own.add(i);
        }
      }

      List<Integer> roots = List.copyOf(landmarks.keySet());
      if ((long) roots.size() * (roots.size() - 1) / 2 > MOST_STRINGS) {
        return false;
      }

      List<Neighbours.Pair> pairs = new ArrayList<>();
      for (int j = 1; j < roots.size(); j++) {
        for (int i = 0; i < j; i++) {
          pairs.add(nearest(landmarks.get(roots.get(j)), landmarks.get(roots.get(i))));
        }
      }
      pairs.sort(Neighbours.Pair.BY_DISTANCE);
      test(PathKind.STRING, pairs);
      return true;
    }

    private Neighbours.Pair nearest(List<Integer> some, List<Integer> others) {
      Neighbours.Pair nearest = null;
      for (int a : some) {
        for (int b : others) {
          Neighbours.Pair pair = neighbours.pair(a, b);
          if (nearest == null || Neighbours.Pair.BY_DISTANCE.compare(pair, nearest) < 0) {
            nearest = pair;
          }
        }
      }

      return nearest;
    }

    private boolean apart(Neighbours.Pair pair) {
      return root(pair.a()) != root(pair.b());
    }

    /** Tests all pairs and joins in their order; whether any two were joined. */
    private boolean test(PathKind kind, List<Neighbours.Pair> pairs) {
      if (pairs.isEmpty()) {
        return false;
      }

      List<PathTests.Task> tasks =
          pairs.stream()
              .map(p -> new PathTests.Task(kind, minima.get(p.a()), minima.get(p.b())))
              .toList();
      List<PathTests.Result> results = tests.test(tasks);
      boolean any = false;
      for (int i = 0; i < pairs.size(); i++) {
        if (results.get(i).found() && apart(pairs.get(i))) {
          join(pairs.get(i), kind, results.get(i).barrier());
          any = true;
        }
      }

      return any;
    }

    /** The lowest minimum of the component with the higher one is the one that is joined. */
    private void join(Neighbours.Pair pair, PathKind kind, double barrier) {
      int one = root(pair.a());
      int other = root(pair.b());
      int high = Math.max(one, other);
      parent[high] = Math.min(one, other);
      edges.put(minima.get(high).id(), new Components.Joined(-1, barrier, kind));
    }
  }
}

package org.minimacensus.census;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Has paths tested as long as evaluations are left, and keeps what was found. */
final class PathLedger {
  /** Tests done together: what one of them joins spares none of the others. */
  private static final int BATCH = 64;

  private final PathTests tests;
  private final PathLimits limits;
  private final Map<Integer, Components.Joined> edges = new TreeMap<>();
  private final Map<Integer, Components.Joined> joined = new TreeMap<>();
  private final Map<Integer, Components.Apart> apart = new TreeMap<>();
  private final List<Missed> missed = new ArrayList<>();
  private final EnumMap<PathKind, Long> tested = new EnumMap<>(PathKind.class);
  private long evaluations;
  private final TreeSet<String> leftOut = new TreeSet<>();

  /** Two minima, by their places in their level, and the lowest barrier that is known of. */
  private record Missed(int a, int b, double barrier) {}

  PathLedger(PathTests tests, PathLimits limits) {
    this.tests = tests;
    this.limits = limits;
  }

  long most() {
    return limits.evaluations();
  }

  long evaluations() {
    return evaluations;
  }

  boolean spent() {
    return evaluations >= limits.evaluations();
  }

  /**
   * @throws PathTests.Stopped when somebody asked for it
   */
  void check() {
    if (limits.stopped()) {
      throw new PathTests.Stopped();
    }
  }

  /** That something was not tried, and why. */
  void leaveOut(String why) {
    leftOut.add(why);
  }

  /** Why not all was tried; empty when all was. */
  List<String> leftOut() {
    return List.copyOf(leftOut);
  }

  /** Number of tests of each kind. */
  Map<PathKind, Long> tested() {
    return tested;
  }

  /** How minima were joined, by id, without the lowest of each component. */
  Map<Integer, Components.Joined> joined() {
    return joined;
  }

  /** Of components, by id, the one behind the lowest barrier that was measured. */
  Map<Integer, Components.Apart> apart() {
    return apart;
  }

  /**
   * Tests pairs that are apart, in their order, and joins.
   *
   * @return whether any two were joined
   * @throws PathTests.Stopped when somebody asked for it
   */
  boolean test(
      PathKind kind, List<Neighbours.Pair> pairs, List<FlatMinimum> minima, FlatForest forest) {
    boolean any = false;
    int next = 0;
    while (next < pairs.size()) {
      List<Neighbours.Pair> batch = new ArrayList<>();
      for (; next < pairs.size() && batch.size() < BATCH; next++) {
        if (forest.apart(pairs.get(next).a(), pairs.get(next).b())) {
          batch.add(pairs.get(next));
        }
      }

      if (!batch.isEmpty() && spent()) {
        leaveOut("the evaluations for paths were spent");
        return any;
      }

      any |= testBatch(kind, batch, minima, forest);
    }

    return any;
  }

  private boolean testBatch(
      PathKind kind, List<Neighbours.Pair> batch, List<FlatMinimum> minima, FlatForest forest) {
    if (batch.isEmpty()) {
      return false;
    }

    check();
    List<PathTests.Result> results =
        tests.test(
            batch.stream()
                .map(p -> new PathTests.Task(kind, minima.get(p.a()), minima.get(p.b())))
                .toList());
    tested.merge(kind, (long) batch.size(), Long::sum);
    boolean any = false;
    for (int i = 0; i < batch.size(); i++) {
      PathTests.Result result = results.get(i);
      Neighbours.Pair pair = batch.get(i);
      evaluations += result.evaluations();
      if (!result.found()) {
        if (!Double.isNaN(result.barrier())) {
          missed.add(new Missed(pair.a(), pair.b(), result.barrier()));
        }
      } else if (forest.apart(pair.a(), pair.b())) {
        int high = forest.join(pair.a(), pair.b());
        edges.put(minima.get(high).id(), new Components.Joined(-1, result.barrier(), kind));
        any = true;
      }
    }

    return any;
  }

  /** Ends a level: what was joined in it, and how far apart the rest is. */
  void end(List<FlatMinimum> minima, FlatForest forest) {
    for (int i = 0; i < minima.size(); i++) {
      int id = minima.get(i).id();
      Components.Joined edge = edges.get(id);
      if (edge != null) {
        int root = minima.get(forest.root(i)).id();
        joined.put(id, new Components.Joined(root, edge.barrier(), edge.path()));
      }
    }

    for (Missed pair : missed) {
      int a = forest.root(pair.a);
      int b = forest.root(pair.b);
      if (a != b) {
        offer(minima.get(a).id(), minima.get(b).id(), pair.barrier);
        offer(minima.get(b).id(), minima.get(a).id(), pair.barrier);
      }
    }
    missed.clear();
  }

  private void offer(int component, int other, double barrier) {
    Components.Apart known = apart.get(component);
    boolean lower =
        known == null
            || barrier < known.barrier()
            || barrier == known.barrier() && other < known.component();
    if (lower) {
      apart.put(component, new Components.Apart(other, barrier));
    }
  }
}

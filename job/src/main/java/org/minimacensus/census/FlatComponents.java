package org.minimacensus.census;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Puts the degenerate minima of one loss together that paths join.
 *
 * <p>Minima are taken by ascending id, in batches of a fixed size. Each is tried with the nearest
 * landmarks of every component that there is, the nearest component first; one that joins none
 * founds a component. A component's landmarks are its founder and the first members that no
 * straight segment joined. In the end every pair of components is tried once more at their nearest
 * landmarks. What is found depends on the minima alone.
 */
final class FlatComponents {
  /** A loss with more components than this is given up. */
  static final int MOST_COMPONENTS = 50;

  private static final int LANDMARKS = 24;
  private static final int NEAREST = 2;

  /** Landmarks that a minimum is tried with before it founds a component. */
  private static final int MOST_TARGETS = 5;
  private static final int LARGEST_BATCH = 64;

  private final UnitAlignment alignment;
  private final UnitMoves moves;
  private final PathTests tests;
  private final Map<Integer, Edge> edges = new TreeMap<>();
  private List<Group> components = new ArrayList<>();

  FlatComponents(UnitAlignment alignment, UnitMoves moves, PathTests tests) {
    this.alignment = alignment;
    this.moves = moves;
    this.tests = tests;
  }

  /** A minimum and the component that it was joined with. */
  private record Edge(Group component, double barrier, PathKind kind) {}

  /** Minima that are joined; its founder has the lowest id. */
  private static final class Group {
    private final FlatMinimum founder;
    private final List<Landmark> landmarks = new ArrayList<>();
    private Group into;

    Group(FlatMinimum founder) {
      this.founder = founder;
    }

    Group root() {
      return into == null ? this : into.root();
    }
  }

  private record Landmark(FlatMinimum minimum, double[] balanced) {}

  private record Near(Group component, FlatMinimum landmark, double distance) {}

  private static final Comparator<Near> BY_DISTANCE =
      Comparator.comparingDouble(Near::distance).thenComparingInt(n -> n.landmark.id());

  /** A minimum that is not joined yet. */
  private static final class Open {
    private final FlatMinimum minimum;
    private final double[] balanced;
    private final Set<Group> tried = new HashSet<>();

    Open(FlatMinimum minimum, double[] balanced) {
      this.minimum = minimum;
      this.balanced = balanced;
    }
  }

  /**
   * @param level minima of one loss by ascending id
   * @return whether all were tried; if not, what was joined is not to be used
   */
  boolean join(List<FlatMinimum> level) {
    components = new ArrayList<>();
    int batch = 1;
    for (int next = 0; next < level.size(); ) {
      int end = Math.min(level.size(), next + batch);
      List<Open> open = new ArrayList<>();
      for (FlatMinimum minimum : level.subList(next, end)) {
        open.add(new Open(minimum, moves.balanced(minimum.theta())));
      }

      if (!joinBatch(open)) {
        return false;
      }

      next = end;
      batch = Math.min(2 * batch, LARGEST_BATCH);
    }

    joinComponents();
    return true;
  }

  private boolean joinBatch(List<Open> batch) {
    List<Open> open = batch;
    while (!open.isEmpty()) {
      List<List<Near>> targets = new ArrayList<>();
      for (Open one : open) {
        targets.add(targets(one));
      }

      List<PathTests.Result> results = results(open, targets);
      List<Open> left = new ArrayList<>();
      for (int i = 0; i < open.size(); i++) {
        PathTests.Result result = results.get(i);
        if (result.found()) {
          add(open.get(i), targets.get(i).get(result.target()).component, result);
        } else {
          open.get(i).tried.addAll(components);
          left.add(open.get(i));
        }
      }

      if (!left.isEmpty()) {
        if (components.size() == MOST_COMPONENTS) {
          return false;
        }

        found(left.remove(0));
      }

      open = left;
    }

    return true;
  }

  private void found(Open founder) {
    Group component = new Group(founder.minimum);
    component.landmarks.add(new Landmark(founder.minimum, founder.balanced));
    components.add(component);
  }

  private void add(Open member, Group component, PathTests.Result result) {
    edges.put(member.minimum.id(), new Edge(component, result.barrier(), result.kind()));
    if (result.kind() != PathKind.SEGMENT && component.landmarks.size() < LANDMARKS) {
      component.landmarks.add(new Landmark(member.minimum, member.balanced));
    }
  }

  private List<Near> targets(Open open) {
    List<Near> all = new ArrayList<>();
    for (Group component : components) {
      if (!open.tried.contains(component)) {
        component.landmarks.stream()
            .map(l -> near(component, l, open.balanced))
            .sorted(BY_DISTANCE)
            .limit(NEAREST)
            .forEach(all::add);
      }
    }
    all.sort(BY_DISTANCE);
    return all.subList(0, Math.min(MOST_TARGETS, all.size()));
  }

  private Near near(Group component, Landmark landmark, double[] balanced) {
    double[] image = alignment.aligned(balanced, landmark.balanced, UnitAlignment.EUCLIDEAN);
    return new Near(
        component, landmark.minimum, UnitAlignment.squaredDistance(balanced, image));
  }

  private List<PathTests.Result> results(List<Open> open, List<List<Near>> targets) {
    List<PathTests.Task> asked = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      List<FlatMinimum> minima = targets.get(i).stream().map(Near::landmark).toList();
      asked.add(new PathTests.Task(open.get(i).minimum, minima));
    }
    return tests.test(asked);
  }

  /** Tries each pair of components, at their nearest landmarks, the earlier one as the target. */
  private void joinComponents() {
    List<Open> open = new ArrayList<>();
    List<List<Near>> targets = new ArrayList<>();
    List<Group> pairs = new ArrayList<>();
    for (int j = 1; j < components.size(); j++) {
      for (int i = 0; i < j; i++) {
        Open best = null;
        Near nearest = null;
        for (Landmark mine : components.get(j).landmarks) {
          for (Landmark other : components.get(i).landmarks) {
            Near near = near(components.get(i), other, mine.balanced);
            if (nearest == null || BY_DISTANCE.compare(near, nearest) < 0) {
              nearest = near;
              best = new Open(mine.minimum, mine.balanced);
            }
          }
        }
        // Those that were tried when the later one was founded.
        boolean founders =
            best.minimum == components.get(j).founder
                && nearest.landmark == components.get(i).founder;
        if (!founders) {
          open.add(best);
          targets.add(List.of(nearest));
          pairs.add(components.get(j));
        }
      }
    }

    if (open.isEmpty()) {
      return;
    }

    List<PathTests.Result> results = results(open, targets);
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i).found()) {
        merge(targets.get(i).get(0).component.root(), pairs.get(i).root(), results.get(i));
      }
    }
  }

  private void merge(Group a, Group b, PathTests.Result result) {
    if (a == b) {
      return;
    }

    Group low = a.founder.id() < b.founder.id() ? a : b;
    Group high = low == a ? b : a;
    high.into = low;
    edges.put(high.founder.id(), new Edge(low, result.barrier(), result.kind()));
  }

  /** How minima were joined, by id, without the founders of components. */
  Map<Integer, Components.Joined> joined() {
    Map<Integer, Components.Joined> joined = new TreeMap<>();
    edges.forEach(
        (id, edge) ->
            joined.put(
                id,
                new Components.Joined(edge.component.root().founder.id(), edge.barrier, edge.kind)));
    return joined;
  }
}

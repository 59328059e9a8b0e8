package org.minimacensus.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.minimacensus.study.RestartSet;
import org.minimacensus.study.TraceStep;
import org.minimacensus.study.pictures.Thinning;

/** Evenly spaced steps of a few restarts: first where they are, then what they hold. */
final class TracedSteps {
  private TracedSteps() {}

  /** Where a step is, in the order in which steps are told. */
  private record Place(int objective, long restart, long order)
      implements Serializable, Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparingInt(Place::objective)
            .thenComparingLong(Place::restart)
            .thenComparingLong(Place::order);

    static Place of(List<String> objectives, Row row) {
      return new Place(
          objectives.indexOf(row.<String>getAs("objective")),
          row.<Long>getAs("restart"),
          RunTables.stepOrder(row));
    }

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * @param objectives in their order
   * @param most of each objective and restart
   */
  static List<TraceStep> of(PartFiles parts, List<String> objectives, RestartSet some, int most) {
    List<String> names = List.copyOf(objectives);
    Map<Place, List<Place>> ways = new TreeMap<>();
    parts
        .traces(some, "objective", "restart", "segment", "iteration")
        .map(row -> Place.of(names, row))
        .collect()
        .forEach(
            at ->
                ways.computeIfAbsent(new Place(at.objective, at.restart, 0), w -> new ArrayList<>())
                    .add(at));
    Set<Place> kept = new HashSet<>();
    ways.values().forEach(way -> kept.addAll(Thinning.of(way.stream().sorted().toList(), most)));
    Map<Place, TraceStep> steps = new TreeMap<>();
    parts
        .traces(some, RunTables.TRACES.schema().fieldNames())
        .filter(row -> kept.contains(Place.of(names, row)))
        .map(RunTables::traceStep)
        .collect()
        .forEach(step -> steps.put(place(names, step), step));
    return List.copyOf(steps.values());
  }

  private static Place place(List<String> objectives, TraceStep step) {
    return new Place(
        objectives.indexOf(step.objective()),
        step.restart(),
        RunTables.stepOrder(step.segment(), step.iteration()));
  }
}

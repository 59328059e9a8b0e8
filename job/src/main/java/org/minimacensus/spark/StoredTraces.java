package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.minimacensus.certify.RestartRunner;
import org.minimacensus.study.TraceStep;
import org.minimacensus.study.pictures.Thinning;
import org.minimacensus.study.pictures.Trace;

/** The traces of the first traced restarts of a run, thinned as they are read. */
final class StoredTraces {
  /** Steps of a trace at most. */
  private static final int STEPS = 400;

  /** Steps of networks of more parameters are read without these. */
  private static final int MOST_PARAMETERS = RestartRunner.LARGEST_DECOMPOSED;

  private final Set<Long> restarts;
  private final Map<Key, String> ends = new HashMap<>();
  private final Map<Key, List<TraceStep>> steps = new HashMap<>();

  private record Key(String objective, long restart) {}

  private StoredTraces(Set<Long> restarts) {
    this.restarts = restarts;
  }

  /**
   * @param notes take what is left out
   */
  static StoredTraces of(StoredTables tables, List<String> notes) {
    StoredTraces traces = new StoredTraces(firstRestarts(tables, notes));
    Map<Key, Long> lengths = new HashMap<>();
    tables.forEach(
        RunTables.TRACES.name(),
        RunTables.TRACES.columns("objective", "restart"),
        traces.restarts,
        row -> lengths.merge(new Key(row.getString(0), row.getLong(1)), 1L, Long::sum));
    traces.read(tables, lengths, notes);
    return traces;
  }

  /** Of the first objective that has any, in whose order the table begins. */
  private static Set<Long> firstRestarts(StoredTables tables, List<String> notes) {
    Set<Long> restarts = new LinkedHashSet<>();
    Set<String> objectives = new HashSet<>();
    tables.first(
        RunTables.TRACES.name(),
        RunTables.TRACES.columns("objective", "restart"),
        row -> {
          objectives.add(row.getString(0));
          if (objectives.size() == 1) {
            restarts.add(row.getLong(1));
          }

          return objectives.size() == 1 && restarts.size() <= Trace.SHOWN;
        });
    if (restarts.size() > Trace.SHOWN) {
      restarts.removeAll(List.copyOf(restarts).subList(Trace.SHOWN, restarts.size()));
      notes.add("of the traced restarts the first " + Trace.SHOWN + " are shown; traces/ has all");
    }

    return restarts;
  }

  private void read(StoredTables tables, Map<Key, Long> lengths, List<String> notes) {
    Map<Key, Set<Long>> kept = new HashMap<>();
    lengths.forEach(
        (trace, length) -> {
          Set<Long> places = new HashSet<>();
          for (long place : Thinning.places(length, STEPS)) {
            places.add(place);
          }

          kept.put(trace, places);
        });
    Map<Key, Long> read = new HashMap<>();
    boolean[] bare = {false};
    tables.forEach(
        RunTables.TRACES.name(),
        RunTables.TRACES.schema(),
        restarts,
        row -> {
          Key trace = new Key(row.getAs("objective"), row.<Long>getAs("restart"));
          long place = read.merge(trace, 1L, Long::sum) - 1;
          if (kept.get(trace).contains(place)) {
            TraceStep step = RunTables.traceStep(row);
            bare[0] |= large(step);
            steps
                .computeIfAbsent(trace, w -> new ArrayList<>())
                .add(large(step) ? withoutParameters(step) : step);
          }
        });
    long longest = lengths.values().stream().mapToLong(Long::longValue).max().orElse(0);
    if (longest > STEPS) {
      notes.add(
          "of a trajectory of more steps "
              + STEPS
              + " evenly spaced ones are shown, of at most "
              + longest
              + "; traces/ has all");
    }

    if (bare[0]) {
      notes.add(
          "trajectories are shown without parameters, of which there are more than "
              + MOST_PARAMETERS);
    }
  }

  private static boolean large(TraceStep step) {
    return step.theta().length + step.augmentation().length > MOST_PARAMETERS;
  }

  private static TraceStep withoutParameters(TraceStep s) {
    return new TraceStep(
        s.objective(),
        s.restart(),
        s.segment(),
        s.iteration(),
        s.loss(),
        s.gradientNorm(),
        s.parameterNorm(),
        new double[0],
        new double[0]);
  }

  /** Told of each endpoint. */
  void ended(String objective, long restart, String endpointClass) {
    if (restarts.contains(restart)) {
      ends.put(new Key(objective, restart), endpointClass);
    }
  }

  /**
   * By objective and restart.
   *
   * @param objectives in their order
   */
  List<Trace> traces(List<String> objectives) {
    return steps.entrySet().stream()
        .sorted(
            Comparator.comparingInt(
                    (Map.Entry<Key, List<TraceStep>> e) -> objectives.indexOf(e.getKey().objective))
                .thenComparingLong(e -> e.getKey().restart))
        .map(
            e ->
                new Trace(
                    e.getKey().objective,
                    e.getKey().restart,
                    ends.getOrDefault(e.getKey(), ""),
                    e.getValue()))
        .toList();
  }
}

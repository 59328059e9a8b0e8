package org.minimacensus.census;

import java.util.ArrayList;
import java.util.List;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.model.NetworkSymmetry;

/** What a reader of the counts must know, in plain sentences. */
final class CensusNotes {
  private CensusNotes() {}

  static List<String> of(
      NetworkSymmetry symmetry,
      Census.Tally tally,
      List<List<Minimum>> levels,
      List<Endpoint> endpoints) {
    List<String> notes = new ArrayList<>();
    if (!symmetry.discrete()) {
      notes.add(
          "distinct.parameters is not counted: "
              + symmetry.reason()
              + ". Minima are told apart by loss and function");
    }
    if (!tally.clusters().isEmpty()) {
      notes.add("distinct.connected is not computed in this version");
    }
    if (tally.undecided() > 0) {
      notes.add(
          "distinct.parameters is not counted: "
              + tally.undecided()
              + " comparisons of networks with many equal units were given up; the minima concerned"
              + " are listed apart and may be the same");
    }
    if (tally.merged() > 0) {
      notes.add(
          tally.merged()
              + " times a strict minimum was found to be degenerate by other restarts; it is"
              + " counted once, as strict");
    }
    if (tally.nearPairs() > 0) {
      notes.add(
          tally.nearPairs()
              + " pairs of distinct minima lie within three tolerances of each other; counts may"
              + " change with census.parameter-tolerance and census.value-tolerance");
    }
    flatSets(levels, notes);
    valleys(endpoints, notes);
    return notes;
  }

  private static void flatSets(List<List<Minimum>> levels, List<String> notes) {
    List<List<Minimum>> shared = sharedLevels(levels);
    if (shared.isEmpty()) {
      return;
    }

    long minima = shared.stream().mapToLong(List::size).sum();
    long hits = shared.stream().flatMap(List::stream).mapToLong(Minimum::hits).sum();
    notes.add(
        minima
            + " degenerate minima ("
            + hits
            + " restarts) have only "
            + (shared.size() == 1 ? "one loss, " : shared.size() + " losses, the lowest ")
            + shared.get(0).get(0).loss()
            + ", and differ as functions, on the inputs or elsewhere; those of one loss may be"
            + " points of one flat set, which this version does not join: coverage and estimates"
            + " are given for strict minima only");
  }

  /** Levels of loss with several degenerate minima, these alone. */
  static List<List<Minimum>> sharedLevels(List<List<Minimum>> levels) {
    return levels.stream().map(CensusNotes::degenerate).filter(level -> level.size() > 1).toList();
  }

  private static List<Minimum> degenerate(List<Minimum> level) {
    return level.stream()
        .filter(m -> m.endpointClass() == EndpointClass.DEGENERATE_MINIMUM)
        .toList();
  }

  private static void valleys(List<Endpoint> endpoints, List<String> notes) {
    long without =
        endpoints.stream()
            .filter(e -> e.endpointClass() == EndpointClass.AT_INFINITY)
            .filter(e -> e.limitLoss().isEmpty())
            .count();
    if (without > 0) {
      notes.add(
          without
              + " endpoints at infinity have no certified limit of the loss and are not in"
              + " distinct.at_infinity");
    }
  }
}

package org.minimacensus.census;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Joins degenerate minima of one loss between which a path of equal loss is found. A path joins;
 * that none is found proves nothing, so the number of minima that are left is an upper bound of the
 * components among those found. Where evaluations are spent before all was tried, what is joined
 * stays joined and the totals say that they are not complete.
 */
public final class ConnectedMinima {
  /** Degenerate minima of shared losses that are tried at most. */
  public static final int MOST_MINIMA = 10_000;

  /** Their parameters that are held in one place at most. */
  private static final long MOST_DOUBLES = 1L << 24;

  private final PathRules rules;
  private final PathTests tests;
  private final PathLimits limits;

  public ConnectedMinima(PathRules rules, PathTests tests, PathLimits limits) {
    this.rules = rules;
    this.tests = tests;
    this.limits = limits;
  }

  /**
   * Says that nothing was joined.
   *
   * @param why in words that go on after "distinct.connected is not computed: "; empty: no note
   */
  public static Components none(long minima, String why) {
    return Components.unknown(false, minima, why.isEmpty() ? List.of() : List.of(words(why)));
  }

  /** Says that nothing was joined because somebody ended the search for paths. */
  static Components stopped(long minima) {
    String why = "the run was stopped, or its time was spent, before paths were looked for";
    return Components.unknown(true, minima, List.of(words(why)));
  }

  private static String words(String why) {
    return "distinct.connected is not computed: " + why;
  }

  /**
   * The minima that are tried: those of the lowest ids, if not all.
   *
   * @param levels ids, see {@link FlatLevels}
   */
  public List<List<Integer>> tried(List<List<Integer>> levels) {
    long left = Math.min(MOST_MINIMA, MOST_DOUBLES / rules.objective().dimension());
    List<List<Integer>> tried = new ArrayList<>();
    for (List<Integer> level : levels) {
      List<Integer> some = level.subList(0, (int) Math.min(left, level.size()));
      left -= some.size();
      if (!some.isEmpty()) {
        tried.add(some);
      }
    }

    return tried;
  }

  /**
   * Joins.
   *
   * @param minima of the census
   * @param untried degenerate minima of shared losses that are not in the levels
   * @param levels degenerate minima of one loss, by ascending id; see {@link FlatLevels}
   */
  public Components of(long minima, long untried, List<List<FlatMinimum>> levels) {
    PathLedger ledger = new PathLedger(tests, limits);
    if (untried > 0) {
      ledger.leaveOut(untried + " degenerate minima were too many");
    }

    FlatComponents found =
        new FlatComponents(
            new UnitAlignment(rules.symmetry()),
            new UnitMoves(rules.symmetry(), rules.objective()),
            ledger);
    Map<Integer, FlatMinimum> members = new HashMap<>();
    try {
      for (List<FlatMinimum> level : levels) {
        found.join(level);
        level.forEach(m -> members.put(m.id(), m));
      }
    } catch (PathTests.Stopped e) {
      return stopped(minima);
    }

    Map<Integer, Components.Joined> joined = ledger.joined();
    Map<Integer, Component> components = components(members, joined);
    PathTotals totals = totals(ledger, untried, levels, components);
    List<String> notes = levels.isEmpty() ? List.of() : words(totals, levels, joined);
    return Components.known(totals, minima, joined, ledger.apart(), components, notes);
  }

  private static Map<Integer, Component> components(
      Map<Integer, FlatMinimum> members, Map<Integer, Components.Joined> joined) {
    Map<Integer, Component> components = new HashMap<>();
    joined.forEach(
        (id, by) -> {
          FlatMinimum root = members.get(by.component());
          Component one = new Component(root.id(), 1, root.hits(), 0, PathKind.SEGMENT);
          Component so = components.getOrDefault(root.id(), one);
          PathKind path = by.path().compareTo(so.path()) > 0 ? by.path() : so.path();
          components.put(
              root.id(),
              new Component(
                  root.id(),
                  so.members() + 1,
                  so.hits() + members.get(id).hits(),
                  Math.max(so.barrier(), by.barrier()),
                  path));
        });
    return components;
  }

  private PathTotals totals(
      PathLedger ledger,
      long untried,
      List<List<FlatMinimum>> levels,
      Map<Integer, Component> components) {
    Map<Integer, Components.Joined> joined = ledger.joined();
    List<PathTotals.Kind> kinds =
        Stream.of(PathKind.values())
            .map(
                kind ->
                    new PathTotals.Kind(
                        kind,
                        ledger.tested().getOrDefault(kind, 0L),
                        joined.values().stream().filter(j -> j.path() == kind).count()))
            .toList();
    long before = untried + levels.stream().mapToLong(List::size).sum();
    long singletons = 0;
    for (List<FlatMinimum> level : levels) {
      List<FlatMinimum> left = level.stream().filter(m -> !joined.containsKey(m.id())).toList();
      if (left.size() > 1) {
        singletons +=
            left.stream().filter(m -> m.hits() == 1 && !components.containsKey(m.id())).count();
      }
    }

    return new PathTotals(
        ledger.leftOut(),
        before,
        before - joined.size(),
        singletons,
        ledger.evaluations(),
        limits.evaluations(),
        kinds);
  }

  private static List<String> words(
      PathTotals totals, List<List<FlatMinimum>> levels, Map<Integer, Components.Joined> joined) {
    StringBuilder kinds = new StringBuilder();
    for (PathTotals.Kind kind : totals.kinds()) {
      kinds.append(kinds.isEmpty() ? "" : ", ").append(kind.joined());
      kinds.append(kind.path() == PathKind.SEGMENT ? " by " : " ").append(kind.path().label());
    }

    double barrier = joined.values().stream().mapToDouble(j -> j.barrier()).max().orElse(0);
    List<String> notes = new ArrayList<>();
    notes.add(
        String.format(
            Locale.ROOT,
            "%d degenerate minima have only %s; paths of equal loss joined them into %d (%s;"
                + " highest barrier %.1e): an upper bound, as a path that was not found may exist",
            totals.minima(),
            levels.size() == 1
                ? "one loss, " + levels.get(0).get(0).loss()
                : levels.size() + " losses, the lowest " + levels.get(0).get(0).loss(),
            totals.components(),
            kinds,
            barrier));
    if (!totals.complete()) {
      notes.add(
          "not all paths were tried, as "
              + String.join(" and ", totals.leftOut())
              + " ("
              + totals.evaluations()
              + " of "
              + totals.mostEvaluations()
              + ", see census.path-share): more minima may be joined, and coverage and estimates"
              + " are given for strict minima only");
    } else if (totals.singletons() > 0) {
      notes.add(
          totals.singletons()
              + " of these components were hit once: where a path joins one to another component"
              + " after all it is a false singleton; coverage is then too low, and estimates of the"
              + " unseen are too high");
    }

    return notes;
  }
}

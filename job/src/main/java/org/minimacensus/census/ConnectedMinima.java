package org.minimacensus.census;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Joins degenerate minima of one loss between which a path of equal loss is found. A path joins;
 * that none is found proves nothing, so the number of minima that are left is an upper bound of the
 * components among those found.
 *
 * <p>All or nothing: where a limit ends the search, no minima are joined, and a note says so.
 */
public final class ConnectedMinima {
  /** Degenerate minima of shared losses that are tried at most. */
  public static final int MOST_MINIMA = 10_000;

  /** Their parameters that are held in one place at most. */
  private static final long MOST_DOUBLES = 1L << 24;

  private final PathRules rules;
  private final PathTests tests;

  public ConnectedMinima(PathRules rules, PathTests tests) {
    this.rules = rules;
    this.tests = tests;
  }

  /**
   * Says that nothing was joined.
   *
   * @param why in words that go on after "distinct.connected is not computed: "; empty: no note
   */
  public static Components none(long minima, String why) {
    return Components.unknown(
        minima, why.isEmpty() ? List.of() : List.of("distinct.connected is not computed: " + why));
  }

  /** Why so many minima are not tried; empty when they are. */
  public String refusal(List<List<Integer>> levels) {
    long members = levels.stream().mapToLong(List::size).sum();
    long each = rules.objective().dimension();
    if (members > MOST_MINIMA || members * each > MOST_DOUBLES) {
      return members
          + " degenerate minima share their loss with another one; paths are looked for between "
          + Math.min(MOST_MINIMA, MOST_DOUBLES / each)
          + " at most";
    }

    return "";
  }

  /**
   * Joins.
   *
   * @param minima of the census
   * @param levels degenerate minima of one loss, by ascending id; see {@link FlatLevels}
   */
  public Components of(long minima, List<List<FlatMinimum>> levels) {
    FlatComponents found =
        new FlatComponents(
            new UnitAlignment(rules.symmetry()),
            new UnitMoves(rules.symmetry(), rules.objective()),
            tests);
    long before = 0;
    List<String> notes = new ArrayList<>();
    Map<Integer, FlatMinimum> members = new HashMap<>();
    for (List<FlatMinimum> level : levels) {
      if (!found.join(level)) {
        return none(
            minima,
            "the "
                + level.size()
                + " degenerate minima of loss "
                + level.get(0).loss()
                + " fall into more components than are tried pair by pair ("
                + FlatComponents.MOST_STRINGS
                + " strings)");
      }

      level.forEach(m -> members.put(m.id(), m));
      before += level.size();
    }

    Map<Integer, Components.Joined> joined = found.joined();
    if (!levels.isEmpty()) {
      notes.add(words(before, levels, joined));
    }

    return Components.known(minima, joined, components(members, joined), notes);
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

  private static String words(
      long members, List<List<FlatMinimum>> levels, Map<Integer, Components.Joined> joined) {
    Map<PathKind, Long> by = new EnumMap<>(PathKind.class);
    joined.values().forEach(j -> by.merge(j.path(), 1L, Long::sum));
    double barrier = joined.values().stream().mapToDouble(j -> j.barrier()).max().orElse(0);
    StringBuilder kinds = new StringBuilder();
    for (PathKind kind : PathKind.values()) {
      kinds.append(kinds.isEmpty() ? "" : ", ").append(by.getOrDefault(kind, 0L));
      kinds.append(kind == PathKind.SEGMENT ? " by " : " ").append(kind.label());
    }

    return String.format(
        Locale.ROOT,
        "%d degenerate minima have only %s; paths of equal loss joined them into %d (%s; highest"
            + " barrier %.1e): an upper bound, as a path that was not found may exist",
        members,
        levels.size() == 1
            ? "one loss, " + levels.get(0).get(0).loss()
            : levels.size() + " losses, the lowest " + levels.get(0).get(0).loss(),
        members - joined.size(),
        kinds,
        barrier);
  }
}

package org.minimacensus.study;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.minimacensus.census.CensusRules;
import org.minimacensus.census.Components;
import org.minimacensus.census.ConnectedMinima;
import org.minimacensus.census.FlatLevels;
import org.minimacensus.census.FlatMinimum;
import org.minimacensus.census.Minimum;
import org.minimacensus.census.PathLimits;
import org.minimacensus.census.PathRules;
import org.minimacensus.census.PathTests;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.objective.Objective;

/** Joins the minima of an objective by paths, as far as the study asks for it. */
public final class MinimaJoiner {
  private final boolean wanted;
  private final CensusRules rules;
  private final PathRules pathRules;
  private final PathFinder finder;

  /** For tests also where no paths are wanted and there are no rules for them. */
  MinimaJoiner(boolean wanted, CensusRules rules, PathRules pathRules, PathFinder finder) {
    this.wanted = wanted;
    this.rules = rules;
    this.pathRules = pathRules;
    this.finder = finder;
  }

  /**
   * @param rules of the objective's census
   */
  public static MinimaJoiner of(
      StudyPlan plan, Objective objective, CensusRules rules, PathFinder finder) {
    PathRules pathRules =
        new PathRules(
            objective,
            rules.symmetry().onParameters(),
            plan.floor(),
            rules.settings().valueTolerance(),
            plan.spec().optimizer().gradientTolerance());
    return new MinimaJoiner(plan.spec().census().connected(), rules, pathRules, finder);
  }

  /** Of minima that are held as a whole. */
  public Components join(List<Minimum> minima) {
    FlatLevels levels = levels();
    for (Minimum m : minima) {
      boolean strict = m.endpointClass() == EndpointClass.STRICT_MINIMUM;
      levels.add(m.loss(), m.representative().lossError(), strict, m.subOptimal());
    }

    return join(levels, ids -> ids.stream().mapToObj(minima::get).map(FlatMinimum::of).toList());
  }

  /** Takes the minima by ascending id, for {@link #join(FlatLevels, Function)}. */
  public FlatLevels levels() {
    return new FlatLevels(rules.settings());
  }

  /**
   * Joins.
   *
   * @param levels all minima
   * @param members brings those of these ids, in any order
   */
  public Components join(FlatLevels levels, Function<BitSet, List<FlatMinimum>> members) {
    List<List<Integer>> shared = levels.shared();
    long minima = levels.minima();
    if (!wanted) {
      return ConnectedMinima.none(minima, minima == 0 ? "" : "census.connected is false");
    }

    // Where no two share a loss there is nothing to look for.
    PathLimits limits = finder.limits();
    Optional<PathTests> tests =
        shared.isEmpty() ? Optional.of(t -> List.of()) : finder.tests(pathRules, limits);
    if (tests.isEmpty()) {
      return ConnectedMinima.none(minima, finder.why());
    }

    ConnectedMinima connected = new ConnectedMinima(pathRules, tests.get(), limits);
    List<List<Integer>> tried = connected.tried(shared);
    Map<Integer, FlatMinimum> byId = new HashMap<>();
    if (!tried.isEmpty()) {
      members.apply(FlatLevels.ids(tried)).forEach(m -> byId.put(m.id(), m));
    }

    List<List<FlatMinimum>> inLevels = new ArrayList<>();
    tried.forEach(level -> inLevels.add(level.stream().map(byId::get).toList()));
    return connected.of(minima, size(shared) - size(tried), inLevels);
  }

  private static long size(List<List<Integer>> levels) {
    return levels.stream().mapToLong(List::size).sum();
  }
}

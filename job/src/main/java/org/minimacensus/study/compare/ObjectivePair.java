package org.minimacensus.study.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.minimacensus.census.CensusSettings;
import org.minimacensus.census.FlatLevels;
import org.minimacensus.census.Valley;

/**
 * The endpoints of two runs under one objective, with the basins that they share.
 *
 * @param basins minima before valleys, each by ascending loss
 * @param baseline, candidate by ascending restart
 * @param bits {@link BitsCheck#NONE} when they have no restart in common, or not of one study
 */
public record ObjectivePair(
    String objective,
    List<Basin> basins,
    List<Ended> baseline,
    List<Ended> candidate,
    CountCheck baselineCount,
    CountCheck candidateCount,
    BitsCheck bits) {
  /**
   * Where a restart ended.
   *
   * @param basin index of a basin; -1: on none
   */
  public record Ended(EndpointFact fact, int basin) {
    long restart() {
      return fact.restart();
    }
  }

  /**
   * @param settings tolerances of the census
   * @param pooled both runs counted as one
   */
  public static ObjectivePair of(
      String objective,
      CensusSettings settings,
      List<EndpointFact> baseline,
      List<EndpointFact> candidate,
      PooledCensus pooled,
      CountCheck baselineCount,
      CountCheck candidateCount,
      BitsCheck bits) {
    List<Basin> basins = new ArrayList<>();
    int[] basinOf = minima(settings, pooled, basins);
    Map<Long, Integer> valleys = new HashMap<>();
    for (Valley v : pooled.valleys().stream().sorted(byLimit()).toList()) {
      valleys.put(v.id(), basins.size());
      basins.add(basin("valley", basins.size(), Basin.VALLEY, v.limitLoss(), false));
    }

    List<Ended> first = new ArrayList<>();
    for (EndpointFact f : sorted(baseline)) {
      first.add(
          new Ended(f, basin(pooled, basinOf, valleys, PooledCensus.baselineKey(f.restart()))));
    }

    List<Ended> second = new ArrayList<>();
    for (EndpointFact f : sorted(candidate)) {
      second.add(
          new Ended(f, basin(pooled, basinOf, valleys, PooledCensus.candidateKey(f.restart()))));
    }

    return new ObjectivePair(objective, basins, first, second, baselineCount, candidateCount, bits);
  }

  private static Basin basin(String noun, int index, String kind, double loss, boolean strict) {
    String name = String.format(Locale.ROOT, "%s %d (loss %.7g)", noun, index, loss);
    return new Basin(name, kind, loss, strict);
  }

  private static Comparator<Valley> byLimit() {
    return Comparator.comparingDouble(Valley::limitLoss).thenComparingLong(Valley::id);
  }

  private static List<EndpointFact> sorted(List<EndpointFact> facts) {
    return facts.stream().sorted(Comparator.comparingLong(EndpointFact::restart)).toList();
  }

  private static int basin(
      PooledCensus pooled, int[] basinOf, Map<Long, Integer> valleys, long key) {
    Long minimum = pooled.minimumOf().get(key);
    if (minimum != null) {
      return basinOf[Math.toIntExact(minimum)];
    }

    Long valley = pooled.valleyOf().get(key);
    return valley == null ? -1 : valleys.get(valley);
  }

  /**
   * Adds the minima; degenerate ones of one loss are one, as no paths are looked for.
   *
   * @return the basin of each minimum
   */
  private static int[] minima(CensusSettings settings, PooledCensus pooled, List<Basin> basins) {
    FlatLevels levels = new FlatLevels(settings);
    pooled.minima().forEach(m -> levels.add(m.loss(), m.lossError(), m.strict(), m.subOptimal()));
    int[] level = new int[pooled.minima().size()];
    Arrays.fill(level, -1);
    List<List<Integer>> shared = levels.shared();
    for (int l = 0; l < shared.size(); l++) {
      for (int id : shared.get(l)) {
        level[id] = l;
      }
    }

    int[] basinOf = new int[level.length];
    int[] basinOfLevel = new int[shared.size()];
    Arrays.fill(basinOfLevel, -1);
    for (PooledCensus.PooledMinimum m : pooled.minima()) {
      int l = level[m.id()];
      if (l >= 0 && basinOfLevel[l] >= 0) {
        basinOf[m.id()] = basinOfLevel[l];
        continue;
      }

      basinOf[m.id()] = basins.size();
      if (l >= 0) {
        basinOfLevel[l] = basins.size();
        basins.add(basin("flat set", basins.size(), "flat-set", m.loss(), false));
      } else {
        basins.add(basin("minimum", basins.size(), "minimum", m.loss(), m.strict()));
      }
    }

    return basinOf;
  }
}

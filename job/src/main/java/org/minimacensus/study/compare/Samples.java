package org.minimacensus.study.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The restarts of an objective as two independent samples and as pairs. Of one study, the restarts
 * of one index have the same start: they are pairs, and each restart is in one of the samples at
 * most once.
 *
 * @param first, second independent; empty both when all restarts are pairs
 */
record Samples(
    List<ObjectivePair.Ended> first, List<ObjectivePair.Ended> second, List<Pair> pairs) {
  /** The same start in both runs. */
  record Pair(ObjectivePair.Ended baseline, ObjectivePair.Ended candidate) {}

  /**
   * @param sameStarts whether one index is one start
   */
  static Samples of(ObjectivePair pair, boolean sameStarts) {
    if (!sameStarts) {
      return new Samples(pair.baseline(), pair.candidate(), List.of());
    }

    Map<Long, ObjectivePair.Ended> baseline = new HashMap<>();
    pair.baseline().forEach(e -> baseline.put(e.restart(), e));
    List<Pair> pairs = new ArrayList<>();
    List<ObjectivePair.Ended> second = new ArrayList<>();
    Map<Long, ObjectivePair.Ended> first = new HashMap<>(baseline);
    for (ObjectivePair.Ended e : pair.candidate()) {
      ObjectivePair.Ended other = baseline.get(e.restart());
      if (other == null) {
        second.add(e);
      } else {
        pairs.add(new Pair(other, e));
        first.remove(e.restart());
      }
    }

    if (!second.isEmpty()) {
      return new Samples(pair.baseline(), second, pairs);
    }

    Map<Long, ObjectivePair.Ended> alone = first;
    List<ObjectivePair.Ended> rest =
        pair.baseline().stream().filter(e -> alone.containsKey(e.restart())).toList();
    return rest.isEmpty()
        ? new Samples(List.of(), List.of(), pairs)
        : new Samples(rest, pair.candidate(), pairs);
  }

  boolean independent() {
    return !first.isEmpty() && !second.isEmpty();
  }

  static long count(List<ObjectivePair.Ended> some, Predicate<ObjectivePair.Ended> has) {
    return some.stream().filter(has).count();
  }

  /** Pairs of which the baseline alone has it. */
  long onlyFirst(Predicate<ObjectivePair.Ended> has) {
    return pairs.stream().filter(p -> has.test(p.baseline()) && !has.test(p.candidate())).count();
  }

  /** Pairs of which the candidate alone has it. */
  long onlySecond(Predicate<ObjectivePair.Ended> has) {
    return pairs.stream().filter(p -> !has.test(p.baseline()) && has.test(p.candidate())).count();
  }
}

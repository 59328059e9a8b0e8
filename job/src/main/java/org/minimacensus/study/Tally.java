package org.minimacensus.study;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.theorem.Seen;

/**
 * Sums over the endpoints of a run. Counts and minima only, so that any division of the restarts
 * and any order give the same bits.
 */
public final class Tally implements Serializable {
  private static final long serialVersionUID = 1L;
  private final List<Sums> objectives = new ArrayList<>();
  private final HashMap<List<EndpointClass>, Long> combinations = new HashMap<>();
  private final Least<Double> lowestBase = new Least<>();
  private final Least<Long> fewestMisclassified = new Least<>();
  private long restarts;
  private long evaluations;

  private static final class Sums implements Serializable {
    private static final long serialVersionUID = 1L;
    private final EnumMap<EndpointClass, Long> classes = new EnumMap<>(EndpointClass.class);
    private final TreeMap<String, Long> details = new TreeMap<>();
    private double lowest = Double.POSITIVE_INFINITY;
  }

  /** The least value with the first restart, and under it the first objective, that has it. */
  private static final class Least<T extends Comparable<T>> implements Serializable {
    private static final long serialVersionUID = 1L;
    private T value;
    private long restart = -1;
    private int objective = -1;

    void take(T other, long ofRestart, int ofObjective) {
      if (other == null || other.equals(Double.NaN)) {
        return;
      }

      int order = value == null ? -1 : other.compareTo(value);
      boolean earlier = ofRestart < restart || ofRestart == restart && ofObjective < objective;
      if (order < 0 || order == 0 && earlier) {
        value = other;
        restart = ofRestart;
        objective = ofObjective;
      }
    }

    void take(Least<T> other) {
      take(other.value, other.restart, other.objective);
    }
  }

  /**
   * @param objectives their number
   */
  public Tally(int objectives) {
    for (int i = 0; i < objectives; i++) {
      this.objectives.add(new Sums());
    }
  }

  /**
   * @param restart all objectives of a restart, in the order of the study
   */
  public void add(List<Endpoint> restart) {
    if (restart.size() != objectives.size()) {
      throw new IllegalArgumentException(
          "expected the endpoints of " + objectives.size() + " objectives, found " + restart);
    }

    restarts++;
    combinations.merge(restart.stream().map(Endpoint::endpointClass).toList(), 1L, Long::sum);
    for (int o = 0; o < objectives.size(); o++) {
      add(o, restart.get(o));
    }
  }

  private void add(int objective, Endpoint e) {
    Sums sums = objectives.get(objective);
    evaluations += e.evaluations();
    sums.classes.merge(e.endpointClass(), 1L, Long::sum);
    String detail = detail(e.endpointClass(), e.detail(), e.infinityKind());
    if (!detail.isEmpty()) {
      sums.details.merge(detail, 1L, Long::sum);
    }

    if (e.endpointClass() != EndpointClass.FAILED) {
      sums.lowest = lower(sums.lowest, e.loss());
      lowestBase.take(e.baseLoss(), e.restart(), objective);
      if (e.misclassified() >= 0) {
        fewestMisclassified.take(e.misclassified(), e.restart(), objective);
      }
    }
  }

  /**
   * What refines the class of an endpoint, {@code class: detail}; empty when there is nothing.
   *
   * @param detail, infinityKind empty when there is none
   */
  public static String detail(EndpointClass endpointClass, String detail, String infinityKind) {
    String refined = infinityKind.isEmpty() ? detail : infinityKind;
    return refined.isEmpty() ? "" : endpointClass.label() + ": " + refined;
  }

  /** NaN never wins. */
  private static double lower(double a, double b) {
    return Double.isNaN(b) ? a : Math.min(a, b);
  }

  /** Adds what another tally of the same study has. */
  public Tally merge(Tally other) {
    restarts += other.restarts;
    evaluations += other.evaluations;
    lowestBase.take(other.lowestBase);
    fewestMisclassified.take(other.fewestMisclassified);
    other.combinations.forEach((c, n) -> combinations.merge(c, n, Long::sum));
    for (int o = 0; o < objectives.size(); o++) {
      Sums mine = objectives.get(o);
      Sums theirs = other.objectives.get(o);
      theirs.classes.forEach((c, n) -> mine.classes.merge(c, n, Long::sum));
      theirs.details.forEach((d, n) -> mine.details.merge(d, n, Long::sum));
      mine.lowest = lower(mine.lowest, theirs.lowest);
    }

    return this;
  }

  public long restarts() {
    return restarts;
  }

  /** Questions answered, over all objectives. */
  public long evaluations() {
    return evaluations;
  }

  /** Counts of an objective by class label, every class present. */
  Map<String, Long> classes(int objective) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (EndpointClass c : EndpointClass.values()) {
      counts.put(c.label(), objectives.get(objective).classes.getOrDefault(c, 0L));
    }

    return counts;
  }

  /** Counts of an objective by {@code class: detail}, where there is one. */
  Map<String, Long> details(int objective) {
    return Collections.unmodifiableMap(objectives.get(objective).details);
  }

  /**
   * The lowest value that the objective is known to take: its own, and the un-augmented loss at the
   * endpoints of every objective, which an augmented objective takes too where its added neurons
   * are switched off. Positive infinity when no restart ended on a number.
   */
  public double bestKnown(int objective) {
    return Math.min(lowestBase(), objectives.get(objective).lowest);
  }

  /** The lowest un-augmented loss at an endpoint's theta; positive infinity: none. */
  double lowestBase() {
    return lowestBase.value == null ? Double.POSITIVE_INFINITY : lowestBase.value;
  }

  /**
   * What the endpoints show of the network.
   *
   * @param names of the objectives, in their order
   */
  Seen seen(List<String> names) {
    Least<Long> fewest = fewestMisclassified;
    return new Seen(
        restarts,
        lowestBase(),
        lowestBase.restart,
        lowestBase.value == null ? "" : names.get(lowestBase.objective),
        fewest.value == null ? -1 : fewest.value,
        fewest.restart,
        fewest.value == null ? "" : names.get(fewest.objective));
  }

  /** Restarts by the classes of their endpoints, in the order of the objectives. */
  Map<List<EndpointClass>, Long> combinations() {
    return Collections.unmodifiableMap(combinations);
  }
}

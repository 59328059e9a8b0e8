package org.minimacensus.study;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;

/**
 * Counts what {@link WorthSummary} holds for each pair of the plain objective and an augmented one.
 * Counts only, so that any division of the restarts and any order give the same numbers.
 */
public final class WorthTally implements Serializable {
  private static final long serialVersionUID = 1L;
  static final String PLAIN = "plain";

  private final List<String> objectives;
  private final int plain;
  private final double best;
  private final double tolerance;
  private final long[][] counts;

  /** What is counted, for each objective. */
  private enum Count {
    CERTIFIED_LOWER,
    CERTIFIED_EQUAL,
    CERTIFIED_HIGHER,
    FINITE_LOWER,
    FINITE_EQUAL,
    FINITE_HIGHER,
    BOTH,
    ONLY_PLAIN,
    ONLY_AUGMENTED,
    NEITHER
  }

  /**
   * @param objectives their names, in the order of the study
   * @param best lowest un-augmented loss known
   * @param tolerance of losses, relative to 1 + |loss|
   */
  public WorthTally(List<String> objectives, double best, double tolerance) {
    this.objectives = List.copyOf(objectives);
    this.plain = objectives.indexOf(PLAIN);
    this.best = best;
    this.tolerance = tolerance;
    this.counts = new long[objectives.size()][Count.values().length];
  }

  /** Whether these objectives have a pair to be compared. */
  static boolean compares(List<String> objectives) {
    return objectives.contains(PLAIN) && objectives.size() > 1;
  }

  /**
   * @param restart all objectives of a restart, in the order of the study
   */
  public void add(List<Endpoint> restart) {
    if (restart.size() != objectives.size()) {
      throw new IllegalArgumentException(
          "expected the endpoints of " + objectives.size() + " objectives, found " + restart);
    }

    if (plain < 0) {
      return;
    }

    Endpoint reference = restart.get(plain);
    for (int o = 0; o < restart.size(); o++) {
      if (o != plain) {
        add(counts[o], reference, restart.get(o));
      }
    }
  }

  private void add(long[] into, Endpoint reference, Endpoint augmented) {
    boolean known = finite(reference) && finite(augmented);
    if (known) {
      int side = side(reference.loss(), augmented.baseLoss());
      into[Count.FINITE_EQUAL.ordinal() + side]++;
      if (reference.endpointClass().isMinimum() && augmented.endpointClass().isMinimum()) {
        into[Count.CERTIFIED_EQUAL.ordinal() + side]++;
      }
    }

    boolean first = finite(reference) && reaches(reference.loss());
    boolean second = finite(augmented) && reaches(augmented.baseLoss());
    Count count =
        first
            ? second ? Count.BOTH : Count.ONLY_PLAIN
            : second ? Count.ONLY_AUGMENTED : Count.NEITHER;
    into[count.ordinal()]++;
  }

  private static boolean finite(Endpoint e) {
    return e.endpointClass() != EndpointClass.FAILED && Double.isFinite(e.baseLoss());
  }

  private boolean reaches(double loss) {
    return loss - best <= tolerance * (1 + Math.abs(best));
  }

  /** -1: the second is lower; 0: equal; 1: higher. */
  private int side(double first, double second) {
    double apart = tolerance * (1 + Math.abs(first));
    return second < first - apart ? -1 : second > first + apart ? 1 : 0;
  }

  /** A tally of the same study without restarts. */
  public WorthTally fresh() {
    return new WorthTally(objectives, best, tolerance);
  }

  /** Adds what another tally of the same study has. */
  public WorthTally merge(WorthTally other) {
    for (int o = 0; o < counts.length; o++) {
      for (int i = 0; i < counts[o].length; i++) {
        counts[o][i] += other.counts[o][i];
      }
    }

    return this;
  }

  /** By {@code plain->NAME}, for each augmented objective; empty without a plain one. */
  public Map<String, WorthSummary> summaries() {
    Map<String, WorthSummary> all = new LinkedHashMap<>();
    for (int o = 0; o < objectives.size(); o++) {
      if (plain >= 0 && o != plain) {
        all.put(PLAIN + "->" + objectives.get(o), summary(counts[o]));
      }
    }

    return all;
  }

  private WorthSummary summary(long[] c) {
    return new WorthSummary(
        Double.isFinite(best) ? best : Double.NaN,
        comparison(c, Count.CERTIFIED_LOWER),
        comparison(c, Count.FINITE_LOWER),
        WorthSummary.Reached.of(
            c[Count.BOTH.ordinal()],
            c[Count.ONLY_PLAIN.ordinal()],
            c[Count.ONLY_AUGMENTED.ordinal()],
            c[Count.NEITHER.ordinal()]));
  }

  private static WorthSummary.Comparison comparison(long[] c, Count lower) {
    int at = lower.ordinal();
    return new WorthSummary.Comparison(c[at] + c[at + 1] + c[at + 2], c[at], c[at + 1], c[at + 2]);
  }
}

package org.minimacensus.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.study.RunSummary.MinimumSummary;
import org.minimacensus.study.RunSummary.ObjectiveSummary;

/**
 * What is stored of a sweep, one run for each value of some keys: {@code sweep.json}, field by
 * field (names in snake case; NaN is written as null). Determined by the runs alone.
 *
 * @param keys that were swept
 * @param exitCode, reason of the sweep: interrupted, then refuted, then a budget spent before any
 *     other
 * @param points in the order in which they were asked for; fewer than asked for when interrupted
 */
public record SweepSummary(
    int schema, String study, List<String> keys, int exitCode, String reason, List<Point> points) {
  /** The layout this version writes and reads. */
  public static final int SCHEMA = 1;

  /** The key of the size of the data, which is a number or a word. */
  public static final String ROWS = "data.rows";

  /**
   * One study of the sweep.
   *
   * @param values of the keys, in their order, as they were given
   * @param runManifestSha256 digest of the manifest of the run
   * @param folder of the run
   * @param rows that were read of the data; null without data, and where an older version stored it
   */
  public record Point(
      List<String> values,
      String study,
      String studyHash,
      String run,
      String runManifestSha256,
      String folder,
      Long rows,
      int exitCode,
      String reason,
      List<Part> objectives) {
    /**
     * @param values of the keys
     */
    public static Point of(List<String> values, StoredRun run) {
      RunSummary s = run.summary();
      return new Point(
          List.copyOf(values),
          s.study(),
          s.studyHash(),
          s.run(),
          run.manifestSha256(),
          run.folder(),
          s.data().rows(),
          s.exitCode(),
          s.reason(),
          s.objectives().stream().map(Part::of).toList());
    }

    /**
     * Its values as tables tell them: with the rows that were read where {@value #ROWS} says so in
     * a word.
     *
     * @param keys of the values
     */
    public List<String> told(List<String> keys) {
      List<String> told = new ArrayList<>(values);
      int at = keys.indexOf(ROWS);
      if (at >= 0 && rows != null && !told.get(at).matches("[0-9]+")) {
        told.set(at, told.get(at) + " (" + rows + ")");
      }

      return told;
    }

    /** What became of an objective; null when this study does not have it. */
    public Part objective(String name) {
      return objectives.stream().filter(o -> o.name().equals(name)).findFirst().orElse(null);
    }
  }

  /**
   * One objective of a study; fields of the same name as in {@code summary.json}.
   *
   * @param minima distinct ones: connected where that was computed, else by parameters
   * @param meanGap, worstGap loss above the best known one of the study, over the restarts that
   *     ended on minima and over these minima; NaN when there is none, and when the summary does
   *     not list them all
   * @param inAll the estimate of Chao of the number of minima; null when there is none
   */
  public record Part(
      String name,
      int parameters,
      long restarts,
      Map<String, Long> endpoints,
      Long minima,
      long subOptimal,
      long globalHits,
      long subOptimalHits,
      double bestLoss,
      double lowerBound,
      double meanGap,
      double worstGap,
      RunSummary.Estimate inAll,
      double coverage,
      String stoppedBy) {
    /** What became of an objective of a run. */
    public static Part of(ObjectiveSummary o) {
      long hits = o.minima().stream().mapToLong(MinimumSummary::hits).sum();
      boolean all = hits > 0 && hits == o.globalHits() + o.subOptimalHits();
      double sum = o.minima().stream().mapToDouble(m -> m.hits() * m.gap()).sum();
      double worst = o.minima().stream().mapToDouble(MinimumSummary::gap).max().orElse(Double.NaN);
      return new Part(
          o.name(),
          o.parameters(),
          o.restarts(),
          o.endpoints(),
          o.distinct().connected() == null ? o.distinct().parameters() : o.distinct().connected(),
          o.subOptimal(),
          o.globalHits(),
          o.subOptimalHits(),
          o.bestLoss(),
          o.lowerBound(),
          all ? sum / hits : Double.NaN,
          all ? worst : Double.NaN,
          RunWords.shown(o.estimates()).orElse(null),
          o.coverage(),
          o.stoppedBy());
    }

    /** Restarts that ended in a class; 0 when none did. */
    public long ended(EndpointClass endpointClass) {
      return endpoints.getOrDefault(endpointClass.label(), 0L);
    }

    /** Whether all restarts ended and the stopping rule did not hold. */
    public boolean budgetSpent() {
      return stoppedBy.equals(SummaryBuilder.BUDGET);
    }

    /** Restarts that did not converge or failed. */
    public long open() {
      return ended(EndpointClass.UNCONVERGED) + ended(EndpointClass.FAILED);
    }

    /** The share of so many restarts; NaN when none ended. */
    public double share(long some) {
      return restarts == 0 ? Double.NaN : (double) some / restarts;
    }
  }

  /**
   * The sweep over some points.
   *
   * @param asked number of points that were asked for
   */
  public static SweepSummary of(String study, List<String> keys, List<Point> points, int asked) {
    Point decisive = points.get(points.size() - 1);
    int code = decisive.exitCode();
    if (!ExitCodes.signalled(code)) {
      for (Point p : points) {
        boolean graver = p.exitCode() > code;
        decisive = graver ? p : decisive;
        code = decisive.exitCode();
      }
    }

    String ended = points.size() + " of " + asked + " studies";
    String reason =
        code == ExitCodes.FINISHED
            ? ended + " ended"
            : ended + "; " + named(keys, decisive.values()) + ": " + decisive.reason();
    return new SweepSummary(
        SCHEMA, study, List.copyOf(keys), code, reason + same(keys, points), List.copyOf(points));
  }

  /** Which values turned out to make one study once the data were read. */
  private static String same(List<String> keys, List<Point> points) {
    StringBuilder words = new StringBuilder();
    Map<String, Point> first = new HashMap<>();
    for (Point p : points) {
      Point other = first.putIfAbsent(p.studyHash() + " " + p.run(), p);
      if (other != null) {
        words.append("; ").append(named(keys, p.values())).append(" is the same study as ");
        words.append(named(keys, other.values()));
      }
    }

    return words.toString();
  }

  /** Keys with their values in words: {@code regularization.l2 = 0.01, network.hidden = [3]}. */
  public static String named(List<String> keys, List<String> values) {
    StringBuilder words = new StringBuilder();
    for (int k = 0; k < keys.size(); k++) {
      words.append(k == 0 ? "" : ", ").append(keys.get(k)).append(" = ").append(values.get(k));
    }

    return words.toString();
  }

  /** Names of the objectives, in the order of the first study that has them. */
  public List<String> objectives() {
    return points.stream()
        .flatMap(p -> p.objectives().stream())
        .map(Part::name)
        .distinct()
        .toList();
  }
}

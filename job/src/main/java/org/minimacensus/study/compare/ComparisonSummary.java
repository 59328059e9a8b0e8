package org.minimacensus.study.compare;

import java.util.List;
import java.util.Map;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.RunSummary.Estimate;

/**
 * What is stored of a comparison: {@code compare.json}, field by field (names in snake case, NaN
 * and infinity as null). Determined by the two runs, the settings and the code.
 *
 * @param code that compared
 * @param level probability of a false alarm, of all tests together
 * @param maxSlowdown null: throughput decides nothing
 * @param verdict {@code same}, {@code changed} (for the better, or only in bits) or {@code
 *     regressed}
 * @param statement the verdict in words
 * @param findings what chance does not explain
 */
public record ComparisonSummary(
    int schema,
    String study,
    Provenance.Code code,
    double level,
    double maxSlowdown,
    boolean exact,
    Side baseline,
    Side candidate,
    String verdict,
    int exitCode,
    String statement,
    List<Finding> findings,
    List<ObjectiveComparison> objectives,
    Pace pace,
    List<String> notes) {
  /** The layout this version writes and reads. */
  public static final int SCHEMA = 1;

  public static final String VERDICT_SAME = "same";
  public static final String VERDICT_CHANGED = "changed";
  public static final String VERDICT_REGRESSED = "regressed";

  /**
   * One of the two runs.
   *
   * @param code that ran it
   * @param missing restarts that were planned and are not there, unless a stopping rule ended the
   *     run
   */
  public record Side(
      String run,
      String folder,
      String studyHash,
      String manifestSha256,
      Provenance.Code code,
      long seed,
      String started,
      int exitCode,
      String reason,
      long firstRestart,
      long plannedRestarts,
      long restarts,
      long missing) {}

  /**
   * Something that chance does not explain.
   *
   * @param objective empty: of the runs
   * @param adjustedP corrected for all tests; 0: nothing of it is chance
   */
  public record Finding(
      String objective,
      String kind,
      String subject,
      String direction,
      double adjustedP,
      String text) {}

  /**
   * One objective.
   *
   * @param independentBaseline, independentCandidate restarts compared as independent ones
   * @param bits of the restarts that both runs have
   * @param moves of these restarts, counts by {@code class->class}, where the classes differ
   * @param moved of these restarts, those on another basin
   * @param tests made
   * @param testsAble of them, those whose counts could show a difference at all
   * @param listed the tests of whole runs, then those of shares by ascending p-value
   * @param newMinima minima of the candidate that the baseline has not, most hits first
   * @param lostMinima the other way round
   */
  public record ObjectiveComparison(
      String name,
      Figures baseline,
      Figures candidate,
      long independentBaseline,
      long independentCandidate,
      BitsCheck bits,
      Map<String, Long> moves,
      long moved,
      long tests,
      long testsAble,
      List<Tested> listed,
      Unshared newMinima,
      Unshared lostMinima) {}

  /**
   * One run under one objective, its minima by the identity of both runs counted as one.
   *
   * @param endpoints counts by class
   * @param minima distinct; degenerate ones of one loss are one
   * @param hits restarts on them
   * @param chao1 estimate of their number in all; null: none were hit
   * @param coverage 1 - f1/n
   * @param bestHits restarts on the best loss of both runs
   * @param contradicted endpoints whose certified loss another one contradicts
   * @param evaluations mean of a restart
   * @param count the minima that the run stores against a census by this version
   */
  public record Figures(
      long restarts,
      Map<String, Long> endpoints,
      long minima,
      long hits,
      Estimate chao1,
      double coverage,
      double bestLoss,
      double bestLossError,
      long bestHits,
      long contradicted,
      double evaluations,
      CountCheck count) {}

  /**
   * One test.
   *
   * @param method {@code fisher}, {@code sign} or {@code permutation}
   * @param baseline, candidate counts of restarts (sign: those with a change to this side), or
   *     statistics
   * @param p not corrected
   * @param adjustedP corrected for all tests
   * @param direction of the difference
   */
  public record Tested(
      String kind,
      String subject,
      String method,
      double baseline,
      double candidate,
      double p,
      double adjustedP,
      String direction,
      boolean significant) {}

  /**
   * Minima that one run alone has.
   *
   * @param minima their number
   * @param hits restarts on them
   * @param expectedShare of the restarts on minima, by Good and Turing from the other run; NaN:
   *     none
   * @param listed those of the most hits
   */
  public record Unshared(long minima, long hits, double expectedShare, List<OneSided> listed) {}

  /**
   * A minimum that one run alone has.
   *
   * @param missedByChance probability that all its hits fall to this run if both have it; NaN where
   *     all restarts have the same starts
   */
  public record OneSided(String basin, double loss, long hits, double missedByChance) {}

  /**
   * @param ratio of restarts per second, candidate over baseline
   */
  public record Pace(
      double baselineRestartsPerSecond,
      double candidateRestartsPerSecond,
      double ratio,
      String baselineCpu,
      String candidateCpu) {}
}

package org.minimacensus.study;

import java.util.List;

/**
 * What is stored of a run counted again: {@code recount.json}, field by field (names in snake
 * case). Determined by the run, the tolerances and the code.
 *
 * @param runManifestSha256 digest of the manifest of the run that was counted
 * @param code that counted
 * @param tolerances of the count
 * @param runTolerances of the count that the run itself stores
 * @param count what {@code summary.json} of the run would say under these tolerances; {@code
 *     throughput} and {@code execution} are not of a count
 * @param sweeps one for each objective
 */
public record RecountSummary(
    int schema,
    String study,
    String studyHash,
    String run,
    String runManifestSha256,
    Provenance.Code code,
    Tolerances tolerances,
    Tolerances runTolerances,
    RunSummary count,
    List<Sweep> sweeps) {
  /** The layout this version writes and reads. */
  public static final int SCHEMA = 1;

  /** Relative tolerances of losses and of parameters. */
  public record Tolerances(double valueTolerance, double parameterTolerance) {
    static Tolerances of(StudySpec.CensusSpec census) {
      return new Tolerances(census.valueTolerance(), census.parameterTolerance());
    }
  }

  /**
   * The counts of one objective as a function of the tolerances.
   *
   * @param points by ascending tolerance
   * @param plateaus one for each count that has one
   */
  public record Sweep(String objective, List<Point> points, List<Plateau> plateaus) {}

  /**
   * The counts under one pair of tolerances.
   *
   * @param decades decimal logarithm of these tolerances over those of the count
   * @param minima number of distinct minima, by the identity of {@code minima/}
   * @param subOptimal of them above the best known loss
   * @param of {@code minima}, or {@code strict-minima}: what the rest of the fields is of
   * @param hits restarts on these minima
   * @param hitOnce, hitTwice minima with one hit and with two
   * @param hitOnceDoubtful minima with one hit by one of the worst-certified tenth of the endpoints
   * @param coverage 1 - f1/n; NaN when nothing was hit
   * @param estimates some of those of {@code summary.json}, by the same names
   * @param notes what a reader must know of these counts
   */
  public record Point(
      double decades,
      double valueTolerance,
      double parameterTolerance,
      long minima,
      RunSummary.Distinct distinct,
      long subOptimal,
      String of,
      long hits,
      long hitOnce,
      long hitOnceDoubtful,
      long hitTwice,
      double coverage,
      List<RunSummary.Estimate> estimates,
      List<String> notes) {}
}

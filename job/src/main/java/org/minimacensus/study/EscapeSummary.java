package org.minimacensus.study;

import java.io.Serializable;
import java.util.List;

/**
 * What is stored of an escape: {@code escape.json}, field by field (names in snake case; NaN is
 * written as null). Determined by the run, the specification and the code.
 *
 * @param runManifestSha256 digest of the manifest of the run
 * @param code that followed the descents
 * @param spec what was asked for
 * @param minimum that is left
 * @param statement what was found, in words
 * @param starts the descents, random ones first
 */
public record EscapeSummary(
    int schema,
    String study,
    String studyHash,
    String run,
    String runManifestSha256,
    Provenance.Code code,
    EscapeSpec spec,
    MinimumFacts minimum,
    String statement,
    Counts counts,
    List<Start> starts) {
  /** The layout this version writes and reads. */
  public static final int SCHEMA = 1;

  /**
   * @param lowerBound of the data term over all functions of the inputs
   * @param largestGroupSum the largest |sum of dl/df over the rows with one input|
   * @param nothingToEscape whether rounding explains these sums, or the loss is the lower bound
   *     within the tolerance of values: no added function lowers it
   */
  public record MinimumFacts(
      long id,
      long restart,
      double loss,
      double gap,
      long hits,
      String endpointClass,
      boolean subOptimal,
      double lowerBound,
      double largestGroupSum,
      boolean nothingToEscape,
      double[] theta) {}

  /**
   * Of the starts.
   *
   * @param noLocalMinima extended points with a lower loss arbitrarily near
   * @param firstOrder of them, with one to first order in the amplitude
   * @param higherOrder of them, with one along a curve
   * @param withoutDescent extended points from which no descent was found
   * @param globalMinimum ends on a global minimum with a = 0
   * @param atInfinity ends at infinity
   * @param atInfinityAboveFloor of them, with a limit above the lower bound, or an unknown one
   * @param minimumAboveFloor ends on a minimum above the lower bound: none for exponential neurons
   */
  public record Counts(
      long noLocalMinima,
      long firstOrder,
      long higherOrder,
      long withoutDescent,
      long globalMinimum,
      long atInfinity,
      long atInfinityAboveFloor,
      long minimumAboveFloor,
      long saddle,
      long unconverged,
      long failed) {}

  /**
   * One descent.
   *
   * @param kind {@code random} or {@code stationary}
   * @param neurons the extended point's, per output (0, w_1..w_d, b)
   * @param slope, slopeBound G per output and a bound on its rounding error
   * @param order of the first moment that does not vanish; 0: first order in the amplitude; -1:
   *     none
   * @param direction of (w, b) along which the moment was taken; empty at order 0
   * @param moment C_k along it; at order 0 the slope of largest size
   * @param predicted, measured decrease of the loss on the explicit descent
   * @param relativeDifference measured / predicted - 1, on a curve at its shortest step
   * @param share of the predicted best amplitude that was gone at order 0
   * @param fittedSlope of log decrease against log t; NaN at order 0
   * @param expectedSlope 2 k; NaN at order 0
   * @param after per output (a, w_1..w_d, b) where the explicit descent ends
   * @param steepest neurons near the start of the largest predicted decrease
   * @param steepestPredicted that decrease
   * @param end null where there was no descent
   */
  public record Start(
      int start,
      String kind,
      double[] neurons,
      double[] slope,
      double[] slopeBound,
      int order,
      double[] direction,
      double moment,
      double predicted,
      double measured,
      double relativeDifference,
      double share,
      List<CurvePoint> curve,
      double fittedSlope,
      double expectedSlope,
      double[] after,
      double[] steepest,
      double steepestPredicted,
      End end)
      implements Serializable {}

  /** A point of the curve of a higher order. */
  public record CurvePoint(double t, double predicted, double measured) implements Serializable {}

  /**
   * Where the study's own optimiser and certifier end.
   *
   * @param outcome {@code global-minimum}, {@code at-infinity}, {@code minimum-above-floor}, {@code
   *     saddle}, {@code unconverged} or {@code failed}
   * @param limitLoss NaN unless at infinity
   * @param baseLoss the plain objective at the endpoint's theta
   * @param neurons per output (a, w_1..w_d, b)
   * @param steps rows of the path
   * @param stepsElsewhere accepted steps of searches in charts and with parameters held, which are
   *     no points of this objective and not in the path
   */
  public record End(
      String outcome,
      String endpointClass,
      String detail,
      String infinityKind,
      double limitLoss,
      double loss,
      double baseLoss,
      double contribution,
      double groupResidual,
      double[] neurons,
      String evidence,
      String termination,
      int iterations,
      int evaluations,
      int escapes,
      int steps,
      long stepsElsewhere)
      implements Serializable {}
}

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
 * @param proof what interval arithmetic proves; null where it was stored before there were proofs
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
    List<Start> starts,
    Proof proof) {
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
   * @param proof null where it was stored before there were proofs
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
      End end,
      StartProof proof)
      implements Serializable {
    Start with(StartProof proved) {
      return new Start(
          start,
          kind,
          neurons,
          slope,
          slopeBound,
          order,
          direction,
          moment,
          predicted,
          measured,
          relativeDifference,
          share,
          curve,
          fittedSlope,
          expectedSlope,
          after,
          steepest,
          steepestPredicted,
          end,
          proved);
    }
  }

  /**
   * What is proved of the minimum and of all its extensions.
   *
   * @param strictMinimum whether a box around theta holds exactly one critical point, a strict
   *     minimum
   * @param strictMinimumReason why that is not proved
   * @param boxRadius the largest of the box; NaN where there is none
   * @param lossLow, lossHigh of the plain loss over the box; without one, at theta
   * @param subOptimal whether {@code lossLow} is above {@code lowerLossHigh}
   * @param lowerObjective, lowerRestart the endpoint whose network has the least plain loss of the
   *     run; "" and -1: none is below the minimum
   * @param lowerLossHigh not below the plain loss of that network
   * @param noExtension whether (theta, a, w, b) is no local minimum for all a, w, b
   * @param noExtensionReason why that is not proved
   * @param within for every theta that differs by so much in each parameter; 0: in the box, or
   *     without one for theta itself
   * @param row the first of the rows with one input whose sum of dl/df is not 0; -1: none
   * @param output of that sum
   * @param groupSumLow, groupSumHigh that sum, over all these theta
   * @param statement the same in words
   */
  public record Proof(
      boolean strictMinimum,
      String strictMinimumReason,
      double boxRadius,
      double lossLow,
      double lossHigh,
      boolean subOptimal,
      String lowerObjective,
      long lowerRestart,
      double lowerLossHigh,
      boolean noExtension,
      String noExtensionReason,
      double within,
      long row,
      int output,
      double groupSumLow,
      double groupSumHigh,
      String statement) {
    Proof saying(String words) {
      return new Proof(
          strictMinimum,
          strictMinimumReason,
          boxRadius,
          lossLow,
          lossHigh,
          subOptimal,
          lowerObjective,
          lowerRestart,
          lowerLossHigh,
          noExtension,
          noExtensionReason,
          within,
          row,
          output,
          groupSumLow,
          groupSumHigh,
          words);
    }
  }

  /**
   * What is proved of one extended point (theta, 0, w, b), for every theta in the box of the
   * minimum, or without one for theta itself.
   *
   * @param momentNotZero whether the moment of the start's order is not 0: it is no local minimum
   * @param output whose moment is enclosed
   * @param momentLow, momentHigh the moment along the start's direction
   * @param lower whether the augmented loss is lower at {@code point}, and with every smaller share
   *     of its amplitudes
   * @param point per output (a, w_1..w_d, b); empty where nothing is proved
   * @param distance from the extended point at most
   * @param decrease of the loss at {@code point} at least, at equal theta
   * @param extendedLossLow not above the loss at the extended point
   * @param pointLossHigh not below the loss at {@code point}
   * @param within for every theta that differs by so much in each parameter the loss is lower at
   *     {@code point} and the moment is not 0; 0: not tried with success
   * @param reason why no lower loss is proved
   */
  public record StartProof(
      boolean momentNotZero,
      int output,
      double momentLow,
      double momentHigh,
      boolean lower,
      double[] point,
      double distance,
      double decrease,
      double extendedLossLow,
      double pointLossHigh,
      double within,
      String reason)
      implements Serializable {
    static StartProof none(String why) {
      double nan = Double.NaN;
      return new StartProof(false, -1, nan, nan, false, new double[0], nan, nan, nan, nan, 0, why);
    }
  }

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

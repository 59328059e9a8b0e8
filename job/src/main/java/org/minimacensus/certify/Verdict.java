package org.minimacensus.certify;

import java.util.stream.IntStream;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;

/**
 * What a point was found to be.
 *
 * @param detail refines the class; may be empty
 * @param evidence why, in words with numbers
 * @param spectrum at the point; null when none was computed
 * @param rounding bound on the rounding error of the gradient; null when not computed
 * @param infinityKind empty unless at infinity
 * @param limitLoss NaN unless at infinity
 * @param more what else a reader may check
 */
record Verdict(
    Point point,
    EndpointClass endpointClass,
    String detail,
    String evidence,
    HessianSpectrum spectrum,
    double[] rounding,
    String infinityKind,
    double limitLoss,
    Details more) {
  /**
   * @param explainedModes zero modes of the Hessian that families of points of equal loss explain;
   *     -1 when not computed
   * @param runaway indexes of the parameters that grow without bound, into theta and behind it into
   *     the added neurons as the papers write them; empty when there are none
   * @param witness that the point is a saddle
   * @param limit with which the loss tends to its limit; null unless at infinity with a limit point
   */
  record Details(int explainedModes, int[] runaway, SaddleWitness witness, Limit limit) {
    private static final Details NONE = new Details(-1, new int[0], SaddleWitness.none(), null);
  }

  /**
   * A minimum of a limit chart: what the network computes there is stored with the endpoint and
   * tells valleys of one limit loss apart.
   *
   * @param objective of the chart
   * @param point of that objective
   * @param parameterError bounds of its parameters' errors; empty where there are none
   */
  record Limit(Objective objective, Point point, double[] parameterError) {
    /**
     * The limit that a verdict on the chart's own objective is about; errors of strict minima are
     * those of their spectrum.
     */
    static Limit of(Objective objective, Verdict at) {
      boolean located = at.endpointClass() == EndpointClass.STRICT_MINIMUM && at.spectrum != null;
      return new Limit(
          objective, at.point(), located ? at.spectrum.parameterError(at.rounding) : new double[0]);
    }
  }

  Verdict(
      Point point,
      EndpointClass endpointClass,
      String detail,
      String evidence,
      HessianSpectrum spectrum,
      double[] rounding,
      String infinityKind,
      double limitLoss) {
    this(
        point,
        endpointClass,
        detail,
        evidence,
        spectrum,
        rounding,
        infinityKind,
        limitLoss,
        Details.NONE);
  }

  /**
   * A certified minimum at infinity: every chart hands over its limit here.
   *
   * @param near a point of the study's objective close to the limit
   * @param kind the name in endpoints.infinity_kind
   */
  static Verdict atInfinity(Point near, String kind, double limitLoss, Limit limit, String words) {
    return new Verdict(
        near,
        EndpointClass.AT_INFINITY,
        "",
        words,
        null,
        null,
        kind,
        limitLoss,
        new Details(
            Details.NONE.explainedModes, Details.NONE.runaway, Details.NONE.witness, limit));
  }

  /** See {@link Details}. */
  Limit limit() {
    return more.limit;
  }

  static Verdict of(Point point, EndpointClass endpointClass, String detail, String evidence) {
    return new Verdict(point, endpointClass, detail, evidence, null, null, "", Double.NaN);
  }

  Verdict with(HessianSpectrum newSpectrum, double[] newRounding) {
    return new Verdict(
        point,
        endpointClass,
        detail,
        evidence,
        newSpectrum,
        newRounding,
        infinityKind,
        limitLoss,
        more);
  }

  Verdict prefixed(String words) {
    return with(words + "; " + evidence, more);
  }

  /** With the parameters that grow without bound, see {@link Details}. */
  Verdict withRunaway(IntStream indexes) {
    int[] sorted = indexes.sorted().distinct().toArray();
    return with(evidence, new Details(more.explainedModes, sorted, more.witness, more.limit));
  }

  Verdict withExplainedModes(int modes) {
    return with(evidence, new Details(modes, more.runaway, more.witness, more.limit));
  }

  Verdict withWitness(SaddleWitness witness) {
    return with(evidence, new Details(more.explainedModes, more.runaway, witness, more.limit));
  }

  private Verdict with(String newEvidence, Details details) {
    return new Verdict(
        point,
        endpointClass,
        detail,
        newEvidence,
        spectrum,
        rounding,
        infinityKind,
        limitLoss,
        details);
  }
}

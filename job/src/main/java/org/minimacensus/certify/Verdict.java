package org.minimacensus.certify;

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
 * @param limit what the loss tends to its limit with; null unless at infinity with a limit point
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
    Limit limit) {
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

  /** Without a limit point. */
  Verdict(
      Point point,
      EndpointClass endpointClass,
      String detail,
      String evidence,
      HessianSpectrum spectrum,
      double[] rounding,
      String infinityKind,
      double limitLoss) {
    this(point, endpointClass, detail, evidence, spectrum, rounding, infinityKind, limitLoss, null);
  }

  /**
   * A certified minimum at infinity: every chart hands over its limit here.
   *
   * @param near a point of the study's objective close to the limit
   * @param kind the name in endpoints.infinity_kind
   */
  static Verdict atInfinity(Point near, String kind, double limitLoss, Limit limit, String words) {
    return new Verdict(
        near, EndpointClass.AT_INFINITY, "", words, null, null, kind, limitLoss, limit);
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
        limit);
  }

  Verdict prefixed(String words) {
    return new Verdict(
        point,
        endpointClass,
        detail,
        words + "; " + evidence,
        spectrum,
        rounding,
        infinityKind,
        limitLoss,
        limit);
  }
}

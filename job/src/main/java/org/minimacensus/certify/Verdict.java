package org.minimacensus.certify;

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
 */
record Verdict(
    Point point,
    EndpointClass endpointClass,
    String detail,
    String evidence,
    HessianSpectrum spectrum,
    double[] rounding,
    String infinityKind,
    double limitLoss) {
  static Verdict of(Point point, EndpointClass endpointClass, String detail, String evidence) {
    return new Verdict(point, endpointClass, detail, evidence, null, null, "", Double.NaN);
  }

  Verdict with(HessianSpectrum newSpectrum, double[] newRounding) {
    return new Verdict(
        point, endpointClass, detail, evidence, newSpectrum, newRounding, infinityKind, limitLoss);
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
        limitLoss);
  }
}

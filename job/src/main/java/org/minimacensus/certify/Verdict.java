package org.minimacensus.certify;

import java.util.stream.IntStream;
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
   */
  record Details(int explainedModes, int[] runaway, SaddleWitness witness) {
    private static final Details NONE = new Details(-1, new int[0], SaddleWitness.none());
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
    return with(evidence, new Details(more.explainedModes, sorted, more.witness));
  }

  Verdict withExplainedModes(int modes) {
    return with(evidence, new Details(modes, more.runaway, more.witness));
  }

  Verdict withWitness(SaddleWitness witness) {
    return with(evidence, new Details(more.explainedModes, more.runaway, witness));
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

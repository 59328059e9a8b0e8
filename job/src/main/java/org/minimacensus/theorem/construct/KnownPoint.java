package org.minimacensus.theorem.construct;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.numeric.Roundoff;

/**
 * A point of which theory says what it is, with what certificate and evaluation say.
 *
 * <p>{@link #of} refuses a point that is not what it should be, so that a fact that is written is a
 * fact that was checked.
 */
public final class KnownPoint {
  /** The certificate's polish may change the loss by this much, relative to it. */
  private static final double SAME_LOSS = 1e-12;

  private final double[] theta;
  private final Endpoint end;
  private final int predictedZeroModes;
  private final double loss;
  private final double gradientNorm;
  private final double smallestPositive;
  private final LowerPoint lower;

  private KnownPoint(
      Problem problem, double[] theta, Endpoint end, int predictedZeroModes, LowerPoint lower) {
    this.theta = theta;
    this.end = end;
    this.predictedZeroModes = predictedZeroModes;
    this.loss = problem.value(theta);
    this.gradientNorm = problem.gradientNorm(theta);
    double[] values = problem.spectrum(theta).values();
    int first = Math.max(0, end.hessianZeroModes()) + Math.max(0, end.hessianNegativeModes());
    this.smallestPositive = first < values.length ? values[first] : Double.NaN;
    this.lower = lower;
  }

  /**
   * The point if the certificate agrees with what is expected of it.
   *
   * @param endpointClass as the label of the class, such as {@code degenerate-minimum}
   * @param predictedZeroModes negative: not predicted
   * @param gradient most that max_i |g_i| may be
   */
  static Optional<KnownPoint> of(
      Problem problem,
      double[] theta,
      String endpointClass,
      int predictedZeroModes,
      double gradient) {
    if (!(problem.gradientNorm(theta) <= gradient)) {
      return Optional.empty();
    }

    Endpoint end = problem.certify(theta);
    double loss = problem.value(theta);
    boolean agrees =
        end.endpointClass().label().equals(endpointClass)
            && (predictedZeroModes < 0 || end.hessianZeroModes() == predictedZeroModes)
            && Math.abs(end.loss() - loss) <= SAME_LOSS * Math.abs(loss) + 4 * Roundoff.EPSILON;
    return agrees
        ? Optional.of(new KnownPoint(problem, theta, end, predictedZeroModes, null))
        : Optional.empty();
  }

  /** The same point with a point of lower loss. */
  KnownPoint over(Problem problem, LowerPoint found) {
    return new KnownPoint(problem, theta, end, predictedZeroModes, found);
  }

  /** Not a copy. */
  public double[] theta() {
    return theta;
  }

  /** Of the sum over the rows. */
  public double loss() {
    return loss;
  }

  /** max_i |g_i| of the sum over the rows. */
  public double gradientNorm() {
    return gradientNorm;
  }

  public String endpointClass() {
    return end.endpointClass().label();
  }

  public int zeroModes() {
    return end.hessianZeroModes();
  }

  /** A point of lower loss; empty for a global minimum. */
  public Optional<LowerPoint> lower() {
    return Optional.ofNullable(lower);
  }

  /** All of it by name, for a side file. */
  Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("class", endpointClass());
    facts.put("theta", theta);
    facts.put("loss", loss);
    facts.put("gradient_norm", gradientNorm);
    if (predictedZeroModes >= 0) {
      facts.put("zero_modes_predicted", predictedZeroModes);
    }

    facts.put("zero_modes", zeroModes());
    facts.put("negative_modes", end.hessianNegativeModes());
    facts.put("smallest_positive_eigenvalue", smallestPositive);
    facts.put("sub_optimal", lower != null);
    if (lower != null) {
      facts.put("lower", lower.facts());
    }

    return facts;
  }
}

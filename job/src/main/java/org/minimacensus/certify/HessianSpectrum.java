package org.minimacensus.certify;

import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.minimacensus.numeric.Roundoff;
import org.minimacensus.numeric.SymmetricEigen;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * The inertia of the Hessian at a point, decided by error bounds.
 *
 * <p>The Hessian H is scaled to D H D with D_ii = 1/sqrt(|H_ii|) before its eigenvalues are taken:
 * a congruence keeps the inertia (Sylvester) and makes directions of very different curvature
 * comparable, so that a genuine minimum with a smallest to largest eigenvalue of 1e-9 is still told
 * from a flat one. A scaled eigenvalue counts as positive or negative only beyond
 *
 * <p>B = eigen-residual + 8 p eps |DHD|_2 + |D E D|_F,
 *
 * <p>where E is the evaluation error of the Hessian, measured as its change under perturbations of
 * the parameters by a few units in the last place. What lies within B is a zero mode.
 *
 * <p>Most Hessians of minima are positive definite by far: then {@link PositiveHessian} shows it
 * for a tenth of the work, B is what it shows all scaled eigenvalues to lie above, and these are
 * computed only for who asks.
 */
final class HessianSpectrum {
  private static final double EPS = Roundoff.EPSILON;

  /** This far below the largest, a diagonal entry says nothing of scale. */
  static final double NO_SCALE = 1e-24;

  private final Answer answer;
  private final double[] scale;

  /** D H D. */
  private final double[] scaled;

  private final double bound;

  /** Where it is positive definite by far, else null. */
  private final PositiveHessian positive;

  private final double[] error;
  private SymmetricEigen eigen;
  private double[] rawEigenvalues;
  private UnaryOperator<double[]> spread = UnaryOperator.identity();

  private HessianSpectrum(Answer answer, PositiveHessian positive) {
    this.answer = answer;
    this.scale = positive.scale();
    this.scaled = positive.scaled();
    this.bound = positive.shown();
    this.positive = positive;
    this.error = null;
  }

  private HessianSpectrum(
      Answer answer,
      double[] scale,
      double[] scaled,
      SymmetricEigen eigen,
      double bound,
      double[] error) {
    this.answer = answer;
    this.scale = scale;
    this.scaled = scaled;
    this.eigen = eigen;
    this.bound = bound;
    this.positive = null;
    this.error = error;
  }

  /** The same with another bound. */
  private HessianSpectrum(HessianSpectrum of, double bound) {
    this.answer = of.answer;
    this.scale = of.scale;
    this.scaled = of.scaled;
    this.eigen = of.eigen;
    this.bound = bound;
    this.positive = of.positive;
    this.error = of.error;
    this.rawEigenvalues = of.rawEigenvalues;
  }

  /**
   * The spectrum at a point, with error bounds measured there.
   *
   * @return null when the value, the gradient or the Hessian, scaled or not, is not finite
   */
  static HessianSpectrum at(Evaluator evaluator, Point point) {
    Answer answer = evaluator.evaluate(Question.hessian(point));
    if (!finite(answer)) {
      return null;
    }

    PositiveHessian positive = PositiveHessian.at(evaluator, point, answer);
    return positive == null
        ? of(answer, point.dimension(), HessianError.entries(evaluator, point, answer))
        : new HessianSpectrum(answer, positive);
  }

  /**
   * The spectrum at a point close by, with what is known of the error bounds from here.
   *
   * @return null when the value, the gradient or the Hessian, scaled or not, is not finite
   */
  HessianSpectrum closeBy(Evaluator evaluator, Point point) {
    Answer there = evaluator.evaluate(Question.hessian(point));
    if (!finite(there)) {
      return null;
    }

    if (positive == null) {
      return of(there, point.dimension(), error);
    }

    PositiveHessian other = PositiveHessian.near(there, point.dimension(), positive.noise());
    return other == null
        ? of(there, point.dimension(), HessianError.entries(evaluator, point, there))
        : new HessianSpectrum(there, other);
  }

  /**
   * @param error result of {@link HessianError#entries} at this point or one close by
   * @return null when the value, the gradient or the Hessian, scaled or not, is not finite
   */
  static HessianSpectrum at(Evaluator evaluator, Point point, double[] error) {
    return of(evaluator.evaluate(Question.hessian(point)), point.dimension(), error);
  }

  private static HessianSpectrum of(Answer answer, int p, double[] error) {
    double[] h = answer.hessian().values();
    if (!finite(answer) || !allFinite(error)) {
      return null;
    }

    double largest = 0;
    for (int i = 0; i < p; i++) {
      largest = Math.max(largest, Math.abs(h[i * p + i]));
    }

    double[] scale = new double[p];
    for (int i = 0; i < p; i++) {
      // Below the noise, or far below the largest, a diagonal entry says nothing of scale.
      double floor = Math.max(8 * error[i * p + i], Math.max(NO_SCALE * largest, 1e-280));
      scale[i] = 1 / Math.sqrt(Math.max(Math.abs(h[i * p + i]), floor));
    }

    double[] scaled = new double[p * p];
    double errorNorm = 0;
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        double factor = scale[i] * scale[j];
        scaled[i * p + j] = h[i * p + j] * factor;
        double e = error[i * p + j] * factor;
        errorNorm += e * e;
      }
    }

    // Off-diagonal entries far above a diagonal of zeros: no scale makes sense of them.
    if (!allFinite(scaled)) {
      return null;
    }

    SymmetricEigen eigen = SymmetricEigen.of(new DenseMatrix(p, p, scaled));
    double norm = Math.max(Math.abs(eigen.values()[0]), Math.abs(eigen.values()[p - 1]));
    double bound = eigen.residual() + 8 * p * EPS * norm + Math.sqrt(errorNorm);
    return new HessianSpectrum(answer, scale, scaled, eigen, bound, error);
  }

  /**
   * The spectrum at a point on the floor of the loss. Residuals that are left there tilt its zero
   * modes by about their gradient, so what is no larger than a multiple of that counts as zero.
   *
   * @return null when the value, the gradient or the Hessian, scaled or not, is not finite
   */
  static HessianSpectrum onFloor(Evaluator evaluator, Point point) {
    HessianSpectrum spectrum = at(evaluator, point);
    return spectrum == null
        ? null
        : new HessianSpectrum(
            spectrum, Math.max(spectrum.bound, Endgame.TILT * spectrum.scaledGradient()));
  }

  private static boolean finite(Answer answer) {
    return Double.isFinite(answer.value())
        && allFinite(answer.gradient().values())
        && allFinite(answer.hessian().values());
  }

  private static boolean allFinite(double[] x) {
    for (double v : x) {
      if (!Double.isFinite(v)) {
        return false;
      }
    }

    return true;
  }

  double value() {
    return answer.value();
  }

  /** The gradient at the point, length p; not to be changed. */
  double[] gradient() {
    return answer.gradient().values();
  }

  int dimension() {
    return scale.length;
  }

  /** Scaled eigenvalue j, ascending. */
  double scaledEigenvalue(int j) {
    return eigenvalues()[j];
  }

  /** The bound B that scaled eigenvalues count beyond. */
  double bound() {
    return bound;
  }

  /** Whether the positive eigenvalues are shown by a factorisation and were not computed. */
  boolean shownByFactor() {
    return above(bound) && eigen == null;
  }

  /** Whether a factorisation shows all scaled eigenvalues to lie above x >= 0. */
  private boolean above(double x) {
    return positive != null && positive.above(x);
  }

  private SymmetricEigen eigen() {
    if (eigen == null) {
      eigen = SymmetricEigen.of(new DenseMatrix(scale.length, scale.length, scaled));
    }

    return eigen;
  }

  private double[] eigenvalues() {
    return eigen().values();
  }

  /** Smallest eigenvalue of the unscaled Hessian. */
  double minEigenvalue() {
    return rawEigenvalues()[0];
  }

  /** Largest eigenvalue of the unscaled Hessian. */
  double maxEigenvalue() {
    return rawEigenvalues()[scale.length - 1];
  }

  /** Taken when first asked for: the decisions use the scaled ones, the report these. */
  private double[] rawEigenvalues() {
    if (rawEigenvalues == null) {
      rawEigenvalues = SymmetricEigen.values(hessian());
    }

    return rawEigenvalues;
  }

  int negativeModes() {
    if (above(bound)) {
      return 0;
    }

    double[] eigenvalues = eigenvalues();
    int n = 0;
    while (n < eigenvalues.length && eigenvalues[n] < -bound) {
      n++;
    }

    return n;
  }

  int zeroModes() {
    if (above(bound)) {
      return 0;
    }

    int n = 0;
    for (double w : eigenvalues()) {
      n += Math.abs(w) <= bound ? 1 : 0;
    }

    return n;
  }

  int positiveModes() {
    return scale.length - negativeModes() - zeroModes();
  }

  /** Direction j in parameter space, D v_j; length p. */
  double[] direction(int j) {
    int p = scale.length;
    double[] eigenvectors = eigen().vectors();
    double[] d = new double[p];
    for (int i = 0; i < p; i++) {
      d[i] = scale[i] * eigenvectors[j * p + i];
    }

    return d;
  }

  /**
   * The curvature d.Hd of a direction of length 1 in the scaled coordinates, which lies between the
   * scaled eigenvalues.
   */
  double curvature(double[] direction) {
    int[] used = IntStream.range(0, scale.length).filter(i -> direction[i] != 0).toArray();
    double sum = 0;
    double square = 0;
    for (int i : used) {
      double row = 0;
      for (int j : used) {
        row += hessian().apply(j, i) * direction[j];
      }

      sum += direction[i] * row;
      square += direction[i] / scale[i] * (direction[i] / scale[i]);
    }

    return sum / square;
  }

  /** H v, not scaled; length p. */
  double[] product(double[] v) {
    double[] result = new double[v.length];
    for (int j = 0; j < v.length; j++) {
      for (int i = 0; i < v.length; i++) {
        result[i] += hessian().apply(i, j) * v[j];
      }
    }

    return result;
  }

  /** The part, by length, of a scaled gradient D g that lies in the zero modes; NaN for g = 0. */
  double kernelShare(double[] g) {
    double[] eigenvalues = eigenvalues();
    double zero = 0;
    double all = 0;
    for (int j = 0; j < eigenvalues.length; j++) {
      double c = projection(j, g);
      all += c * c;
      zero += Math.abs(eigenvalues[j]) <= bound ? c * c : 0;
    }

    return Math.sqrt(zero / all);
  }

  /** The Hessian at the point, p x p; not to be changed. */
  DenseMatrix hessian() {
    return answer.hessian();
  }

  /** The part of the scaled eigenvector j (length 1) that lies in parameters from an index on. */
  double shareFrom(int index, int j) {
    int p = scale.length;
    double[] eigenvectors = eigen().vectors();
    double sum = 0;
    for (int i = index; i < p; i++) {
      sum += eigenvectors[j * p + i] * eigenvectors[j * p + i];
    }

    return sum;
  }

  /** The Newton step -sum_j D v_j (v_j . D g) / w_j over the positive modes; length p. */
  double[] newtonStep(double[] g) {
    return newtonStep(g, bound);
  }

  /** The Newton step over the modes with w_j above a threshold >= 0; length p. */
  double[] newtonStep(double[] g, double threshold) {
    int p = scale.length;
    if (above(threshold)) {
      double[] step = positive.solve(g);
      for (int i = 0; i < p; i++) {
        step[i] = -step[i];
      }

      return step;
    }

    double[] eigenvalues = eigenvalues();
    double[] eigenvectors = eigen.vectors();
    double[] step = new double[p];
    for (int j = p - 1; j >= 0 && eigenvalues[j] > threshold; j--) {
      double c = -projection(j, g) / eigenvalues[j];
      for (int i = 0; i < p; i++) {
        step[i] += c * scale[i] * eigenvectors[j * p + i];
      }
    }

    return step;
  }

  /** max_i |D_ii g_i|: the gradient in the scaled coordinates. */
  double scaledGradient() {
    return scaledGradient(gradient());
  }

  /** The same of another gradient. */
  double scaledGradient(double[] g) {
    double max = 0;
    for (int i = 0; i < scale.length; i++) {
      max = Math.max(max, Math.abs(scale[i] * g[i]));
    }

    return max;
  }

  /** g . H^-1 g over the positive modes: twice the decrease that a Newton step predicts. */
  double squaredNewtonDecrement(double[] g) {
    return squaredNewtonDecrement(g, bound);
  }

  /** The same over the modes with w_j above a threshold >= 0. */
  double squaredNewtonDecrement(double[] g, double threshold) {
    if (above(threshold)) {
      return positive.inverseSquare(g);
    }

    double[] eigenvalues = eigenvalues();
    double sum = 0;
    for (int j = eigenvalues.length - 1; j >= 0 && eigenvalues[j] > threshold; j--) {
      double c = projection(j, g);
      sum += c * c / eigenvalues[j];
    }

    return sum;
  }

  /**
   * The largest ratio of an entry of the gradient to its rounding, which no mode exceeds, where a
   * factorisation shows that all modes are positive; else {@link #noiseExcess}.
   *
   * @param rounding bound on the rounding error of each gradient entry
   */
  double excess(double[] rounding) {
    return shownByFactor() ? excessOfEntries(rounding) : noiseExcess(rounding);
  }

  /**
   * The largest ratio, over the positive modes, of the gradient along a mode to what rounding of
   * the gradient can make of it: about 1 at the noise floor. Where a factorisation shows that all
   * modes are positive and no entry of the gradient exceeds its rounding, the largest ratio of
   * these, which no mode exceeds.
   *
   * @param rounding bound on the rounding error of each gradient entry
   */
  double noiseExcess(double[] rounding) {
    double ofEntries = above(bound) ? excessOfEntries(rounding) : Double.NaN;
    if (ofEntries <= 1) {
      return ofEntries;
    }

    int p = scale.length;
    double worst = 0;
    double[] eigenvectors = eigen().vectors();
    for (int j = p - positiveModes(); j < p; j++) {
      double noise = 0;
      for (int i = 0; i < p; i++) {
        noise += Math.abs(scale[i] * eigenvectors[j * p + i]) * rounding[i];
      }

      worst = Math.max(worst, Math.abs(projection(j, gradient())) / (noise + Double.MIN_NORMAL));
    }

    return worst;
  }

  private double excessOfEntries(double[] rounding) {
    double[] g = gradient();
    double worst = 0;
    for (int i = 0; i < g.length; i++) {
      worst = Math.max(worst, Math.abs(g[i]) / (rounding[i] + Double.MIN_NORMAL));
    }

    return worst;
  }

  /**
   * First-order bound on how far each parameter is from the exact critical point: |D V| |W^-1| |V^T
   * D| (|g| + rounding), positive modes only; where a factorisation shows that all are positive,
   * |H^-1| (|g| + rounding), which is no larger; both twice. Length p, or that of the parameters of
   * which these are a part ({@link #spread}).
   */
  double[] parameterError(double[] rounding) {
    int p = scale.length;
    double[] gradient = gradient();
    double[] error = new double[p];
    if (above(bound)) {
      for (int i = 0; i < p; i++) {
        error[i] = 2 * (Math.abs(gradient[i]) + rounding[i]);
      }

      return spread.apply(positive.absoluteInverseTimes(error));
    }

    double[] eigenvalues = eigenvalues();
    double[] eigenvectors = eigen.vectors();
    for (int j = p - positiveModes(); j < p; j++) {
      double c = 0;
      for (int i = 0; i < p; i++) {
        c += Math.abs(scale[i] * eigenvectors[j * p + i]) * (Math.abs(gradient[i]) + rounding[i]);
      }

      c /= eigenvalues[j];
      for (int i = 0; i < p; i++) {
        error[i] += 2 * c * Math.abs(scale[i] * eigenvectors[j * p + i]);
      }
    }

    return spread.apply(error);
  }

  /**
   * The same spectrum, of the objective on a part of its parameters' space.
   *
   * @param errors from error bounds of the part's coordinates to those of the parameters
   */
  HessianSpectrum spread(UnaryOperator<double[]> errors) {
    HessianSpectrum s = new HessianSpectrum(this, bound);
    s.spread = errors;
    return s;
  }

  private double projection(int j, double[] g) {
    int p = scale.length;
    double[] eigenvectors = eigen().vectors();
    double c = 0;
    for (int i = 0; i < p; i++) {
      c += eigenvectors[j * p + i] * scale[i] * g[i];
    }

    return c;
  }
}

package org.minimacensus.certify;

import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.DenseMatrix;
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
 */
final class HessianSpectrum {
  private static final double EPS = 0x1p-52;

  /**
   * Perturbations are this many units in the last place, so that each changes several roundings.
   */
  private static final double PERTURBATION = 4 * EPS;

  /** Two samples of a noise underestimate its largest value; a factor of 4 covers the tail. */
  private static final double NOISE_FACTOR = 4;

  private final double value;
  private final double[] gradient;
  private final double[] scale;
  private final double[] eigenvalues;
  private final double[] eigenvectors;
  private final double bound;
  private final DenseMatrix hessian;
  private final double[] error;
  private double[] rawEigenvalues;
  private UnaryOperator<double[]> spread = UnaryOperator.identity();

  private HessianSpectrum(
      double value,
      double[] gradient,
      double[] scale,
      double[] eigenvalues,
      double[] eigenvectors,
      double bound,
      DenseMatrix hessian,
      double[] error) {
    this.value = value;
    this.gradient = gradient;
    this.scale = scale;
    this.eigenvalues = eigenvalues;
    this.eigenvectors = eigenvectors;
    this.bound = bound;
    this.hessian = hessian;
    this.error = error;
  }

  /**
   * A bound on the evaluation error of every entry of the Hessian near a point, p x p, row by row.
   */
  static double[] evaluationError(Evaluator evaluator, Point point) {
    return evaluationError(evaluator, point, evaluator.evaluate(Question.hessian(point)));
  }

  /** The same where the Hessian at the point is known. */
  private static double[] evaluationError(Evaluator evaluator, Point point, Answer at) {
    double[] h = at.hessian().values();
    double[] error = new double[h.length];
    for (int sample = 0; sample < 2; sample++) {
      double[] other =
          evaluator.evaluate(Question.hessian(perturbed(point, sample))).hessian().values();
      for (int i = 0; i < h.length; i++) {
        error[i] = Math.max(error[i], Math.abs(other[i] - h[i]));
      }
    }

    for (int i = 0; i < h.length; i++) {
      error[i] = NOISE_FACTOR * (error[i] + EPS * Math.abs(h[i]));
    }

    return error;
  }

  private static Point perturbed(Point point, int sample) {
    double[] x = point.values().clone();
    for (int i = 0; i < x.length; i++) {
      // A fixed sign pattern that differs between the samples: bits of a multiplicative hash.
      boolean up = (((i + 1) * 0x9E3779B97F4A7C15L) >>> (60 + sample) & 1) == 0;
      x[i] *= up ? 1 + PERTURBATION : 1 - PERTURBATION;
    }

    return point.with(x);
  }

  /**
   * The spectrum at a point, with error bounds measured there.
   *
   * @return null when the value, the gradient or the Hessian, scaled or not, is not finite
   */
  static HessianSpectrum at(Evaluator evaluator, Point point) {
    Answer answer = evaluator.evaluate(Question.hessian(point));
    return of(answer, point.dimension(), evaluationError(evaluator, point, answer));
  }

  /**
   * @param error result of {@link #evaluationError} at this point or one close by
   * @return null when the value, the gradient or the Hessian, scaled or not, is not finite
   */
  static HessianSpectrum at(Evaluator evaluator, Point point, double[] error) {
    return of(evaluator.evaluate(Question.hessian(point)), point.dimension(), error);
  }

  private static HessianSpectrum of(Answer answer, int p, double[] error) {
    double[] h = answer.hessian().values();
    if (!allFinite(h)
        || !allFinite(error)
        || !allFinite(answer.gradient().values())
        || !Double.isFinite(answer.value())) {
      return null;
    }

    double largest = 0;
    for (int i = 0; i < p; i++) {
      largest = Math.max(largest, Math.abs(h[i * p + i]));
    }

    double[] scale = new double[p];
    for (int i = 0; i < p; i++) {
      // Below the noise, or 24 decades below the largest, a diagonal entry says nothing of scale.
      double floor = Math.max(8 * error[i * p + i], Math.max(1e-24 * largest, 1e-280));
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
    return new HessianSpectrum(
        answer.value(),
        answer.gradient().values(),
        scale,
        eigen.values(),
        eigen.vectors(),
        bound,
        answer.hessian(),
        error);
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
        : new HessianSpectrum(spectrum, Endgame.TILT * spectrum.scaledGradient());
  }

  /** The same with a bound that is not below another one. */
  private HessianSpectrum(HessianSpectrum of, double atLeast) {
    this.value = of.value;
    this.gradient = of.gradient;
    this.scale = of.scale;
    this.eigenvalues = of.eigenvalues;
    this.eigenvectors = of.eigenvectors;
    this.bound = Math.max(of.bound, atLeast);
    this.hessian = of.hessian;
    this.error = of.error;
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
    return value;
  }

  /** The gradient at the point, length p; not to be changed. */
  double[] gradient() {
    return gradient;
  }

  int dimension() {
    return scale.length;
  }

  /** Scaled eigenvalue j, ascending. */
  double scaledEigenvalue(int j) {
    return eigenvalues[j];
  }

  /** The bound B on the error of a scaled eigenvalue. */
  double bound() {
    return bound;
  }

  /** The bound on the error of every entry of the Hessian, p x p; not to be changed. */
  double[] error() {
    return error;
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
      rawEigenvalues = SymmetricEigen.values(hessian);
    }

    return rawEigenvalues;
  }

  int negativeModes() {
    int n = 0;
    while (n < eigenvalues.length && eigenvalues[n] < -bound) {
      n++;
    }

    return n;
  }

  int zeroModes() {
    int n = 0;
    for (double w : eigenvalues) {
      n += Math.abs(w) <= bound ? 1 : 0;
    }

    return n;
  }

  int positiveModes() {
    return eigenvalues.length - negativeModes() - zeroModes();
  }

  /** Direction j in parameter space, D v_j; length p. */
  double[] direction(int j) {
    int p = scale.length;
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
        row += hessian.apply(j, i) * direction[j];
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
        result[i] += hessian.apply(i, j) * v[j];
      }
    }

    return result;
  }

  /** The part, by length, of a scaled gradient D g that lies in the zero modes; NaN for g = 0. */
  double kernelShare(double[] g) {
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
    return hessian;
  }

  /** The part of the scaled eigenvector j (length 1) that lies in parameters from an index on. */
  double shareFrom(int index, int j) {
    int p = scale.length;
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
    return scaledGradient(gradient);
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
    double sum = 0;
    for (int j = eigenvalues.length - 1; j >= 0 && eigenvalues[j] > threshold; j--) {
      double c = projection(j, g);
      sum += c * c / eigenvalues[j];
    }

    return sum;
  }

  /**
   * The largest ratio, over the positive modes, of the gradient along a mode to what rounding of
   * the gradient can make of it: about 1 at the noise floor.
   *
   * @param rounding bound on the rounding error of each gradient entry
   */
  double noiseExcess(double[] rounding) {
    int p = scale.length;
    double worst = 0;
    for (int j = p - positiveModes(); j < p; j++) {
      double noise = 0;
      for (int i = 0; i < p; i++) {
        noise += Math.abs(scale[i] * eigenvectors[j * p + i]) * rounding[i];
      }

      worst = Math.max(worst, Math.abs(projection(j, gradient)) / (noise + Double.MIN_NORMAL));
    }

    return worst;
  }

  /**
   * First-order bound on how far each parameter is from the exact critical point: |D V| |W^-1| |V^T
   * D| (|g| + rounding), positive modes only; length p, or that of the parameters of which these
   * are a part ({@link #spread}).
   */
  double[] parameterError(double[] rounding) {
    int p = scale.length;
    double[] error = new double[p];
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
    HessianSpectrum s =
        new HessianSpectrum(
            value, gradient, scale, eigenvalues, eigenvectors, bound, hessian, error);
    s.spread = errors;
    return s;
  }

  private double projection(int j, double[] g) {
    int p = scale.length;
    double c = 0;
    for (int i = 0; i < p; i++) {
      c += eigenvectors[j * p + i] * scale[i] * g[i];
    }

    return c;
  }
}

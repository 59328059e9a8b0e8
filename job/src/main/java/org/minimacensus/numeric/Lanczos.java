package org.minimacensus.numeric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.netlib.util.intW;

/**
 * A few extreme eigenpairs of a symmetric operator too large for {@link SymmetricEigen}.
 *
 * <p>Lanczos' method with full re-orthogonalisation, twice per step (Parlett 1998, chapter 13),
 * from a fixed start vector, so the result depends on the operator alone. A pair is accepted when
 * its estimated residual is within the tolerance; the residual reported is computed anew from A y -
 * t y. A multiple eigenvalue may be found only once: deflate what was found and ask again to see
 * its other vectors. Memory: one vector per step.
 */
public final class Lanczos {
  /** Ritz pairs are computed every so many steps, and more rarely as their cost grows. */
  private static final int CHECK_EVERY = 8;

  /**
   * Below this part of |T| the next Lanczos vector is rounding noise: the Krylov space is
   * invariant.
   */
  private static final double BREAKDOWN = 0x1p-46;

  /**
   * When to stop.
   *
   * @param pairs eigenpairs wanted, >= 1
   * @param relativeTolerance residuals |A y - t y| accepted, as a part of the largest |Ritz value|;
   *     > 0
   * @param maxSteps products with A at most, >= pairs
   */
  public record Settings(int pairs, double relativeTolerance, int maxSteps) {
    public Settings {
      if (pairs < 1 || maxSteps < pairs) {
        throw new IllegalArgumentException(
            "pairs must be >= 1 and maxSteps >= pairs, were " + pairs + " and " + maxSteps);
      }

      // Written so that NaN is refused.
      if (!(relativeTolerance > 0)) {
        throw new IllegalArgumentException(
            "relativeTolerance must be > 0, was " + relativeTolerance);
      }
    }
  }

  /**
   * An approximate eigenpair: |vector| = 1, residual = |A vector - value vector|_2. The vector is
   * not a copy.
   */
  public static final class RitzPair {
    private final double value;
    private final double[] vector;
    private final double residual;

    private RitzPair(double value, double[] vector, double residual) {
      this.value = value;
      this.vector = vector;
      this.residual = residual;
    }

    public double value() {
      return value;
    }

    public double[] vector() {
      return vector;
    }

    public double residual() {
      return residual;
    }
  }

  private enum End {
    LOWEST,
    LARGEST
  }

  private final SymmetricOperator operator;
  private final int dimension;
  private final Settings settings;
  private final End end;
  private final List<double[]> deflated;
  private final RandomStream random;
  private final List<double[]> basis = new ArrayList<>();
  private final double[] diagonal;
  private final double[] offDiagonal;

  private Lanczos(
      SymmetricOperator operator,
      int dimension,
      Settings settings,
      End end,
      List<double[]> deflated) {
    this.operator = operator;
    this.dimension = dimension;
    this.settings = settings;
    this.end = end;
    this.deflated = deflated;
    // Not the start of a former call: its part in a multiple eigenspace is just what was deflated.
    random = RandomStream.of(0, "lanczos", deflated.size());
    int steps = Math.min(settings.maxSteps(), dimension - deflated.size());
    diagonal = new double[Math.max(steps, 0)];
    offDiagonal = new double[Math.max(steps, 0)];
  }

  /**
   * The lowest eigenpairs, ascending; fewer than asked only if the dimension is smaller. Pairs that
   * did not reach the tolerance within maxSteps show it in their residuals.
   */
  public static List<RitzPair> lowest(
      SymmetricOperator operator, int dimension, Settings settings) {
    return lowest(operator, dimension, settings, List.of());
  }

  /**
   * The lowest eigenpairs on the orthogonal complement of some vectors.
   *
   * @param deflated orthonormal eigenvectors of the operator
   */
  public static List<RitzPair> lowest(
      SymmetricOperator operator, int dimension, Settings settings, List<double[]> deflated) {
    return new Lanczos(operator, dimension, settings, End.LOWEST, deflated).run();
  }

  /** The largest eigenpairs, descending. */
  public static List<RitzPair> largest(
      SymmetricOperator operator, int dimension, Settings settings) {
    return new Lanczos(operator, dimension, settings, End.LARGEST, List.of()).run();
  }

  private List<RitzPair> run() {
    int steps = diagonal.length;

    if (steps == 0) {
      return List.of();
    }

    double[] next = freshVector();
    int nextCheck = CHECK_EVERY;
    double norm = 0;

    for (int m = 0; m < steps; m++) {
      basis.add(next);
      double[] w = new double[dimension];
      operator.apply(next, w);
      diagonal[m] = dot(next, w);
      double beta = orthogonalise(w);

      if (!Double.isFinite(beta) || !Double.isFinite(diagonal[m])) {
        throw new ArithmeticException(
            "the product of the operator with Lanczos vector "
                + m
                + " is not finite; check the point at which the operator was set up");
      }

      norm = Math.max(norm, Math.abs(diagonal[m]) + beta + (m > 0 ? offDiagonal[m - 1] : 0));
      boolean invariant = beta <= BREAKDOWN * norm;
      offDiagonal[m] = invariant ? 0 : beta;
      boolean last = m + 1 == steps;

      if (last || invariant && m + 1 >= settings.pairs()) {
        return pairs(tridiagonal(m + 1));
      }

      if (m + 1 >= nextCheck) {
        nextCheck = m + 1 + Math.max(CHECK_EVERY, (m + 1) / 4);
        Tridiagonal t = tridiagonal(m + 1);

        if (converged(t, beta)) {
          return pairs(t);
        }
      }

      next = invariant ? freshVector() : scaled(w, 1 / beta);
    }

    throw new IllegalStateException("unreachable: the last step returns");
  }

  /** Eigenvalues ascending and eigenvectors (m x m, column-major) of the projected operator. */
  private static final class Tridiagonal {
    final double[] values;
    final double[] vectors;

    Tridiagonal(double[] values, double[] vectors) {
      this.values = values;
      this.vectors = vectors;
    }
  }

  private Tridiagonal tridiagonal(int m) {
    double[] values = Arrays.copyOf(diagonal, m);
    double[] vectors = new double[m * m];
    intW info = new intW(0);
    Lapack.INSTANCE.dstev(
        "V", m, values, Arrays.copyOf(offDiagonal, m), vectors, m, new double[2 * m], info);

    if (info.val != 0) {
      throw new ArithmeticException(
          "dstev left "
              + info.val
              + " off-diagonal elements of a matrix of dimension "
              + m
              + " not converged");
    }

    return new Tridiagonal(values, vectors);
  }

  private boolean converged(Tridiagonal t, double beta) {
    int m = t.values.length;

    if (m < settings.pairs()) {
      return false;
    }

    double bound =
        settings.relativeTolerance() * Math.max(Math.abs(t.values[0]), Math.abs(t.values[m - 1]));

    for (int i = 0; i < settings.pairs(); i++) {
      if (!(beta * Math.abs(t.vectors[column(i, m) * m + m - 1]) <= bound)) {
        return false;
      }
    }

    return true;
  }

  private int column(int pair, int m) {
    return end == End.LOWEST ? pair : m - 1 - pair;
  }

  private List<RitzPair> pairs(Tridiagonal t) {
    int m = t.values.length;
    List<RitzPair> pairs = new ArrayList<>();

    for (int i = 0; i < Math.min(settings.pairs(), m); i++) {
      int column = column(i, m);
      double[] y = new double[dimension];

      for (int k = 0; k < m; k++) {
        axpy(t.vectors[column * m + k], basis.get(k), y);
      }

      double[] unit = scaled(y, 1 / Math.sqrt(dot(y, y)));
      SymmetricEigen.fixSigns(unit, dimension);
      double[] product = new double[dimension];
      operator.apply(unit, product);
      axpy(-t.values[column], unit, product);
      pairs.add(new RitzPair(t.values[column], unit, Math.sqrt(dot(product, product))));
    }

    return pairs;
  }

  /**
   * A unit vector orthogonal to the basis; normal components have a part along every eigenvector.
   */
  private double[] freshVector() {
    double[] x = new double[dimension];

    for (int i = 0; i < dimension; i++) {
      x[i] = random.nextGaussian();
    }

    return scaled(x, 1 / orthogonalise(x));
  }

  /**
   * Removes from w what lies along the deflated vectors and the basis; twice is enough (Parlett
   * 1998, section 6.9). Returns |w|.
   */
  private double orthogonalise(double[] w) {
    for (int pass = 0; pass < 2; pass++) {
      for (double[] v : deflated) {
        axpy(-dot(v, w), v, w);
      }

      for (double[] v : basis) {
        axpy(-dot(v, w), v, w);
      }
    }

    return Math.sqrt(dot(w, w));
  }

  private static double[] scaled(double[] x, double factor) {
    double[] y = new double[x.length];

    for (int i = 0; i < x.length; i++) {
      y[i] = x[i] * factor;
    }

    return y;
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;

    for (int i = 0; i < x.length; i++) {
      sum = Math.fma(x[i], y[i], sum);
    }

    return sum;
  }

  private static void axpy(double factor, double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] = Math.fma(factor, x[i], y[i]);
    }
  }
}

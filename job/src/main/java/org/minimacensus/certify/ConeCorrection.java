package org.minimacensus.certify;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Whether a first correction that dies exponentially is positive on a whole cone of directions.
 *
 * <p>Given d_i in R^m and k_i known up to an error, and the cone of all omega with omega.d_i > 0
 * for every i and omega.p = 0 for pinned vectors p: is the sum of k_i T(t omega.d_i) positive,
 * where T is positive, falling and convex with a tail in which T(s z) / T(z) tends to 0 for every s
 * > 1 (e^-z, 2 e^-2z, erfc), as soon as the least of t omega.d_i is large? Rows with equal d_i
 * modulo the pinned vectors are added up first.
 *
 * <ul>
 *   <li>CERTIFIED: every row that may be negative is d_i = sum_j lambda_ij d_j + sum_l mu_il d_l
 *       modulo the pinned vectors, with lambda, mu >= 0, j over rows that are certainly positive
 *       and l over any others. Then omega.d_i >= s_i min_j omega.d_j everywhere in the cone, s_i =
 *       sum_j lambda_ij. With s_i > 1 the row is negligible beside the nearest j. With s_i = 1 it
 *       is at most sum_j lambda_ij T(t omega.d_j) (Jensen), and all such rows together must leave
 *       something of every k_j: sum_i |k_i| lambda_ij < k_j.
 *   <li>FALLS: there is an omega in the cone along which a row that is certainly negative is
 *       nearer, by a margin, than every row that is not. It is returned. By the duality of linear
 *       programs it exists where s_i cannot be brought to 1 and all signs are certain.
 *   <li>OPEN: a sign is not certain where it matters, rows that tie exactly leave a sum that may be
 *       negative, a linear program was not solved, or there are too many rows.
 * </ul>
 *
 * <p>Linear programs only propose. What is stored is checked: lambda and mu have no negative entry,
 * d_i is reproduced up to {@link ConeRows#ROUNDING} of the terms' sizes (so the certificate is
 * exact for vectors that differ from the given ones by rounding), and sums keep a margin; omega is
 * put into every product with the given vectors. In one dimension there is nothing to solve: the
 * nearest row decides.
 *
 * <p>Sizes: at most {@link #MOST_ROWS} different rows in at most {@link #MOST_DIMENSIONS}
 * dimensions; more are OPEN. Merging equal rows takes rows^2 m steps, each row that may be negative
 * a few linear programs of m unknowns and rows m steps of pricing.
 */
final class ConeCorrection {
  static final int MOST_ROWS = 4096;
  static final int MOST_DIMENSIONS = 32;

  /** A share by which something is larger for certain. */
  static final double MARGIN = 1e-9;

  enum Answer {
    CERTIFIED,
    FALLS,
    OPEN
  }

  /**
   * @param direction in the cone along which the sum is negative far out; null unless FALLS
   * @param words why, with the numbers of rows
   */
  record Outcome(Answer answer, double[] direction, String words) {
    static Outcome open(String words) {
      return new Outcome(Answer.OPEN, null, words);
    }
  }

  private ConeCorrection() {}

  /**
   * @param d one row for each i, all of one length, at least one row
   * @param error bounds of |error of k|, none below 0
   * @param pinned vectors as long as the rows; none for no condition
   */
  static Outcome of(double[][] d, double[] k, double[] error, double[][] pinned) {
    if (d.length == 0) {
      return Outcome.open("there are no rows");
    }

    if (!finite(d) || !finite(pinned) || !finite(new double[][] {k, error})) {
      return Outcome.open("a number is not finite");
    }

    if (d.length > MOST_ROWS || d[0].length > MOST_DIMENSIONS) {
      return Outcome.open(
          String.format(
              Locale.ROOT,
              "%d rows in %d dimensions: decided for at most %d in %d",
              d.length,
              d[0].length,
              MOST_ROWS,
              MOST_DIMENSIONS));
    }

    ConeRows rows = ConeRows.of(d, k, error, pinned);
    if (rows == null) {
      return Outcome.open("it is not clear how many dimensions are pinned");
    }

    if (IntStream.range(0, rows.count()).anyMatch(rows::vanishes)) {
      return Outcome.open("a row vanishes in the directions that are left");
    }

    Outcome found = rows.dimension() == 1 ? onLine(rows) : new ConeDomination(rows).decided();
    return found.answer() == Answer.FALLS ? checked(found, d, rows, pinned) : found;
  }

  private static boolean finite(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
  }

  /** One dimension: the nearest row that adds anything decides. */
  private static Outcome onLine(ConeRows rows) {
    double side = Math.signum(rows.y[0][0]);
    int nearest = -1;
    for (int i = 0; i < rows.count(); i++) {
      double at = side * rows.y[i][0];
      if (!(at > 0)) {
        return Outcome.open("no direction has positive products with all rows");
      }

      if (!rows.absent(i) && (nearest < 0 || at < side * rows.y[nearest][0])) {
        nearest = i;
      }
    }

    if (nearest < 0) {
      return Outcome.open("all coefficients are 0");
    }

    if (rows.positive(nearest)) {
      return new Outcome(Answer.CERTIFIED, null, "the nearest row is positive");
    }

    return rows.negative(nearest)
        ? new Outcome(Answer.FALLS, new double[] {side}, "the nearest row is negative")
        : Outcome.open("the nearest row's sign is open");
  }

  /** The direction in the given coordinates, after its products with the given rows were seen. */
  private static Outcome checked(Outcome found, double[][] d, ConeRows rows, double[][] pinned) {
    double[] omega = rows.original(found.direction());
    double length = ConeRows.largest(omega);
    boolean inside = length > 0 && Double.isFinite(length);
    for (double[] row : d) {
      inside &= ConeRows.product(omega, row) > 0;
    }

    for (double[] p : pinned) {
      inside &= Math.abs(ConeRows.product(omega, p)) <= rows.rounding(omega, p);
    }

    return inside
        ? new Outcome(Answer.FALLS, omega, found.words())
        : Outcome.open("a direction along which the sum is negative was not certain");
  }
}

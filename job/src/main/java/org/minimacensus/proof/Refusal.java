package org.minimacensus.proof;

import java.util.Arrays;
import java.util.Optional;
import org.minimacensus.numeric.SymmetricEigen;
import org.minimacensus.numeric.interval.Interval;

/**
 * Tells why there is no proof at a point, from the eigenvalues of the matrix in the middle of the
 * Hessian's enclosure. They are floating point and nothing is proved by them.
 */
final class Refusal {
  /** Of the largest absolute eigenvalue: below it one is 0. */
  static final double ZERO = 1e-9;

  private Refusal() {}

  /** The Hessian is singular or indefinite; empty: it is neither. */
  static Optional<MinimumProof.Outcome> of(ObjectiveEnclosure.Enclosed at) {
    Interval[][] hessian = at.hessian();
    int p = hessian.length;
    double[] middle = new double[p * p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        if (!hessian[i][j].finite()) {
          return Optional.of(
              MinimumProof.Outcome.not(
                  Reason.NOT_CONTRACTING, "the Hessian has no finite enclosure at the point"));
        }

        middle[i * p + j] = hessian[i][j].middle();
      }
    }

    double[] values = SymmetricEigen.of(middle, p).values();
    double zero = ZERO * Math.max(Math.abs(values[0]), Math.abs(values[p - 1]));
    if (values[0] < -zero) {
      return Optional.of(indefinite(values, zero));
    }

    long flat = Arrays.stream(values).filter(v -> v <= zero).count();
    return flat == 0 ? Optional.empty() : Optional.of(singular(flat, at));
  }

  private static MinimumProof.Outcome indefinite(double[] values, double zero) {
    long negative = Arrays.stream(values).filter(v -> v < -zero).count();
    return MinimumProof.Outcome.not(
        Reason.INDEFINITE,
        "the Hessian is indefinite: of "
            + values.length
            + " eigenvalues "
            + negative
            + " are negative, the least "
            + values[0]);
  }

  private static MinimumProof.Outcome singular(long flat, ObjectiveEnclosure.Enclosed at) {
    String unused = "";
    long still = unused(at);
    if (still > 0) {
      unused =
          "; all first and second derivatives by "
              + still
              + " parameters are exactly 0, as those of dead units are";
    }

    return MinimumProof.Outcome.not(
        Reason.SINGULAR,
        "the Hessian is singular in double precision: of "
            + at.hessian().length
            + " eigenvalues "
            + flat
            + " are 0"
            + unused);
  }

  /** Parameters whose derivatives are exactly 0: those of dead units, for one. */
  private static long unused(ObjectiveEnclosure.Enclosed at) {
    long unused = 0;
    for (int i = 0; i < at.gradient().length; i++) {
      boolean flat =
          at.gradient()[i].magnitude() == 0
              && Arrays.stream(at.hessian()[i]).allMatch(h -> h.magnitude() == 0);
      unused += flat ? 1 : 0;
    }

    return unused;
  }
}

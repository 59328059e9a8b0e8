package org.minimacensus.proof;

import java.util.Locale;

/** Why a minimum is not proved, in few kinds, to count by; none says that it is no minimum. */
public enum Reason {
  /**
   * The Hessian has eigenvalues that are 0 in double precision: a flat direction, a continuous
   * symmetry, a dead unit, or a point on its way to infinity.
   */
  SINGULAR,

  /** The Hessian has negative eigenvalues: a saddle, or a point that has not converged. */
  INDEFINITE,

  /** Krawczyk's operator leaves its boxes, or nothing is bounded: not converged, or too wide. */
  NOT_CONTRACTING,

  /** One critical point is proved, and not that it is a minimum. */
  NOT_POSITIVE_DEFINITE,

  /** The objective may not be differentiable in the box. */
  KINK,

  /** There are no enclosures of this objective. */
  UNSUPPORTED;

  /** The name in summaries: lower case with hyphens. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

package org.minimacensus.proof;

import java.io.Serializable;

/**
 * A minimum to be proved.
 *
 * @param id of the minimum
 * @param middle p parameters, not to be changed
 * @param radius p numbers > 0: that box is judged, and no other one; empty: a box is looked for
 * @param label why it was not proved before: its loss is enclosed, and nothing is tried; else empty
 */
public record ProofTask(long id, double[] middle, double[] radius, String label)
    implements Serializable {
  private static final double[] UNKNOWN = {};

  /** Around a point near a critical one, as good as double precision allows. */
  public static ProofTask around(long id, double[] point) {
    return new ProofTask(id, point, UNKNOWN, "");
  }

  /** What was proved before, or was not. */
  public static ProofTask again(ProofAttempt attempt) {
    return new ProofTask(attempt.id(), attempt.middle(), attempt.radius(), attempt.label());
  }

  /** Tries to prove it. */
  public ProofAttempt attempt(ObjectiveEnclosure objective) {
    if (!label.isEmpty()) {
      return new ProofAttempt(id, middle, UNKNOWN, objective.valueAt(middle), label, "");
    }

    MinimumProof.Outcome outcome =
        radius.length == 0
            ? MinimumProof.of(objective, middle)
            : MinimumProof.of(objective, middle, radius);
    return outcome
        .certificate()
        .map(c -> ProofAttempt.proved(id, c))
        .orElseGet(
            () ->
                ProofAttempt.failed(
                    id,
                    middle,
                    objective.valueAt(middle),
                    outcome.reason().orElseThrow(),
                    outcome.why()));
  }
}

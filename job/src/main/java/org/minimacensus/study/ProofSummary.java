package org.minimacensus.study;

import java.util.Map;
import org.minimacensus.proof.ProvedMinima;

/**
 * What became of the attempts to prove the minima of an objective.
 *
 * @param tried distinct minima
 * @param proved of these, to be strict minima
 * @param notProved the others, by reason
 * @param reached a proved upper bound on the infimum of the objective, which it takes or goes below
 *     at a point that was tried; NaN or infinite when there is none
 * @param floor a proved lower bound on the objective; equal to {@code reached} the infimum is
 *     proved
 */
public record ProofSummary(
    long tried, long proved, Map<String, Long> notProved, double reached, double floor) {
  /** Whether the loss that is reached is proved to be the least one. */
  public boolean global() {
    return reached <= floor;
  }

  public static ProofSummary of(ProvedMinima minima) {
    return new ProofSummary(
        minima.attempts().size(),
        minima.proved(),
        minima.notProved(),
        minima.reached(),
        minima.floor());
  }
}

package org.minimacensus.study;

import java.util.Map;
import org.minimacensus.proof.ProvedMinima;

/**
 * What became of the attempts to prove the minima of an objective.
 *
 * @param tried distinct minima
 * @param proved of these, to be strict minima
 * @param notProved the others, by reason
 * @param reached a proved upper bound on the infimum of the objective; NaN when there is none
 */
public record ProofSummary(long tried, long proved, Map<String, Long> notProved, double reached) {
  public static ProofSummary of(ProvedMinima minima) {
    return new ProofSummary(
        minima.attempts().size(), minima.proved(), minima.notProved(), minima.reached());
  }
}

package org.minimacensus.study;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.minimacensus.proof.ProofAttempt;
import org.minimacensus.proof.ProvedMinima;

/**
 * What is stored of an attempt to prove a minimum.
 *
 * @param proved whether it is said to be proved
 * @param distinct whether it is one of those that are proved to be distinct, each two of them
 * @param subOptimal whether it is one of these and proved to be no global minimum
 */
public record StoredCertificate(
    String objective, ProofAttempt attempt, boolean proved, boolean distinct, boolean subOptimal) {
  /** All attempts of an objective, as they were made. */
  static List<StoredCertificate> of(String objective, ProvedMinima minima) {
    Set<Long> distinct = ids(minima.distinct());
    Set<Long> subOptimal = ids(minima.subOptimal());
    return minima.attempts().stream()
        .map(
            a ->
                new StoredCertificate(
                    objective,
                    a,
                    a.proved(),
                    distinct.contains(a.id()),
                    subOptimal.contains(a.id())))
        .toList();
  }

  private static Set<Long> ids(List<ProofAttempt> some) {
    return some.stream().map(ProofAttempt::id).collect(Collectors.toSet());
  }
}

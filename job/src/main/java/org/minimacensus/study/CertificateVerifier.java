package org.minimacensus.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.minimacensus.objective.Objective;
import org.minimacensus.proof.CertificateCheck;
import org.minimacensus.proof.ProofTask;
import org.minimacensus.proof.ProvedMinima;

/** Proves the stored certificates of a run again and holds them against what the run says. */
public final class CertificateVerifier {
  private final StudyPlan plan;
  private final RunSummary summary;
  private final MinimaProver prover;

  /**
   * One objective.
   *
   * @param proved what is proved now
   * @param faults what the run says and does not hold; empty: all holds
   */
  public record Verified(String objective, ProvedMinima proved, List<String> faults) {}

  /**
   * @param plan the study of the run
   * @param summary of the run
   */
  public CertificateVerifier(StudyPlan plan, RunSummary summary, MinimaProver prover) {
    this.plan = plan;
    this.summary = summary;
    this.prover = prover;
  }

  /**
   * The objectives that the run has proofs of, in their order.
   *
   * @param stored all certificates of the run
   * @return empty when it was asked to stop
   */
  public Optional<List<Verified>> verify(List<StoredCertificate> stored) {
    List<Verified> all = new ArrayList<>();
    for (Objective objective : plan.objectives()) {
      List<StoredCertificate> own =
          stored.stream().filter(c -> c.objective().equals(objective.name())).toList();
      RunSummary.ObjectiveSummary said = said(objective.name());
      if (said.provedDistinct() == null && own.isEmpty()) {
        continue;
      }

      List<ProofTask> tasks = own.stream().map(c -> ProofTask.again(c.attempt())).toList();
      Optional<ProvedMinima> proved = prover.prove(objective, tasks);
      if (proved.isEmpty()) {
        return Optional.empty();
      }

      all.add(new Verified(objective.name(), proved.get(), faults(proved.get(), own, said)));
    }

    return Optional.of(all);
  }

  private RunSummary.ObjectiveSummary said(String objective) {
    return summary.objectives().stream()
        .filter(o -> o.name().equals(objective))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> faults(
      ProvedMinima proved, List<StoredCertificate> stored, RunSummary.ObjectiveSummary said) {
    Set<Long> distinct = ids(stored, StoredCertificate::distinct);
    Set<Long> subOptimal = ids(stored, StoredCertificate::subOptimal);
    List<String> faults =
        new CertificateCheck(proved)
            .faults(stored.stream().map(StoredCertificate::attempt).toList(), distinct, subOptimal);
    count("proved_distinct", said.provedDistinct(), distinct.size(), faults);
    count("sub_optimal_proved", said.subOptimalProved(), subOptimal.size(), faults);
    return faults;
  }

  private static Set<Long> ids(
      List<StoredCertificate> stored, Predicate<StoredCertificate> claimed) {
    return stored.stream().filter(claimed).map(c -> c.attempt().id()).collect(Collectors.toSet());
  }

  private static void count(String field, Long said, int certificates, List<String> faults) {
    if (said == null || said != certificates) {
      faults.add(
          "summary.json: expected "
              + field
              + " = "
              + certificates
              + ", as many certificates say so, found "
              + said);
    }
  }
}

package org.minimacensus.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.minimacensus.objective.Objective;
import org.minimacensus.proof.CertificateCheck;
import org.minimacensus.proof.ProofAttempt;
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
   * @param proved what is proved now, of the certificates that can be read as such
   * @param faults what the run says and does not hold; empty: all holds
   */
  public record Verified(String objective, ProvedMinima proved, List<String> faults) {}

  /**
   * All of them.
   *
   * @param objectives that the run has proofs of, in their order
   * @param faults of the run as a whole
   */
  public record Result(List<Verified> objectives, List<String> faults) {}

  /**
   * What a run stores of the minima of an objective.
   *
   * @param thetas by id
   * @param proved ids of those that are said to be proved
   */
  public record Minima(Map<Long, double[]> thetas, Set<Long> proved) {}

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
   * @param stored all certificates of the run
   * @param minima of an objective
   * @return empty when it was asked to stop
   */
  public Optional<Result> verify(List<StoredCertificate> stored, Function<String, Minima> minima) {
    List<String> names = plan.objectives().stream().map(Objective::name).toList();
    List<String> faults = new ArrayList<>();
    List<String> told =
        summary.objectives().stream().map(RunSummary.ObjectiveSummary::name).toList();
    if (!told.equals(names)) {
      faults.add("summary.json: expected the objectives " + names + ", found " + told);
      return Optional.of(new Result(List.of(), faults));
    }

    for (StoredCertificate c : stored) {
      if (!names.contains(c.objective())) {
        faults.add("certificates: expected an objective of " + names + ", found " + c.objective());
      }
    }

    List<Verified> all = new ArrayList<>();
    for (int o = 0; o < names.size(); o++) {
      String name = names.get(o);
      List<StoredCertificate> own =
          stored.stream().filter(c -> name.equals(c.objective())).toList();
      RunSummary.ObjectiveSummary said = summary.objectives().get(o);
      if (said.provedDistinct() == null && own.isEmpty()) {
        continue;
      }

      Optional<Verified> verified =
          new OneObjective(plan.objectives().get(o), said, own, minima.apply(name)).verify();
      if (verified.isEmpty()) {
        return Optional.empty();
      }

      all.add(verified.get());
    }

    return Optional.of(new Result(all, faults));
  }

  /** The certificates of one objective. */
  private final class OneObjective {
    private final Objective objective;
    private final RunSummary.ObjectiveSummary said;
    private final List<StoredCertificate> stored;
    private final Minima minima;
    private final List<String> faults = new ArrayList<>();

    OneObjective(
        Objective objective,
        RunSummary.ObjectiveSummary said,
        List<StoredCertificate> stored,
        Minima minima) {
      this.objective = objective;
      this.said = said;
      this.stored = stored;
      this.minima = minima;
    }

    Optional<Verified> verify() {
      List<StoredCertificate> sound = new ArrayList<>();
      Set<Long> ids = new HashSet<>();
      for (StoredCertificate c : stored) {
        Optional<String> fault =
            ids.add(c.attempt().id()) ? malformed(c) : Optional.of("it has more than one row");
        fault.ifPresent(f -> faults.add("minimum " + c.attempt().id() + ": " + f));
        if (fault.isEmpty()) {
          sound.add(c);
        }
      }

      return prover
          .prove(objective, sound.stream().map(c -> ProofTask.again(c.attempt())).toList())
          .map(proved -> verified(proved, sound));
    }

    /** Why a row is no certificate, whatever is proved. */
    private Optional<String> malformed(StoredCertificate c) {
      int p = objective.thetaDimension();
      ProofAttempt a = c.attempt();
      double[] theta = minima.thetas().get(a.id());
      boolean finite = Arrays.stream(a.middle()).allMatch(Double::isFinite);
      if (a.middle().length != p || !finite) {
        return Optional.of("expected a middle of " + p + " finite numbers");
      }

      if (theta == null || !Arrays.equals(theta, a.middle())) {
        return Optional.of("expected the theta of this minimum as its middle");
      }

      if (c.proved() && a.radius().length != p || !c.proved() && a.radius().length > 0) {
        return Optional.of(
            "expected "
                + (c.proved() ? p + " radii" : "no radii, as it is not proved")
                + ", found "
                + a.radius().length);
      }

      if (!Arrays.stream(a.radius()).allMatch(r -> r > 0 && r < Double.POSITIVE_INFINITY)) {
        return Optional.of("expected finite radii > 0");
      }

      if (c.proved() == !a.label().isEmpty()) {
        return Optional.of("expected a reason where it is not proved, and nowhere else");
      }

      return c.distinct() && !c.proved() || c.subOptimal() && !c.distinct()
          ? Optional.of("expected sub_optimal where distinct, and that where proved")
          : Optional.empty();
    }

    private Verified verified(ProvedMinima proved, List<StoredCertificate> sound) {
      Set<Long> distinct = ids(StoredCertificate::distinct);
      Set<Long> subOptimal = ids(StoredCertificate::subOptimal);
      faults.addAll(
          new CertificateCheck(proved)
              .faults(
                  sound.stream().map(StoredCertificate::attempt).toList(), distinct, subOptimal));
      count("proved_distinct", said.provedDistinct(), distinct.size());
      count("sub_optimal_proved", said.subOptimalProved(), subOptimal.size());
      summed(proved);
      Set<Long> certified = ids(StoredCertificate::proved);
      if (!certified.equals(minima.proved())) {
        faults.add("minima: expected proved of " + certified + ", found " + minima.proved());
      }

      for (RunSummary.MinimumSummary m : said.minima()) {
        if (m.proved() != certified.contains(m.id())) {
          faults.add("summary.json: minimum " + m.id() + " is said to be proved: " + m.proved());
        }
      }

      return new Verified(objective.name(), proved, faults);
    }

    private Set<Long> ids(Predicate<StoredCertificate> claimed) {
      return stored.stream().filter(claimed).map(c -> c.attempt().id()).collect(Collectors.toSet());
    }

    private void count(String field, Long told, long certificates) {
      if (told == null || told != certificates) {
        faults.add(
            "summary.json: expected "
                + field
                + " = "
                + certificates
                + ", as many certificates say so, found "
                + told);
      }
    }

    /** A wider bound than is proved now is true as well. */
    private void summed(ProvedMinima proved) {
      ProofSummary told = said.proofs();
      if (told == null) {
        faults.add("summary.json: expected proofs, found none");
        return;
      }

      count("proofs.tried", told.tried(), stored.size());
      count("proofs.proved", told.proved(), ids(StoredCertificate::proved).size());
      if (!told.notProved().equals(proved.notProved())) {
        faults.add(
            "summary.json: expected proofs.not_proved "
                + proved.notProved()
                + ", found "
                + told.notProved());
      }

      if (told.reached() < proved.reached() || told.floor() > proved.floor()) {
        faults.add(
            "summary.json: expected a loss of at most "
                + proved.reached()
                + " to be reached and none below "
                + proved.floor()
                + ", found "
                + told.reached()
                + " and "
                + told.floor());
      }
    }
  }
}

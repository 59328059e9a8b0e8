package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.minimacensus.proof.ProofAttempt;
import org.minimacensus.study.CertificateVerifier.Verified;

/** Proofs of the minima of a run, and the same made again from what is stored of them. */
class ProofsTest {
  private static final StudyPlan PLAN = SineStudy.proved(20);
  private static final StudyRunner.Request ALL = new StudyRunner.Request("r0", 0, 20);
  private static final MemoryDraft DRAFT = new MemoryDraft(PLAN);
  private static final StudyRunner.TimedResult RUN =
      new StudyRunner(local(), () -> 0).run(PLAN, ALL, DRAFT, g -> {});
  private static final RunSummary.ObjectiveSummary PLAIN = RUN.summary().objectives().get(0);
  private static final List<StoredCertificate> STORED =
      RUN.proofs().certificates(PLAN.job().objectives());

  private static RestartExecutor local() {
    return new LocalRestartExecutor(SineStudy.dataset(), () -> 0);
  }

  /** What the run stores of its minima: theta, and whether it is proved. */
  private static CertificateVerifier.Minima minima(String objective) {
    Map<Long, double[]> thetas = new HashMap<>();
    STORED.forEach(c -> thetas.put(c.attempt().id(), c.attempt().middle()));
    return new CertificateVerifier.Minima(
        objective.equals("plain") ? thetas : Map.of(),
        objective.equals("plain") ? RUN.proofs().ids("plain") : Set.of());
  }

  private static CertificateVerifier.Result result(
      RunSummary summary, List<StoredCertificate> stored) {
    return new CertificateVerifier(PLAN, summary, MinimaProver.local(SineStudy.dataset()))
        .verify(stored, ProofsTest::minima)
        .orElseThrow();
  }

  private static List<Verified> verified(RunSummary summary, List<StoredCertificate> stored) {
    CertificateVerifier.Result result = result(summary, stored);
    assertThat(result.faults()).isEmpty();
    return result.objectives();
  }

  /** Faults of the only objective with proofs when one certificate is another one. */
  private static List<String> faultsWith(int at, StoredCertificate other) {
    List<StoredCertificate> changed = new ArrayList<>(STORED);
    changed.set(at, other);
    return verified(RUN.summary(), changed).get(0).faults();
  }

  private static StoredCertificate with(ProofAttempt attempt) {
    return new StoredCertificate("plain", attempt, true, true, false);
  }

  @Test
  void theMinimaOfTheStudyAreProvedToBeDistinctAndBad() {
    assertThat(PLAIN.minima()).hasSizeGreaterThan(1).allMatch(m -> m.proved());
    assertThat(PLAIN.provedDistinct()).isEqualTo(PLAIN.distinct().parameters());
    assertThat(PLAIN.subOptimalProved()).isEqualTo(PLAIN.subOptimal());
    assertThat(PLAIN.proofs())
        .isEqualTo(
            new ProofSummary(
                PLAIN.minima().size(),
                PLAIN.minima().size(),
                Map.of(),
                PLAIN.proofs().reached(),
                0));
    assertThat(PLAIN.proofs().reached() - PLAIN.bestLoss()).isBetween(-1e-15, 1e-12);
  }

  @Test
  void everyCertificateIsOfAMinimumThatWasFound() {
    assertThat(STORED).hasSameSizeAs(PLAIN.minima());
    assertThat(STORED).allMatch(c -> c.objective().equals("plain") && c.attempt().proved());
    Map<Long, Double> losses =
        PLAIN.minima().stream()
            .collect(Collectors.toMap(RunSummary.MinimumSummary::id, m -> m.loss()));
    for (StoredCertificate c : STORED) {
      double loss = losses.get(c.attempt().id());
      assertThat(c.attempt().loss().low()).isLessThanOrEqualTo(loss + 1e-14);
      assertThat(c.attempt().loss().high()).isGreaterThanOrEqualTo(loss - 1e-14);
    }
  }

  @Test
  void augmentedObjectivesHaveNoProofsForAReason() {
    for (RunSummary.ObjectiveSummary o : RUN.summary().objectives().subList(1, 3)) {
      assertThat(o.provedDistinct()).isNull();
      assertThat(o.subOptimalProved()).isNull();
      assertThat(o.proofs()).isNull();
      assertThat(RUN.summary().notes())
          .contains(
              o.name()
                  + ": no minimum is proved, proved_distinct is null: there are no enclosures of"
                  + " the augmented objective "
                  + o.name());
    }
  }

  @Test
  void withoutTheLevelNothingIsTried() {
    StudyPlan numeric = SineStudy.plan(20);
    StudyRunner.TimedResult run =
        new StudyRunner(local(), () -> 0).run(numeric, ALL, new MemoryDraft(numeric), g -> {});

    assertThat(run.summary().objectives()).allMatch(o -> o.provedDistinct() == null);
    assertThat(run.proofs().certificates(numeric.job().objectives())).isEmpty();
    assertThat(run.summary().notes())
        .anyMatch(
            n ->
                n.startsWith(
                    "no minimum is proved, proved_distinct is null: certify.level is numeric"));
  }

  @Test
  void proofsThatAreStoppedLeaveARunToGoOnWith() {
    RestartExecutor asked =
        new OtherExecutor(local()) {
          private boolean proving;

          @Override
          public Optional<End> asked() {
            return proving ? Optional.of(End.TERMINATED) : Optional.empty();
          }

          @Override
          public MinimaProver prover() {
            return (objective, minima) -> {
              proving = true;
              return Optional.empty();
            };
          }
        };

    StudyRunner.TimedResult stopped =
        new StudyRunner(asked, () -> 0).run(PLAN, ALL, new MemoryDraft(PLAN), g -> {});

    assertThat(stopped.summary().exitCode()).isEqualTo(143);
    assertThat(stopped.summary().objectives().get(0).provedDistinct()).isNull();
    assertThat(stopped.landscape().spectra()).isEmpty();
    assertThat(stopped.summary().notes())
        .contains(
            "no minimum is proved, proved_distinct is null: the run was asked to stop; the same"
                + " command goes on with it");
  }

  @Test
  void whatIsStoredIsProvedAgain() {
    List<Verified> verified = verified(RUN.summary(), STORED);

    assertThat(verified).extracting(Verified::objective).containsExactly("plain");
    assertThat(verified.get(0).faults()).isEmpty();
    assertThat((long) verified.get(0).proved().distinct().size()).isEqualTo(PLAIN.provedDistinct());
    Set<Long> bad =
        verified.get(0).proved().subOptimal().stream()
            .map(ProofAttempt::id)
            .collect(Collectors.toSet());
    assertThat(bad)
        .isEqualTo(
            STORED.stream()
                .filter(StoredCertificate::subOptimal)
                .map(c -> c.attempt().id())
                .collect(Collectors.toSet()));
  }

  @Test
  void whatIsClaimedAndDoesNotHoldIsAFault() {
    ProofAttempt first = STORED.get(0).attempt();
    double[] narrow = first.radius().clone();
    narrow[0] *= 1e-9;
    String minimum = "minimum " + first.id() + ": ";

    assertThat(faultsWith(0, with(box(first, first.middle(), narrow))))
        .anyMatch(f -> f.startsWith(minimum + "expected a box with a strict"));
    assertThat(faultsWith(0, new StoredCertificate("plain", first, true, true, true)))
        .as("the best one")
        .contains(minimum + "claimed to be sub-optimal, is not proved")
        .anyMatch(f -> f.startsWith("summary.json: expected sub_optimal_proved = "));
    assertThat(faultsWith(0, new StoredCertificate("plain", first, true, false, false)))
        .containsExactly(
            "summary.json: expected proved_distinct = "
                + (PLAIN.provedDistinct() - 1)
                + ", as many certificates say so, found "
                + PLAIN.provedDistinct());
    ProofAttempt other = STORED.get(1).attempt();
    assertThat(
            faultsWith(
                0,
                with(
                    new ProofAttempt(
                        first.id(), first.middle(), first.radius(), other.loss(), "", ""))))
        .anyMatch(f -> f.startsWith(minimum + "expected a loss in ["));
  }

  @Test
  void rowsThatAreNoCertificatesAreFaults() {
    ProofAttempt first = STORED.get(0).attempt();
    String minimum = "minimum " + first.id() + ": ";
    double[] away = first.middle().clone();
    away[0] += 1e-3;
    double[] longer = Arrays.copyOf(first.radius(), first.radius().length + 1);
    double[] negative = first.radius().clone();
    negative[1] = -negative[1];
    double[] unknown = first.middle().clone();
    unknown[0] = Double.NaN;

    assertThat(faultsWith(0, with(box(first, away, first.radius()))))
        .contains(minimum + "expected the theta of this minimum as its middle");
    assertThat(faultsWith(0, with(box(first, unknown, first.radius()))))
        .contains(minimum + "expected a middle of 7 finite numbers");
    assertThat(faultsWith(0, with(box(first, first.middle(), longer))))
        .contains(minimum + "expected 7 radii, found 8");
    assertThat(faultsWith(0, with(box(first, first.middle(), negative))))
        .contains(minimum + "expected finite radii > 0");
    assertThat(faultsWith(0, with(box(first, first.middle(), new double[0]))))
        .as("proved without a box")
        .contains(minimum + "expected 7 radii, found 0");
    assertThat(faultsWith(0, new StoredCertificate("plain", first, false, false, false)))
        .contains(minimum + "expected no radii, as it is not proved, found 7");
    assertThat(faultsWith(0, new StoredCertificate("plain", first, true, false, true)))
        .contains(minimum + "expected sub_optimal where distinct, and that where proved");
    List<StoredCertificate> twice = new ArrayList<>(STORED);
    twice.add(STORED.get(0));
    assertThat(verified(RUN.summary(), twice).get(0).faults())
        .contains(minimum + "it has more than one row");
    List<StoredCertificate> fewer = STORED.subList(1, STORED.size());
    assertThat(verified(RUN.summary(), fewer).get(0).faults())
        .anyMatch(f -> f.startsWith("summary.json: expected proofs.tried = "))
        .anyMatch(f -> f.startsWith("minima: expected proved of "))
        .contains("summary.json: minimum " + first.id() + " is said to be proved: true");
  }

  @Test
  void certificatesOfNoObjectiveOfTheStudyAreFaults() {
    List<StoredCertificate> more = new ArrayList<>(STORED);
    more.add(new StoredCertificate("plane", STORED.get(0).attempt(), true, true, false));
    assertThat(result(RUN.summary(), more).faults())
        .containsExactly(
            "certificates: expected an objective of [plain, output-neuron, output-neuron-limit],"
                + " found plane");
  }

  /** A summary whose proofs were written by somebody else. */
  @Test
  void whatTheSummaryMakesOfThemIsHeldAgainstThem() throws IOException {
    String text = StudyJson.write(RUN.summary());
    String lower = text.replaceFirst("(\"reached\" : )[0-9.eE-]+", "$10.0");
    assertThat(lower).isNotEqualTo(text);
    RunSummary forged = StudyJson.read(lower, RunSummary.class);

    assertThat(verified(forged, STORED).get(0).faults())
        .hasSize(1)
        .allMatch(f -> f.startsWith("summary.json: expected a loss of at most "));
  }

  private static ProofAttempt box(ProofAttempt a, double[] middle, double[] radius) {
    return new ProofAttempt(a.id(), middle, radius, a.loss(), "", "");
  }
}

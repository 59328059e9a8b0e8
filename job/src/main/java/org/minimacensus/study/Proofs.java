package org.minimacensus.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.minimacensus.objective.Objective;
import org.minimacensus.proof.ObjectiveEnclosure;
import org.minimacensus.proof.ProofAttempt;
import org.minimacensus.proof.ProofTask;
import org.minimacensus.proof.ProvedMinima;

/**
 * What was proved of the minima of a run.
 *
 * @param proved by objective; without those of which nothing was tried
 * @param notes why nothing was, or not of all
 * @param stopped whether somebody asked to stop meanwhile
 */
public record Proofs(Map<String, ProvedMinima> proved, List<String> notes, boolean stopped) {
  /** Value of {@code certify.level} with which minima are proved. */
  public static final String INTERVAL = "interval";

  /** Minutes on one core, and a gigabyte of Hessians for each where n is small. */
  static final double MOST_OPERATIONS = 1e10;

  static final String STOPPED = "the run was asked to stop; the same command goes on with it";

  private static final String NULL = "no minimum is proved, proved_distinct is null: ";

  /** Nothing was tried. */
  public static final Proofs NONE = none("nothing was tried");

  public Proofs {
    proved = Map.copyOf(proved);
    notes = List.copyOf(notes);
  }

  /** None, for a reason. */
  public static Proofs none(String why) {
    return new Proofs(Map.of(), List.of(NULL + why), false);
  }

  /**
   * None, as the study asks for none or else for a reason.
   *
   * @param why where it asks for them
   */
  static Proofs untried(StudyPlan plan, String why) {
    return none(
        asked(plan)
            ? why
            : "certify.level is "
                + plan.spec().certify().level()
                + "; run with --set certify.level=interval proves what it can by interval"
                + " arithmetic, without training again");
  }

  private static boolean asked(StudyPlan plan) {
    return plan.spec().certify().level().equals(INTERVAL);
  }

  /**
   * Tries the minima of a run that was counted, as far as the study asks for it.
   *
   * @param counts of the objectives, in their order
   * @param prover asked for when there is something to prove
   */
  static Proofs of(StudyPlan plan, List<ObjectiveCount> counts, Supplier<MinimaProver> prover) {
    if (!asked(plan)) {
      return untried(plan, "");
    }

    Making making = new Making(plan, prover.get());
    for (int o = 0; o < counts.size() && !making.stopped; o++) {
      making.add(plan.objectives().get(o), counts.get(o));
    }

    return new Proofs(making.proved, making.notes, making.stopped);
  }

  /** Time and memory of one proof. */
  private static Optional<String> tooLarge(StudyPlan plan, Objective objective) {
    double p = objective.thetaDimension();
    double operations = p * p * (plan.data().facts().rows() + p);
    return operations <= MOST_OPERATIONS
        ? Optional.empty()
        : Optional.of(
            "a proof takes p^2 (n + p) = "
                + Figures.magnitude(operations)
                + " interval operations and more, and is tried up to "
                + Figures.magnitude(MOST_OPERATIONS));
  }

  /** Objective by objective. */
  private static final class Making {
    private final StudyPlan plan;
    private final MinimaProver prover;
    private final Map<String, ProvedMinima> proved = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private boolean stopped;

    Making(StudyPlan plan, MinimaProver prover) {
      this.plan = plan;
      this.prover = prover;
    }

    void add(Objective objective, ObjectiveCount count) {
      String name = objective.name();
      Optional<String> unable =
          ObjectiveEnclosure.unsupported(objective)
              .map(what -> "there are no enclosures of " + what)
              .or(prover::unable)
              .or(() -> tooLarge(plan, objective));
      if (unable.isPresent()) {
        notes.add(name + ": " + NULL + unable.get());
        return;
      }

      List<ProofTask> tasks =
          count.lowest().stream()
              .map(m -> ProofTask.around(m.id(), m.representative().theta()))
              .toList();
      Optional<ProvedMinima> minima = prover.prove(objective, tasks);
      stopped = minima.isEmpty();
      if (stopped) {
        notes.add(NULL + STOPPED);
        return;
      }

      proved.put(name, minima.get());
      if (count.minima() > tasks.size()) {
        notes.add(
            name
                + ": proofs were tried of the "
                + tasks.size()
                + " minima of the lowest losses; "
                + (count.minima() - tasks.size())
                + " others are not proved");
      }
    }
  }

  /** Ids of the minima of an objective that are proved to be strict ones. */
  public Set<Long> ids(String objective) {
    return of(objective)
        .map(
            minima ->
                minima.attempts().stream()
                    .filter(ProofAttempt::proved)
                    .map(ProofAttempt::id)
                    .collect(Collectors.toSet()))
        .orElse(Set.of());
  }

  /** Empty when nothing was tried. */
  public Optional<ProvedMinima> of(String objective) {
    return Optional.ofNullable(proved.get(objective));
  }

  /**
   * What is stored of them, by objective and minimum.
   *
   * @param objectives in their order
   */
  public List<StoredCertificate> certificates(List<String> objectives) {
    List<StoredCertificate> all = new ArrayList<>();
    for (String name : objectives) {
      of(name).ifPresent(minima -> all.addAll(StoredCertificate.of(name, minima)));
    }

    return all;
  }
}

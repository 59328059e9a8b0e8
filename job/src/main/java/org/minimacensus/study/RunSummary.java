package org.minimacensus.study;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.minimacensus.census.Component;
import org.minimacensus.census.Minimum;
import org.minimacensus.census.Valley;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.richness.RichnessEstimate;
import org.minimacensus.richness.StoppingRules;
import org.minimacensus.theorem.ClaimVerdict;

/**
 * What a program reads of a run: {@code summary.json}, field by field (names in snake case; NaN is
 * written as null). Everything but {@code throughput} and {@code execution} is determined by the
 * study and its restarts.
 *
 * @param run id of the run
 * @param exitCode of the command that stored it
 * @param reason why the run ended, in words
 * @param firstRestart index of the first planned restart
 * @param plannedRestarts planned per objective
 * @param pairs per pair of objectives ({@code plain->output-neuron}): counts of endpoint classes
 *     ({@code strict-minimum->at-infinity}) over the restarts that ended under both
 * @param outcomes the same with {@link Outcome}s, which tell global from bad minima
 * @param worth per pair of the plain and an augmented objective: what the added neurons are worth
 * @param verdicts on the papers' claims that the study is about
 * @param execution how it was executed, predicted against actual; null when nothing was left to run
 * @param stopping how the stopping rule judged the run; null: all restarts were to be run
 * @param notes what a reader must know
 */
public record RunSummary(
    int schema,
    String study,
    String studyHash,
    String run,
    int exitCode,
    String reason,
    long firstRestart,
    long plannedRestarts,
    DataSummary data,
    NetworkSummary network,
    LossSummary loss,
    List<ObjectiveSummary> objectives,
    Map<String, Map<String, Long>> pairs,
    Map<String, Map<String, Long>> outcomes,
    Map<String, WorthSummary> worth,
    List<ClaimVerdict> verdicts,
    Throughput throughput,
    ExecutionSummary execution,
    StoppingSummary stopping,
    List<String> notes) {
  /** The layout this version writes and reads. */
  public static final int SCHEMA = 1;

  public RunSummary {
    // Runs of earlier versions have none.
    worth = worth == null ? Map.of() : worth;
  }

  /** Whether all restarts ended and the stopping rule did not hold. */
  public boolean budgetSpent() {
    return !objectives.isEmpty() && objectives.get(0).stoppedBy().equals(SummaryBuilder.BUDGET);
  }

  /** Whether a stopping rule held, and so ended the run. */
  public boolean stoppedByRule() {
    return objectives.stream()
        .map(ObjectiveSummary::stoppedBy)
        .anyMatch(by -> StoppingRules.NAMES.contains(by) && !by.equals(StoppingRules.COUNT));
  }

  /**
   * @param path as in the conf file; empty when there are no data
   * @param rows null when there are no data
   */
  public record DataSummary(String path, String task, Long rows, int features, int outputs) {}

  /**
   * @param parameters number of network parameters p
   */
  public record NetworkSummary(
      String kind,
      int inputs,
      List<Integer> hidden,
      int outputs,
      String activation,
      String outputActivation,
      boolean bias,
      boolean outputBias,
      boolean direct,
      int parameters) {}

  /**
   * @param l2 weight decay
   */
  public record LossSummary(String name, int power, String reduction, double l2) {}

  /**
   * One objective.
   *
   * @param parameters of its points, added neurons included
   * @param restarts that ended
   * @param endpoints counts by class label, every class present
   * @param details counts by {@code class: detail} where an endpoint has a detail or a kind of
   *     infinity
   * @param distinct counts of distinct minima, each by its own notion
   * @param provedDistinct at least so many strict minima, each two distinct modulo symmetry, are
   *     proved to exist; null: nothing was tried, the notes say why
   * @param subOptimalProved at least so many of these are proved to be no global minimum; null as
   *     provedDistinct
   * @param bestLoss lowest loss over all endpoints; NaN when there is none
   * @param global {@code proved} when the best loss equals the lower bound within the tolerance,
   *     else {@code best-known}
   * @param lowerBound of the data term over all functions of the inputs
   * @param subOptimal distinct minima above the best loss
   * @param minima by ascending loss, at most {@link ObjectiveCount#LISTED}
   * @param globalHits, subOptimalHits restarts that ended on minima at and above the best loss
   * @param coverage 1 - f1/n over finite minima; NaN when there is none, and when degenerate minima
   *     of one loss were not joined
   * @param coverageStrict the same over strict minima
   * @param valleys at infinity by ascending limit, at most {@link ObjectiveCount#LISTED}
   * @param coverageAtInfinity 1 - f1/n over valleys at infinity; NaN when there is none
   * @param unseen of the minima that the estimates are of
   * @param paths that were looked for; null: none were, or no two degenerate minima share a loss
   * @param proofs what became of the attempts to prove the minima; null as provedDistinct
   */
  public record ObjectiveSummary(
      String name,
      int parameters,
      long restarts,
      Map<String, Long> endpoints,
      Map<String, Long> details,
      Distinct distinct,
      Long provedDistinct,
      Long subOptimalProved,
      double bestLoss,
      String global,
      double lowerBound,
      long subOptimal,
      long globalHits,
      long subOptimalHits,
      List<MinimumSummary> minima,
      List<ValleySummary> valleys,
      List<Estimate> estimates,
      double coverage,
      double coverageChao,
      double coverageStrict,
      double coverageAtInfinity,
      UnseenSummary unseen,
      PathsSummary paths,
      ProofSummary proofs,
      String stoppedBy) {
    /** {@code global} where the best loss is known to be the least one, and where it is not. */
    static final String PROVED = "proved";

    static final String BEST_KNOWN = "best-known";

    public ObjectiveSummary {
      // Runs of earlier versions have no list.
      valleys = valleys == null ? List.of() : List.copyOf(valleys);
    }

    /** Restarts that ended in a class. */
    public long ended(EndpointClass endpointClass) {
      return endpoints.getOrDefault(endpointClass.label(), 0L);
    }

    /** Whether the best loss is known to be the least one. */
    public boolean provedGlobal() {
      return global.equals(PROVED);
    }
  }

  /** Counts of distinct minima; null: not computed, the notes say why. */
  public record Distinct(
      Long values, Long functions, Long parameters, Long connected, Long atInfinity) {}

  /**
   * One distinct minimum.
   *
   * @param gap loss above the best loss
   * @param orbit number of parameter vectors that the symmetries make of it; null: not computed
   * @param stabiliser number of symmetries that change nothing in it; null: not computed
   * @param proved whether an interval certificate holds
   * @param members minima of equal loss that paths joined in this one; 1: it is alone
   * @param barrier the highest loss on these paths above the minimum; null: it is alone
   * @param path the least simple of these paths; null: it is alone
   */
  public record MinimumSummary(
      long id,
      double loss,
      double gap,
      long hits,
      String endpointClass,
      double hessianMinEigenvalue,
      int zeroModes,
      BigInteger orbit,
      BigInteger stabiliser,
      boolean proved,
      int members,
      Double barrier,
      String path) {
    /**
     * @param m with the hits of its component
     * @param component empty when it is alone
     * @param bestLoss of the objective
     * @param proved whether an interval certificate holds
     */
    public static MinimumSummary of(
        Minimum m, Optional<Component> component, double bestLoss, boolean proved) {
      return new MinimumSummary(
          m.id(),
          m.loss(),
          m.subOptimal() ? m.loss() - bestLoss : m.gap(),
          m.hits(),
          m.endpointClass().label(),
          m.hessianMinEigenvalue(),
          m.zeroModes(),
          m.orbit().signum() == 0 ? null : m.orbit(),
          m.stabiliser().signum() == 0 ? null : m.stabiliser(),
          proved,
          component.map(Component::members).orElse(1),
          component.map(Component::barrier).orElse(null),
          component.map(c -> c.path().label()).orElse(null));
    }
  }

  /**
   * One distinct valley at infinity.
   *
   * @param infinityKind as in the table of endpoints
   * @param restart whose endpoint stands for it
   */
  public record ValleySummary(
      long id, String infinityKind, double limitLoss, long hits, long restart) {
    public static ValleySummary of(Valley v) {
      return new ValleySummary(v.id(), v.kind(), v.limitLoss(), v.hits(), v.restart());
    }
  }

  /**
   * An estimate of the number of distinct minima with its confidence interval.
   *
   * @param low, high, level NaN when the estimator has no interval
   */
  public record Estimate(String name, double value, double low, double high, double level) {
    public static Estimate of(RichnessEstimate e) {
      return new Estimate(e.name(), e.value(), e.low(), e.high(), e.level());
    }
  }

  /**
   * @param evaluations questions answered over all restarts of the run
   */
  public record Throughput(double seconds, double restartsPerSecond, double evaluations) {}

  /** The same summary with clock readings. */
  public RunSummary withThroughput(Throughput other) {
    return with(other, execution, notes);
  }

  /** The same summary with more notes. */
  public RunSummary withNotes(List<String> more) {
    return with(throughput, execution, Stream.concat(notes.stream(), more.stream()).toList());
  }

  /** The same summary with what is known of its execution. */
  public RunSummary withExecution(ExecutionSummary other) {
    return with(throughput, other, notes);
  }

  private RunSummary with(
      Throughput otherThroughput, ExecutionSummary otherExecution, List<String> otherNotes) {
    return new RunSummary(
        schema,
        study,
        studyHash,
        run,
        exitCode,
        reason,
        firstRestart,
        plannedRestarts,
        data,
        network,
        loss,
        objectives,
        pairs,
        outcomes,
        worth,
        verdicts,
        otherThroughput,
        otherExecution,
        stopping,
        otherNotes);
  }
}

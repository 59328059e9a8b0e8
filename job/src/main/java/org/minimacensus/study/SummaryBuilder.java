package org.minimacensus.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.minimacensus.census.DistinctCounts;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.objective.Objective;
import org.minimacensus.proof.ProvedMinima;
import org.minimacensus.richness.FrequencyCounts;
import org.minimacensus.richness.RichnessEstimate;
import org.minimacensus.richness.RichnessEstimators;
import org.minimacensus.richness.SampleCoverage;
import org.minimacensus.richness.StoppingRules;
import org.minimacensus.theorem.ClaimVerdict;

/** Sums up endpoints and counts to a {@link RunSummary}; reads no clock. */
final class SummaryBuilder {
  /** {@code stopped_by} of a run whose restarts ended before its rule held. */
  static final String BUDGET = "budget";

  /** The same of a run whose time was spent. */
  static final String MAX_SECONDS = "max-seconds";

  /** The same of a run that a signal ended. */
  static final String SIGNAL = "signal";

  /** Ends the name of an estimate without the doubtful singletons. */
  static final String WITHOUT_WORST = "-without-worst-tenth";

  private static final RunSummary.Throughput UNKNOWN =
      new RunSummary.Throughput(Double.NaN, Double.NaN, Double.NaN);

  private final StudyPlan plan;
  private final StudyRunner.Request request;
  private final RestartExecutor.End end;
  private final Tally tally;
  private final List<ObjectiveCount> counts;
  private StoppingSummary stopping;
  private Proofs proofs = Proofs.none("nothing was proved of this count");

  /**
   * @param counts one per objective of the plan, in its order
   */
  SummaryBuilder(
      StudyPlan plan,
      StudyRunner.Request request,
      RestartExecutor.End end,
      Tally tally,
      List<ObjectiveCount> counts) {
    this.plan = plan;
    this.request = request;
    this.end = end;
    this.tally = tally;
    this.counts = counts;
  }

  /**
   * Says how the run's stopping rule judged it.
   *
   * @param judged null: all restarts were to be run
   */
  SummaryBuilder stopping(StoppingSummary judged) {
    stopping = judged;
    return this;
  }

  /** Says what was proved of the minima. */
  SummaryBuilder proofs(Proofs made) {
    proofs = made;
    return this;
  }

  /**
   * A summary without clock readings.
   *
   * @param ledger that counted every objective
   * @param verdicts on the papers' claims
   */
  RunSummary build(Ledger ledger, List<ClaimVerdict> verdicts) {
    List<String> names = plan.job().objectives();
    // Nothing is compared with one objective.
    return build(names.size() > 1 ? ledger.outcomes() : Map.of(), worth(ledger), verdicts);
  }

  /**
   * The same from what was compared.
   *
   * @param outcomes restarts by their outcomes, in the order of the objectives
   * @param verdicts on the papers' claims
   */
  RunSummary build(
      Map<List<Outcome>, Long> outcomes,
      Map<String, WorthSummary> worth,
      List<ClaimVerdict> verdicts) {
    List<String> names = plan.job().objectives();
    return new RunSummary(
        RunSummary.SCHEMA,
        plan.spec().name(),
        plan.hash(),
        request.runId(),
        exitCode(verdicts),
        reason(verdicts),
        request.first(),
        request.count(),
        data(),
        network(),
        loss(),
        objectives(),
        PairTable.of(names, tally.combinations(), EndpointClass::label),
        PairTable.of(names, outcomes, Outcome::label),
        worth,
        verdicts,
        UNKNOWN,
        null,
        stopping,
        new SummaryNotes(plan, tally, counts, proofs).all());
  }

  private Map<String, WorthSummary> worth(Ledger ledger) {
    List<String> names = plan.job().objectives();
    if (!WorthTally.compares(names)) {
      return Map.of();
    }

    int plain = names.indexOf(WorthTally.PLAIN);
    double best = bestLoss(counts.get(plain), tally.bestKnown(plain));
    double tolerance = plan.spec().census().valueTolerance();
    return ledger.worth(new WorthTally(names, best, tolerance)).summaries();
  }

  private int exitCode(List<ClaimVerdict> verdicts) {
    return switch (end) {
      case COMPLETE ->
          budgetSpent()
              ? ExitCodes.BUDGET_SPENT
              : refuted(verdicts).isEmpty() ? end.exitCode() : ExitCodes.REFUTED;
      case OUT_OF_TIME, INTERRUPTED, TERMINATED -> end.exitCode();
    };
  }

  private static String refuted(List<ClaimVerdict> verdicts) {
    return verdicts.stream()
        .filter(ClaimVerdict::refutesTheorem)
        .map(ClaimVerdict::key)
        .collect(Collectors.joining(", "));
  }

  /** All restarts ended, and the rule that was to end the run before does not hold. */
  private boolean budgetSpent() {
    return end == RestartExecutor.End.COMPLETE && stopping != null && !stopping.held();
  }

  private String stoppedBy() {
    return switch (end) {
      case COMPLETE ->
          stopping == null ? StoppingRules.COUNT : stopping.held() ? stopping.rule() : BUDGET;
      case OUT_OF_TIME -> MAX_SECONDS;
      case INTERRUPTED, TERMINATED -> SIGNAL;
    };
  }

  private String reason(List<ClaimVerdict> verdicts) {
    String refuted = refuted(verdicts);
    String part =
        tally.restarts()
            + " of "
            + request.count()
            + " restarts; run it again with --run-id "
            + request.runId()
            + " to go on";
    return switch (end) {
      case COMPLETE ->
          (stopping == null
                  ? "all " + request.count() + " restarts ended"
                  : StoppingWords.reason(stopping, request))
              + (refuted.isEmpty()
                  ? ""
                  : "; refuted while their premises held: " + refuted + " (see verdicts)");
      case OUT_OF_TIME ->
          "the time of restarts.stopping.max-seconds = "
              + plain(plan.spec().restarts().stopping().maxSeconds())
              + " was spent after "
              + part;
      case INTERRUPTED -> "interrupted (SIGINT) after " + part;
      case TERMINATED -> "terminated (SIGTERM) after " + part;
    };
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private RunSummary.DataSummary data() {
    return new RunSummary.DataSummary(
        plan.spec().data().path(),
        plan.spec().data().task().name().toLowerCase(Locale.ROOT),
        plan.objectives().get(0).population() ? null : plan.data().facts().rows(),
        plan.data().facts().features(),
        plan.data().facts().outputs());
  }

  private RunSummary.NetworkSummary network() {
    StudySpec.NetworkSpec n = plan.spec().network();
    return new RunSummary.NetworkSummary(
        n.kind(),
        plan.data().facts().features(),
        n.hidden(),
        plan.data().facts().outputs(),
        n.activation(),
        n.outputActivation(),
        n.bias(),
        n.outputBias(),
        n.direct(),
        plan.objectives().get(0).thetaDimension());
  }

  private RunSummary.LossSummary loss() {
    StudySpec.LossSpec l = plan.spec().loss();
    String reduction = l.reduction().name().toLowerCase(Locale.ROOT);
    return new RunSummary.LossSummary(l.name(), l.power(), reduction, plan.spec().l2());
  }

  private double tolerance(double loss) {
    return plan.spec().census().valueTolerance() * (1 + Math.abs(loss));
  }

  /** The best minimum's own loss where nothing lower is known; NaN when nothing is known. */
  static double bestLoss(ObjectiveCount count, double bestKnown) {
    if (!count.lowest().isEmpty() && !count.lowest().get(0).subOptimal()) {
      return count.lowest().get(0).loss();
    }

    return Double.isFinite(bestKnown) ? bestKnown : Double.NaN;
  }

  private List<RunSummary.ObjectiveSummary> objectives() {
    List<RunSummary.ObjectiveSummary> all = new ArrayList<>();
    for (int o = 0; o < counts.size(); o++) {
      all.add(objective(o, counts.get(o)));
    }

    return all;
  }

  private RunSummary.ObjectiveSummary objective(int index, ObjectiveCount count) {
    Objective objective = plan.objectives().get(index);
    double lowest = bestLoss(count, tally.bestKnown(index));
    double bound = plan.floor().value();
    // A bound that losses only approach proves no minimum.
    boolean attained = !count.lowest().isEmpty() && count.lowest().get(0).loss() <= lowest;
    boolean proved = attained && lowest - bound <= tolerance(lowest);
    FrequencyCounts frequencies = count.frequencies();
    FrequencyCounts strict = count.strictFrequencies();
    boolean joined = count.joined();
    Optional<ProvedMinima> minima = proofs.of(objective.name());
    Set<Long> certified = proofs.ids(objective.name());
    return new RunSummary.ObjectiveSummary(
        objective.name(),
        objective.dimension(),
        tally.restarts(),
        tally.classes(index),
        tally.details(index),
        distinct(count.distinct()),
        minima.map(m -> (long) m.distinct().size()).orElse(null),
        minima.map(m -> (long) m.subOptimal().size()).orElse(null),
        lowest,
        proved ? RunSummary.ObjectiveSummary.PROVED : RunSummary.ObjectiveSummary.BEST_KNOWN,
        bound,
        count.subOptimal(),
        frequencies.individuals() - count.subOptimalHits(),
        count.subOptimalHits(),
        count.lowest().stream()
            .map(
                m ->
                    RunSummary.MinimumSummary.of(
                        m,
                        count.components().component(m.id()),
                        lowest,
                        certified.contains((long) m.id())))
            .toList(),
        count.valleys().stream().map(RunSummary.ValleySummary::of).toList(),
        estimates(count),
        joined ? SampleCoverage.goodTuring(frequencies).orElse(Double.NaN) : Double.NaN,
        joined ? SampleCoverage.chao(frequencies).orElse(Double.NaN) : Double.NaN,
        SampleCoverage.goodTuring(strict).orElse(Double.NaN),
        SampleCoverage.goodTuring(count.valleyFrequencies()).orElse(Double.NaN),
        UnseenSummary.of(count.estimated(), count.estimatedDoubtful(), count.estimatedOf()),
        count.components().totals().filter(t -> t.minima() > 0).map(PathsSummary::of).orElse(null),
        minima.map(ProofSummary::of).orElse(null),
        stoppedBy());
  }

  static RunSummary.Distinct distinct(DistinctCounts d) {
    return new RunSummary.Distinct(
        d.values(),
        d.functions(),
        d.parameters().isPresent() ? d.parameters().getAsLong() : null,
        d.connected().isPresent() ? d.connected().getAsLong() : null,
        d.atInfinity());
  }

  /**
   * As the minima were hit, then without the doubtful singletons; suffixes of the estimators' names
   * say of which minima they are.
   */
  static List<RunSummary.Estimate> estimates(ObjectiveCount count) {
    FrequencyCounts counts = count.estimated();
    long doubtful = count.estimatedDoubtful();
    String of = count.joined() ? "" : RunWords.STRICT;
    return Stream.concat(
            estimates(counts, of),
            estimates(counts.withFewerSingletons(doubtful), of + WITHOUT_WORST))
        .toList();
  }

  private static Stream<RunSummary.Estimate> estimates(FrequencyCounts counts, String suffix) {
    return RichnessEstimators.estimates(counts).stream().map(e -> estimate(e, suffix));
  }

  private static RunSummary.Estimate estimate(RichnessEstimate e, String suffix) {
    return new RunSummary.Estimate(e.name() + suffix, e.value(), e.low(), e.high(), e.level());
  }
}

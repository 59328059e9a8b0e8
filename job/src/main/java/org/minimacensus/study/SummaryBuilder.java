package org.minimacensus.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.minimacensus.census.CensusResult;
import org.minimacensus.census.DistinctCounts;
import org.minimacensus.census.Minimum;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.objective.Objective;
import org.minimacensus.richness.FrequencyCounts;
import org.minimacensus.richness.RichnessEstimate;
import org.minimacensus.richness.RichnessEstimators;
import org.minimacensus.richness.SampleCoverage;

/** Sums up endpoints and counts to a {@link RunSummary}; reads no clock. */
final class SummaryBuilder {
  private static final RunSummary.Throughput UNKNOWN =
      new RunSummary.Throughput(Double.NaN, Double.NaN, Double.NaN);

  private final StudyPlan plan;
  private final StudyRunner.Request request;
  private final RestartExecutor.End end;
  private final List<Endpoint> endpoints;
  private final List<CensusResult> counts;
  private final BestKnown best;

  /**
   * @param counts one per objective of the plan, in its order
   */
  SummaryBuilder(
      StudyPlan plan,
      StudyRunner.Request request,
      RestartExecutor.End end,
      List<Endpoint> endpoints,
      List<CensusResult> counts) {
    this.plan = plan;
    this.request = request;
    this.end = end;
    this.endpoints = endpoints;
    this.counts = counts;
    this.best = new BestKnown(endpoints);
  }

  /** A summary without clock readings. */
  RunSummary build() {
    List<String> names = plan.job().objectives();
    Map<String, Map<Long, Outcome>> outcomes = outcomes();
    return new RunSummary(
        RunSummary.SCHEMA,
        plan.spec().name(),
        plan.hash(),
        request.runId(),
        exitCode(),
        reason(),
        request.first(),
        request.count(),
        data(),
        network(),
        loss(),
        objectives(),
        PairTable.of(names, endpoints, e -> e.endpointClass().label()),
        PairTable.of(names, endpoints, e -> outcomes.get(e.objective()).get(e.restart()).label()),
        List.of(),
        UNKNOWN,
        notes());
  }

  private int exitCode() {
    return switch (end) {
      case COMPLETE -> 0;
      case OUT_OF_TIME -> 10;
      case INTERRUPTED -> 130;
      case TERMINATED -> 143;
    };
  }

  private String stoppedBy() {
    return switch (end) {
      case COMPLETE -> "count";
      case OUT_OF_TIME -> "max-seconds";
      case INTERRUPTED, TERMINATED -> "signal";
    };
  }

  private String reason() {
    long ended = endpoints.size() / plan.objectives().size();
    String part =
        ended
            + " of "
            + request.count()
            + " restarts; run it again with --run-id "
            + request.runId()
            + " to go on";
    return switch (end) {
      case COMPLETE -> "all " + request.count() + " restarts ended";
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
        plan.data().facts().rows(),
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
  private double bestLoss(Objective objective, CensusResult count) {
    if (!count.minima().isEmpty() && !count.minima().get(0).subOptimal()) {
      return count.minima().get(0).loss();
    }

    double known = best.of(objective.name());
    return Double.isFinite(known) ? known : Double.NaN;
  }

  private List<RunSummary.ObjectiveSummary> objectives() {
    List<RunSummary.ObjectiveSummary> all = new ArrayList<>();
    for (int o = 0; o < counts.size(); o++) {
      all.add(objective(plan.objectives().get(o), counts.get(o)));
    }

    return all;
  }

  private RunSummary.ObjectiveSummary objective(Objective objective, CensusResult count) {
    String name = objective.name();
    List<Endpoint> own = endpoints.stream().filter(e -> e.objective().equals(name)).toList();
    double lowest = bestLoss(objective, count);
    double bound = plan.floor().value();
    // A bound that losses only approach proves no minimum.
    boolean attained = !count.minima().isEmpty() && count.minima().get(0).loss() <= lowest;
    boolean proved = attained && lowest - bound <= tolerance(lowest);
    FrequencyCounts frequencies = count.frequencies();
    FrequencyCounts strict = count.strictFrequencies();
    boolean joined = count.unjoined() == 0;
    List<Minimum> bad = count.minima().stream().filter(Minimum::subOptimal).toList();
    long badHits = bad.stream().mapToLong(Minimum::hits).sum();
    return new RunSummary.ObjectiveSummary(
        name,
        objective.dimension(),
        own.size(),
        classes(own),
        details(own),
        distinct(count.distinct()),
        null,
        lowest,
        proved ? "proved" : "best-known",
        bound,
        bad.size(),
        frequencies.individuals() - badHits,
        badHits,
        count.minima().stream().map(m -> minimum(m, lowest)).toList(),
        joined ? estimates(frequencies, "") : estimates(strict, "-strict"),
        joined ? SampleCoverage.goodTuring(frequencies).orElse(Double.NaN) : Double.NaN,
        joined ? SampleCoverage.chao(frequencies).orElse(Double.NaN) : Double.NaN,
        SampleCoverage.goodTuring(strict).orElse(Double.NaN),
        stoppedBy());
  }

  private static RunSummary.Distinct distinct(DistinctCounts d) {
    return new RunSummary.Distinct(
        d.values(),
        d.functions(),
        d.parameters().isPresent() ? d.parameters().getAsLong() : null,
        d.connected().isPresent() ? d.connected().getAsLong() : null,
        d.atInfinity());
  }

  /**
   * @param suffix of the estimators' names: says of which minima they are
   */
  private static List<RunSummary.Estimate> estimates(FrequencyCounts counts, String suffix) {
    return RichnessEstimators.estimates(counts).stream().map(e -> estimate(e, suffix)).toList();
  }

  private static RunSummary.Estimate estimate(RichnessEstimate e, String suffix) {
    return new RunSummary.Estimate(e.name() + suffix, e.value(), e.low(), e.high(), e.level());
  }

  private static RunSummary.MinimumSummary minimum(Minimum m, double lowest) {
    return new RunSummary.MinimumSummary(
        m.id(),
        m.loss(),
        m.subOptimal() ? m.loss() - lowest : m.gap(),
        m.hits(),
        m.endpointClass().label(),
        m.hessianMinEigenvalue(),
        m.zeroModes(),
        m.orbit().signum() == 0 ? null : m.orbit(),
        false);
  }

  private static Map<String, Long> classes(List<Endpoint> own) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (EndpointClass c : EndpointClass.values()) {
      counts.put(c.label(), own.stream().filter(e -> e.endpointClass() == c).count());
    }

    return counts;
  }

  private static Map<String, Long> details(List<Endpoint> own) {
    Map<String, Long> counts = new TreeMap<>();
    for (Endpoint e : own) {
      String detail = e.infinityKind().isEmpty() ? e.detail() : e.infinityKind();
      if (!detail.isEmpty()) {
        counts.merge(e.endpointClass().label() + ": " + detail, 1L, Long::sum);
      }
    }

    return counts;
  }

  private Map<String, Map<Long, Outcome>> outcomes() {
    Map<String, CensusResult> byName = new HashMap<>();
    for (int o = 0; o < counts.size(); o++) {
      byName.put(plan.objectives().get(o).name(), counts.get(o));
    }

    Map<String, Map<Long, Outcome>> all = new HashMap<>();
    for (Endpoint e : endpoints) {
      CensusResult count = byName.get(e.objective());
      OptionalInt id = count.minimumOf(e);
      boolean reachesBest = id.isPresent() && !count.minima().get(id.getAsInt()).subOptimal();
      all.computeIfAbsent(e.objective(), k -> new HashMap<>())
          .put(e.restart(), Outcome.of(e, reachesBest));
    }

    return all;
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>(plan.data().facts().description().observations());
    for (int o = 0; o < counts.size(); o++) {
      String name = plan.objectives().get(o).name();
      counts.get(o).notes().forEach(n -> notes.add(name + ": " + n));
      notBest(plan.objectives().get(o), counts.get(o), notes);
    }

    notes.add("verdicts on the papers' claims are not part of this version: the list is empty");
    notes.add("proved_distinct is null: minima are not proved by intervals in this version");
    return notes;
  }

  private void notBest(Objective objective, CensusResult count, List<String> notes) {
    if (!count.minima().isEmpty() && count.minima().get(0).subOptimal()) {
      notes.add(
          objective.name()
              + ": the best loss was reached by an endpoint that is no minimum, or by the"
              + " un-augmented loss at an endpoint of another objective; every minimum found is"
              + " above it");
    }
  }
}

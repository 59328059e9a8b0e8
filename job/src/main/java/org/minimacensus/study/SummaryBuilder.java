package org.minimacensus.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.objective.Objective;

/** Sums up endpoints and counts to a {@link RunSummary}; reads no clock. */
final class SummaryBuilder {
  private static final RunSummary.Throughput UNKNOWN =
      new RunSummary.Throughput(Double.NaN, Double.NaN, Double.NaN);

  private final StudyPlan plan;
  private final StudyRunner.Request request;
  private final RestartExecutor.End end;
  private final List<Endpoint> endpoints;
  private final List<ObjectiveCount> counts;
  private final Map<String, Double> best = new HashMap<>();

  SummaryBuilder(
      StudyPlan plan,
      StudyRunner.Request request,
      RestartExecutor.End end,
      List<Endpoint> endpoints,
      List<ObjectiveCount> counts) {
    this.plan = plan;
    this.request = request;
    this.end = end;
    this.endpoints = endpoints;
    this.counts = counts;
    for (Endpoint e : endpoints) {
      // NaN losses of failed restarts never win.
      if (e.loss() < best.getOrDefault(e.objective(), Double.POSITIVE_INFINITY)) {
        best.put(e.objective(), e.loss());
      }
    }
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
    String part = ended + " of " + request.count() + " restarts; run it again with --run-id "
        + request.runId() + " to go on";
    return switch (end) {
      case COMPLETE -> "all " + request.count() + " restarts ended";
      case OUT_OF_TIME ->
          "the time of restarts.stopping.max-seconds = "
              + plain(plan.spec().restarts().stopping().maxSeconds()) + " was spent after " + part;
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
        plan.dataset().rows(),
        plan.dataset().features(),
        plan.dataset().outputs());
  }

  private RunSummary.NetworkSummary network() {
    StudySpec.NetworkSpec n = plan.spec().network();
    return new RunSummary.NetworkSummary(
        n.kind(),
        plan.dataset().features(),
        n.hidden(),
        plan.dataset().outputs(),
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

  /** The best loss of an objective; NaN when no restart ended on a number. */
  private double best(String objective) {
    return best.getOrDefault(objective, Double.NaN);
  }

  private double tolerance(double loss) {
    return plan.spec().census().valueTolerance() * (1 + Math.abs(loss));
  }

  private boolean reachesBest(ObjectiveCount.DistinctMinimum minimum) {
    Endpoint e = minimum.representative();
    double lowest = best(e.objective());
    double error = Double.isFinite(e.lossError()) ? e.lossError() : 0;
    return e.loss() - lowest <= tolerance(lowest) + error;
  }

  private List<RunSummary.ObjectiveSummary> objectives() {
    List<RunSummary.ObjectiveSummary> all = new ArrayList<>();
    for (int o = 0; o < counts.size(); o++) {
      all.add(objective(plan.objectives().get(o), counts.get(o)));
    }

    return all;
  }

  private RunSummary.ObjectiveSummary objective(Objective objective, ObjectiveCount count) {
    String name = objective.name();
    List<Endpoint> own = endpoints.stream().filter(e -> e.objective().equals(name)).toList();
    double lowest = best(name);
    double bound = plan.floor().value();
    boolean proved = lowest - bound <= tolerance(lowest);
    long subOptimal = 0;
    long subOptimalHits = 0;
    long globalHits = 0;
    List<RunSummary.MinimumSummary> minima = new ArrayList<>();
    for (ObjectiveCount.DistinctMinimum m : count.minima()) {
      boolean global = reachesBest(m);
      subOptimal += global ? 0 : 1;
      subOptimalHits += global ? 0 : m.hits();
      globalHits += global ? m.hits() : 0;
      minima.add(minimum(m, lowest));
    }

    return new RunSummary.ObjectiveSummary(
        name,
        objective.dimension(),
        own.size(),
        classes(own),
        details(own),
        count.distinct(),
        null,
        lowest,
        proved ? "proved" : "best-known",
        bound,
        subOptimal,
        globalHits,
        subOptimalHits,
        minima,
        count.estimates(),
        count.coverage(),
        count.coverageChao(),
        stoppedBy());
  }

  private static RunSummary.MinimumSummary minimum(
      ObjectiveCount.DistinctMinimum m, double lowest) {
    Endpoint e = m.representative();
    return new RunSummary.MinimumSummary(
        m.id(),
        e.loss(),
        e.loss() - lowest,
        m.hits(),
        e.endpointClass().label(),
        e.hessianMinEigenvalue(),
        e.hessianZeroModes(),
        m.orbit(),
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
    Map<String, Map<Long, Outcome>> all = new HashMap<>();
    Map<String, Map<Long, Boolean>> reaching = new HashMap<>();
    for (ObjectiveCount count : counts) {
      Map<Long, Boolean> byId = new HashMap<>();
      count.minima().forEach(m -> byId.put(m.id(), reachesBest(m)));
      Map<Long, Boolean> byRestart = new HashMap<>();
      count.minimumOf().forEach((restart, id) -> byRestart.put(restart, byId.get(id)));
      reaching.put(count.objective(), byRestart);
    }

    for (Endpoint e : endpoints) {
      boolean best = reaching.get(e.objective()).getOrDefault(e.restart(), false);
      all.computeIfAbsent(e.objective(), k -> new HashMap<>())
          .put(e.restart(), Outcome.of(e, best));
    }

    return all;
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>(plan.dataset().description().observations());
    for (ObjectiveCount count : counts) {
      count.notes().forEach(n -> notes.add(count.objective() + ": " + n));
    }

    notes.add("verdicts on the papers' claims are not part of this version: the list is empty");
    notes.add("distinct.connected and proved_distinct are null: minima are not joined by paths and"
        + " not proved by intervals in this version");
    return notes;
  }
}

package org.minimacensus.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.minimacensus.census.CensusResult;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.objective.Objective;

/** Runs the restarts of a study that are not stored yet, counts all of them and sums up. */
public final class StudyRunner {
  /**
   * Which restarts a run has.
   *
   * @param first index of its first restart
   * @param storedEndpoints, storedTrace what an interrupted run of this id left behind; empty lists
   *     for a new run
   */
  public record Request(
      String runId,
      long first,
      long count,
      List<Endpoint> storedEndpoints,
      List<TraceStep> storedTrace) {
    public static Request fresh(String runId, long first, long count) {
      return new Request(runId, first, count, List.of(), List.of());
    }

    /** Goes on with a run that ended before its restarts did. */
    public static Request resume(StoredRun run) {
      RunSummary summary = run.summary();
      return new Request(
          summary.run(),
          summary.firstRestart(),
          summary.plannedRestarts(),
          run.endpoints(),
          run.trace());
    }
  }

  /**
   * A result with its clock readings.
   *
   * @param restartSeconds, countSeconds wall-clock time of the restarts and of the counting
   */
  public record TimedResult(StudyResult result, double restartSeconds, double countSeconds) {}

  private final RestartExecutor executor;
  private final EndpointCounter counter;
  private final DoubleSupplier seconds;

  /**
   * @param seconds a clock that never runs backwards
   */
  public StudyRunner(RestartExecutor executor, EndpointCounter counter, DoubleSupplier seconds) {
    this.executor = executor;
    this.counter = counter;
    this.seconds = seconds;
  }

  public TimedResult run(StudyPlan plan, Request request, RestartExecutor.Progress progress) {
    double start = seconds.getAsDouble();
    RestartExecutor.Execution execution =
        executor.run(
            plan.job(), missing(request), plan.spec().restarts().stopping().maxSeconds(), progress);
    double ran = seconds.getAsDouble();
    List<Endpoint> endpoints = endpoints(plan, request, execution);
    List<TraceStep> trace = trace(plan, request, execution);
    List<CensusResult> counts = count(plan, endpoints);
    double counted = seconds.getAsDouble();
    SummaryBuilder summary = new SummaryBuilder(plan, request, execution.end(), endpoints, counts);
    RunSummary.Throughput throughput = throughput(execution, ran - start);
    return new TimedResult(
        new StudyResult(endpoints, trace, counts, summary.build().withThroughput(throughput)),
        ran - start,
        counted - ran);
  }

  private static List<Long> missing(Request request) {
    Set<Long> stored = new HashSet<>();
    request.storedEndpoints().forEach(e -> stored.add(e.restart()));
    List<Long> missing = new ArrayList<>();
    for (long r = request.first(); r < request.first() + request.count(); r++) {
      if (!stored.contains(r)) {
        missing.add(r);
      }
    }

    return missing;
  }

  private static List<Endpoint> endpoints(
      StudyPlan plan, Request request, RestartExecutor.Execution execution) {
    List<RestartResult> all = new ArrayList<>(execution.results());
    request.storedEndpoints().forEach(e -> all.add(new RestartResult(e, List.of())));
    all.sort(RestartExecutor.order(plan.job().objectives()));
    return all.stream().map(RestartResult::endpoint).toList();
  }

  private static List<TraceStep> trace(
      StudyPlan plan, Request request, RestartExecutor.Execution execution) {
    List<TraceStep> all = new ArrayList<>(request.storedTrace());
    execution.results().forEach(r -> all.addAll(r.trace()));
    List<String> objectives = plan.job().objectives();
    all.sort(
        Comparator.<TraceStep>comparingInt(s -> objectives.indexOf(s.objective()))
            .thenComparingLong(TraceStep::restart)
            .thenComparingInt(TraceStep::segment)
            .thenComparingInt(TraceStep::iteration));
    return all;
  }

  private List<CensusResult> count(StudyPlan plan, List<Endpoint> endpoints) {
    Map<String, List<Endpoint>> byObjective = new HashMap<>();
    for (Endpoint e : endpoints) {
      byObjective.computeIfAbsent(e.objective(), k -> new ArrayList<>()).add(e);
    }

    BestKnown best = new BestKnown(endpoints);
    List<CensusResult> counts = new ArrayList<>();
    for (Objective objective : plan.objectives()) {
      counts.add(
          counter.count(
              objective,
              plan.data().facts(),
              byObjective.getOrDefault(objective.name(), List.of()),
              best.of(objective.name())));
    }

    return counts;
  }

  private static RunSummary.Throughput throughput(
      RestartExecutor.Execution execution, double elapsed) {
    double evaluations = 0;
    for (RestartResult r : execution.results()) {
      evaluations += r.endpoint().evaluations();
    }

    return new RunSummary.Throughput(elapsed, execution.results().size() / elapsed, evaluations);
  }
}

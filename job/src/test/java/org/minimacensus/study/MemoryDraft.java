package org.minimacensus.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.minimacensus.census.CensusResult;
import org.minimacensus.census.CensusRules;
import org.minimacensus.census.Components;
import org.minimacensus.census.Minimum;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.objective.Objective;
import org.minimacensus.study.pictures.Landscape;
import org.minimacensus.study.pictures.RunPageMaker;
import org.minimacensus.study.pictures.Thinning;
import org.minimacensus.theorem.ClaimTally;

/** A draft in memory, counted in place. */
public final class MemoryDraft implements ResultStore.Draft {
  private final StudyPlan plan;
  private final MemoryRecorders recorders;

  public MemoryDraft(StudyPlan plan) {
    this(plan, new MemoryRecorders());
  }

  private MemoryDraft(StudyPlan plan, MemoryRecorders recorders) {
    this.plan = plan;
    this.recorders = recorders;
  }

  /** The same endpoints, counted as another plan says. */
  MemoryDraft under(StudyPlan other) {
    return new MemoryDraft(other, recorders);
  }

  /** All that was recorded, by objective and restart. */
  public List<RestartResult> results() {
    return recorders.results(plan.job().objectives());
  }

  public List<Endpoint> endpoints() {
    return results().stream().map(RestartResult::endpoint).toList();
  }

  @Override
  public Optional<String> replaced() {
    return Optional.empty();
  }

  @Override
  public RestartSet stored() {
    return RestartSet.of(endpoints().stream().mapToLong(Endpoint::restart).toArray());
  }

  @Override
  public Recorders recorders() {
    return recorders;
  }

  @Override
  public Ledger ledger(RestartSet planned) {
    return new MemoryLedger(stored().and(planned));
  }

  @Override
  public String publish(
      RunSummary summary,
      Provenance provenance,
      Landscape landscape,
      Proofs proofs,
      RunPageMaker page) {
    throw new UnsupportedOperationException("drafts in memory are not published");
  }

  @Override
  public void close() {
    // Memory needs none.
  }

  private final class MemoryLedger implements Ledger {
    private final RestartSet restarts;
    private final Map<String, CensusResult> counts = new HashMap<>();
    private final Map<String, ObjectiveCount> summaries = new HashMap<>();

    MemoryLedger(RestartSet restarts) {
      this.restarts = restarts;
    }

    private List<Endpoint> of(String objective) {
      return endpoints().stream()
          .filter(e -> e.objective().equals(objective) && restarts.contains(e.restart()))
          .toList();
    }

    private List<List<Endpoint>> byRestart() {
      List<List<Endpoint>> all = new ArrayList<>();
      for (long restart : restarts) {
        all.add(endpoints().stream().filter(e -> e.restart() == restart).toList());
      }

      return all;
    }

    @Override
    public RestartSet restarts() {
      return restarts;
    }

    @Override
    public Tally tally() {
      Tally tally = new Tally(plan.objectives().size());
      byRestart().forEach(tally::add);
      return tally;
    }

    @Override
    public ObjectiveCount count(String objective, double reference, PathFinder paths) {
      int index = plan.job().objectives().indexOf(objective);
      Objective of = plan.objectives().get(index);
      CensusRules rules = new CensusCounter(plan.spec().census()).rules(of, plan.data().facts());
      CensusResult count = rules.census().count(of(objective), reference);
      counts.put(objective, count);
      Components components = MinimaJoiner.of(plan, of, rules, paths).join(count.minima());
      ObjectiveCount summary = ObjectiveCount.of(count, components, of(objective));
      summaries.put(objective, summary);
      return summary;
    }

    @Override
    public long foundFrom(String objective, long restart) {
      ObjectiveCount summary = summaries.get(objective);
      CensusResult count = counts.get(objective);
      Map<Integer, Long> first = new HashMap<>();
      count.minimumOf().entrySet().stream()
          .filter(hit -> summary.joined() || strict(count.minima().get(hit.getValue())))
          .forEach(
              hit ->
                  first.merge(
                      summary.components().componentOf(hit.getValue()), hit.getKey(), Math::min));
      return first.values().stream().filter(f -> f >= restart).count();
    }

    private static boolean strict(Minimum minimum) {
      return minimum.endpointClass() == EndpointClass.STRICT_MINIMUM;
    }

    @Override
    public Map<List<Outcome>, Long> outcomes() {
      Map<List<Outcome>, Long> outcomes = new HashMap<>();
      byRestart()
          .forEach(r -> outcomes.merge(r.stream().map(this::outcome).toList(), 1L, Long::sum));
      return outcomes;
    }

    @Override
    public ClaimTally claims(ClaimTally empty) {
      ClaimTally total = empty.part();
      byRestart().forEach(r -> r.forEach(total::add));
      return total;
    }

    @Override
    public Optional<Endpoint> endpoint(String objective, long restart) {
      return of(objective).stream().filter(e -> e.restart() == restart).findFirst();
    }

    @Override
    public List<TraceStep> steps(int most, int mostSteps) {
      List<RestartResult> traced =
          results().stream()
              .filter(r -> !r.trace().isEmpty() && restarts.contains(r.endpoint().restart()))
              .toList();
      List<Long> some =
          traced.stream().map(r -> r.endpoint().restart()).distinct().sorted().limit(most).toList();
      return traced.stream()
          .filter(r -> some.contains(r.endpoint().restart()))
          .flatMap(r -> Thinning.of(r.trace(), mostSteps).stream())
          .toList();
    }

    @Override
    public WorthTally worth(WorthTally empty) {
      WorthTally worth = empty.fresh();
      byRestart().forEach(worth::add);
      return worth;
    }

    private Outcome outcome(Endpoint e) {
      CensusResult count = counts.get(e.objective());
      OptionalInt id = count.minimumOf(e);
      return Outcome.of(
          e.endpointClass(), id.isPresent() && !count.minima().get(id.getAsInt()).subOptimal());
    }
  }
}

package org.minimacensus.study;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.minimacensus.data.Dataset;

/** Records restarts that ended before, instead of running them again. */
public final class ReplayExecutor extends OtherExecutor {
  private final Map<Long, List<RestartResult>> ended;

  /**
   * @param ended all objectives of restarts, by their index
   */
  public ReplayExecutor(Dataset dataset, Map<Long, List<RestartResult>> ended) {
    super(new LocalRestartExecutor(dataset, () -> 0));
    this.ended = ended;
  }

  /** The first restarts of a study, which are the same in every run. */
  public static Map<Long, List<RestartResult>> restarts(
      StudyPlan plan, Dataset dataset, long count) {
    MemoryDraft draft = new MemoryDraft(plan);
    new LocalRestartExecutor(dataset, () -> 0)
        .run(plan.job(), RestartSet.range(0, count), 0, draft.recorders(), g -> {});
    return draft.results().stream()
        .collect(
            Collectors.groupingBy(r -> r.endpoint().restart(), TreeMap::new, Collectors.toList()));
  }

  @Override
  public Execution run(
      RestartJob job,
      RestartSet restarts,
      double maxSeconds,
      Recorders recorders,
      Progress progress) {
    try (Recorders.Recorder recorder = recorders.open("replay")) {
      for (long restart : restarts) {
        List<RestartResult> results = ended.get(restart);
        recorder.add(results);
        progress.finished(results.stream().map(r -> Glance.of(0, r.endpoint())).toList());
      }
    }

    return new Execution(End.COMPLETE, restarts.size());
  }
}

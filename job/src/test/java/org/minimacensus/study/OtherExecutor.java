package org.minimacensus.study;

import java.util.Optional;

/** An executor that does everything as another one does; tests override what is to differ. */
public class OtherExecutor implements RestartExecutor {
  private final RestartExecutor executor;

  public OtherExecutor(RestartExecutor executor) {
    this.executor = executor;
  }

  @Override
  public int liveSearches() {
    return executor.liveSearches();
  }

  @Override
  public Optional<TaskTimes> taskTimes() {
    return executor.taskTimes();
  }

  @Override
  public Optional<End> asked() {
    return executor.asked();
  }

  @Override
  public PathFinder paths() {
    return executor.paths();
  }

  @Override
  public MinimaProver prover() {
    return executor.prover();
  }

  @Override
  public EvaluatorFactory evaluators() {
    return executor.evaluators();
  }

  @Override
  public Execution run(
      RestartJob job,
      RestartSet restarts,
      double maxSeconds,
      Recorders recorders,
      Progress progress) {
    return executor.run(job, restarts, maxSeconds, recorders, progress);
  }
}

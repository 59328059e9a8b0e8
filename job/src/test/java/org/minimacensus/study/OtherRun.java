package org.minimacensus.study;

/** An executor that runs restarts in its own way and answers questions as another one does. */
public record OtherRun(RestartExecutor answers, Run ways) implements RestartExecutor {
  /** How it runs restarts. */
  @FunctionalInterface
  public interface Run {
    RestartExecutor.Execution run(
        RestartJob job,
        RestartSet restarts,
        double maxSeconds,
        Recorders recorders,
        RestartExecutor.Progress progress);
  }

  @Override
  public EvaluatorFactory evaluators() {
    return answers.evaluators();
  }

  @Override
  public MinimaProver prover() {
    return answers.prover();
  }

  @Override
  public Execution run(
      RestartJob job,
      RestartSet restarts,
      double maxSeconds,
      Recorders recorders,
      Progress progress) {
    return ways.run(job, restarts, maxSeconds, recorders, progress);
  }
}

package org.minimacensus.study;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.minimacensus.data.Dataset;
import org.minimacensus.optimize.StepListener;

/**
 * Runs restarts one after the other in the calling thread: the twin that the distributed executor
 * is tested against, and what {@code explain} uses.
 */
public final class LocalRestartExecutor implements RestartExecutor {
  private final Dataset dataset;
  private final DoubleSupplier seconds;

  /**
   * @param seconds a clock that never runs backwards
   */
  public LocalRestartExecutor(Dataset dataset, DoubleSupplier seconds) {
    this.dataset = dataset;
    this.seconds = seconds;
  }

  @Override
  public Execution run(RestartJob job, List<Long> restarts, double maxSeconds, Progress progress) {
    double start = seconds.getAsDouble();
    RestartJob.Worker worker = job.worker(EvaluatorFactory.local(dataset));
    List<RestartResult> results = new ArrayList<>();
    End end = End.COMPLETE;
    for (long restart : restarts) {
      if (maxSeconds > 0 && seconds.getAsDouble() - start > maxSeconds) {
        end = End.OUT_OF_TIME;
        break;
      }

      List<RestartResult> finished = new ArrayList<>();
      for (int o = 0; o < job.objectives().size(); o++) {
        finished.add(worker.run(o, restart, StepListener.NONE));
      }

      results.addAll(finished);
      progress.finished(finished);
    }

    results.sort(RestartExecutor.order(job.objectives()));
    return new Execution(results, end);
  }
}

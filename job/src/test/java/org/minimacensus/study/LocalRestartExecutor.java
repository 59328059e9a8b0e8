package org.minimacensus.study;

import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.function.DoubleSupplier;
import org.minimacensus.data.Dataset;
import org.minimacensus.optimize.StepListener;

/**
 * Runs restarts one after the other in the calling thread: the twin that distributed executors are
 * tested against.
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
  public PathFinder paths() {
    return PathFinder.local(EvaluatorFactory.local(dataset));
  }

  @Override
  public MinimaProver prover() {
    return MinimaProver.local(dataset);
  }

  @Override
  public EvaluatorFactory evaluators() {
    return EvaluatorFactory.local(dataset);
  }

  @Override
  public Execution run(
      RestartJob job,
      RestartSet restarts,
      double maxSeconds,
      Recorders recorders,
      Progress progress) {
    double start = seconds.getAsDouble();
    RestartJob.Worker worker = job.worker(EvaluatorFactory.local(dataset));
    long ended = 0;
    try (Recorders.Recorder recorder = recorders.open("local")) {
      PrimitiveIterator.OfLong next = restarts.iterator();
      while (next.hasNext()) {
        if (maxSeconds > 0 && seconds.getAsDouble() - start > maxSeconds) {
          return new Execution(End.OUT_OF_TIME, ended);
        }

        long restart = next.nextLong();
        List<RestartResult> finished = new ArrayList<>();
        List<Glance> glances = new ArrayList<>();
        for (int o = 0; o < job.objectives().size(); o++) {
          finished.add(worker.run(o, restart, StepListener.NONE));
          glances.add(Glance.of(o, finished.get(o).endpoint()));
        }

        recorder.add(finished);
        progress.finished(glances);
        ended++;
      }
    }

    return new Execution(End.COMPLETE, ended);
  }
}

package org.minimacensus.spark;

import java.util.HashMap;
import java.util.Map;
import org.minimacensus.numeric.KernelProvider;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.ShardEvaluator;
import org.minimacensus.objective.ShardInspector;

/**
 * Evaluators of a thread of an executor, kept from step to step with their scratch. Gone with the
 * thread, or when the thread works for another run.
 */
final class StepScratch {
  private static final ThreadLocal<StepScratch> OF_THREAD = new ThreadLocal<>();
  private final String run;
  private final Map<Integer, ShardEvaluator> evaluators = new HashMap<>();
  private final Map<Integer, ShardInspector> inspectors = new HashMap<>();

  private StepScratch(String run) {
    this.run = run;
  }

  /** The calling thread's scratch for a run. */
  static StepScratch of(String run) {
    StepScratch scratch = OF_THREAD.get();
    if (scratch == null || !scratch.run.equals(run)) {
      scratch = new StepScratch(run);
      OF_THREAD.set(scratch);
    }

    return scratch;
  }

  /**
   * @param number of the objective in its run
   */
  ShardEvaluator evaluator(int number, Objective objective) {
    return evaluators.computeIfAbsent(
        number, n -> new ShardEvaluator(objective, KernelProvider.kernels()));
  }

  /**
   * @param number of the objective in its run
   */
  ShardInspector inspector(int number, Objective objective, StepData data) {
    return inspectors.computeIfAbsent(
        number,
        n -> new ShardInspector(objective, data.task(), data.shards(), KernelProvider.kernels()));
  }
}

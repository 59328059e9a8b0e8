package org.minimacensus.cli;

import org.minimacensus.spark.ShardedTrainingSet;
import org.minimacensus.spark.SparkJob;
import org.minimacensus.spark.StopRequest;
import org.minimacensus.study.Calibration;
import org.minimacensus.study.CostModel;
import org.minimacensus.study.ExecutionPlan;
import org.minimacensus.study.ExecutionPlanner;
import org.minimacensus.study.MemoryModel;
import org.minimacensus.study.Resources;
import org.minimacensus.study.RestartExecutor;
import org.minimacensus.study.SearchCosts;
import org.minimacensus.study.StepOverheads;
import org.minimacensus.study.StudyPlan;
import org.minimacensus.study.StudySize;

/** Plans how a study is executed on the Spark at hand. */
final class ExecutionPlans {
  /** Before a run: so little that nobody waits for it. */
  static final Budget QUICK = new Budget(new Calibration.Budget(1.6, 1.6, 0.04, 64), 0.3, false);

  /**
   * For {@code plan}: enough for the compiler to be done with a small network, and for a restart to
   * end.
   */
  static final Budget THOROUGH = new Budget(new Calibration.Budget(4, 60, 1, 1024), 3, true);

  /**
   * What calibration may take.
   *
   * @param stepSeconds for steps without rows
   * @param always whether these are measured for whole restarts too, which hardly depend on them
   */
  record Budget(Calibration.Budget restarts, double stepSeconds, boolean always) {}

  /** A plan with what it was made from. */
  record Planned(
      ExecutionPlan plan,
      StudySize size,
      Resources resources,
      SearchCosts searches,
      StepOverheads steps) {
    MemoryModel memory() {
      return new MemoryModel(size, resources);
    }

    /** Of all objectives, on one core, at the pace of the fastest questions so far. */
    double leastSecondsPerRestart() {
      return size.dimensions().size() * searches.leastSecondsPerSearch(size.costlyRows());
    }
  }

  private ExecutionPlans() {}

  /**
   * Chooses the mode, measures and predicts.
   *
   * @param first, count restarts that are to be run, count >= 1
   * @throws org.minimacensus.study.StudyException (exit code 2) when the study cannot fit
   */
  static Planned of(SparkJob job, StudyPlan plan, long first, long count, Budget budget) {
    Resources resources = job.resources();
    StudySize size = StudySize.of(plan, count);
    ExecutionPlanner planner = new ExecutionPlanner(size, resources);
    ExecutionPlanner.Choice choice = planner.choose(plan.spec().execution());
    SearchCosts searches =
        new Calibration(Stopwatch::seconds)
            .searchCosts(
                plan.job(),
                plan.data().facts().sample(),
                size.costlyRows(),
                first,
                count,
                resources.cores(),
                budget.restarts());
    boolean measured = budget.always() || choice.mode() == ExecutionPlan.Mode.DATA_PARALLEL;
    StepOverheads steps =
        measured
            ? job.stepMeter(Stopwatch::seconds).measure(budget.stepSeconds())
            : StepOverheads.TYPICAL;
    return new Planned(planner.plan(choice, searches, steps), size, resources, searches, steps);
  }

  /**
   * What answers questions on the training set of a study whose restarts have ended: paths and
   * claims ask them. Measures nothing.
   *
   * @param description shown in Spark's UI
   * @throws org.minimacensus.study.StudyException (exit code 2) when the study cannot fit
   */
  static RestartExecutor answering(
      SparkJob job, StudyPlan plan, ShardedTrainingSet data, String description) {
    Resources resources = job.resources();
    StudySize size = StudySize.of(plan, 1);
    ExecutionPlanner.Choice choice =
        new ExecutionPlanner(size, resources).choose(plan.spec().execution());
    if (choice.mode() == ExecutionPlan.Mode.DATA_PARALLEL) {
      MemoryModel memory = new MemoryModel(size, resources);
      int most = (int) memory.mostLiveSearches(CostModel.MOST_LIVE_SEARCHES);
      return job.dataParallel(data, 0, most, new StopRequest(), description);
    }

    return job.restartParallel(data.collectAndClose(), 0, new StopRequest(), description);
  }
}

package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.List;
import org.minimacensus.data.Dataset;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.study.CostModel;
import org.minimacensus.study.RestartJob;

/** Measures what steps cost, with a few steps on the shards themselves. */
final class StepCalibration {
  /** Code that executors run for the first time is compiled meanwhile. */
  private static final long WARM_UP_NANOS = 2_500_000_000L;

  /** Of the steps that are timed the fastest counts: what else the machines do slows some down. */
  private static final int STEPS = 5;

  /** Enough to tell the cost of a search from that of a step, few enough for many rows. */
  private static final int SEARCHES = 16;

  /** Sums of this many doubles take a few milliseconds longer than none, on any network. */
  private static final int SENT_DOUBLES = 100_000;

  /** No evaluation is faster; a difference of clock readings may be. */
  private static final double LEAST_SECONDS = 1e-9;

  private final StepJobs jobs;
  private final StepObjectives objectives;
  private final StepData data;
  private final Dataset sample;
  private final int tasks;
  private final int cores;

  /**
   * What was measured.
   *
   * @param shape of the steps that were measured
   */
  record Measured(CostModel model, CostModel.Shape shape) {}

  /**
   * @param tasks of a step
   * @param cores tasks that run at the same time
   */
  StepCalibration(
      StepJobs jobs,
      StepObjectives objectives,
      StepData data,
      Dataset sample,
      int tasks,
      int cores) {
    this.jobs = jobs;
    this.objectives = objectives;
    this.data = data;
    this.sample = sample;
    this.tasks = tasks;
    this.cores = cores;
  }

  /** The costs of steps of searches of all objectives alike; it takes a few seconds. */
  Measured measure(RestartJob job) {
    // A worker makes the evaluators that searches will ask.
    List<Objective> asked = new ArrayList<>();
    job.worker(
        objective -> {
          asked.add(objective);
          return StepEvaluator.factory(objectives, data, sample, items -> jobs.job(items, true))
              .evaluator(objective);
        });
    if (asked.isEmpty()) {
      throw new IllegalArgumentException("a job without objectives has no steps to measure");
    }

    List<StepItem> items = new ArrayList<>();
    for (int i = 0; i < SEARCHES; i++) {
      Objective objective = asked.get(i % asked.size());
      items.add(
          new StepItem(objectives.number(objective), Question.gradient(point(objective)), false));
    }

    long start = System.nanoTime();
    do {
      jobs.job(items, true);
    } while (System.nanoTime() - start < WARM_UP_NANOS);

    int parameters = asked.stream().mapToInt(Objective::dimension).max().orElseThrow();
    List<StepItem> many = new ArrayList<>();
    while (many.size() < Math.max(SEARCHES, SENT_DOUBLES / parameters)) {
      many.add(items.get(many.size() % SEARCHES));
    }

    double empty = fastest(items.subList(0, 1), false);
    double sent = fastest(many, false);
    double evaluated = fastest(items, true);
    double transfer = Math.max(0, (sent - empty) / (many.size() - 1));
    double others = empty + (SEARCHES - 1) * transfer;
    double compute = Math.max(LEAST_SECONDS, (evaluated - others) / SEARCHES);
    // Measured with all tasks and executors at once: there is nothing left to add for them.
    return new Measured(
        new CostModel(
            Math.max(0, empty - transfer),
            0,
            transfer / ((double) Double.BYTES * parameters),
            compute * Math.min(cores, tasks) / data.rows(),
            cores),
        new CostModel.Shape(parameters, data.rows(), tasks, 1));
  }

  private double fastest(List<StepItem> items, boolean evaluated) {
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < STEPS; i++) {
      long began = System.nanoTime();
      jobs.job(items, evaluated);
      fastest = Math.min(fastest, System.nanoTime() - began);
    }

    return fastest / 1e9;
  }

  /** Any point will do: an evaluation takes the same time everywhere. */
  private static Point point(Objective objective) {
    int added = objective.dimension() - objective.thetaDimension();
    double[] theta = new double[objective.thetaDimension()];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = (i % 7 - 3) / 10.0;
    }

    return objective.point(theta, new double[added], new double[objective.originDimension()]);
  }
}

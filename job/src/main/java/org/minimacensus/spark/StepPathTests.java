package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.minimacensus.census.PathLimits;
import org.minimacensus.census.PathRules;
import org.minimacensus.census.PathTests;
import org.minimacensus.census.PathWorker;
import org.minimacensus.data.Dataset;

/**
 * Looks for paths on the driver while the training set stays on the executors: a thread for each
 * test, whose questions are answered together in steps.
 */
final class StepPathTests implements PathTests {
  private static final int MOST_LIVE = 64;
  private static final long LEAST_PATIENCE_NANOS = 10_000_000;

  private final StepJobs jobs;
  private final StepObjectives objectives;
  private final StepData data;
  private final Dataset sample;
  private final PathRules rules;
  private final PathLimits limits;

  /**
   * @param sample of the rows, all of a small training set
   */
  StepPathTests(
      StepJobs jobs,
      StepObjectives objectives,
      StepData data,
      Dataset sample,
      PathRules rules,
      PathLimits limits) {
    this.jobs = jobs;
    this.objectives = objectives;
    this.data = data;
    this.sample = sample;
    this.rules = rules;
    this.limits = limits;
  }

  @Override
  public List<Result> test(List<Task> tasks) {
    StepBroker<List<StepItem>, List<StepResult>> broker =
        new StepBroker<>(1, jobs, LEAST_PATIENCE_NANOS);
    Result[] results = new Result[tasks.size()];
    AtomicInteger next = new AtomicInteger();
    List<StepBroker<List<StepItem>, List<StepResult>>.Seat> seats = new ArrayList<>();
    for (int i = 0; i < Math.min(MOST_LIVE, tasks.size()); i++) {
      seats.add(broker.seat(0));
    }

    List<Thread> threads = new ArrayList<>();
    for (StepBroker<List<StepItem>, List<StepResult>>.Seat seat : seats) {
      Thread thread = new Thread(() -> work(broker, seat, tasks, next, results));
      thread.setName("minima-census-path-" + threads.size());
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }

    broker.serve(0);
    threads.forEach(StepPathTests::join);
    broker
        .failure()
        .ifPresent(
            failure -> {
              if (failure instanceof Stopped) {
                throw new Stopped();
              }

              throw new IllegalStateException("a search for a path failed", failure);
            });
    return Arrays.asList(results);
  }

  private void work(
      StepBroker<List<StepItem>, List<StepResult>> broker,
      StepBroker<List<StepItem>, List<StepResult>>.Seat seat,
      List<Task> tasks,
      AtomicInteger next,
      Result[] results) {
    try (seat) {
      PathWorker worker =
          new PathWorker(
              rules,
              StepEvaluator.factory(objectives, data, sample, seat::ask)::evaluator,
              limits::stopped);
      for (int i = next.getAndIncrement(); i < tasks.size(); i = next.getAndIncrement()) {
        results[i] = worker.join(tasks.get(i));
      }
    } catch (StepBroker.AbandonedException e) {
      // The broker knows why.
    } catch (Throwable e) {
      broker.fail(e);
    }
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }

    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

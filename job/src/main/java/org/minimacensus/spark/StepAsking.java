package org.minimacensus.spark;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.minimacensus.data.Dataset;
import org.minimacensus.objective.Objective;
import org.minimacensus.study.EvaluatorFactory;
import org.minimacensus.study.FirstSearch;

/**
 * How searches and certificates ask: their questions as items of steps. For any number of threads.
 */
final class StepAsking {
  private final StepObjectives objectives;
  private final StepData data;
  private final Dataset sample;

  /** Finding a number takes writing the objective; those of a job are few and stay the same. */
  private final Map<Objective, Integer> numbers = new ConcurrentHashMap<>();

  /**
   * @param objectives where objectives are numbered
   * @param sample of the rows, all of a small training set
   */
  StepAsking(StepObjectives objectives, StepData data, Dataset sample) {
    this.objectives = objectives;
    this.data = data;
    this.sample = sample;
  }

  /** n of the training set. */
  long rows() {
    return data.rows();
  }

  /** The open question of a first search. */
  StepItem item(FirstSearch search) {
    int number = numbers.computeIfAbsent(search.objective(), this::number);
    return new StepItem(number, search.question(), false);
  }

  private int number(Objective objective) {
    objective.require(data.task());
    return objectives.number(objective);
  }

  /**
   * Evaluators for one thread.
   *
   * @param steps asked by the evaluators' thread
   */
  EvaluatorFactory evaluators(StepEvaluator.Steps steps) {
    return StepEvaluator.factory(objectives, data, sample, steps);
  }
}

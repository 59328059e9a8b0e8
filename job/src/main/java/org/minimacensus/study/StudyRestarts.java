package org.minimacensus.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.RestartRunner;
import org.minimacensus.certify.RestartSettings;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.optimize.StepListener;

/** The restarts of a study. */
public final class StudyRestarts implements RestartJob {
  private static final long serialVersionUID = 1L;

  /** Which restarts leave a trace. */
  public record Traced(boolean all, Set<Long> restarts) implements java.io.Serializable {
    static Traced of(StudySpec.OutputSpec output) {
      return new Traced(
          output.traces().equals(StudySpec.OutputSpec.ALL), Set.copyOf(output.tracedRestarts()));
    }

    boolean contains(long restart) {
      return all || restarts.contains(restart);
    }
  }

  private final List<Objective> objectives;
  private final FunctionSpaceFloor floor;
  private final RestartSettings settings;
  private final RestartStarts starts;
  private final Traced traced;

  public StudyRestarts(
      List<Objective> objectives,
      FunctionSpaceFloor floor,
      RestartSettings settings,
      RestartStarts starts,
      Traced traced) {
    this.objectives = List.copyOf(objectives);
    this.floor = floor;
    this.settings = settings;
    this.starts = starts;
    this.traced = traced;
  }

  @Override
  public List<String> objectives() {
    return objectives.stream().map(Objective::name).toList();
  }

  @Override
  public int largestDimension() {
    return objectives.stream().mapToInt(Objective::dimension).max().orElse(0);
  }

  /**
   * @throws StudyException (exit code 2) when there is no start for one of these restarts
   */
  public void require(long first, long count) {
    starts.require(first, count);
  }

  /** An objective and the start of a restart for it, for calibration. */
  Objective objective(int index) {
    return objectives.get(index);
  }

  Point start(Evaluator evaluator, long restart) {
    return starts.start(evaluator, restart);
  }

  /** The study's own searches and certificates for another objective on the same network. */
  RestartRunner runner(Objective objective, EvaluatorFactory evaluators) {
    Evaluator base = evaluators.evaluator(objective.base());
    Evaluator evaluator = evaluators.evaluator(objective);
    return new RestartRunner(evaluator, base, evaluators::evaluator, floor, settings);
  }

  @Override
  public Worker worker(EvaluatorFactory evaluators) {
    List<Evaluator> made = new ArrayList<>();
    List<RestartRunner> runners = new ArrayList<>();
    Evaluator base = evaluators.evaluator(objectives.get(0).base());
    for (Objective objective : objectives) {
      boolean plain = objective.augmentation().isEmpty();
      Evaluator evaluator = plain ? base : evaluators.evaluator(objective);
      made.add(evaluator);
      runners.add(new RestartRunner(evaluator, base, evaluators::evaluator, floor, settings));
    }

    return new StudyWorker(made, runners);
  }

  @Override
  public Optional<FirstSearch> firstSearch(int objective, long restart) {
    Objective of = objectives.get(objective);
    TraceRecorder trace =
        traced.contains(restart) ? new TraceRecorder(of, restart, StepListener.NONE) : null;
    return Optional.of(new FirstSearch(of, settings, starts.draw(of, restart), trace));
  }

  /** By objective its evaluator and its runner. */
  private final class StudyWorker implements Worker {
    private final List<Evaluator> evaluators;
    private final List<RestartRunner> runners;

    StudyWorker(List<Evaluator> evaluators, List<RestartRunner> runners) {
      this.evaluators = evaluators;
      this.runners = runners;
    }

    @Override
    public RestartResult run(int objective, long restart, StepListener pulse) {
      Evaluator evaluator = evaluators.get(objective);
      RestartRunner runner = runners.get(objective);
      Point start = starts.start(evaluator, restart);
      long seed = starts.seed(restart);
      if (!traced.contains(restart)) {
        return new RestartResult(runner.run(restart, seed, start, pulse), List.of());
      }

      TraceRecorder trace = new TraceRecorder(evaluator.objective(), restart, pulse);
      Endpoint endpoint = runner.run(restart, seed, start, trace);
      return new RestartResult(endpoint, trace.steps());
    }

    @Override
    public RestartResult certified(
        int objective, long restart, FirstSearch searched, StepListener pulse) {
      TraceRecorder trace = searched.trace();
      StepListener told = trace == null ? pulse : StepListener.both(trace, pulse);
      Endpoint endpoint =
          runners.get(objective).certified(restart, starts.seed(restart), searched.result(), told);
      return new RestartResult(endpoint, trace == null ? List.of() : trace.steps());
    }
  }
}

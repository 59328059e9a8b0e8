package org.minimacensus.study;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Question;

/** How long a gradient takes: a few of them at the start of a restart. */
public final class Calibration {
  /** Long against the resolution of clocks. */
  private static final int BATCH = 10;

  private final DoubleSupplier seconds;

  /**
   * @param seconds a clock that never runs backwards
   */
  public Calibration(DoubleSupplier seconds) {
    this.seconds = seconds;
  }

  /**
   * Seconds per gradient of each objective, on one core.
   *
   * @param budget seconds to spend per objective, half of them to warm up
   */
  public List<Double> secondsPerGradient(
      StudyRestarts restarts, EvaluatorFactory evaluators, long restart, double budget) {
    List<Double> times = new ArrayList<>();
    for (int o = 0; o < restarts.objectives().size(); o++) {
      Evaluator evaluator = evaluators.evaluator(restarts.objective(o));
      Question question = Question.gradient(restarts.start(evaluator, restart));
      measure(evaluator, question, budget / 2);
      times.add(measure(evaluator, question, budget / 2));
    }

    return times;
  }

  /** The fastest of many short batches: what else the machine does slows some of them down. */
  private double measure(Evaluator evaluator, Question question, double budget) {
    double start = seconds.getAsDouble();
    double fastest = Double.POSITIVE_INFINITY;
    double now = start;
    do {
      double began = now;
      for (int i = 0; i < BATCH; i++) {
        evaluator.evaluate(question);
      }

      now = seconds.getAsDouble();
      fastest = Math.min(fastest, (now - began) / BATCH);
    } while (now - start < budget);

    return fastest;
  }
}

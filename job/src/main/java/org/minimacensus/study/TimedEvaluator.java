package org.minimacensus.study;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.InputSlopes;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/** Counts what an evaluator is asked and how long it takes; gives up at a deadline. */
final class TimedEvaluator implements Evaluator {
  /** Thrown through a restart that is to be abandoned. */
  static final class OutOfTime extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfTime() {
      super("the time for calibration is spent", null, false, false);
    }
  }

  /** What several evaluators were asked together. */
  static final class Tally {
    /** Long against the resolution of clocks. */
    private static final int WINDOW = 16;

    private final double deadline;
    private long questions;
    private double seconds;
    private long windowQuestions;
    private double windowSeconds;
    private double fastest = Double.POSITIVE_INFINITY;

    /**
     * @param deadline reading of the clock; infinity: none
     */
    Tally(double deadline) {
      this.deadline = deadline;
    }

    long questions() {
      return questions;
    }

    double seconds() {
      return seconds;
    }

    /** Seconds per question over the fastest few in a row; their mean when there are too few. */
    double fastest() {
      return Double.isFinite(fastest) ? fastest : seconds / Math.max(1, questions);
    }

    private void add(int more, double took) {
      questions += more;
      seconds += took;
      windowQuestions += more;
      windowSeconds += took;
      if (windowQuestions >= WINDOW) {
        fastest = Math.min(fastest, windowSeconds / windowQuestions);
        windowQuestions = 0;
        windowSeconds = 0;
      }
    }
  }

  private final Evaluator evaluator;
  private final Tally tally;
  private final DoubleSupplier clock;

  TimedEvaluator(Evaluator evaluator, Tally tally, DoubleSupplier clock) {
    this.evaluator = evaluator;
    this.tally = tally;
    this.clock = clock;
  }

  @Override
  public Objective objective() {
    return evaluator.objective();
  }

  @Override
  public Answer evaluate(Question question) {
    return timed(1, () -> evaluator.evaluate(question));
  }

  @Override
  public List<Answer> evaluateAll(List<Question> questions) {
    return timed(questions.size(), () -> evaluator.evaluateAll(questions));
  }

  @Override
  public Inspection inspect(Point point) {
    return timed(1, () -> evaluator.inspect(point));
  }

  @Override
  public double[] chartOrigins(double[] rawAugmentation) {
    return timed(1, () -> evaluator.chartOrigins(rawAugmentation));
  }

  @Override
  public double[] sampleOutputs(Point point) {
    return timed(1, () -> evaluator.sampleOutputs(point));
  }

  @Override
  public Optional<InputSlopes> inputSlopes(Point point) {
    return timed(1, () -> evaluator.inputSlopes(point));
  }

  private <T> T timed(int questions, Supplier<T> ask) {
    double start = clock.getAsDouble();
    if (start > tally.deadline) {
      throw new OutOfTime();
    }

    T answer = ask.get();
    tally.add(questions, clock.getAsDouble() - start);
    return answer;
  }
}

package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.minimacensus.data.Dataset;
import org.minimacensus.numeric.KernelProvider;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.ChartReach;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.InputSlopes;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.objective.RowPass;
import org.minimacensus.study.EvaluatorFactory;

/**
 * Answers questions by having them asked where the data are: whoever answers the steps adds over
 * the shards; what remains is done here, on the asking thread. For one thread.
 */
final class StepEvaluator implements Evaluator {
  /** Answers what a search asks for at once, in order. */
  @FunctionalInterface
  interface Steps extends Function<List<StepItem>, List<StepResult>> {}

  private final Objective objective;
  private final int number;
  private final int base;
  private final long rows;
  private final Dataset sample;
  private final Steps steps;

  private StepEvaluator(
      Objective objective, StepObjectives objectives, long rows, Dataset sample, Steps steps) {
    this.objective = objective;
    this.number = objectives.number(objective);
    this.base = objective.augmentation().isEmpty() ? number : objectives.number(objective.base());
    this.rows = rows;
    this.sample = sample;
    this.steps = steps;
  }

  /**
   * Evaluators for one thread.
   *
   * @param sample of the rows, all of a small training set
   * @param steps asked by the evaluators' thread
   */
  static EvaluatorFactory factory(
      StepObjectives objectives, StepData data, Dataset sample, Steps steps) {
    return objective -> {
      objective.require(data.task());
      return new StepEvaluator(objective, objectives, data.rows(), sample, steps);
    };
  }

  @Override
  public Objective objective() {
    return objective;
  }

  @Override
  public Answer evaluate(Question question) {
    return evaluateAll(List.of(question)).get(0);
  }

  @Override
  public List<Answer> evaluateAll(List<Question> questions) {
    if (questions.isEmpty()) {
      return List.of();
    }

    List<StepItem> items = new ArrayList<>(questions.size());
    for (Question question : questions) {
      objective.require(question);
      items.add(new StepItem(number, question, false));
    }

    List<StepResult> results = steps.apply(items);
    List<Answer> answers = new ArrayList<>(questions.size());
    for (int q = 0; q < questions.size(); q++) {
      answers.add(answer(questions.get(q), results.get(q)));
    }

    return answers;
  }

  private Answer answer(Question question, StepResult result) {
    return objective.answer(question, result.sums(), result.reach(), rows);
  }

  @Override
  public Inspection inspect(Point point) {
    objective.require(point);
    Question gradient = Question.gradient(point);
    List<StepItem> items = new ArrayList<>();
    items.add(new StepItem(number, gradient, true));
    Question ofBase = Question.value(Point.of(objective.theta(point)));
    if (base != number) {
      items.add(new StepItem(base, ofBase, false));
    }

    List<StepResult> results = steps.apply(items);
    StepResult own = results.get(0);
    Answer at = answer(gradient, own);
    return own.facts()
        .inspection(
            objective,
            point,
            at,
            base == number ? at : valueOfBase(ofBase, results.get(1)),
            own.rounding());
  }

  private Answer valueOfBase(Question question, StepResult result) {
    Objective plain = objective.base();
    return plain.answer(question, result.sums(), ChartReach.none(plain), rows);
  }

  @Override
  public double[] chartOrigins(double[] rawAugmentation) {
    return objective
        .originsQuestion(rawAugmentation)
        .map(question -> steps.apply(List.of(new StepItem(number, question, false))))
        .map(results -> results.get(0).reach().origins())
        .orElseGet(() -> new double[objective.originDimension()]);
  }

  @Override
  public double[] sampleOutputs(Point point) {
    return new RowPass(objective, RowPass.sample(sample), KernelProvider.kernels()).outputs(point);
  }

  @Override
  public Optional<InputSlopes> inputSlopes(Point point) {
    return sample.rows() == rows
        ? Optional.of(new RowPass(objective, sample, KernelProvider.kernels()).slopes(point))
        : Optional.empty();
  }
}

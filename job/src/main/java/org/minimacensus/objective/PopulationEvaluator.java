package org.minimacensus.objective;

import java.util.ArrayList;
import java.util.List;

/**
 * Answers questions about an objective that is an average over a population of inputs in closed
 * form: there is no training set to pass over. Reuses its scratch: one instance per thread.
 */
public final class PopulationEvaluator implements Evaluator {
  private static final double[] NONE = {};
  private final Objective objective;
  private final ReluPopulation population;

  /**
   * @param objective made by {@link Objective#reluPopulation}
   */
  public PopulationEvaluator(Objective objective) {
    if (!objective.population()) {
      throw new IllegalArgumentException(
          "objective "
              + objective.name()
              + " averages over the rows of a training set; evaluate it with LocalEvaluator");
    }

    this.objective = objective;
    this.population = new ReluPopulation(objective.architecture().outputs());
  }

  @Override
  public Objective objective() {
    return objective;
  }

  @Override
  public Answer evaluate(Question question) {
    objective.require(question);
    int p = objective.dimension();
    double[] w = question.point().values();
    double[] sums = new double[ShardSums.length(question.kind(), p)];
    sums[0] = population.value(w);

    switch (question.kind()) {
      case GRADIENT -> population.gradient(w, sums, 1);
      case HESSIAN_VECTOR -> {
        population.gradient(w, sums, 1);
        population.hessianVector(w, question.direction().values(), sums, 1 + p);
      }
      case HESSIAN -> {
        population.gradient(w, sums, 1);
        population.hessian(w, sums, 1 + p);
      }
      default -> {
        // The value alone.
      }
    }

    return objective.answer(question, sums, ChartReach.none(objective), 1);
  }

  @Override
  public List<Answer> evaluateAll(List<Question> questions) {
    List<Answer> answers = new ArrayList<>(questions.size());

    for (Question question : questions) {
      answers.add(evaluate(question));
    }

    return answers;
  }

  /** What is said of rows says that there are none. */
  @Override
  public Inspection inspect(Point point) {
    objective.require(point);
    double[] w = point.values();
    double value = population.value(w);
    return new Inspection(
        value,
        value,
        Double.NaN,
        0,
        population.gradientRounding(w),
        0,
        Double.NaN,
        -1,
        new boolean[0],
        new long[0],
        0,
        population.kinkDistance(w),
        Double.NaN,
        List.of(),
        UnitSides.ofNoRows(0),
        0,
        List.of());
  }

  @Override
  public double[] chartOrigins(double[] rawAugmentation) {
    Objective.requireLength("the added neurons", 0, rawAugmentation.length);
    return NONE;
  }
}

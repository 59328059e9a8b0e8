package org.minimacensus.census;

import java.util.List;
import java.util.Optional;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.InputSlopes;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/** Counts what an evaluator is asked. */
record CountedEvaluator(Evaluator evaluator, PathWork work) implements Evaluator {
  @Override
  public Objective objective() {
    return evaluator.objective();
  }

  @Override
  public Answer evaluate(Question question) {
    work.add(1);
    return evaluator.evaluate(question);
  }

  @Override
  public List<Answer> evaluateAll(List<Question> questions) {
    work.add(questions.size());
    return evaluator.evaluateAll(questions);
  }

  @Override
  public Inspection inspect(Point point) {
    work.add(1);
    return evaluator.inspect(point);
  }

  @Override
  public double[] chartOrigins(double[] rawAugmentation) {
    return evaluator.chartOrigins(rawAugmentation);
  }

  @Override
  public double[] sampleOutputs(Point point) {
    return evaluator.sampleOutputs(point);
  }

  @Override
  public Optional<InputSlopes> inputSlopes(Point point) {
    return evaluator.inputSlopes(point);
  }
}

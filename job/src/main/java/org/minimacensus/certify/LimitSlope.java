package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.List;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * The derivative by one parameter at a point that is known up to an error: the first correction to
 * a limit of the loss.
 *
 * @param error of its rounding, and twice what it changes by when every other parameter is moved by
 *     its own error, both ways: an estimate that is sound when errors are small
 */
record LimitSlope(double value, double error) {
  /** Errors beyond this, relative to 1 + |x_i|, are too large for {@link #error}. */
  private static final double SMALL = 1e-5;

  /**
   * @param parameterError of the parameters of the point, 0 for numbers that are exact; those
   *     beyond its length have none
   * @param parameter by which the derivative is taken
   */
  static LimitSlope at(
      Evaluator evaluator,
      Point point,
      int parameter,
      double[] parameterError,
      SearchBudget budget) {
    List<Question> questions = new ArrayList<>();
    questions.add(Question.gradient(point));
    for (int i = 0; i < parameterError.length; i++) {
      if (parameterError[i] == 0) {
        continue;
      }

      for (int sign = -1; sign <= 1; sign += 2) {
        double[] moved = point.values().clone();
        moved[i] += sign * parameterError[i];
        questions.add(Question.gradient(point.with(moved)));
      }
    }

    List<Answer> answers = evaluator.evaluateAll(questions);
    budget.add(answers.size() + 1);
    double value = answers.get(0).gradient().apply(parameter);
    double error = evaluator.inspect(point).gradientRounding()[parameter];
    int next = 1;
    for (int i = 0; i < parameterError.length; i++) {
      if (parameterError[i] == 0) {
        continue;
      }

      double down = Math.abs(answers.get(next++).gradient().apply(parameter) - value);
      double up = Math.abs(answers.get(next++).gradient().apply(parameter) - value);
      error += 2 * Math.max(down, up);
      if (!small(parameterError[i], point.values()[i])) {
        error = Double.POSITIVE_INFINITY;
      }
    }

    return new LimitSlope(value, error);
  }

  /** Whether the error of a parameter is small enough for errors of the first order. */
  static boolean small(double error, double parameter) {
    return error <= SMALL * (1 + Math.abs(parameter));
  }

  /** 1 or -1 where the sign is certain; else 0. */
  int sign() {
    return value > error ? 1 : value < -error ? -1 : 0;
  }
}

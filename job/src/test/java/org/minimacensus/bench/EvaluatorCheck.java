package org.minimacensus.bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.minimacensus.numeric.KernelTwins;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * Holds a benchmark's answers against the scalar kernels, to the bit, and those against central
 * differences along a direction: a wrong kernel must not look fast.
 */
final class EvaluatorCheck {
  private static final double STEP = 1e-5;
  private static final double TOLERANCE = 1e-6;

  private final Evaluator scalar;
  private final Map<Question, Answer> expected = new HashMap<>();

  EvaluatorCheck(GradientProblem problem) {
    scalar =
        new LocalEvaluator(problem.minimised(), problem.dataset(64), KernelTwins.named("scalar"));
  }

  /**
   * @throws IllegalStateException when the answer is not the right one
   */
  void require(Question question, Answer found) {
    Answer right = expected.computeIfAbsent(question, this::answer);
    if (!same(right, found)) {
      throw new IllegalStateException(
          "expected the bits of the scalar kernels for "
              + question.kind()
              + ", value "
              + right.value()
              + ", found others, value "
              + found.value());
    }
  }

  private static boolean same(Answer a, Answer b) {
    return Double.compare(a.value(), b.value()) == 0
        && Arrays.equals(a.gradient().values(), b.gradient().values())
        && (a.hessianVector() == null
            || Arrays.equals(a.hessianVector().values(), b.hessianVector().values()))
        && (a.hessian() == null || Arrays.equals(a.hessian().values(), b.hessian().values()));
  }

  private Answer answer(Question question) {
    Answer answer = scalar.evaluate(question);
    double[] x = question.point().parameters().values();
    double[] v = new double[x.length];
    for (int i = 0; i < v.length; i++) {
      v[i] = question.direction() == null ? 1 - i % 3 : question.direction().apply(i);
    }

    Answer ahead = scalar.evaluate(Question.gradient(moved(question.point(), v, STEP)));
    Answer behind = scalar.evaluate(Question.gradient(moved(question.point(), v, -STEP)));
    require("gradient", product(answer.gradient().values(), v), difference(ahead, behind));
    double curvature = 0;
    for (int i = 0; i < v.length; i++) {
      double slope = (ahead.gradient().apply(i) - behind.gradient().apply(i)) / (2 * STEP);
      curvature += v[i] * slope;
    }

    if (answer.hessianVector() != null) {
      require("Hessian-vector", product(answer.hessianVector().values(), v), curvature);
    }

    if (answer.hessian() != null) {
      double[] product = new double[v.length];
      for (int i = 0; i < v.length; i++) {
        for (int j = 0; j < v.length; j++) {
          product[i] += answer.hessian().apply(i, j) * v[j];
        }
      }

      require("Hessian", product(product, v), curvature);
    }

    return answer;
  }

  private static Point moved(Point from, double[] v, double by) {
    double[] x = from.parameters().values().clone();
    for (int i = 0; i < x.length; i++) {
      x[i] += by * v[i];
    }

    return from.with(x);
  }

  private static double difference(Answer ahead, Answer behind) {
    return (ahead.value() - behind.value()) / (2 * STEP);
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }

    return sum;
  }

  private static void require(String what, double found, double expected) {
    if (!(Math.abs(found - expected) <= TOLERANCE * (1 + Math.abs(expected)))) {
      throw new IllegalStateException(
          "the " + what + " along a direction: expected " + expected + ", found " + found);
    }
  }
}

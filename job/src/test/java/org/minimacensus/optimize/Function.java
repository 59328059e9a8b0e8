package org.minimacensus.optimize;

import java.util.List;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/** An analytic function that answers questions, in place of a training loss. */
@FunctionalInterface
interface Function {
  /** A formula in jets. */
  @FunctionalInterface
  interface Formula {
    Jet of(Jet[] x);
  }

  /** Value and gradient by hand. */
  @FunctionalInterface
  interface Differentiable {
    double at(double[] x, double[] gradient);
  }

  Answer answer(Question question);

  static Function of(Formula formula) {
    return question -> {
      Jet f = formula.of(Jet.variables(question.point().values()));
      int p = f.gradient.length;
      DenseVector product = null;
      if (question.direction() != null) {
        product = new DenseVector(new double[p]);
        for (int i = 0; i < p; i++) {
          for (int j = 0; j < p; j++) {
            product.values()[i] += f.hessian[i * p + j] * question.direction().values()[j];
          }
        }
      }

      DenseMatrix hessian =
          question.kind() == Question.Kind.HESSIAN ? new DenseMatrix(p, p, f.hessian) : null;
      return new Answer(f.value, new DenseVector(f.gradient), product, hessian, null);
    };
  }

  static Function gradientOnly(Differentiable f) {
    return question -> {
      double[] gradient = new double[question.point().dimension()];
      double value = f.at(question.point().values(), gradient);
      return new Answer(value, new DenseVector(gradient), null, null, null);
    };
  }

  /** factor f + offset. */
  default Function scaled(double factor, double offset) {
    return question -> {
      Answer a = answer(question);
      return new Answer(
          factor * a.value() + offset,
          new DenseVector(times(factor, a.gradient().values())),
          a.hessianVector() == null
              ? null
              : new DenseVector(times(factor, a.hessianVector().values())),
          a.hessian() == null
              ? null
              : new DenseMatrix(
                  a.hessian().numRows(),
                  a.hessian().numCols(),
                  times(factor, a.hessian().values())),
          null);
    };
  }

  private static double[] times(double factor, double[] x) {
    double[] y = x.clone();
    for (int i = 0; i < y.length; i++) {
      y[i] *= factor;
    }

    return y;
  }

  default SearchResult minimise(Search search) {
    return Searches.drive(search, evaluator());
  }

  default Evaluator evaluator() {
    return new Evaluator() {
      @Override
      public Objective objective() {
        throw new UnsupportedOperationException("an analytic function has no network");
      }

      @Override
      public Answer evaluate(Question question) {
        return answer(question);
      }

      @Override
      public List<Answer> evaluateAll(List<Question> questions) {
        return questions.stream().map(Function.this::answer).toList();
      }

      @Override
      public Inspection inspect(Point point) {
        throw new UnsupportedOperationException("an analytic function has no outputs");
      }

      @Override
      public double[] chartOrigins(double[] rawAugmentation) {
        throw new UnsupportedOperationException("an analytic function has no charts");
      }
    };
  }
}

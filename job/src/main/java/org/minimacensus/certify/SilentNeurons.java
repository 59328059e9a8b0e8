package org.minimacensus.certify;

import java.util.List;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * An augmented objective at points with a = 0 where the slope by the amplitude is known to vanish
 * for all weights nearby: what is then 0 in truth and rounding as computed is set to 0. These are
 * the slopes by the amplitudes, and all second derivatives by the free weights (the mixed ones with
 * an amplitude are derivatives of its slope).
 */
final class SilentNeurons implements Evaluator {
  private final Evaluator full;
  private final int[] amplitudes;
  private final int[] free;

  SilentNeurons(Evaluator full) {
    this.full = full;
    this.amplitudes = full.objective().amplitudes();
    this.free = full.objective().trivialDirections();
  }

  @Override
  public Objective objective() {
    return full.objective();
  }

  @Override
  public Answer evaluate(Question question) {
    if (question.kind() == Question.Kind.HESSIAN_VECTOR) {
      throw new IllegalArgumentException(
          "silent neurons answer questions of values, gradients and Hessians, found "
              + question.kind());
    }

    return cleared(full.evaluate(question));
  }

  @Override
  public List<Answer> evaluateAll(List<Question> questions) {
    return questions.stream().map(this::evaluate).toList();
  }

  @Override
  public Inspection inspect(Point point) {
    return full.inspect(point);
  }

  @Override
  public double[] chartOrigins(double[] rawAugmentation) {
    return full.chartOrigins(rawAugmentation);
  }

  private Answer cleared(Answer a) {
    return new Answer(a.value(), cleared(a.gradient()), null, cleared(a.hessian()), null);
  }

  private DenseVector cleared(DenseVector gradient) {
    if (gradient == null) {
      return null;
    }

    double[] g = gradient.values().clone();
    for (int i : amplitudes) {
      g[i] = 0;
    }

    for (int i : free) {
      g[i] = 0;
    }

    return new DenseVector(g);
  }

  private DenseMatrix cleared(DenseMatrix hessian) {
    if (hessian == null) {
      return null;
    }

    int p = hessian.numRows();
    double[] h = hessian.values().clone();
    for (int i : free) {
      for (int j = 0; j < p; j++) {
        h[i * p + j] = 0;
        h[j * p + i] = 0;
      }
    }

    return new DenseMatrix(p, p, h);
  }
}

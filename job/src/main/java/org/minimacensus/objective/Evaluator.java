package org.minimacensus.objective;

import java.util.List;
import java.util.Optional;

/**
 * Answers questions about one objective on one training set. Where the data are and who sums is its
 * secret; the bits of an answer depend on the question alone, never on what else is asked.
 */
public interface Evaluator {
  Objective objective();

  Answer evaluate(Question question);

  /**
   * Answers in the order of the questions, each the same bits as {@link #evaluate}; may share
   * passes over the data.
   */
  List<Answer> evaluateAll(List<Question> questions);

  /** What a certificate needs to know of a point beyond derivatives. */
  Inspection inspect(Point point);

  /**
   * For added neurons given as in the papers (see {@link Objective#point}): per output the training
   * input with the largest w.x (ties: the first row), K x d; empty for plain, and 0 where neurons
   * are added inside the network, whose charts follow {@link Answer#originAdvice}.
   */
  double[] chartOrigins(double[] rawAugmentation);

  /**
   * Outputs with what is added to them on {@link RowPass#SAMPLE} evenly spaced training inputs, or
   * on all where they are not more: row after row, K of each, centred to mean 0 where the loss does
   * not see a common shift. Empty where there are no rows.
   */
  default double[] sampleOutputs(Point point) {
    return new double[0];
  }

  /**
   * dl/ds at every distinct input; empty where the rows are not at hand, which is also said of more
   * than {@link org.minimacensus.data.TrainingFacts#SAMPLE_ROWS}, wherever they are.
   */
  default Optional<InputSlopes> inputSlopes(Point point) {
    return Optional.empty();
  }
}

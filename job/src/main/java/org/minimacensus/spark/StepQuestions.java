package org.minimacensus.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.DenseVector;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.objective.ShardSums;

/**
 * The items of a step as they travel to executors: a few arrays, not an object graph per question.
 *
 * <p>The sums of the items stand one after the other in the step's sums, in the order of the items.
 */
final class StepQuestions implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Question.Kind[] KINDS = Question.Kind.values();

  private final String run;
  private final StepData data;
  private final Objective[] objectives;
  private final int[] objectiveOf;
  private final byte[] kind;
  private final boolean[] inspected;

  /** Where the sums of an item begin; one more than items, the last is their length. */
  private final int[] offsets;

  /** Parameters, chart origins and direction of each item. */
  private final double[] numbers;

  /**
   * @param run tells this run from others in the same JVM
   * @param objectives by number, at least as far as the items need them
   */
  StepQuestions(String run, StepData data, List<Objective> objectives, List<StepItem> items) {
    this.run = run;
    this.data = data;
    this.objectives = new Objective[objectives.size()];
    objectiveOf = new int[items.size()];
    kind = new byte[items.size()];
    inspected = new boolean[items.size()];
    offsets = new int[items.size() + 1];
    numbers = new double[items.stream().mapToInt(StepQuestions::numbersOf).sum()];
    int at = 0;

    for (int i = 0; i < items.size(); i++) {
      StepItem item = items.get(i);
      Question question = item.question();
      this.objectives[item.objective()] = objectives.get(item.objective());
      objectiveOf[i] = item.objective();
      kind[i] = (byte) question.kind().ordinal();
      inspected[i] = item.inspected();
      offsets[i + 1] = Math.addExact(offsets[i], sumsOf(item));
      at = append(question.point().values(), at);
      at = append(question.point().origin(), at);
      at = question.direction() == null ? at : append(question.direction().values(), at);
    }
  }

  /** Length of an item's sums: those of its question, and an inspection's rounding bounds. */
  static int sumsOf(StepItem item) {
    int p = item.question().point().dimension();
    return ShardSums.length(item.question().kind(), p) + (item.inspected() ? p : 0);
  }

  private static int numbersOf(StepItem item) {
    Question question = item.question();
    return question.point().dimension()
        + question.point().origin().length
        + (question.direction() == null ? 0 : question.direction().size());
  }

  private int append(double[] values, int at) {
    System.arraycopy(values, 0, numbers, at, values.length);
    return at + values.length;
  }

  String run() {
    return run;
  }

  StepData data() {
    return data;
  }

  int items() {
    return kind.length;
  }

  /** Length of the step's sums. */
  int length() {
    return offsets[items()];
  }

  /** Where the sums of an item begin. */
  int offset(int item) {
    return offsets[item];
  }

  /** Where the rounding bounds of an item begin, at its end unless it is inspected. */
  int rounding(int item) {
    int bounds = inspected[item] ? objectives[objectiveOf[item]].dimension() : 0;
    return offsets[item + 1] - bounds;
  }

  boolean inspected(int item) {
    return inspected[item];
  }

  int objectiveOf(int item) {
    return objectiveOf[item];
  }

  /** An objective that items have. */
  Objective objective(int number) {
    return objectives[number];
  }

  /** The questions of all items. */
  List<Question> questions() {
    List<Question> questions = new ArrayList<>(items());
    int at = 0;

    for (int i = 0; i < items(); i++) {
      Objective objective = objectives[objectiveOf[i]];
      int p = objective.dimension();
      int origins = objective.originDimension();
      double[] parameters = Arrays.copyOfRange(numbers, at, at + p);
      double[] origin = Arrays.copyOfRange(numbers, at + p, at + p + origins);
      at += p + origins;
      DenseVector direction = null;

      if (KINDS[kind[i]] == Question.Kind.HESSIAN_VECTOR) {
        direction = new DenseVector(Arrays.copyOfRange(numbers, at, at + p));
        at += p;
      }

      questions.add(
          new Question(KINDS[kind[i]], new Point(new DenseVector(parameters), origin), direction));
    }

    return questions;
  }
}

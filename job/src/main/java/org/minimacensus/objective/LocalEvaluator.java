package org.minimacensus.objective;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.minimacensus.data.DataShard;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.TrainingFacts;
import org.minimacensus.numeric.InOrderSum;
import org.minimacensus.numeric.KernelProvider;
import org.minimacensus.numeric.Kernels;

/**
 * Answers questions from a training set in memory, on the calling thread. Reuses its scratch: one
 * instance per thread.
 */
public final class LocalEvaluator implements Evaluator {
  private final Objective objective;
  private final Dataset dataset;
  private final ShardEvaluator shardEvaluator;
  private final Kernels kernels;

  /** By the position of the question. */
  private final List<InOrderSum> totals = new ArrayList<>();

  private ShardInspector inspector;
  private LocalEvaluator base;
  private Point inspected;
  private Inspection inspection;
  private RowPass sample;
  private RowPass all;

  public LocalEvaluator(Objective objective, Dataset dataset) {
    this(objective, dataset, KernelProvider.kernels());
  }

  /**
   * @param kernels decides speed alone, not bits
   */
  public LocalEvaluator(Objective objective, Dataset dataset, Kernels kernels) {
    objective.require(dataset.description().task());
    this.objective = objective;
    this.dataset = dataset;
    this.kernels = kernels;
    this.shardEvaluator = new ShardEvaluator(objective, kernels);
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
    List<Answer> answers = new ArrayList<>(questions.size());
    sums(
        questions,
        (q, sums, reach) ->
            answers.add(objective.answer(questions.get(q), sums, reach, dataset.rows())));
    return answers;
  }

  /** Receives what belongs to a question by its position. */
  @FunctionalInterface
  public interface Sums {
    /**
     * @param sums over all shards as {@link ShardSums#sums()}, perhaps longer; not to be kept
     * @param reach over all shards
     */
    void received(int question, double[] sums, ChartReach reach);
  }

  /** Passes over the data once for all questions, then hands over their sums in order. */
  public void sums(List<Question> questions, Sums to) {
    int count = questions.size();
    double[][] sums = new double[count][];
    ChartReach[] reaches = new ChartReach[count];

    for (int q = 0; q < count; q++) {
      objective.require(questions.get(q));
      total(q).begin(ShardSums.length(questions.get(q).kind(), objective.dimension()));
      reaches[q] = ChartReach.none(objective);
    }

    for (DataShard shard : dataset.shards()) {
      for (int q = 0; q < count; q++) {
        sums[q] = totals.get(q).next();
      }

      shardEvaluator.sum(shard, questions, sums, reaches);

      for (int q = 0; q < count; q++) {
        totals.get(q).add();
      }
    }

    for (int q = 0; q < count; q++) {
      to.received(q, totals.get(q).result(), reaches[q]);
    }
  }

  private InOrderSum total(int question) {
    if (question == totals.size()) {
      totals.add(new InOrderSum());
    }

    return totals.get(question);
  }

  @Override
  public Inspection inspect(Point point) {
    // A certificate comes back to the same point, and an inspection costs tens of gradients.
    if (point != inspected) {
      inspection = inspection(point);
      inspected = point;
    }

    return inspection;
  }

  private Inspection inspection(Point point) {
    objective.require(point);
    int shards = dataset.shards().size();

    if (inspector == null) {
      inspector = new ShardInspector(objective, dataset.description().task(), shards, kernels);
      base =
          objective.augmentation().isEmpty()
              ? null
              : new LocalEvaluator(objective.base(), dataset, kernels);
    }

    InspectionSum sum = new InspectionSum(objective, shards);

    for (DataShard shard : dataset.shards()) {
      sum.add(inspector.inspect(shard, point));
    }

    Answer at = evaluate(Question.gradient(point));
    return sum.result(
        point,
        at,
        base == null ? at : base.evaluate(Question.value(Point.of(objective.theta(point)))));
  }

  @Override
  public double[] chartOrigins(double[] rawAugmentation) {
    ChartReach reach = ChartReach.none(objective);
    objective
        .originsQuestion(rawAugmentation)
        .ifPresent(
            question -> {
              for (DataShard shard : dataset.shards()) {
                reach.merge(shardEvaluator.sums(shard, List.of(question)).get(0).reach());
              }
            });
    return reach.origins();
  }

  @Override
  public double[] sampleOutputs(Point point) {
    if (sample == null) {
      sample = new RowPass(objective, RowPass.sample(dataset), kernels);
    }

    return sample.outputs(point);
  }

  @Override
  public Optional<InputSlopes> inputSlopes(Point point) {
    // Only as many are at hand in every mode of execution, and results are the same in all.
    if (dataset.rows() > TrainingFacts.SAMPLE_ROWS) {
      return Optional.empty();
    }

    if (all == null) {
      all = new RowPass(objective, dataset, kernels);
    }

    return Optional.of(all.slopes(point));
  }
}

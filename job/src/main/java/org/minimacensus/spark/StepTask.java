package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.minimacensus.data.DataShard;
import org.minimacensus.objective.InspectionFacts;
import org.minimacensus.objective.Question;
import org.minimacensus.objective.ShardInspection;
import org.minimacensus.objective.ShardSums;

/**
 * Runs on executors: what the shards of a partition add to a step, as few nodes of the tree over
 * all shards as possible, cut into pieces.
 */
final class StepTask implements FlatMapFunction<Iterator<DataShard>, StepPiece> {
  private static final long serialVersionUID = 1L;

  /**
   * Questions that share a pass over a shard: enough to read a large shard seldom, few enough for
   * their lane sums to stay in the caches.
   */
  private static final int QUESTIONS_PER_PASS = 16;

  private final Broadcast<StepQuestions> step;
  private final int pieces;
  private final boolean evaluated;

  /**
   * @param pieces into which the sums are cut
   * @param evaluated false to send zeros instead of sums, which shows what a step costs besides
   *     evaluations
   */
  StepTask(Broadcast<StepQuestions> step, int pieces, boolean evaluated) {
    this.step = step;
    this.pieces = pieces;
    this.evaluated = evaluated;
  }

  /** First element of a piece; piece number {@code pieces} begins where the sums end. */
  static int begin(int length, int pieces, int piece) {
    return (int) ((long) length * piece / pieces);
  }

  @Override
  public Iterator<StepPiece> call(Iterator<DataShard> shards) {
    StepQuestions asked = step.value();
    List<Question> questions = asked.questions();
    List<int[]> passes = passes(asked);
    List<StepPiece.Sum> sums = sums(asked, pieces);
    int[] pieceOf = pieceOf(asked, pieces);

    while (shards.hasNext()) {
      DataShard shard = shards.next();
      double[] ofShard = new double[asked.length()];

      for (int[] items : evaluated ? passes : List.<int[]>of()) {
        endIfKilled();
        pass(asked, questions, items, shard, ofShard, sums, pieceOf);
      }

      for (int k = 0; k < pieces; k++) {
        int from = begin(ofShard.length, pieces, k);
        int to = begin(ofShard.length, pieces, k + 1);
        double[] range = pieces == 1 ? ofShard : Arrays.copyOfRange(ofShard, from, to);
        sums.get(k).add(shard.id(), range);
      }
    }

    return sums.stream().map(StepPiece.Sum::piece).iterator();
  }

  /** Items of one objective each. */
  private static List<int[]> passes(StepQuestions asked) {
    List<int[]> passes = new ArrayList<>();
    int objectives = 0;
    for (int i = 0; i < asked.items(); i++) {
      objectives = Math.max(objectives, asked.objectiveOf(i) + 1);
    }

    for (int o = 0; o < objectives; o++) {
      int[] pass = new int[QUESTIONS_PER_PASS];
      int filled = 0;
      for (int i = 0; i < asked.items(); i++) {
        if (asked.objectiveOf(i) == o) {
          pass[filled++] = i;
        }

        if (filled == pass.length || filled > 0 && i == asked.items() - 1) {
          passes.add(Arrays.copyOf(pass, filled));
          filled = 0;
        }
      }
    }

    return passes;
  }

  /** An empty sum for each piece. */
  static List<StepPiece.Sum> sums(StepQuestions asked, int pieces) {
    List<StepPiece.Sum> sums = new ArrayList<>(pieces);
    int item = 0;
    for (int k = 0; k < pieces; k++) {
      int end = begin(asked.length(), pieces, k + 1);
      int first = item;
      while (item < asked.items() && asked.offset(item) < end) {
        item++;
      }

      int length = end - begin(asked.length(), pieces, k);
      sums.add(StepPiece.Sum.of(k, asked.data().shards(), length, first, item - first));
    }

    return sums;
  }

  /** By item the piece in which its sums begin. */
  static int[] pieceOf(StepQuestions asked, int pieces) {
    int[] pieceOf = new int[asked.items()];
    int piece = 0;
    for (int i = 0; i < pieceOf.length; i++) {
      while (asked.offset(i) >= begin(asked.length(), pieces, piece + 1)) {
        piece++;
      }

      pieceOf[i] = piece;
    }

    return pieceOf;
  }

  private static void pass(
      StepQuestions asked,
      List<Question> questions,
      int[] items,
      DataShard shard,
      double[] ofShard,
      List<StepPiece.Sum> sums,
      int[] pieceOf) {
    int number = asked.objectiveOf(items[0]);
    StepScratch scratch = StepScratch.of(asked.run());
    List<Question> together = Arrays.stream(items).mapToObj(questions::get).toList();
    List<ShardSums> found =
        scratch.evaluator(number, asked.objective(number)).sums(shard, together);
    boolean reaches = asked.objective(number).augmentation().isPresent();

    for (int i = 0; i < items.length; i++) {
      int item = items[i];
      StepPiece.Sum sum = sums.get(pieceOf[item]);
      double[] own = found.get(i).sums();
      System.arraycopy(own, 0, ofShard, asked.offset(item), own.length);
      if (reaches) {
        sum.add(item, found.get(i).reach());
      }

      if (asked.inspected(item)) {
        ShardInspection inspection =
            scratch
                .inspector(number, asked.objective(number), asked.data())
                .inspect(shard, questions.get(item).point());
        double[] bounds = inspection.gradientRounding();
        System.arraycopy(bounds, 0, ofShard, asked.rounding(item), bounds.length);
        sum.add(item, new InspectionFacts(inspection));
      }
    }
  }

  private static void endIfKilled() {
    TaskContext context = TaskContext.get();
    if (context != null && context.isInterrupted()) {
      throw new TaskKilledException("the step is not wanted any more");
    }
  }
}

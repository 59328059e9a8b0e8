package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.spark.HashPartitioner;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.minimacensus.data.DataShard;
import org.minimacensus.objective.ChartReach;
import scala.Tuple2;

/**
 * Answers steps with Spark jobs over the shards of the training set, as a rule one job a step.
 * Partial sums are added by the driver, or by executors when they are large; the tree over the
 * shards is the same, and so are the bits. For any number of threads.
 */
final class StepJobs implements StepBroker.Answerer<List<StepItem>, List<StepResult>> {
  /**
   * A step whose sums have more doubles than this is answered by several jobs: a task holds the
   * sums of a few shards, and the driver the total.
   */
  private static final int MOST_DOUBLES = 1 << 21;

  private static final String POOL = "spark.scheduler.pool";

  private final JavaSparkContext spark;
  private final JavaRDD<DataShard> shards;
  private final StepData data;
  private final StepObjectives objectives;
  private final StepSettings settings;
  private final String description;
  private final String run = UUID.randomUUID().toString();
  private final AtomicLong steps = new AtomicLong();

  /**
   * @param shards one shard per element, persisted; every shard of the training set once
   * @param description of the run, shown in Spark's UI in front of the step
   */
  StepJobs(
      SparkContext spark,
      JavaRDD<DataShard> shards,
      StepData data,
      StepObjectives objectives,
      StepSettings settings,
      String description) {
    this.spark = JavaSparkContext.fromSparkContext(spark);
    this.shards = shards;
    this.data = data;
    this.objectives = objectives;
    this.settings = settings;
    this.description = description;
  }

  /**
   * As many as one job answers: the sums of all that ask for Hessians need not be there at once.
   */
  @Override
  public int together(List<List<StepItem>> requests, int from) {
    long size = 0;
    int to = from;
    while (to < requests.size() && size <= MOST_DOUBLES) {
      size += requests.get(to++).stream().mapToLong(StepQuestions::sumsOf).sum();
    }

    return size <= MOST_DOUBLES ? to - from : Math.max(1, to - 1 - from);
  }

  @Override
  public List<List<StepResult>> answer(int group, List<List<StepItem>> requests) {
    String what =
        description
            + ": step "
            + steps.incrementAndGet()
            + ", "
            + (requests.size() == 1 ? "1 search" : requests.size() + " searches")
            + (settings.groups() == 1 ? "" : ", group " + (group + 1));
    spark.setLocalProperty(POOL, "minima-census-" + (group + 1));
    spark.setJobGroup(jobGroup(group), what, false);
    List<StepResult> results = results(requests.stream().flatMap(List::stream).toList());
    List<List<StepResult>> answers = new ArrayList<>(requests.size());
    int from = 0;
    for (List<StepItem> request : requests) {
      answers.add(results.subList(from, from + request.size()));
      from += request.size();
    }

    return answers;
  }

  /** Does something by jobs that Spark's UI shows as calibration, and that {@link #cancel} ends. */
  <T> T calibrating(Supplier<T> measurement) {
    spark.setJobGroup(jobGroup(0), description + ": time per step", false);
    try {
      return measurement.get();
    } finally {
      spark.clearJobGroup();
    }
  }

  private String jobGroup(int group) {
    return "minima-census-steps-" + run + "-" + (group + 1);
  }

  /** Steps begun so far. */
  long steps() {
    return steps.get();
  }

  /** Ends running jobs and those that would come. */
  void cancel() {
    for (int group = 0; group < settings.groups(); group++) {
      spark.sc().cancelJobGroupAndFutureJobs(jobGroup(group));
    }
  }

  private List<StepResult> results(List<StepItem> items) {
    List<StepResult> results = new ArrayList<>(items.size());
    int from = 0;
    while (from < items.size()) {
      int to = from + 1;
      long size = StepQuestions.sumsOf(items.get(from));
      while (to < items.size() && size + StepQuestions.sumsOf(items.get(to)) <= MOST_DOUBLES) {
        size += StepQuestions.sumsOf(items.get(to++));
      }

      results.addAll(job(items.subList(from, to), true));
      from = to;
    }

    return results;
  }

  /**
   * One job, in the job group and pool of the calling thread.
   *
   * @param evaluated false for a job that sends zeros instead of sums
   */
  List<StepResult> job(List<StepItem> items, boolean evaluated) {
    StepQuestions questions = new StepQuestions(run, data, objectives.all(), items);
    Broadcast<StepQuestions> sent = spark.broadcast(questions);
    try {
      long bytes = 8L * questions.length();
      boolean onExecutors =
          bytes * shards.getNumPartitions() > settings.addOnExecutorsBytes()
              && shards.getNumPartitions() > 1;
      return onExecutors
          ? results(questions, addedOnExecutors(sent, pieces(questions), evaluated))
          : results(questions, shards.mapPartitions(new StepTask(sent, 1, evaluated)).collect());
    } finally {
      sent.destroy();
    }
  }

  private int pieces(StepQuestions questions) {
    int length = questions.length();
    long wanted = Math.min(8L * length / settings.pieceBytes(), spark.defaultParallelism());
    return (int) Math.max(1, Math.min(wanted, length));
  }

  private List<StepPiece> addedOnExecutors(
      Broadcast<StepQuestions> sent, int pieces, boolean evaluated) {
    JavaPairRDD<Integer, StepPiece> byPiece =
        shards
            .mapPartitions(new StepTask(sent, pieces, evaluated))
            .mapToPair(piece -> new Tuple2<>(piece.index(), piece))
            .partitionBy(new HashPartitioner(pieces));
    try {
      return byPiece.mapPartitions(new Addition()).collect();
    } finally {
      // Left to the garbage collector, the files of thousands of steps would fill the disks.
      byPiece.rdd().cleanShuffleDependencies(false);
    }
  }

  /** Runs on executors: adds the pieces of one index. */
  private static final class Addition
      implements FlatMapFunction<Iterator<Tuple2<Integer, StepPiece>>, StepPiece> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<StepPiece> call(Iterator<Tuple2<Integer, StepPiece>> pieces) {
      StepPiece.Sum sum = null;
      while (pieces.hasNext()) {
        StepPiece piece = pieces.next()._2();
        sum = sum == null ? StepPiece.Sum.like(piece) : sum;
        sum.add(piece);
      }

      return sum == null ? List.<StepPiece>of().iterator() : List.of(sum.piece()).iterator();
    }
  }

  /** The results of all items from pieces that cover all shards. */
  private List<StepResult> results(StepQuestions asked, List<StepPiece> found) {
    int pieces = 1 + found.stream().mapToInt(StepPiece::index).max().orElse(0);
    List<StepPiece.Sum> sums = StepTask.sums(asked, pieces);
    found.forEach(piece -> sums.get(piece.index()).add(piece));
    double[] all = new double[asked.length()];
    for (int k = 0; k < pieces; k++) {
      double[] total = sums.get(k).total();
      System.arraycopy(total, 0, all, StepTask.begin(all.length, pieces, k), total.length);
    }

    int[] pieceOf = StepTask.pieceOf(asked, pieces);
    List<StepResult> results = new ArrayList<>(asked.items());
    for (int i = 0; i < asked.items(); i++) {
      StepPiece.Sum sum = sums.get(pieceOf[i]);
      ChartReach reach = sum.reach(i);
      results.add(
          new StepResult(
              Arrays.copyOfRange(all, asked.offset(i), asked.rounding(i)),
              reach == null ? ChartReach.none(asked.objective(asked.objectiveOf(i))) : reach,
              Arrays.copyOfRange(all, asked.rounding(i), asked.offset(i + 1)),
              sum.facts(i)));
    }

    return results;
  }
}

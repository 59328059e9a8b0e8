package org.minimacensus.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.minimacensus.data.Dataset;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Question;
import org.minimacensus.optimize.StepListener;

/**
 * Runs restarts on one thread, alone or, on data that do not fit the caches of a processor, a few
 * together: their first searches are asked in turn and answered by one pass over the data, so that
 * rows are fetched from memory once for all of them. Certificates follow one by one. The bits are
 * the same in both ways.
 */
public final class RestartGroup {
  /**
   * More gain next to nothing: with 4, 8 and 16 points a pass takes 0.74, 0.69 and 0.65 a point.
   */
  private static final int SIZE = 8;

  /**
   * Bytes of a training set from which on it is passed over for several searches at once: a
   * processor's share of the last cache. Below, one search alone is as fast.
   */
  private static final long BEYOND_CACHES = 8L << 20;

  /** Sums of a group's Hessians over the shards may take this much of an executor's slot. */
  private static final long MOST_BYTES = 64L << 20;

  private final RestartJob job;
  private final Dataset dataset;
  private final RestartJob.Worker worker;
  private final StepListener pulse;

  public RestartGroup(RestartJob job, Dataset dataset, StepListener pulse) {
    this.job = job;
    this.dataset = dataset;
    this.worker = job.worker(EvaluatorFactory.local(dataset));
    this.pulse = pulse;
  }

  /** Restarts of a job that gain by running together on a training set; 1: none. */
  public static int size(RestartJob job, Dataset dataset) {
    return size(
        dataset.rows() * (dataset.features() + dataset.outputs()),
        dataset.shards().size(),
        job.largestDimension());
  }

  /**
   * The same by sizes.
   *
   * @param numbers of the training set
   * @param p parameters of the largest objective
   */
  static int size(long numbers, int shards, int p) {
    return Double.BYTES * numbers > BEYOND_CACHES && sumBytes(SIZE, shards, p) <= MOST_BYTES
        ? SIZE
        : 1;
  }

  /** What the sums of a group's questions take at most: log2 S + 2 Hessians each. */
  static long sumBytes(int size, int shards, long p) {
    long levels = shards == 1 ? 0 : 32L - Integer.numberOfLeadingZeros(shards - 1);
    return (long) Double.BYTES * size * (levels + 2) * (1 + p + p * p);
  }

  /**
   * Runs restarts to their ends.
   *
   * @param to told of each restart's results, by objective, as soon as they are there
   */
  public void run(List<Long> restarts, BiConsumer<Long, List<RestartResult>> to) {
    List<List<FirstSearch>> searched = new ArrayList<>();
    for (int o = 0; o < job.objectives().size(); o++) {
      searched.add(restarts.size() == 1 ? List.of() : searched(o, restarts));
    }

    for (int r = 0; r < restarts.size(); r++) {
      long restart = restarts.get(r);
      List<RestartResult> results = new ArrayList<>();
      for (int o = 0; o < searched.size(); o++) {
        results.add(
            searched.get(o).isEmpty()
                ? worker.run(o, restart, pulse)
                : worker.certified(o, restart, searched.get(o).get(r), pulse));
      }

      to.accept(restart, results);
    }
  }

  /** The first searches of an objective, ended; empty when the job's are not apart. */
  private List<FirstSearch> searched(int objective, List<Long> restarts) {
    List<FirstSearch> searches = new ArrayList<>();
    for (long restart : restarts) {
      Optional<FirstSearch> search = job.firstSearch(objective, restart);
      if (search.isEmpty()) {
        return List.of();
      }

      searches.add(search.get());
    }

    LocalEvaluator evaluator = new LocalEvaluator(searches.get(0).objective(), dataset);
    List<FirstSearch> live = new ArrayList<>(searches);
    int step = 0;
    while (!live.isEmpty()) {
      List<Question> questions = live.stream().map(FirstSearch::question).toList();
      evaluator.sums(questions, (q, sums, reach) -> live.get(q).tell(sums, reach, dataset.rows()));
      live.removeIf(FirstSearch::finished);
      pulse.step(step++, Double.NaN, Double.NaN, null);
    }

    return searches;
  }
}

package org.minimacensus.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /** Restarts that gain by running together on a training set; 1: none. */
  public static int size(Dataset dataset) {
    long bytes = Double.BYTES * dataset.rows() * (dataset.features() + dataset.outputs());
    return bytes > BEYOND_CACHES ? SIZE : 1;
  }

  /** Results by restart, by objective. */
  public List<List<RestartResult>> run(List<Long> restarts) {
    List<List<RestartResult>> all = new ArrayList<>();
    restarts.forEach(restart -> all.add(new ArrayList<>()));
    for (int o = 0; o < job.objectives().size(); o++) {
      List<FirstSearch> searched = restarts.size() == 1 ? List.of() : searched(o, restarts);
      for (int r = 0; r < restarts.size(); r++) {
        long restart = restarts.get(r);
        all.get(r)
            .add(
                searched.isEmpty()
                    ? worker.run(o, restart, pulse)
                    : worker.certified(o, restart, searched.get(r), pulse));
      }
    }

    return all;
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

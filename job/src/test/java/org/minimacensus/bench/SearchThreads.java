package org.minimacensus.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.study.EvaluatorFactory;

/**
 * Stands in for searches: each on a thread of its own asks for one gradient after the other, at a
 * point of its own, and does nothing else.
 */
public final class SearchThreads {
  /** Where one search asks; closed by the search's thread when it asks no more. */
  public interface Seat extends AutoCloseable {
    EvaluatorFactory evaluators();

    @Override
    void close();
  }

  private SearchThreads() {}

  /**
   * Seconds of each step: from the time when the last search had its answer to the step before.
   *
   * @param objective without added neurons
   * @param seats one for each search
   */
  public static double[] stepSeconds(Objective objective, List<? extends Seat> seats, int steps) {
    ExecutorService threads = Executors.newFixedThreadPool(seats.size());
    try {
      long begun = System.nanoTime();
      List<Future<long[]>> running = new ArrayList<>();
      for (int s = 0; s < seats.size(); s++) {
        Seat seat = seats.get(s);
        Point point = point(objective, s);
        running.add(threads.submit(() -> ask(objective, seat, point, steps)));
      }

      long[] last = new long[steps];
      Arrays.fill(last, Long.MIN_VALUE);
      for (Future<long[]> search : running) {
        long[] ended = search.get();
        for (int k = 0; k < steps; k++) {
          last[k] = Math.max(last[k], ended[k] - begun);
        }
      }

      double[] seconds = new double[steps];
      for (int k = 0; k < steps; k++) {
        seconds[k] = (last[k] - (k == 0 ? 0 : last[k - 1])) / 1e9;
      }

      return seconds;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("a search of the benchmark failed", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Point point(Objective objective, long search) {
    RandomStream random = RandomStream.of(20180522, "bench-point", search);
    double[] theta = new double[objective.dimension()];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = random.nextGaussian();
    }

    return Point.of(theta);
  }

  private static long[] ask(Objective objective, Seat seat, Point point, int steps) {
    long[] ended = new long[steps];
    try (seat) {
      Evaluator evaluator = seat.evaluators().evaluator(objective);
      Question question = Question.gradient(point);
      for (int k = 0; k < steps; k++) {
        double value = evaluator.evaluate(question).value();
        ended[k] = System.nanoTime();
        if (!Double.isFinite(value)) {
          throw new IllegalStateException("the loss of a benchmark's point is " + value);
        }
      }
    }

    return ended;
  }
}

package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.minimacensus.optimize.StepListener;
import org.minimacensus.study.EvaluatorFactory;
import org.minimacensus.study.Glance;
import org.minimacensus.study.Recorders;
import org.minimacensus.study.RestartExecutor;
import org.minimacensus.study.RestartJob;
import org.minimacensus.study.RestartResult;
import org.minimacensus.study.RestartSet;

/**
 * Runs restarts with a thread per live search, the questions of which are answered in steps. Knows
 * nothing of Spark.
 */
final class DataParallelRun {
  /** Searches recurse nowhere. */
  private static final long STACK_BYTES = 1 << 20;

  /** Waiting less than this for the rest of a group is not worth a step of its own. */
  private static final long LEAST_PATIENCE_NANOS = 10_000_000;

  /** What ended is not kept longer from lasting. */
  private static final long SECONDS_UNTIL_FLUSH = 10;

  /** Sent by a thread when it ends. */
  private static final List<RestartResult> END = List.of();

  private final RestartJob job;
  private final PrimitiveIterator.OfLong restarts;
  private final long searches;
  private final BooleanSupplier late;
  private final int groups;
  private final Function<StepEvaluator.Steps, EvaluatorFactory> evaluators;
  private final StepBroker<List<StepItem>, List<StepResult>> broker;
  private final Runnable cancel;
  private final BlockingQueue<List<RestartResult>> messages = new LinkedBlockingQueue<>();
  private final List<Thread> threads = new ArrayList<>();

  // Under the lock of this object.
  private final Map<Long, RestartResult[]> unfinished = new HashMap<>();
  private long restart;
  private long taken;

  private volatile int live;

  /**
   * @param late whether no restart is to be begun any more; once true it stays so
   * @param evaluators for a search whose questions are answered by the given steps
   * @param cancel ends a step that is being answered
   */
  DataParallelRun(
      RestartJob job,
      RestartSet restarts,
      BooleanSupplier late,
      int groups,
      Function<StepEvaluator.Steps, EvaluatorFactory> evaluators,
      StepBroker.Answerer<List<StepItem>, List<StepResult>> answerer,
      Runnable cancel) {
    this.job = job;
    this.restarts = restarts.iterator();
    this.searches = restarts.size() * job.objectives().size();
    this.late = late;
    this.evaluators = evaluators;
    this.broker = new StepBroker<>(groups, answerer, LEAST_PATIENCE_NANOS);
    this.groups = groups;
    this.cancel = cancel;
  }

  /** Searches that have begun and not ended; may be asked from any thread. */
  int liveSearches() {
    return live;
  }

  /** Abandons all searches. */
  void stop() {
    broker.stop();
    cancel.run();
  }

  /**
   * Runs the restarts to their end, or to that of time or patience.
   *
   * @param live searches at once
   * @param recorder takes what ended, in this thread; not closed here
   * @param progress called by this thread
   * @return number of restarts that ended with all objectives
   */
  long run(int live, Recorders.Recorder recorder, RestartExecutor.Progress progress) {
    long ended = 0;
    try {
      int running = start((int) Math.min(live, searches));
      this.live = running;
      while (running > 0) {
        List<RestartResult> message = messages.poll(SECONDS_UNTIL_FLUSH, TimeUnit.SECONDS);
        if (message == null) {
          recorder.flush();
        } else if (message.equals(END)) {
          running--;
          this.live = running;
          // The steps of other groups need not end first.
          broker.failure().ifPresent(f -> cancel.run());
        } else {
          ended++;
          recorder.add(message);
          progress.finished(glances(message));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while restarts were running", e);
    } finally {
      end();
    }

    broker.failure().ifPresent(DataParallelRun::raise);
    return ended;
  }

  private static List<Glance> glances(List<RestartResult> restart) {
    List<Glance> glances = new ArrayList<>();
    for (int o = 0; o < restart.size(); o++) {
      glances.add(Glance.of(o, restart.get(o).endpoint()));
    }

    return glances;
  }

  /**
   * Starts the threads of searches, then those that answer them; returns the number of the former.
   */
  private int start(int live) {
    List<StepBroker<List<StepItem>, List<StepResult>>.Seat> seats = new ArrayList<>();
    for (int i = 0; i < live; i++) {
      seats.add(broker.seat(i % groups));
    }

    int started = 0;
    for (int i = 0; i < live; i++) {
      StepBroker<List<StepItem>, List<StepResult>>.Seat seat = seats.get(i);
      try {
        start(new Thread(null, () -> search(seat), "minima-census-search-" + i, STACK_BYTES));
        started++;
      } catch (OutOfMemoryError e) {
        broker.fail(
            new IllegalStateException(
                "the driver could not start thread "
                    + (i + 1)
                    + " of "
                    + live
                    + ", one for each live search; let fewer searches live at once or raise the"
                    + " limit of threads (ulimit -u)",
                e));
        seats.subList(i, live).forEach(StepBroker.Seat::close);
        break;
      }
    }

    for (int g = 0; g < Math.min(groups, live); g++) {
      int group = g;
      start(new Thread(() -> broker.serve(group), "minima-census-steps-" + (group + 1)));
    }

    return started;
  }

  private void start(Thread thread) {
    thread.setDaemon(true);
    thread.start();
    threads.add(thread);
  }

  /** No thread is left behind, whatever happened. */
  private void end() {
    broker.stop();
    boolean unfinishedThreads = threads.stream().anyMatch(Thread::isAlive);
    if (unfinishedThreads) {
      cancel.run();
    }

    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }

    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A thread's life: one search after the other. */
  private void search(StepBroker<List<StepItem>, List<StepResult>>.Seat seat) {
    try (seat) {
      RestartJob.Worker worker = job.worker(evaluators.apply(seat::ask));
      StepListener pulse = (iteration, value, gradientNorm, point) -> seat.check();
      for (Work next = take(); next != null; next = take()) {
        finished(next, worker.run(next.objective(), next.restart(), pulse));
      }
    } catch (StepBroker.AbandonedException e) {
      // The broker knows why.
    } catch (Throwable e) {
      broker.fail(e);
    } finally {
      messages.add(END);
    }
  }

  /** One search. */
  private record Work(long restart, int objective) {}

  /**
   * The next search, those of one restart after the other; null when there is none. A restart that
   * has begun is taken to its end.
   */
  private synchronized Work take() {
    int objective = (int) (taken % job.objectives().size());
    if (taken == searches || objective == 0 && late.getAsBoolean()) {
      return null;
    }

    taken++;
    restart = objective == 0 ? restarts.nextLong() : restart;
    return new Work(restart, objective);
  }

  private synchronized void finished(Work work, RestartResult result) {
    int objectives = job.objectives().size();
    RestartResult[] of =
        unfinished.computeIfAbsent(work.restart(), r -> new RestartResult[objectives]);
    of[work.objective()] = result;
    for (RestartResult r : of) {
      if (r == null) {
        return;
      }
    }

    unfinished.remove(work.restart());
    messages.add(List.of(of));
  }

  /** Throws a checked exception of Spark too: Scala declares none. */
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void raise(Throwable failure) throws E {
    throw (E) failure;
  }
}

package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.minimacensus.study.FirstSearch;
import org.minimacensus.study.Glance;
import org.minimacensus.study.Recorders;
import org.minimacensus.study.RestartExecutor;
import org.minimacensus.study.RestartJob;
import org.minimacensus.study.RestartResult;
import org.minimacensus.study.RestartSet;

/**
 * Runs restarts, many alive at once, the questions of which are answered in steps. First searches
 * are state machines without threads; the certificates that follow have one each, from a bounded
 * number. Knows nothing of Spark.
 */
final class DataParallelRun {
  /** Waiting less than this for the rest of a group is not worth a step of its own. */
  private static final long LEAST_PATIENCE_NANOS = 10_000_000;

  /** What ended is not kept longer from lasting. */
  private static final long SECONDS_UNTIL_FLUSH = 10;

  /** Sent by a place that holds no search any more. */
  private static final List<RestartResult> END = List.of();

  private final RestartJob job;
  private final PrimitiveIterator.OfLong restarts;
  private final long searches;
  private final BooleanSupplier late;
  private final int groups;
  private final StepAsking asking;
  private final StepBroker<List<StepItem>, List<StepResult>> broker;
  private final CertificateThreads certificates;
  private final Runnable cancel;
  private final BlockingQueue<List<RestartResult>> messages = new LinkedBlockingQueue<>();
  private final List<Thread> servers = new ArrayList<>();

  // Under the lock of this object.
  private final Map<Long, RestartResult[]> unfinished = new HashMap<>();
  private long restart;
  private long taken;

  private volatile int live;

  /**
   * @param late whether no restart is to be begun any more; once true it stays so
   * @param certificates at the same time at most
   * @param asking how questions become items of steps
   * @param cancel ends a step that is being answered
   */
  DataParallelRun(
      RestartJob job,
      RestartSet restarts,
      BooleanSupplier late,
      int groups,
      int certificates,
      StepAsking asking,
      StepBroker.Answerer<List<StepItem>, List<StepResult>> answerer,
      Runnable cancel) {
    this.job = job;
    this.restarts = restarts.iterator();
    this.searches = restarts.size() * job.objectives().size();
    this.late = late;
    this.asking = asking;
    this.broker = new StepBroker<>(groups, answerer, LEAST_PATIENCE_NANOS);
    this.certificates = new CertificateThreads(job, asking, certificates);
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
      int running = (int) Math.min(live, searches);
      this.live = running;
      start(running);
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

  /** Fills the places of live searches, then starts the threads that answer them. */
  private void start(int live) {
    List<Place> places = new ArrayList<>(live);
    for (int i = 0; i < live; i++) {
      places.add(new Place(broker.seat(i % groups)));
    }

    places.forEach(Place::next);
    for (int g = 0; g < Math.min(groups, live); g++) {
      int group = g;
      Thread server = new Thread(() -> broker.serve(group), "minima-census-steps-" + (group + 1));
      server.setDaemon(true);
      server.start();
      servers.add(server);
    }
  }

  /** No thread is left behind, whatever happened. */
  private void end() {
    broker.stop();
    if (certificates.running() || servers.stream().anyMatch(Thread::isAlive)) {
      cancel.run();
    }

    boolean interrupted = certificates.end();
    for (Thread server : servers) {
      while (server.isAlive()) {
        try {
          server.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }

    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where searches live, one after the other; in the hands of one thread at a time. */
  private final class Place implements StepBroker.Reply<List<StepResult>> {
    private final StepBroker<List<StepItem>, List<StepResult>>.Seat seat;
    private Work work;
    private FirstSearch search;

    Place(StepBroker<List<StepItem>, List<StepResult>>.Seat seat) {
      this.seat = seat;
    }

    /** The next search; or this place's end. */
    void next() {
      try {
        work = take();
        if (work == null) {
          abandoned();
          return;
        }

        Optional<FirstSearch> first = job.firstSearch(work.objective(), work.restart());
        search = first.orElse(null);
        goOn();
      } catch (Throwable e) {
        failed(e);
      }
    }

    private void goOn() {
      if (search != null && !search.finished()) {
        seat.ask(List.of(asking.item(search)), this);
        return;
      }

      seat.rest();
      certificates.run(this::certify);
    }

    @Override
    public void answered(List<StepResult> results) {
      StepResult result = results.get(0);
      search.tell(result.sums(), result.reach(), asking.rows());
      goOn();
    }

    /** Nothing lives here any more. */
    @Override
    public void abandoned() {
      search = null;
      seat.close();
      messages.add(END);
    }

    private void failed(Throwable e) {
      // The broker knows why others were abandoned.
      if (!(e instanceof StepBroker.AbandonedException)) {
        broker.fail(e);
      }

      abandoned();
    }

    /** In a thread for certificates. */
    private void certify() {
      try {
        seat.wake();
        seat.check();
        finished(
            work, certificates.certifier().result(seat, work.objective(), work.restart(), search));
        search = null;
      } catch (Throwable e) {
        failed(e);
        return;
      }

      next();
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

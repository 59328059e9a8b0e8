package org.minimacensus.spark;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.minimacensus.optimize.StepListener;
import org.minimacensus.study.FirstSearch;
import org.minimacensus.study.RestartJob;
import org.minimacensus.study.RestartResult;

/**
 * A bounded number of threads for certificates, which are code that blocks on its answers; those
 * that find no thread wait in line. Threads are started as they are needed.
 */
final class CertificateThreads {
  /** Certificates recurse nowhere. */
  private static final long STACK_BYTES = 1 << 20;

  private final RestartJob job;
  private final StepAsking asking;
  private final ThreadPoolExecutor threads;
  private final Queue<Thread> started = new ConcurrentLinkedQueue<>();
  private final ThreadLocal<Certifier> certifiers = ThreadLocal.withInitial(Certifier::new);

  /**
   * @param most threads
   */
  CertificateThreads(RestartJob job, StepAsking asking, int most) {
    this.job = job;
    this.asking = asking;
    this.threads =
        new ThreadPoolExecutor(
            most, most, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread);
  }

  private Thread thread(Runnable work) {
    String name = "minima-census-certificate-" + (started.size() + 1);
    Thread thread = new Thread(null, work, name, STACK_BYTES);
    thread.setDaemon(true);
    started.add(thread);
    return thread;
  }

  /**
   * What a thread certifies with: its evaluators, which ask in the place of one search at a time.
   */
  final class Certifier {
    private RestartJob.Worker worker;
    private StepBroker<List<StepItem>, List<StepResult>>.Seat seat;

    private List<StepResult> ask(List<StepItem> items) {
      return seat.ask(items);
    }

    /**
     * The rest of a restart, or all of it.
     *
     * @param at where it asks
     * @param searched null: the restart has no first search apart
     * @throws StepBroker.AbandonedException when nobody answers any more
     */
    RestartResult result(
        StepBroker<List<StepItem>, List<StepResult>>.Seat at,
        int objective,
        long restart,
        FirstSearch searched) {
      seat = at;
      if (worker == null) {
        // Not before there is a place to ask in: making one may take questions.
        worker = job.worker(asking.evaluators(this::ask));
      }

      StepListener pulse = (iteration, value, gradientNorm, point) -> at.check();
      return searched == null
          ? worker.run(objective, restart, pulse)
          : worker.certified(objective, restart, searched, pulse);
    }
  }

  /**
   * Runs a task in one of the threads, now or later.
   *
   * @param task must not throw
   * @throws IllegalStateException when no thread can be started
   */
  void run(Runnable task) {
    try {
      threads.execute(task);
    } catch (OutOfMemoryError e) {
      throw new IllegalStateException(
          "the driver could not start thread "
              + (threads.getPoolSize() + 1)
              + " of at most "
              + threads.getCorePoolSize()
              + " for certificates; let fewer searches live at once or raise the limit of threads"
              + " (ulimit -u)",
          e);
    }
  }

  /** The calling thread's own, which is one of these threads. */
  Certifier certifier() {
    return certifiers.get();
  }

  /** Whether a certificate has not ended. */
  boolean running() {
    return threads.getActiveCount() > 0 || !threads.getQueue().isEmpty();
  }

  /** Waits for all tasks and ends the threads; returns whether this thread was interrupted. */
  boolean end() {
    threads.shutdown();
    boolean interrupted = false;
    for (Thread thread : started) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }

    return interrupted;
  }
}

package org.minimacensus.spark;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.util.SignalUtils;
import org.minimacensus.study.RestartExecutor;
import scala.runtime.AbstractFunction0;

/**
 * Whether somebody asked the job to stop, and how. A second signal is left to the JVM, which then
 * ends at once.
 */
public final class StopRequest {
  private final AtomicReference<RestartExecutor.End> requested = new AtomicReference<>();
  private final AtomicReference<Runnable> action = new AtomicReference<>(() -> {});

  /**
   * Listens to SIGINT and SIGTERM from now on: the job then stops in good order instead of losing
   * its context to Spark's shutdown hook.
   *
   * @param announce run on the first signal, in the JVM's signal thread
   */
  public static StopRequest onSignals(Runnable announce) {
    StopRequest stop = new StopRequest();
    stop.register("INT", RestartExecutor.End.INTERRUPTED, announce);
    stop.register("TERM", RestartExecutor.End.TERMINATED, announce);
    return stop;
  }

  private void register(String signal, RestartExecutor.End end, Runnable announce) {
    SignalUtils.register(
        signal,
        new AbstractFunction0<Object>() {
          @Override
          public Object apply() {
            if (requested().isPresent()) {
              return false;
            }

            announce.run();
            request(end);
            return true;
          }
        });
  }

  /** Asks the job to stop; only the first request counts. */
  public void request(RestartExecutor.End end) {
    if (requested.compareAndSet(null, end)) {
      action.get().run();
    }
  }

  public Optional<RestartExecutor.End> requested() {
    return Optional.ofNullable(requested.get());
  }

  /**
   * Sets what a request does besides being remembered; runs it at once when the request came
   * before.
   */
  void onRequest(Runnable newAction) {
    action.set(newAction);
    if (requested().isPresent()) {
      newAction.run();
    }
  }
}

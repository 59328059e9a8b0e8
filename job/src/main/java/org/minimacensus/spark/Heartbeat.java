package org.minimacensus.spark;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;
import org.slf4j.LoggerFactory;

/**
 * Tells processes of other hosts that this one lives, by a file that is written again and again.
 */
final class Heartbeat {
  private static final Duration BETWEEN = Duration.ofSeconds(10);

  /** After as long without a sign, which is some beats, a process is taken for dead. */
  static final Duration EXPIRY = BETWEEN.multipliedBy(4);

  private static final Map<Path, Timer> BEATING = new ConcurrentHashMap<>();

  private Heartbeat() {}

  static void start(StoreFiles files, Path alive) throws IOException {
    files.touch(alive);
    Timer timer = new Timer("minima-census-heartbeat", true);
    BEATING.put(alive, timer);
    TimerTask beat =
        new TimerTask() {
          @Override
          public void run() {
            beat(files, alive);
          }
        };
    long millis = BETWEEN.toMillis();
    timer.schedule(beat, millis, millis);
  }

  private static synchronized void beat(StoreFiles files, Path alive) {
    if (!BEATING.containsKey(alive)) {
      return;
    }

    try {
      files.touch(alive);
    } catch (IOException | RuntimeException | FSError e) {
      // A beat may be missed; what is wrong with the place shows where endpoints are recorded.
      LoggerFactory.getLogger(Heartbeat.class).debug("{} cannot be written", alive, e);
    }
  }

  /** No beat comes after this returns. */
  static synchronized void stop(Path alive) {
    Timer timer = BEATING.remove(alive);
    if (timer != null) {
      timer.cancel();
    }
  }

  /**
   * Whether the owner of a file has stopped writing it; waits for a sign of life when the last one
   * is not old.
   *
   * @param own just written: tells the time of the file system
   * @param expiry how long a sign of life holds
   */
  static boolean silent(StoreFiles files, Path alive, Path own, Duration expiry)
      throws IOException {
    if (!files.exists(alive)) {
      return true;
    }

    long last = files.modified(alive);
    long end = last + expiry.toMillis();
    long wait = Math.min(end - files.modified(own), end - last);
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(wait);
    while (System.nanoTime() < until) {
      try {
        Thread.sleep(500);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }

      if (files.modified(alive) != last) {
        return false;
      }
    }

    return true;
  }
}

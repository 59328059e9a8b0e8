package org.minimacensus.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.minimacensus.numeric.KernelWarmUp;
import org.slf4j.LoggerFactory;

/**
 * Warms up the kernels of this JVM beside what else goes on, Spark's own start above all, and logs
 * how fast they are then: a rate far below what other machines of the kind log means that the
 * compiler was led astray.
 */
public final class WarmKernels {
  /** Restarts times numbers of the training set; a study of fewer is over before the warm-up is. */
  private static final double WORTHWHILE = 5e5;

  private static final AtomicBoolean STARTED = new AtomicBoolean();

  private WarmKernels() {}

  /** Whether a study is long enough to gain by it. */
  static boolean worthwhile(long restarts, double numbers) {
    return restarts * numbers >= WORTHWHILE;
  }

  /**
   * For a study whose data have not been read yet.
   *
   * @param data path of the training set
   */
  public static void startFor(long restarts, String data) {
    try {
      // About eight bytes a number: whether a study is long needs no more.
      Path file = Path.of(data);
      if (Files.isRegularFile(file) && worthwhile(restarts, Files.size(file) / 8.0)) {
        start();
      }
    } catch (IOException | RuntimeException e) {
      LoggerFactory.getLogger(WarmKernels.class).debug("the size of {} is not known", data, e);
    }
  }

  /** Starts the warm-up on a thread of its own, once per JVM. */
  static void start() {
    if (STARTED.compareAndSet(false, true)) {
      Thread thread = new Thread(WarmKernels::run, "minima-census-kernels");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static void run() {
    String rates = KernelWarmUp.run(System::nanoTime).text();
    LoggerFactory.getLogger(WarmKernels.class).info(rates);
  }
}

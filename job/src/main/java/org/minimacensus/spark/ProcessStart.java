package org.minimacensus.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * When a process started, which tells it from others that have had its number.
 *
 * @param instant in ISO 8601; null or empty when its system does not tell. On Linux Java reckons it
 *     from the clock as it is now: it moves when the clock is set
 * @param ticks from the boot of the kernel to the start, which nothing moves; null when they are
 *     not known, as in what earlier versions wrote and on other systems
 */
record ProcessStart(String instant, Long ticks) {
  /** A clock that is kept by the network is set by less, once it is right. */
  private static final Duration CLOCK_SET = Duration.ofMinutes(1);

  /** Field 22 of {@code /proc/PID/stat}, counted from the one behind the name of the program. */
  private static final int TICKS = 22 - 3;

  static ProcessStart of(ProcessHandle process) {
    return new ProcessStart(
        process.info().startInstant().map(Instant::toString).orElse(""), ticksOf(process.pid()));
  }

  private static Long ticksOf(long pid) {
    try {
      return ticks(Files.readString(Path.of("/proc/" + pid + "/stat")));
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  /**
   * @param stat text of {@code /proc/PID/stat}; the name in it may hold spaces and brackets
   * @return null when it is none
   */
  static Long ticks(String stat) {
    String[] behind = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    return behind.length > TICKS && behind[TICKS].matches("[0-9]{1,18}")
        ? Long.valueOf(behind[TICKS])
        : null;
  }

  /** Whether two processes of one number may be one; true where it cannot be told. */
  boolean mayBe(ProcessStart other) {
    if (ticks != null && other.ticks != null) {
      return ticks.equals(other.ticks);
    }

    if (unknown(instant) || unknown(other.instant)) {
      return true;
    }

    try {
      Duration apart = Duration.between(Instant.parse(instant), Instant.parse(other.instant));
      return apart.abs().compareTo(CLOCK_SET) <= 0;
    } catch (DateTimeException e) {
      return true;
    }
  }

  private static boolean unknown(String instant) {
    return instant == null || instant.isEmpty();
  }
}

package org.minimacensus.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Processes of this machine, by their ids; Linux. */
final class Processes {
  private Processes() {}

  /** Sends a signal by name, such as KILL, TERM, STOP or CONT. */
  static void signal(long pid, String name) {
    try {
      int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
      if (code != 0 && alive(pid)) {
        throw new IllegalStateException("kill -" + name + " " + pid + ": exit code " + code);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Stops a process without ending it, as a machine that hangs does. */
  static void freeze(long pid) {
    signal(pid, "STOP");
  }

  static void thaw(long pid) {
    signal(pid, "CONT");
  }

  /** SIGKILL, and waits for the end. */
  static void kill(long pid) {
    if (alive(pid)) {
      signal(pid, "KILL");
      await(Duration.ofSeconds(30), "the end of process " + pid, () -> !alive(pid), () -> "");
    }
  }

  /** Whether a process runs; one that only waits for its parent to notice its end does not. */
  static boolean alive(long pid) {
    String stat = text(Path.of("/proc", Long.toString(pid), "stat"));
    return !stat.isEmpty() && !stat.substring(stat.lastIndexOf(')') + 1).strip().startsWith("Z");
  }

  /** The words of a process's command line; none when it is gone. */
  static List<String> commandLine(long pid) {
    String line = text(Path.of("/proc", Long.toString(pid), "cmdline"));
    return line.isEmpty() ? List.of() : List.of(line.split("\0"));
  }

  /** The command lines of all live processes by process id. */
  static Map<Long, List<String>> commandLines() {
    Map<Long, List<String>> lines = new TreeMap<>();
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      processes
          .map(p -> p.getFileName().toString())
          .filter(n -> n.matches("\\d+"))
          .map(Long::valueOf)
          .filter(Processes::alive)
          .forEach(pid -> lines.put(pid, commandLine(pid)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }

    return lines;
  }

  /**
   * Waits until a condition holds.
   *
   * @param told what to add to the error when it does not
   */
  static void await(
      Duration patience, String what, BooleanSupplier condition, Supplier<String> told) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "waited " + patience.toSeconds() + " s in vain for " + what + "\n" + told.get());
      }

      pause(Duration.ofMillis(50));
    }
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Empty when there is no such file, as for a process that has just ended. */
  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}

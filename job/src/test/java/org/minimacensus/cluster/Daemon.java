package org.minimacensus.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, which ends with the tests at the latest. */
final class Daemon implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int TAIL_LINES = 40;
  private static final Set<Daemon> STARTED = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> STARTED.forEach(d -> d.process.destroyForcibly()), "daemons"));
  }

  private final String name;
  private final Process process;
  private final Path log;

  private Daemon(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a server.
   *
   * @param environment all of it; nothing is inherited
   * @param log file for standard output and error
   */
  static Daemon start(
      String name, List<String> command, Map<String, String> environment, Path log) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(log.toAbsolutePath().getParent().toFile())
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      Daemon daemon = new Daemon(name, builder.start(), log);
      STARTED.add(daemon);
      return daemon;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last lines of the logs of all servers that run. */
  static String tails() {
    StringBuilder text = new StringBuilder();
    STARTED.stream().map(Daemon::tail).sorted().forEach(text::append);
    return text.toString();
  }

  long pid() {
    return process.pid();
  }

  boolean running() {
    return process.isAlive();
  }

  /** What it has logged so far. */
  String log() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last lines of its log under its name. */
  String tail() {
    List<String> lines = log().lines().toList();
    int from = Math.max(0, lines.size() - TAIL_LINES);
    return "==> "
        + name
        + " ("
        + log
        + ")\n"
        + String.join("\n", lines.subList(from, lines.size()))
        + "\n";
  }

  /** Waits for a line of the log and returns the first group of the first match. */
  String awaitLog(String regex) {
    Pattern pattern = Pattern.compile(regex);
    await("'" + regex + "' in its log", () -> pattern.matcher(log()).find());
    Matcher matcher = pattern.matcher(log());
    return matcher.find() ? matcher.group(1) : "";
  }

  /** Waits for a condition that the server brings about before it ends. */
  void await(String what, BooleanSupplier condition) {
    Processes.await(
        PATIENCE,
        name + ": " + what,
        () -> {
          boolean ended = !running();
          if (condition.getAsBoolean()) {
            return true;
          }

          if (ended) {
            throw new IllegalStateException(
                name + " ended with exit code " + process.exitValue() + "\n" + tail());
          }

          return false;
        },
        this::tail);
  }

  /** Waits until it has ended by itself, in good order. */
  void awaitEnd() {
    Processes.await(PATIENCE, "the end of " + name, () -> !running(), this::tail);
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          name + " ended with exit code " + process.exitValue() + "\n" + tail());
    }
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
    end(30);
  }

  private boolean end(int seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends it in good order if it wants to, and in any case. */
  @Override
  public void close() {
    if (running()) {
      Processes.thaw(pid());
      process.destroy();
      if (!end(5)) {
        kill();
      }
    }

    STARTED.remove(this);
  }
}

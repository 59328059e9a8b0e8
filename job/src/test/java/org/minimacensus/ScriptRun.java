package org.minimacensus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** One run of a shell script as the leader of its own process group, as a terminal starts it. */
public final class ScriptRun implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  private final Process process;
  private final Path out;
  private final Path err;

  private ScriptRun(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts a command.
   *
   * @param environment all of it; nothing is inherited
   * @param scratch existing folder for what the command prints
   */
  public static ScriptRun start(
      List<String> command, Map<String, String> environment, Path directory, Path scratch) {
    List<String> whole = new ArrayList<>();
    whole.add("setsid");
    // A shell that was itself started in the background would hand on ignored interrupts.
    whole.addAll(List.of("env", "--default-signal=INT,TERM"));
    whole.addAll(command);
    try {
      Path out = Files.createTempFile(scratch, "out", ".txt");
      Path err = Files.createTempFile(scratch, "err", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(whole)
              .directory(directory.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      return new ScriptRun(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The exit code; 128 + n when signal n ended the process. */
  public int exitCode() {
    return exitCode(PATIENCE);
  }

  /**
   * The exit code of a longer run.
   *
   * @param patience how long to wait for the end
   */
  public int exitCode(Duration patience) {
    try {
      if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("still running after " + patience + ": " + err());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }

    return process.exitValue();
  }

  public String out() {
    return text(out);
  }

  public String err() {
    return text(err);
  }

  /** The script's process, and that of what it has become by {@code exec}. */
  public long pid() {
    return process.pid();
  }

  public boolean running() {
    return process.isAlive();
  }

  /** Sends a signal to the script's process alone, as a scheduler does. */
  public void signal(String name) {
    kill(name, Long.toString(process.pid()));
  }

  /** Sends a signal to the whole process group, as a terminal does for Ctrl-C. */
  public void signalGroup(String name) {
    kill(name, "-" + process.pid());
  }

  /** Waits until a condition holds. */
  public void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("waited in vain for " + what + ": " + out() + err());
      }

      pause();
    }
  }

  /** Waits a little for what is ending, then lists the process group's live members. */
  public List<String> survivors() {
    for (int i = 0; i < 40 && !members().isEmpty(); i++) {
      pause();
    }

    return members();
  }

  private List<String> members() {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(p -> p.getFileName().toString().matches("\\d+"))
          .map(p -> text(p.resolve("stat")))
          .filter(this::liveMember)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fields after the command's name in parentheses: state, parent, process group. */
  private boolean liveMember(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", 4);
    return fields.length == 4
        && !fields[0].equals("Z")
        && fields[2].equals(Long.toString(process.pid()));
  }

  private static void kill(String signal, String target) {
    try {
      int code = new ProcessBuilder("kill", "-" + signal, "--", target).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill -" + signal + " -- " + target + ": " + code);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Empty when there is no such file, as for a process that has just ended. */
  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }

  /** Leaves nothing of a failed test running. */
  @Override
  public void close() {
    if (!members().isEmpty()) {
      signalGroup("KILL");
    }
  }
}

package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.minimacensus.BriefJvm;

/** The job as a process of its own, on two threads. */
final class JobProcess {
  private final Process process;
  private final Path log;

  /** What is left of one. */
  record Ended(int code, String out, String err) {}

  private JobProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * @param log where it prints to, with the endings {@code .out} and {@code .err}
   */
  static JobProcess start(Path log, String... arguments) throws IOException {
    return start(log, BriefJvm.SCALAR, arguments);
  }

  /**
   * @param log where it prints to, with the endings {@code .out} and {@code .err}
   * @param options of its JVM, beside those that Spark asks for; none: as users start it
   */
  static JobProcess start(Path log, List<String> options, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !BriefJvm.SCALAR.contains(option))
        .forEach(command::add);
    command.addAll(options);
    command.addAll(List.of("-Dspark.master=local[2]", "-Dspark.ui.enabled=false"));
    command.addAll(List.of("-Dspark.log.level=ERROR", "-cp"));
    String surefire = System.getProperty("surefire.test.class.path", "");
    command.add(surefire.isEmpty() ? System.getProperty("java.class.path") : surefire);
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(new File(log + ".out"))
            .redirectError(new File(log + ".err"))
            .start();
    return new JobProcess(process, log);
  }

  /** Runs it to its end. */
  static Ended run(Path folder, String... arguments) throws IOException, InterruptedException {
    return start(Files.createTempFile(folder, "log", ""), arguments).end();
  }

  /** Waits for its end. */
  Ended end() throws IOException, InterruptedException {
    assertThat(process.waitFor(600, TimeUnit.SECONDS)).as("the job ends").isTrue();
    return new Ended(process.exitValue(), out(), text(".err"));
  }

  boolean running() {
    return process.isAlive();
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** SIGKILL, and waits for its end. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Sends a signal by name, such as STOP. */
  void signal(String name) throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  long pid() {
    return process.pid();
  }

  /** What it has printed so far. */
  String out() throws IOException {
    return text(".out");
  }

  private String text(String ending) throws IOException {
    return Files.readString(Path.of(log + ending), StandardCharsets.UTF_8);
  }
}

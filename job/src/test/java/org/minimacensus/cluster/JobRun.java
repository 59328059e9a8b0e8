package org.minimacensus.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.minimacensus.BriefJvm;
import org.minimacensus.ScriptRun;
import org.minimacensus.Toolbox;

/** The job as users start it: {@code ./submit.sh ARGUMENTS -- SPARK-SUBMIT-OPTIONS}. */
final class JobRun implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(8);

  /** Made once: a tool that another run is starting cannot be written. */
  private static final Map<Path, Toolbox> TOOLS = new ConcurrentHashMap<>();

  private final ScriptRun script;

  private JobRun(ScriptRun script) {
    this.script = script;
  }

  /** What is to be run. */
  static final class Command {
    private final Path folder;
    private final List<String> arguments;
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();

    private Command(Path folder, List<String> arguments) {
      this.folder = folder;
      this.arguments = arguments;
      jvm(BriefJvm.SCALAR);
    }

    /** With these options of the driver's JVM and of the executors'. */
    Command jvm(List<String> jvmOptions) {
      String line = String.join(" ", jvmOptions);
      return conf("spark.driver.extraJavaOptions", line)
          .conf("spark.executor.extraJavaOptions", line);
    }

    /** Adds options of spark-submit; later ones win. */
    Command with(String... sparkOptions) {
      options.addAll(List.of(sparkOptions));
      return this;
    }

    /** Adds {@code --conf KEY=VALUE}. */
    Command conf(String key, Object value) {
      return with("--conf", key + "=" + value);
    }

    Command environment(String name, String value) {
      environment.put(name, value);
      return this;
    }

    /** Starts it and does not wait. */
    JobRun start() {
      List<String> command = new ArrayList<>();
      command.add("bash");
      command.add(Toolbox.project().resolve("submit.sh").toString());
      command.addAll(arguments);
      command.add("--");
      command.addAll(options);
      try {
        Path scratch = Files.createDirectories(folder.resolve("runs"));
        Map<String, String> whole = new HashMap<>();
        whole.put("PATH", TOOLS.computeIfAbsent(folder.resolve("tools"), Toolbox::new).path());
        whole.put("JAVA_HOME", System.getProperty("java.home"));
        whole.put("HOME", folder.toString());
        // With a master elsewhere Spark would choose an address of the machine's network.
        whole.put("SPARK_LOCAL_IP", "127.0.0.1");
        whole.putAll(environment);
        return new JobRun(ScriptRun.start(command, whole, folder, scratch));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Runs it to its end. */
    JobRun run() {
      try (JobRun run = start()) {
        run.exitCode();
        return run;
      }
    }
  }

  /**
   * A command of the job, without a Spark of the site.
   *
   * @param folder the working directory; it also gets what the runs print
   */
  static Command of(Path folder, String... arguments) {
    return new Command(folder, List.of(arguments));
  }

  /** Waits for the end; 128 + n when signal n ended it. */
  int exitCode() {
    return script.exitCode(PATIENCE);
  }

  String out() {
    return script.out();
  }

  String err() {
    return script.err();
  }

  /** All that it has printed so far, for messages of assertions. */
  String printed() {
    return "standard output:\n" + out() + "standard error:\n" + err();
  }

  /** The driver's process in client mode. */
  long pid() {
    return script.pid();
  }

  boolean running() {
    return script.running();
  }

  /** Sends a signal to the driver. */
  void signal(String name) {
    script.signal(name);
  }

  /** Waits until it has printed something on either stream. */
  void awaitPrinted(String regex) {
    Pattern pattern = Pattern.compile(regex);
    script.await(
        "'" + regex + "'",
        () -> {
          boolean there = pattern.matcher(out()).find() || pattern.matcher(err()).find();
          if (!there && !running()) {
            throw new IllegalStateException("ended without '" + regex + "'\n" + printed());
          }

          return there;
        });
  }

  @Override
  public void close() {
    script.close();
  }
}

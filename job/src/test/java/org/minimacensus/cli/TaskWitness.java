package org.minimacensus.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.SparkConf;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/**
 * Writes down which tasks with restarts began and ended, line by line: what it wrote outlives its
 * process. Spark makes it in the process that it is told to watch.
 */
public final class TaskWitness extends SparkListener {
  private static final String FILE = "spark.minima.witness";
  private static final String BEGAN = "began ";
  private static final String ENDED = "ended ";

  /**
   * Tasks by their numbers in their process.
   *
   * @param began holds the first of all where any has ended
   */
  record Tasks(NavigableSet<Long> began, NavigableSet<Long> ended) {}

  private final Path file;
  private final Set<Integer> stages = new HashSet<>();

  /** For Spark. */
  public TaskWitness(SparkConf conf) {
    this.file = Path.of(conf.get(FILE));
  }

  /** Options of a JVM whose tasks are to be written down. */
  static List<String> options(Path file) {
    return List.of(
        "-Dspark.extraListeners=" + TaskWitness.class.getName(), "-D" + FILE + "=" + file);
  }

  @Override
  public void onJobStart(SparkListenerJobStart job) {
    String group = job.properties().getProperty("spark.jobGroup.id", "");
    if (group.startsWith("minima-census-restarts-")) {
      for (int i = 0; i < job.stageIds().length(); i++) {
        stages.add((Integer) job.stageIds().apply(i));
      }
    }
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart task) {
    if (stages.contains(task.stageId())) {
      write(BEGAN + task.taskInfo().taskId());
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    if (stages.contains(task.stageId()) && task.taskInfo().successful()) {
      write(ENDED + task.taskInfo().taskId());
    }
  }

  private void write(String line) {
    try {
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it has written of a process: each of these is so, and more may be. */
  static Tasks tasks(Path file) throws IOException {
    String text = Files.exists(file) ? Files.readString(file) : "";
    return new Tasks(numbers(text, BEGAN), numbers(text, ENDED));
  }

  private static NavigableSet<Long> numbers(String text, String what) {
    NavigableSet<Long> numbers = new TreeSet<>();
    for (String line : text.split("(?<=\n)")) {
      // The last line of a killed process may be cut.
      if (line.startsWith(what) && line.endsWith("\n")) {
        numbers.add(Long.valueOf(line.substring(what.length()).strip()));
      }
    }

    return numbers;
  }
}

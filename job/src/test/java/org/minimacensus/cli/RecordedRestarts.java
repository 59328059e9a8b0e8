package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.minimacensus.cluster.ParquetRows;

/**
 * The restarts that processes recorded of a run that is not published.
 *
 * @param files names of the part files
 * @param restarts with the file of each
 */
record RecordedRestarts(Set<String> files, NavigableMap<Long, String> restarts) {
  static final RecordedRestarts NONE = new RecordedRestarts(Set.of(), new TreeMap<>());

  /** Writer, task and number. */
  private static final Pattern NAME = Pattern.compile("[^-]+-t([0-9]+)-[0-9]+[.]parquet");

  private static final Pattern RESTART = Pattern.compile("^objective=plain,restart=([0-9]+),.*");

  /**
   * @param parts files with endpoints of the plain objective
   */
  static RecordedRestarts of(List<Path> parts) throws IOException {
    FileSystem local = FileSystem.getLocal(new Configuration()).getRaw();
    Set<String> files = new HashSet<>();
    NavigableMap<Long, String> restarts = new TreeMap<>();
    for (Path part : parts) {
      String name = part.getFileName().toString();
      files.add(name);
      for (String row : ParquetRows.of(local, new org.apache.hadoop.fs.Path(part.toString()))) {
        Matcher restart = RESTART.matcher(row);
        assertThat(restart.matches()).as(row).isTrue();
        assertThat(restarts.put(Long.valueOf(restart.group(1)), name))
            .as("no restart that was recorded was run again")
            .isNull();
      }
    }

    return new RecordedRestarts(files, restarts);
  }

  int size() {
    return restarts.size();
  }

  /**
   * Holds what a process recorded until it was killed against what it had finished. Its tasks are
   * ascending pieces of what was to be run, begun in their order: restarts that will be run again
   * are those of tasks that were at work.
   *
   * @param before it began
   * @param planned restarts 0, 1, ...
   * @param witnessed its tasks
   * @param slots tasks at the same time
   */
  void requireAllButThoseInFlight(
      RecordedRestarts before, int planned, TaskWitness.Tasks witnessed, int slots) {
    assertThat(restarts)
        .as("nothing of what was recorded is lost")
        .containsAllEntriesOf(before.restarts);
    NavigableMap<Long, Long> tasks = new TreeMap<>();
    restarts.forEach(
        (restart, file) -> {
          if (!before.files.contains(file)) {
            tasks.put(restart, task(file));
          }
        });
    assertThat(tasks.values())
        .as("each task that ended has recorded something")
        .containsAll(witnessed.ended());
    List<Long> again = new ArrayList<>();
    for (long restart = 0; restart < planned; restart++) {
      if (!restarts.containsKey(restart) && tasks.higherKey(restart) != null) {
        again.add(restart);
        assertThat(atWork(tasks, restart, witnessed))
            .as("restart %d is of a task that had not ended", restart)
            .isTrue();
      }
    }

    assertThat(again)
        .as("restarts that were begun and will be run again")
        .hasSizeLessThanOrEqualTo(slots * longest(planned - before.size(), slots));
  }

  private static long task(String file) {
    Matcher name = NAME.matcher(file);
    assertThat(name.matches()).as(file).isTrue();
    return Long.parseLong(name.group(1));
  }

  /** Whether a restart between recorded ones may be of a task that had not ended. */
  private static boolean atWork(
      NavigableMap<Long, Long> tasks, long restart, TaskWitness.Tasks witnessed) {
    if (witnessed.ended().isEmpty()) {
      return true;
    }

    long last = tasks.higherEntry(restart).getValue();
    long first =
        tasks.lowerKey(restart) == null
            ? witnessed.began().first()
            : tasks.lowerEntry(restart).getValue();
    return LongStream.rangeClosed(first, last).anyMatch(t -> !witnessed.ended().contains(t));
  }

  /** A task has an eighth of what falls to a slot at most. */
  private static int longest(int restarts, int slots) {
    return Math.max(1, restarts / slots / 8);
  }
}

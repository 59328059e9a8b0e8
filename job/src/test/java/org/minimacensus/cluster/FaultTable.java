package org.minimacensus.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.minimacensus.Toolbox;

/**
 * The digests of runs beside that of an undisturbed one: a table for people to read, in {@code
 * target/faults.md}, to which all tests add their rows.
 */
final class FaultTable {
  private static final Path FILE = Toolbox.project().resolve("job/target/faults.md");
  private final Map<String, String> expected;

  /**
   * @param undisturbed tables with their rows
   */
  FaultTable(Map<String, String> undisturbed) {
    assertThat(undisturbed).as("tables with their rows").hasSize(2);
    this.expected = undisturbed;
    begin();
    add("restart-parallel", 0, "", "nothing", undisturbed);
  }

  /** Writes the head unless it is there; another process may be about to do the same. */
  private static void begin() {
    try {
      Files.write(
          FILE,
          List.of(
              "| mode | executors | partitions | what happened | endpoints | minima |",
              "| --- | --- | --- | --- | --- | --- |"),
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      // By an earlier class, or an earlier build.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Adds a run and compares it.
   *
   * @param executors 0: one process
   * @param partitions by default when empty
   */
  void row(
      String mode, int executors, String partitions, String fault, Map<String, String> digests) {
    add(mode, executors, partitions, fault, digests);
    assertThat(digests).as(fault + ", " + mode).isEqualTo(expected);
  }

  private static void add(
      String mode, int executors, String partitions, String fault, Map<String, String> digests) {
    write(
        "| "
            + String.join(
                " | ",
                mode,
                executors == 0 ? "one process" : Integer.toString(executors),
                partitions.isEmpty() ? "default" : partitions,
                fault,
                digest(digests, "endpoints"),
                digest(digests, "minima"))
            + " |");
  }

  private static String digest(Map<String, String> digests, String table) {
    return digests.entrySet().stream()
        .filter(e -> e.getKey().startsWith(table))
        .map(e -> e.getValue().substring(0, 16) + " (" + e.getKey() + ")")
        .findFirst()
        .orElseThrow();
  }

  private static void write(String line) {
    try {
      Files.write(FILE, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.minimacensus.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.minimacensus.Toolbox;

/** The digests of disturbed runs beside that of an undisturbed one: a table for people to read. */
final class FaultTable {
  private final Path file;
  private final List<String> lines = new ArrayList<>();
  private Map<String, String> expected = Map.of();

  /**
   * @param name of the file in {@code target/faults}
   */
  FaultTable(String name) {
    this.file = Toolbox.project().resolve("job/target/faults").resolve(name + ".md");
    lines.add("| mode | executors | fault | endpoints | minima |");
    lines.add("| --- | --- | --- | --- | --- |");
  }

  /** The run that all others are compared with. */
  void undisturbed(Map<String, String> digests) {
    assertThat(digests).as("tables with their rows").hasSize(2);
    expected = digests;
    add("restart-parallel", "one process", "none", digests);
  }

  /**
   * Adds a run and compares it.
   *
   * @param executors 0: one process
   */
  void row(String mode, int executors, String fault, Map<String, String> digests) {
    add(mode, executors == 0 ? "one process" : Integer.toString(executors), fault, digests);
    assertThat(digests).as(fault + ", " + mode).isEqualTo(expected);
  }

  private void add(String mode, String executors, String fault, Map<String, String> digests) {
    lines.add(
        "| "
            + String.join(
                " | ",
                mode,
                executors,
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

  /** Writes what there is. */
  void write() {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

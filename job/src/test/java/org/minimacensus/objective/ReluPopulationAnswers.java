package org.minimacensus.objective;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Known minima of {@link Objective#reluPopulation}, from {@code reference/relu-population.csv}. */
public final class ReluPopulationAnswers {
  /**
   * @param published whether it is of Safran, Yehudai and Shamir (2020), else recomputed
   * @param hits of how many of their runs ended on it
   * @param theta k x k row by row; empty when not stored
   */
  public record Known(
      boolean published,
      int units,
      int hits,
      double loss,
      double smallestEigenvalue,
      double[] theta) {}

  private static final String FILE = "/reference/relu-population.csv";

  private ReluPopulationAnswers() {}

  /** All of them, by source, units and loss. */
  public static List<Known> all() {
    try (InputStream in = ReluPopulationAnswers.class.getResourceAsStream(FILE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.startsWith("source,"))
          .map(ReluPopulationAnswers::known)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FILE, e);
    }
  }

  /** The published ones for a number of units. */
  public static List<Known> published(int units) {
    return all().stream().filter(m -> m.published() && m.units() == units).toList();
  }

  private static Known known(String line) {
    String[] cells = line.split(",", -1);
    double[] theta =
        cells[5].isEmpty()
            ? new double[0]
            : Arrays.stream(cells[5].split(" ")).mapToDouble(Double::parseDouble).toArray();
    return new Known(
        cells[0].equals("published"),
        Integer.parseInt(cells[1]),
        Integer.parseInt(cells[2]),
        Double.parseDouble(cells[3]),
        Double.parseDouble(cells[4]),
        theta);
  }
}

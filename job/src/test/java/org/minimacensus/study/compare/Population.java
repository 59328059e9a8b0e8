package org.minimacensus.study.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.numeric.RandomStream;

/** Where restarts of a made-up study end, with probabilities of populations.csv. */
final class Population {
  private static final String FILE = "populations.csv";

  /**
   * @param firstBasin index of the first of its basins
   */
  private record Outcome(
      EndpointClass endpointClass, String detail, int firstBasin, int basins, double weight) {}

  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<Basin> basins = new ArrayList<>();
  private double weight;

  private Population() {}

  /** All of them by name. */
  static Map<String, Population> all() {
    Map<String, Population> all = new LinkedHashMap<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Population.class.getResourceAsStream(FILE), StandardCharsets.UTF_8))) {
      in.lines()
          .filter(line -> !line.startsWith("#"))
          .skip(1)
          .map(line -> line.split(";", -1))
          .forEach(c -> all.computeIfAbsent(c[0], n -> new Population()).add(c));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }

    return all;
  }

  /**
   * One large strict minimum and many small ones of equal shares.
   *
   * @param share of all small ones together
   */
  static Population oneAndSmall(int small, double share) {
    String row = "one and small;" + EndpointClass.STRICT_MINIMUM.label() + ";;";
    Population population = new Population();
    population.add((row + "1;" + (1 - share)).split(";", -1));
    population.add((row + small + ";" + share / small).split(";", -1));
    return population;
  }

  private void add(String[] cells) {
    EndpointClass c =
        Arrays.stream(EndpointClass.values())
            .filter(k -> k.label().equals(cells[1]))
            .findFirst()
            .orElseThrow();
    int count = Integer.parseInt(cells[3]);
    double each = Double.parseDouble(cells[4]);
    outcomes.add(new Outcome(c, cells[2], basins.size(), count, each * Math.max(1, count)));
    weight += each * Math.max(1, count);
    for (int b = 0; b < count; b++) {
      int id = basins.size();
      String kind = c.isMinimum() ? "minimum" : Basin.VALLEY;
      basins.add(new Basin(kind + " " + id, kind, loss(id), c == EndpointClass.STRICT_MINIMUM));
    }
  }

  List<Basin> basins() {
    return basins;
  }

  static double loss(int basin) {
    return 0.1 + basin / 1024.0;
  }

  /** Restarts of a run, each a function of the seed and its index alone. */
  List<ObjectivePair.Ended> draw(long seed, long first, long count) {
    List<ObjectivePair.Ended> ended = new ArrayList<>();
    for (long restart = first; restart < first + count; restart++) {
      ended.add(draw(RandomStream.of(seed, "restart", restart), restart));
    }

    return ended;
  }

  private ObjectivePair.Ended draw(RandomStream random, long restart) {
    double left = random.nextDouble() * weight;
    int o = 0;
    while (o < outcomes.size() - 1 && left >= outcomes.get(o).weight()) {
      left -= outcomes.get(o).weight();
      o++;
    }

    Outcome outcome = outcomes.get(o);
    int basin =
        outcome.basins() == 0 ? -1 : outcome.firstBasin() + random.nextInt(outcome.basins());
    // One certificate in 300 is wrong, as in real runs.
    boolean wrong = random.nextDouble() < 1 / 300.0;
    double error = 4e-16;
    double loss =
        basin < 0
            ? 1 + random.nextDouble()
            : loss(basin) + (wrong ? 1e-13 : 1e-16) * random.nextDouble();
    int evaluations = 30 + (int) (100 * StrictMath.exp(random.nextGaussian() + 0.3 * o));
    EndpointFact fact =
        new EndpointFact(
            restart,
            outcome.endpointClass(),
            outcome.detail(),
            loss,
            error,
            1e-12 * StrictMath.exp(random.nextGaussian()),
            evaluations,
            basin < 0 || !outcome.endpointClass().isMinimum() ? null : (long) basin);
    return new ObjectivePair.Ended(fact, basin);
  }
}

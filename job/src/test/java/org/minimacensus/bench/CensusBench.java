package org.minimacensus.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.minimacensus.census.CensusTotals;
import org.minimacensus.census.DistinctCounts;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.spark.DistributedCensus;
import org.minimacensus.spark.DistributedCount;
import scala.Tuple2;

/**
 * Times the distributed census of generated endpoints, on two threads of one JVM, and checks the
 * answer: {@code CensusBench ENDPOINTS[:FLAT]...}, where FLAT of the minima are flat ones of one
 * loss, a twentieth of the endpoints when not said; started by {@code bench/census.sh}.
 */
public final class CensusBench {
  private static final int ENDPOINTS_PER_PARTITION = 25_000;

  private CensusBench() {}

  /** A figure of one size; times in seconds. */
  private record Figure(int endpoints, double seconds, double cpu, boolean right) {}

  public static void main(String[] arguments) {
    SparkSession session =
        SparkSession.builder()
            .master("local[2]")
            .appName("census-bench")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.log.level", "ERROR")
            .getOrCreate();
    try {
      // What is measured is the census, not the compilation of its code.
      measured(session, census("10000"));
      List<Figure> figures = new ArrayList<>();
      System.out.println("endpoints minima seconds cpu-seconds ratio cpu-ratio right");
      for (String argument : arguments) {
        GeneratedCensus known = census(argument);
        Figure figure = measured(session, known);
        print(known, figure, figures.isEmpty() ? null : figures.get(figures.size() - 1));
        figures.add(figure);
      }

      if (figures.stream().anyMatch(figure -> !figure.right)) {
        throw new IllegalStateException("a census is wrong; see the lines above");
      }
    } finally {
      session.stop();
    }
  }

  private static void print(GeneratedCensus known, Figure figure, Figure before) {
    System.out.printf(
        "%d %d %.1f %.1f %.1f %.1f %s%n",
        figure.endpoints,
        known.minima(),
        figure.seconds,
        figure.cpu,
        before == null ? Double.NaN : figure.seconds / before.seconds,
        before == null ? Double.NaN : figure.cpu / before.cpu,
        figure.right ? "yes" : "NO");
  }

  private static GeneratedCensus census(String argument) {
    String[] parts = argument.split(":");
    int endpoints = Integer.parseInt(parts[0]);
    int flat = parts.length > 1 ? Integer.parseInt(parts[1]) : endpoints / 20;
    return new GeneratedCensus(2, endpoints, endpoints / 10, flat);
  }

  private static double cpuSeconds() {
    return 1e-9
        * ((com.sun.management.OperatingSystemMXBean)
                java.lang.management.ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime();
  }

  private static Figure measured(SparkSession session, GeneratedCensus known) {
    int partitions = Math.max(4, known.endpoints() / ENDPOINTS_PER_PARTITION);
    // A stride that has no common factor with the number: the order of restarts is mixed.
    long stride = 7_919;
    long count = known.endpoints();
    JavaRDD<Endpoint> endpoints =
        JavaRDD.fromRDD(
                session.sparkContext().range(0, count, 1, partitions),
                scala.reflect.ClassTag$.MODULE$.<Object>apply(Long.class))
            .map(i -> known.endpoint((long) i * stride % count));
    long start = System.nanoTime();
    double cpu = cpuSeconds();
    try (DistributedCount found =
        new DistributedCensus(session.sparkContext(), GeneratedCensus.rules(), partitions)
            .count(endpoints, Double.POSITIVE_INFINITY)) {
      long hits = found.minimumOf().count();
      long minima = found.minima().count();
      double seconds = 1e-9 * (System.nanoTime() - start);
      double cpuTime = cpuSeconds() - cpu;
      boolean right =
          right(known, found.totals())
              && minima == known.minima()
              && hits == found.totals().frequencies().individuals()
              && together(known, found, partitions);
      return new Figure(known.endpoints(), seconds, cpuTime, right);
    }
  }

  private static boolean right(GeneratedCensus known, CensusTotals totals) {
    DistinctCounts expected =
        new DistinctCounts(
            known.values(),
            known.minima(),
            OptionalLong.of(known.minima()),
            OptionalLong.empty(),
            known.valleys());
    boolean right =
        totals.distinct().equals(expected)
            && totals.frequencies().classesByHits().equals(known.frequencies())
            && totals.notes().stream()
                .anyMatch(note -> note.startsWith(known.merged() + " times a strict minimum"));
    if (!right) {
      System.out.println("expected " + expected + " found " + totals.distinct());
      System.out.println("notes " + totals.notes());
    }

    return right;
  }

  /** Whether restarts share an id exactly if they ended on the same minimum. */
  private static boolean together(GeneratedCensus known, DistributedCount found, int partitions) {
    long pairs =
        found
            .minimumOf()
            .mapToPair(pair -> new Tuple2<>(pair._2(), (long) known.minimumOf(pair._1())))
            .distinct(partitions)
            .count();
    return pairs == known.minima();
  }
}

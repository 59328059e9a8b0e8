package org.minimacensus.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.optimize.StepListener;
import org.minimacensus.study.LocalStudy;
import org.minimacensus.study.RestartJob;
import org.minimacensus.study.StudySpec;

/**
 * Prints, as Markdown, what searches that are stopped early do to the count of minima and to the
 * estimates of those unseen: {@code DamagedEndpoints [--restarts 5000] [--known 100000] [--conf
 * conf/many-minima.conf]}; started by {@code bench/damage.sh}.
 */
public final class DamagedEndpoints {
  private static final List<Double> LEVELS = List.of(1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8);
  private static final List<Double> SHARES = List.of(0.01, 0.05, 0.2);
  private static final List<String> SETTINGS =
      List.of(
          "optimizer.gradient-tolerance=1e-10",
          "optimizer.gradient-tolerance=1e-6",
          "optimizer.gradient-tolerance=1e-5",
          "optimizer.gradient-tolerance=1e-4",
          "optimizer.gradient-tolerance=1e-3",
          "optimizer.max-iterations=80",
          "optimizer.max-iterations=40",
          "optimizer.max-iterations=20");

  private final Path root;

  /** Searches that stop at their tolerance, as far from their minima as that lets them. */
  private static final String SEARCH = "optimizer.name=lbfgs";

  private final String conf;
  private final int restarts;
  private final int known;
  private final Damage damage;

  private DamagedEndpoints(Path root, String conf, int restarts, int known) {
    this.root = root;
    this.conf = conf;
    this.restarts = restarts;
    this.known = known;
    this.damage = new Damage(LocalStudy.of(root, conf, SEARCH), restarts, known);
  }

  public static void main(String[] arguments) {
    BenchArguments given =
        BenchArguments.parse(
            Map.of(
                "restarts", "5000",
                "known", "100000",
                "conf", "conf/many-minima.conf",
                "root", "."),
            arguments);
    new DamagedEndpoints(
            Path.of(given.text("root")),
            given.text("conf"),
            given.count("restarts"),
            given.count("known"))
        .print();
  }

  private void print() {
    System.out.printf(
        "%s, restarts 0 to %d; new: not among the %d minima known from %d restarts%n%n",
        conf, restarts - 1, damage.known(), known);
    System.out.println("The whole way, with searches that end early:\n");
    System.out.println(
        "| setting | minima | saddle | at infinity | unconverged | distinct | new | hit once |"
            + " chao1 | robust | coverage, % |");
    System.out.println("|" + " --- |".repeat(11));
    SETTINGS.forEach(this::printSetting);
    System.out.println("\nThe count alone, of endpoints that were not polished:\n");
    System.out.println(
        "| damaged, % | stopped at | tells | unconverged | distinct | new | hit once | of them"
            + " doubtful | chao1 | without the worst tenth | robust | coverage, % | without the"
            + " worst tenth |");
    System.out.println("|" + " --- |".repeat(13));
    print(0, Double.NaN, Damage.Report.BOUNDS);
    for (Damage.Report report : Damage.Report.values()) {
      for (double share : SHARES) {
        LEVELS.forEach(level -> print(share, level, report));
      }
    }

    printTolerances();
  }

  /** What the error bounds are for: the counts under other tolerances, with and without them. */
  private void printTolerances() {
    List<Endpoint> whole = damage.endpoints(0, 1, Damage.Report.BOUNDS);
    List<Endpoint> some = damage.endpoints(0.05, 1e-6, Damage.Report.BOUNDS);
    System.out.println("\nDistinct minima by tolerance; damaged: 5 % stopped at 1e-06:\n");
    System.out.println(
        "| value | parameter | with error bounds | without | damaged, with error bounds | damaged,"
            + " without |");
    System.out.println("|" + " --- |".repeat(6));
    for (StudySpec.CensusSpec tolerances : damage.tolerances()) {
      System.out.printf(
          Locale.ROOT,
          "| %.0e | %.0e | %d | %d | %d | %d |%n",
          tolerances.valueTolerance(),
          tolerances.parameterTolerance(),
          damage.minima(whole, tolerances),
          damage.minima(Damage.unbounded(whole), tolerances),
          damage.minima(some, tolerances),
          damage.minima(Damage.unbounded(some), tolerances));
    }
  }

  private void printSetting(String set) {
    RestartJob.Worker worker = LocalStudy.of(root, conf, SEARCH, set).worker();
    List<Endpoint> endpoints = new ArrayList<>();
    Map<EndpointClass, Integer> classes = new EnumMap<>(EndpointClass.class);
    for (long r = 0; r < restarts; r++) {
      Endpoint endpoint = worker.run(0, r, StepListener.NONE).endpoint();
      endpoints.add(endpoint);
      classes.merge(endpoint.endpointClass(), 1, Integer::sum);
    }

    Damage.Counted counted = damage.count(endpoints);
    System.out.println(
        "| `"
            + set
            + "` | "
            + (classes.getOrDefault(EndpointClass.STRICT_MINIMUM, 0)
                + classes.getOrDefault(EndpointClass.DEGENERATE_MINIMUM, 0))
            + " | "
            + classes.getOrDefault(EndpointClass.SADDLE, 0)
            + " | "
            + classes.getOrDefault(EndpointClass.AT_INFINITY, 0)
            + " | "
            + classes.getOrDefault(EndpointClass.UNCONVERGED, 0)
            + " | "
            + counted.minima()
            + " | "
            + counted.fresh()
            + " | "
            + counted.hitOnce()
            + " | "
            + one(counted.estimate("chao1"))
            + " | "
            + one(counted.estimate("chao1-singleton-robust"))
            + " | "
            + two(100 * counted.coverage())
            + " |");
  }

  private void print(double share, double level, Damage.Report report) {
    Damage.Counted counted = damage.count(damage.endpoints(share, level, report));
    System.out.println(
        "| "
            + one(100 * share)
            + " | "
            + (share > 0 ? String.format(Locale.ROOT, "%.0e", level) : "-")
            + " | "
            + (share > 0 ? report.name().toLowerCase(Locale.ROOT) : "-")
            + " | "
            + counted.unconverged()
            + " | "
            + counted.minima()
            + " | "
            + counted.fresh()
            + " | "
            + counted.hitOnce()
            + " | "
            + counted.doubtful()
            + " | "
            + one(counted.estimate("chao1"))
            + " | "
            + one(counted.estimateWithoutDoubtful("chao1"))
            + " | "
            + one(counted.estimate("chao1-singleton-robust"))
            + " | "
            + two(100 * counted.coverage())
            + " | "
            + two(100 * counted.coverageWithoutDoubtful())
            + " |");
  }

  private static String one(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.1f", value);
  }

  private static String two(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value);
  }
}

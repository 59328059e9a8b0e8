package org.minimacensus.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.cli.conf.StudyConf;
import org.minimacensus.data.Dataset;
import org.minimacensus.optimize.StepListener;
import org.minimacensus.spark.SparkDataReader;
import org.minimacensus.study.EvaluatorFactory;
import org.minimacensus.study.LocalStudy;
import org.minimacensus.study.RestartJob;
import org.minimacensus.study.StudySpec;

/**
 * Certified endpoints per second of one thread's processor time by optimiser, restart after restart
 * with each of them in turn: what searches and certificates ask and how long it takes, and whether
 * the restarts end where those of the first optimiser do.
 */
public final class EndpointRate {
  private static final Map<String, String> ARGUMENTS = new LinkedHashMap<>();

  static {
    ARGUMENTS.put("conf", null);
    ARGUMENTS.put("set", "");
    ARGUMENTS.put("objective", "plain");
    ARGUMENTS.put("optimizers", "lbfgs,auto");
    ARGUMENTS.put("restarts", "100");
    ARGUMENTS.put("warm-up", "20");
    ARGUMENTS.put("show", "none");
  }

  /** Losses within this, relative to 1 + |L|, are one. */
  private static final double SAME_LOSS = 1e-9;

  private EndpointRate() {}

  /** The restarts of one optimiser. */
  private static final class Runs {
    final String optimizer;
    final RestartJob.Worker worker;
    final int objective;
    final List<Endpoint> endpoints = new ArrayList<>();
    final EndpointMeter meter = new EndpointMeter();

    Runs(String optimizer, LocalStudy study, String objective) {
      this.optimizer = optimizer;
      RestartJob job = study.plan().job();
      this.objective = job.objectives().indexOf(objective);
      if (this.objective < 0) {
        throw new IllegalArgumentException(
            "--objective: expected one of " + job.objectives() + ", found " + objective);
      }

      EvaluatorFactory local = EvaluatorFactory.local(study.dataset());
      this.worker = job.worker(o -> meter.metered(local.evaluator(o)));
    }

    Endpoint run(long restart) {
      meter.begin();
      StepListener steps = meter;
      Endpoint endpoint = worker.run(objective, restart, steps).endpoint();
      meter.end();
      return endpoint;
    }
  }

  public static void main(String[] args) {
    BenchArguments arguments = BenchArguments.parse(ARGUMENTS, args);
    List<String> sets =
        Stream.of(arguments.text("set").split(";")).filter(s -> !s.isEmpty()).toList();
    StudySpec spec = StudyConf.load(Path.of(arguments.text("conf")), sets).spec();
    Dataset dataset = dataset(spec);
    List<Runs> all = new ArrayList<>();
    int warmUp = arguments.count("warm-up");
    int restarts = arguments.count("restarts");
    for (String optimizer : arguments.text("optimizers").split(",")) {
      List<String> its = new ArrayList<>(sets);
      its.add("optimizer.name=" + optimizer);
      its.add("restarts.count=" + (warmUp + restarts));
      StudySpec own = StudyConf.load(Path.of(arguments.text("conf")), its).spec();
      all.add(new Runs(optimizer, LocalStudy.of(own, dataset), arguments.text("objective")));
    }

    for (long r = 0; r < warmUp; r++) {
      for (Runs runs : all) {
        runs.run(restarts + r);
      }
    }

    all.forEach(runs -> runs.meter.reset());
    for (long r = 0; r < restarts; r++) {
      for (Runs runs : all) {
        runs.endpoints.add(runs.run(r));
      }
    }

    for (Runs runs : all) {
      print(runs, all.get(0), arguments.text("show"));
    }
  }

  private static Dataset dataset(StudySpec spec) {
    SparkSession session =
        SparkSession.builder()
            .master("local[1]")
            .appName("endpoint-rate")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate();
    try {
      return new SparkDataReader(session.sparkContext())
          .read(spec.data(), spec.execution().shards());
    } finally {
      session.stop();
    }
  }

  private static void print(Runs runs, Runs first, String show) {
    EndpointMeter meter = runs.meter;
    int n = runs.endpoints.size();
    double search = meter.seconds(EndpointMeter.Phase.SEARCH);
    double certificate = meter.seconds(EndpointMeter.Phase.CERTIFICATE);
    long certified = runs.endpoints.stream().filter(e -> certified(e)).count();
    System.out.printf(
        Locale.ROOT,
        "%s: p=%d restarts=%d certified=%d certified/s=%.2f ms/restart: search %.3f certificate"
            + " %.3f (%.1f %% of the search)%n",
        runs.optimizer,
        runs.endpoints.get(0).theta().length,
        n,
        certified,
        certified / (search + certificate),
        1e3 * search / n,
        1e3 * certificate / n,
        100 * certificate / search);
    for (EndpointMeter.Phase phase : EndpointMeter.Phase.values()) {
      System.out.println(
          "  "
              + phase.name().toLowerCase(Locale.ROOT)
              + " per restart: "
              + meter.tallies(phase).entrySet().stream()
                  .map(
                      e ->
                          String.format(
                              Locale.ROOT,
                              "%s %.1f (%.1f us each, %.3f ms)",
                              e.getKey().toLowerCase(Locale.ROOT),
                              (double) e.getValue().count / n,
                              1e-3 * e.getValue().nanos / e.getValue().count,
                              1e-6 * e.getValue().nanos / n))
                  .collect(Collectors.joining(", ")));
    }

    int[] evaluations = runs.endpoints.stream().mapToInt(Endpoint::evaluations).sorted().toArray();
    System.out.printf(
        "  evaluations: median %d, 90 %% %d, most %d; classes %s; distinct losses of minima %d%n",
        evaluations[n / 2],
        evaluations[n * 9 / 10],
        evaluations[n - 1],
        runs.endpoints.stream()
            .collect(
                Collectors.groupingBy(
                    e -> e.endpointClass() + (e.detail().isEmpty() ? "" : "/" + e.detail()),
                    TreeMap::new,
                    Collectors.counting())),
        distinct(runs.endpoints));
    if (show.equals("endpoints")) {
      runs.endpoints.forEach(EndpointRate::show);
    }

    if (runs != first) {
      compare(runs, first, show);
    }
  }

  private static void show(Endpoint e) {
    System.out.printf(
        Locale.ROOT,
        "    restart %d: %s/%s zero %d negative %d escapes %d loss %.12g smallest %.9g"
            + " rounding %.17g%n",
        e.restart(),
        e.endpointClass(),
        e.detail(),
        e.hessianZeroModes(),
        e.hessianNegativeModes(),
        e.escapes(),
        e.loss(),
        e.hessianMinEigenvalue(),
        e.gradientRounding());
  }

  private static boolean certified(Endpoint e) {
    return switch (e.endpointClass()) {
      case UNCONVERGED, FAILED -> false;
      default -> true;
    };
  }

  private static boolean sameLoss(double a, double b) {
    return Math.abs(a - b) <= SAME_LOSS * (1 + Math.abs(a));
  }

  private static int distinct(List<Endpoint> endpoints) {
    double[] losses =
        endpoints.stream()
            .filter(e -> e.endpointClass().isMinimum())
            .mapToDouble(Endpoint::loss)
            .sorted()
            .toArray();
    int count = 0;
    for (int i = 0; i < losses.length; i++) {
      count += i == 0 || !sameLoss(losses[i - 1], losses[i]) ? 1 : 0;
    }

    return count;
  }

  private static void compare(Runs runs, Runs first, String show) {
    int classes = 0;
    int losses = 0;
    int lower = 0;
    int points = 0;
    for (int r = 0; r < runs.endpoints.size(); r++) {
      Endpoint a = first.endpoints.get(r);
      Endpoint b = runs.endpoints.get(r);
      boolean sameClass = a.endpointClass() == b.endpointClass();
      boolean loss = sameLoss(a.loss(), b.loss());
      boolean point = loss && distance(a.theta(), b.theta()) < 1e-4;
      classes += sameClass ? 1 : 0;
      losses += loss ? 1 : 0;
      points += point ? 1 : 0;
      lower += !loss && b.loss() < a.loss() ? 1 : 0;
      if (show.equals("differences") && !(sameClass && loss)) {
        System.out.printf(
            "    restart %d: %s/%s %.12g (%d ev) -> %s/%s %.12g (%d ev) distance %.2g%n      %s%n  "
                + "    %s%n",
            r,
            a.endpointClass(),
            a.detail(),
            a.loss(),
            a.evaluations(),
            b.endpointClass(),
            b.detail(),
            b.loss(),
            b.evaluations(),
            distance(a.theta(), b.theta()),
            a.evidence(),
            b.evidence());
      }
    }

    System.out.printf(
        "  as %s: class %d, loss %d (else lower: %d), point %d of %d%n",
        first.optimizer, classes, losses, lower, points, runs.endpoints.size());
  }

  /** max_i |a_i - b_i| / (1 + |a_i|). */
  private static double distance(double[] a, double[] b) {
    double most = 0;
    for (int i = 0; i < a.length; i++) {
      most = Math.max(most, Math.abs(a[i] - b[i]) / (1 + Math.abs(a[i])));
    }

    return most;
  }
}

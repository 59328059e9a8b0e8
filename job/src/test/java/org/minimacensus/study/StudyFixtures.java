package org.minimacensus.study;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.minimacensus.census.CensusResult;
import org.minimacensus.census.DistinctCounts;
import org.minimacensus.census.Minimum;
import org.minimacensus.census.Valley;
import org.minimacensus.census.Valleys;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.certify.SaddleWitness;
import org.minimacensus.data.DataDescription;
import org.minimacensus.data.DataShard;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.objective.Point;
import org.minimacensus.optimize.StepListener;
import org.minimacensus.richness.FrequencyCounts;
import org.minimacensus.theorem.ClaimVerdict;

/** Small made-up studies for tests of what surrounds the mathematics. */
public final class StudyFixtures {
  public static final String HASH = "0123456789abcdef".repeat(4);
  public static final List<String> OBJECTIVES = List.of("plain", "output-neuron");

  private StudyFixtures() {}

  /** Two rows, one feature. */
  public static Dataset dataset() {
    DenseMatrix x = new DenseMatrix(8, 1, new double[] {1, 2, 2, 2, 2, 2, 2, 2});
    DataDescription description =
        PlainRows.of(Task.REGRESSION, 2, 1, 1)
            .digest("ab".repeat(32))
            .observations("a made-up data set")
            .description();
    return new Dataset(List.of(new DataShard(0, 0, 2, x, x, new int[0])), description);
  }

  /** An endpoint with awkward numbers in every column, different for every restart. */
  public static Endpoint endpoint(String objective, long restart) {
    double x = Math.sqrt(restart + 1.0) / 3;
    boolean minimum = restart % 3 != 2;
    boolean augmented = !objective.equals("plain");
    return Endpoint.builder()
        .objective(objective)
        .restart(restart)
        .seed(-7)
        .startLoss(x * 1e10)
        .loss(minimum ? 0.1 * (restart % 3) + 1.0 / 3 : x)
        .baseLoss(x)
        .gradientNorm(4.9e-324)
        .termination("noise-floor")
        .endpointClass(minimum ? EndpointClass.STRICT_MINIMUM : EndpointClass.AT_INFINITY)
        .infinityKind(minimum ? "" : "spike")
        .limitLoss(minimum ? Double.NaN : x)
        .limitOutputs(minimum ? new double[0] : new double[] {x, -0.0, 1})
        .limitError(minimum ? 0 : x * 1e-9)
        .contribution(augmented ? x * x : Double.NaN)
        .hessianMinEigenvalue(minimum ? x : Double.NaN)
        .hessianZeroModes(minimum ? 0 : -1)
        .evidence("made up, " + x)
        .theta(new double[] {x, -0.0, Math.nextUp(x)})
        .augmentation(augmented ? new double[] {x, 1} : new double[0])
        .iterations((int) restart)
        .evaluations(10)
        .gradientRounding(minimum ? x * 1e-15 : Double.NaN)
        .hessianZeroModesExplained(minimum ? 0 : -1)
        .witness(
            restart % 2 == 0
                ? SaddleWitness.none()
                : new SaddleWitness(new double[] {x, -x}, new double[] {0.6, -0.8}, x, 1e-9 * x))
        .runaway(minimum ? new double[0] : new double[] {0, restart})
        .build();
  }

  /** What {@link FakeJob} finds for the restarts 0..n-1. */
  public static List<Endpoint> endpoints(int n) {
    List<Endpoint> all = new ArrayList<>();
    for (String objective : OBJECTIVES) {
      for (long r = 0; r < n; r++) {
        all.add(endpoint(objective, r));
      }
    }

    return all;
  }

  public static CensusResult count(String objective, int n) {
    List<Minimum> minima = new ArrayList<>();
    Map<Long, Integer> minimumOf = new LinkedHashMap<>();
    Map<Long, Integer> valleyOf = new LinkedHashMap<>();
    for (long r = 0; r < n; r++) {
      if (r % 3 != 2) {
        minimumOf.put(r, (int) (r % 3));
      } else {
        valleyOf.put(r, 0);
      }
    }

    List<Valley> valleys =
        valleyOf.isEmpty()
            ? List.of()
            : List.of(new Valley(0, "spike", 0.25, valleyOf.size(), 2, new double[] {0.5, -0.0}));

    for (int id = 0; id < Math.min(2, n); id++) {
      int found = id;
      long hits = minimumOf.values().stream().filter(v -> v == found).count();
      BigInteger orbit = id == 0 ? BigInteger.valueOf(48) : BigInteger.ZERO;
      Endpoint e = endpoint(objective, id);
      minima.add(new Minimum(id, e, e.endpointClass(), 0.1 * id, hits, orbit, orbit, id > 0));
    }

    DistinctCounts distinct =
        new DistinctCounts(
            minima.size(),
            minima.size(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            valleys.size());
    return new CensusResult(
        objective,
        minima,
        distinct,
        minimumOf,
        0,
        List.of("not all was counted"),
        "",
        new Valleys(valleys, valleyOf));
  }

  public static RunSummary summary(String run, int n) {
    List<RunSummary.ObjectiveSummary> objectives = new ArrayList<>();
    for (String name : OBJECTIVES) {
      CensusResult count = count(name, n);
      List<RunSummary.MinimumSummary> minima = new ArrayList<>();
      for (Minimum m : count.minima()) {
        Endpoint e = m.representative();
        minima.add(
            new RunSummary.MinimumSummary(
                m.id(),
                e.loss(),
                e.loss() - 1.0 / 3,
                m.hits(),
                "strict-minimum",
                e.hessianMinEigenvalue(),
                0,
                m.orbit().signum() == 0 ? null : m.orbit(),
                m.stabiliser().signum() == 0 ? null : m.stabiliser(),
                false,
                1,
                null,
                null));
      }

      Map<String, Long> classes = new LinkedHashMap<>();
      for (EndpointClass c : EndpointClass.values()) {
        classes.put(c.label(), 0L);
      }

      classes.put("strict-minimum", (long) count.minimumOf().size());
      classes.put("at-infinity", n - (long) count.minimumOf().size());
      long globalHits = minima.isEmpty() ? 0 : minima.get(0).hits();
      objectives.add(
          new RunSummary.ObjectiveSummary(
              name,
              name.equals("plain") ? 3 : 6,
              n,
              classes,
              Map.of("at-infinity: spike", (long) n / 3),
              new RunSummary.Distinct((long) minima.size(), (long) minima.size(), null, null, 1L),
              null,
              null,
              1.0 / 3,
              "best-known",
              0,
              1,
              globalHits,
              count.minimumOf().size() - globalHits,
              minima,
              List.of(new RunSummary.ValleySummary(0, "spike", 0.25, n / 3, 4)),
              List.of(new RunSummary.Estimate("chao1", 2.5, 2, 7.25, 0.95)),
              0.9,
              Double.NaN,
              1,
              0.75,
              unseen(),
              null,
              null,
              "count"));
    }

    return new RunSummary(
        1,
        "made-up",
        HASH,
        run,
        0,
        "all " + n + " restarts ended",
        0,
        n,
        new RunSummary.DataSummary("data/made-up.csv", "regression", 2L, 1, 1),
        new RunSummary.NetworkSummary(
            "mlp", 1, List.of(1), 1, "tanh", "identity", true, false, false, 3),
        new RunSummary.LossSummary("squared", 3, "mean", 0.25),
        objectives,
        Map.of("plain->output-neuron", Map.of("strict-minimum->strict-minimum", 2L)),
        Map.of(
            "plain->output-neuron",
            Map.of("bad-minimum->global-minimum", 2L, "at-infinity->bad-minimum", 11L)),
        Map.of("plain->output-neuron", worth()),
        List.of(),
        new RunSummary.Throughput(12.34, 81, 1e6),
        null,
        null,
        List.of("a note"));
  }

  private static WorthSummary worth() {
    return new WorthSummary(
        0.25,
        new WorthSummary.Comparison(2, 2, 0, 0),
        new WorthSummary.Comparison(13, 2, 7, 4),
        WorthSummary.Reached.of(1, 4, 2, 6));
  }

  /** Of minima with three and two hits. */
  private static UnseenSummary unseen() {
    return UnseenSummary.of(FrequencyCounts.ofHits(List.of(3L, 2L)), 0, "minima");
  }

  /** The summary with other minima of its first objective. */
  public static RunSummary withMinima(
      RunSummary s, RunSummary.ObjectiveSummary o, List<RunSummary.MinimumSummary> minima) {
    List<RunSummary.ObjectiveSummary> objectives = new ArrayList<>(s.objectives());
    objectives.set(
        0,
        new RunSummary.ObjectiveSummary(
            o.name(),
            o.parameters(),
            o.restarts(),
            o.endpoints(),
            o.details(),
            o.distinct(),
            o.provedDistinct(),
            o.subOptimalProved(),
            o.bestLoss(),
            o.global(),
            o.lowerBound(),
            o.subOptimal(),
            o.globalHits(),
            o.subOptimalHits(),
            minima,
            o.valleys(),
            o.estimates(),
            o.coverage(),
            o.coverageChao(),
            o.coverageStrict(),
            o.coverageAtInfinity(),
            o.unseen(),
            o.paths(),
            o.proofs(),
            o.stoppedBy()));
    return copy(s, s.exitCode(), objectives, s.stopping());
  }

  /** The summary with other objectives. */
  public static RunSummary withObjectives(
      RunSummary s, List<RunSummary.ObjectiveSummary> objectives) {
    return copy(s, s.exitCode(), objectives, s.stopping());
  }

  /** The summary of a run with a stopping rule. */
  public static RunSummary withStopping(RunSummary s, StoppingSummary stopping) {
    return copy(s, s.exitCode(), s.objectives(), stopping);
  }

  /** A run of ten restarts from the first one on. */
  public static StudyRunner.Request request(String run) {
    return new StudyRunner.Request(run, 0, 10);
  }

  /** The summary of a run that ended otherwise. */
  public static RunSummary withExitCode(RunSummary s, int exitCode) {
    return copy(s, exitCode, s.objectives(), s.stopping());
  }

  /** The summary of a run with other restarts. */
  public static RunSummary withRestarts(RunSummary s, long first, long planned) {
    return copy(s, s.exitCode(), first, planned, s.objectives(), s.stopping());
  }

  private static RunSummary copy(
      RunSummary s,
      int exitCode,
      List<RunSummary.ObjectiveSummary> objectives,
      StoppingSummary stopping) {
    return copy(s, exitCode, s.firstRestart(), s.plannedRestarts(), objectives, stopping);
  }

  private static RunSummary copy(
      RunSummary s,
      int exitCode,
      long first,
      long planned,
      List<RunSummary.ObjectiveSummary> objectives,
      StoppingSummary stopping) {
    return new RunSummary(
        s.schema(),
        s.study(),
        s.studyHash(),
        s.run(),
        exitCode,
        s.reason(),
        first,
        planned,
        s.data(),
        s.network(),
        s.loss(),
        objectives,
        s.pairs(),
        s.outcomes(),
        s.worth(),
        s.verdicts(),
        s.throughput(),
        s.execution(),
        stopping,
        s.notes());
  }

  /** The summary of a run with verdicts. */
  public static RunSummary withVerdicts(RunSummary s, List<ClaimVerdict> verdicts) {
    return new RunSummary(
        s.schema(),
        s.study(),
        s.studyHash(),
        s.run(),
        s.exitCode(),
        s.reason(),
        s.firstRestart(),
        s.plannedRestarts(),
        s.data(),
        s.network(),
        s.loss(),
        s.objectives(),
        s.pairs(),
        s.outcomes(),
        s.worth(),
        verdicts,
        s.throughput(),
        s.execution(),
        s.stopping(),
        s.notes());
  }

  public static Provenance provenance(String run, String hash) {
    return new Provenance(
        1,
        "made-up",
        hash,
        run,
        7,
        "study { name = made-up }\n",
        new Provenance.DataSource("data/made-up.csv", "ab".repeat(32), 2, List.of()),
        "",
        new Provenance.Code("0.1.0", "unknown"),
        new Provenance.Machine(
            "17", "jvm", "os", "cpu", 2, "4.1.0", "local[2]", "scalar", "a test"),
        new Provenance.Timings("2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z", 0.1, 0.2, 0.3));
  }

  /** What {@link FakeJob} leaves of a restart; the first one is traced. */
  public static List<RestartResult> restart(long restart) {
    List<TraceStep> trace =
        List.of(
            new TraceStep("plain", 0, 0, 0, 1.5, 0.5, 0.25, new double[] {0.25}, new double[0]),
            new TraceStep("plain", 0, 0, 1, 1.25, 0.1, 0.5, new double[] {0.5}, new double[0]));
    return List.of(
        new RestartResult(endpoint("plain", restart), restart == 0 ? trace : List.of()),
        new RestartResult(endpoint("output-neuron", restart), List.of()));
  }

  /** Endpoints of made-up restarts, with some steps on the way. */
  public static final class FakeJob implements RestartJob {
    private static final long serialVersionUID = 1L;
    private final int steps;
    private final long millisPerStep;

    /**
     * @param steps accepted steps of each restart, each of which takes a time
     */
    public FakeJob(int steps, long millisPerStep) {
      this.steps = steps;
      this.millisPerStep = millisPerStep;
    }

    @Override
    public List<String> objectives() {
      return OBJECTIVES;
    }

    @Override
    public Worker worker(EvaluatorFactory evaluators) {
      return this::restart;
    }

    private RestartResult restart(int objective, long restart, StepListener pulse) {
      String name = OBJECTIVES.get(objective);
      List<TraceStep> trace = new ArrayList<>();
      for (int i = 0; i < steps; i++) {
        pulse.step(i, 1.0 / (i + 1), 1, Point.of(new double[] {restart}));
        trace.add(
            new TraceStep(
                name, restart, 0, i, 1.0 / (i + 1), 1, restart, new double[] {i}, new double[0]));
        sleep();
      }

      return new RestartResult(endpoint(name, restart), trace);
    }

    private void sleep() {
      try {
        if (millisPerStep > 0) {
          Thread.sleep(millisPerStep);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

package org.minimacensus.report;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.minimacensus.richness.AccumulationCurve;
import org.minimacensus.richness.FrequencyCounts;
import org.minimacensus.study.ExecutionSummary;
import org.minimacensus.study.ProofSummary;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.StoppingSummary;
import org.minimacensus.study.UnseenSummary;
import org.minimacensus.study.WorthSummary;
import org.minimacensus.study.pictures.RunPictures;
import org.minimacensus.theorem.ClaimVerdict;
import org.minimacensus.theorem.Premise;

/**
 * A made-up run of every kind of data that a page shows, names among it that would be elements if a
 * page forgot to escape them.
 */
final class ReportFixtures {
  /** Name of the study, of a column and of a class of the data. */
  static final String HOSTILE = "<script>alert(1)</script>";

  static final String HASH = "ab".repeat(32);
  static final List<String> OBJECTIVES = List.of("plain", "output-neuron");

  /** Restarts of each objective. */
  static final long RESTARTS = 1_000;

  /** Hits of the distinct minima by ascending loss. */
  static final List<List<Long>> HITS =
      List.of(
          List.of(212L, 140L, 77L, 60L, 41L, 22L, 9L, 4L, 2L, 2L, 1L, 1L, 1L),
          List.of(690L, 14L, 3L, 1L, 1L));

  static final double[] BEST = {0.125, 0.0625};

  private ReportFixtures() {}

  /** The loss of the minimum at a place in the order of losses. */
  static double loss(int objective, int minimum) {
    return BEST[objective] + (minimum == 0 ? 0 : 1e-6 * Math.pow(7, minimum - 1));
  }

  static RunSummary summary() {
    return new RunSummary(
        1,
        HOSTILE,
        HASH,
        "run-1",
        0,
        "all " + RESTARTS + " restarts ended",
        0,
        RESTARTS,
        new RunSummary.DataSummary("data/" + HOSTILE + ".csv", "binary", 40L, 2, 1),
        new RunSummary.NetworkSummary(
            "mlp", 2, List.of(3), 1, "tanh", "identity", true, true, false, 13),
        new RunSummary.LossSummary("polynomial-hinge", 3, "mean", 1e-4),
        List.of(objective(0), objective(1)),
        Map.of("plain->output-neuron", Map.of("strict-minimum->strict-minimum", 560L)),
        Map.of("plain->output-neuron", outcomes()),
        Map.of("plain->output-neuron", worth()),
        verdicts(),
        new RunSummary.Throughput(12.34, 81, 1e6),
        new ExecutionSummary(
            "restart-parallel",
            "few rows",
            0,
            new ExecutionSummary.Predicted(10, 5, 20, 1 << 20, 1 << 20),
            new ExecutionSummary.Actual(12.34, 1L << 20, 1L << 20, null)),
        new StoppingSummary(
            "coverage",
            0.99,
            0.95,
            RESTARTS,
            100,
            false,
            List.of(
                new StoppingSummary.Look(
                    500,
                    0.025,
                    List.of(
                        new StoppingSummary.ObjectiveLook(
                            "plain", "minima", 11, 280, 3, 1, 0.01, 0.02, 14, false))))),
        List.of("the column " + HOSTILE + " is constant"));
  }

  /** Pictures of every kind. */
  static RunPictures pictures() {
    return PictureFixtures.pictures();
  }

  /** What there is of a run of which nothing but the summary is stored. */
  static RunPictures noPictures() {
    return new RunPictures(List.of(), List.of(), List.of(), List.of(), null, List.of(), List.of());
  }

  /** A run none of whose restarts ended. */
  static RunSummary emptySummary() {
    RunSummary s = summary();
    return new RunSummary(
        1,
        s.study(),
        s.studyHash(),
        s.run(),
        10,
        "stopped",
        0,
        RESTARTS,
        null,
        s.network(),
        s.loss(),
        List.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        List.of(),
        null,
        null,
        null,
        List.of());
  }

  static Provenance provenance() {
    return new Provenance(
        1,
        HOSTILE,
        HASH,
        "run-1",
        7,
        "study { name = made-up }\ndata { target = \"" + HOSTILE + "\" }\n",
        new Provenance.DataSource("data/" + HOSTILE + ".csv", "cd".repeat(32), 40, List.of()),
        "",
        new Provenance.Code("0.1.0", "unknown"),
        new Provenance.Machine(
            "17", "jvm", "os", "cpu", 2, "4.1.0", "local[2]", "scalar", "a test"),
        new Provenance.Timings("2026-01-01T00:00:00Z", "2026-01-01T00:00:12Z", 0.1, 12.2, 0.3));
  }

  private static Map<String, Long> outcomes() {
    Map<String, Long> outcomes = new LinkedHashMap<>();
    outcomes.put("global-minimum->global-minimum", 205L);
    outcomes.put("global-minimum->at-infinity", 7L);
    outcomes.put("bad-minimum->global-minimum", 330L);
    outcomes.put("bad-minimum->at-infinity", 18L);
    outcomes.put("bad-minimum->bad-minimum", 12L);
    outcomes.put("saddle->global-minimum", 35L);
    outcomes.put("at-infinity->global-minimum", 110L);
    outcomes.put("at-infinity->at-infinity", 240L);
    outcomes.put("unconverged->unconverged", 30L);
    outcomes.put("unconverged->global-minimum", 10L);
    outcomes.put("failed->failed", 3L);
    return outcomes;
  }

  private static WorthSummary worth() {
    return new WorthSummary(
        0.125,
        new WorthSummary.Comparison(560, 330, 220, 10),
        new WorthSummary.Comparison(997, 500, 450, 47),
        new WorthSummary.Reached(
            200,
            12,
            480,
            308,
            new WorthSummary.Share(212, 0.212, 0.19, 0.24, 0.95),
            new WorthSummary.Share(680, 0.68, 0.65, 0.71, 0.95),
            1e-12));
  }

  private static List<ClaimVerdict> verdicts() {
    return List.of(
        new ClaimVerdict(
            "liang-2018b",
            "theorem-1",
            "output-neuron",
            "every local minimum is global, for the class " + HOSTILE,
            "the loss above the bound, at most 1e-9",
            true,
            List.of(
                Premise.of("the loss is convex", true, "polynomial-hinge is"),
                Premise.unknown("the data are separable", "not looked at")),
            "undecided",
            709,
            690,
            0.5,
            null,
            "a premise could not be checked"),
        new ClaimVerdict(
            "kawaguchi-2019",
            "reading-2",
            "plain",
            "no bad minimum is left",
            "the gap, at most 1e-9",
            false,
            List.of(Premise.of("the width is 3", true, "hidden = [3]")),
            "refuted",
            572,
            212,
            0.7,
            17L,
            "restart 17 ends on a strict minimum 0.7 above the best"));
  }

  private static RunSummary.ObjectiveSummary objective(int o) {
    List<Long> hits = HITS.get(o);
    long onMinima = hits.stream().mapToLong(Long::longValue).sum();
    Map<String, Long> endpoints = new LinkedHashMap<>();
    endpoints.put("strict-minimum", onMinima - 40);
    endpoints.put("degenerate-minimum", 40L);
    endpoints.put("saddle", 35L);
    endpoints.put("at-infinity", RESTARTS - onMinima - 35 - 40 - 3);
    endpoints.put("unconverged", 40L);
    endpoints.put("failed", 3L);
    FrequencyCounts counts = FrequencyCounts.ofHits(hits);
    return new RunSummary.ObjectiveSummary(
        OBJECTIVES.get(o),
        o == 0 ? 13 : 17,
        RESTARTS,
        endpoints,
        Map.of("at-infinity: spike", 20L),
        new RunSummary.Distinct(
            (long) hits.size(), (long) hits.size(), (long) hits.size(), null, 4L),
        o == 0 ? null : 3L,
        o == 0 ? null : 2L,
        BEST[o],
        o == 0 ? "best-known" : "proved",
        0.0625,
        hits.size() - 1,
        hits.get(0),
        onMinima - hits.get(0),
        minima(o),
        List.of(new RunSummary.ValleySummary(0, "spike", 0.25, 20, 4)),
        List.of(
            new RunSummary.Estimate("chao1", hits.size() + 2.3, hits.size(), 21.4, 0.95),
            new RunSummary.Estimate("jackknife1", hits.size() + 3.1, Double.NaN, Double.NaN, 0.95)),
        0.995,
        0.99,
        0.995,
        0.75,
        unseen(counts),
        null,
        o == 0 ? null : new ProofSummary(4, 3, Map.of("singular", 1L), 0.0625, 0),
        "count");
  }

  private static List<RunSummary.MinimumSummary> minima(int o) {
    List<RunSummary.MinimumSummary> minima = new ArrayList<>();
    for (int m = 0; m < HITS.get(o).size(); m++) {
      boolean degenerate = m == 4;
      minima.add(
          new RunSummary.MinimumSummary(
              m,
              loss(o, m),
              loss(o, m) - BEST[o],
              HITS.get(o).get(m),
              degenerate ? "degenerate-minimum" : "strict-minimum",
              degenerate ? 1e-14 : 0.01 * (m + 1),
              degenerate ? 2 : 0,
              m == 5 ? null : BigInteger.valueOf(48),
              m == 5 ? null : BigInteger.ONE,
              m % 2 == 0,
              degenerate ? 3 : 1,
              degenerate ? 1e-12 : null,
              degenerate ? "segment" : null));
    }

    return minima;
  }

  private static UnseenSummary unseen(FrequencyCounts counts) {
    return new UnseenSummary(
        "minima",
        counts.individuals(),
        counts.seen(1),
        counts.seen(2),
        1,
        0.98,
        1,
        0.97,
        0.95,
        0.004,
        0.3,
        List.of(new UnseenSummary.Hill(0, counts.classes(), counts.classes() + 2.5)),
        AccumulationCurve.points(counts).stream()
            .map(p -> new UnseenSummary.CurvePoint(p.individuals(), p.classes(), p.low(), p.high()))
            .toList());
  }
}

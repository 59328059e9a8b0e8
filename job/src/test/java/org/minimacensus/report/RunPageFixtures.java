package org.minimacensus.report;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.RecountSummary;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.RunSummary.MinimumSummary;
import org.minimacensus.study.RunSummary.ObjectiveSummary;
import org.minimacensus.study.UnseenSummary;
import org.minimacensus.study.compare.ComparisonSummary;
import org.minimacensus.study.pictures.ObjectivePictures;
import org.minimacensus.study.pictures.ObjectivePictures.MinimumDetail;
import org.minimacensus.study.pictures.RunPictures;
import org.minimacensus.study.pictures.Spectrum;
import org.minimacensus.theorem.ClaimVerdict;
import org.minimacensus.theorem.Premise;

/** Small made-up runs for the words and tables of their page. */
final class RunPageFixtures {
  private RunPageFixtures() {}

  /** A minimum of two hits at a loss of id / 10, with a smallest eigenvalue of 0.5. */
  static MinimumSummary minimum(long id) {
    return new MinimumSummary(
        id,
        id / 10.0,
        id / 10.0,
        2,
        "strict-minimum",
        0.5,
        0,
        BigInteger.valueOf(48),
        BigInteger.ONE,
        false,
        1,
        null,
        null);
  }

  static Map<String, Long> classes(long minima, long infinity, long unconverged) {
    Map<String, Long> classes = new LinkedHashMap<>();
    classes.put("strict-minimum", minima);
    classes.put("degenerate-minimum", 0L);
    classes.put("saddle", 0L);
    classes.put("at-infinity", infinity);
    classes.put("unconverged", unconverged);
    classes.put("failed", 0L);
    return classes;
  }

  /**
   * What an objective of 1000 restarts or more with some minima of two hits, all but one bad, says.
   */
  static ObjectiveSummary objective(String name, int minima) {
    long hits = 2L * minima;
    long restarts = Math.max(1000, hits + 10);
    return new ObjectiveSummary(
        name,
        9,
        restarts,
        classes(hits, 10, restarts - 10 - hits),
        Map.of(),
        new RunSummary.Distinct((long) minima, (long) minima, (long) minima, (long) minima, 1L),
        null,
        null,
        minima == 0 ? Double.NaN : 0,
        "best-known",
        0,
        Math.max(0, minima - 1),
        minima == 0 ? 0 : 2,
        Math.max(0, hits - 2),
        LongStream.range(0, minima).mapToObj(RunPageFixtures::minimum).toList(),
        List.of(new RunSummary.ValleySummary(0, "spike", 0.25, 10, 17)),
        minima == 0
            ? List.of()
            : List.of(
                new RunSummary.Estimate("chao1", minima + 30, minima + 8.02, minima + 104, .95)),
        minima == 0 ? Double.NaN : 0.98,
        Double.NaN,
        Double.NaN,
        1,
        unseen(minima),
        null,
        null,
        "count");
  }

  private static UnseenSummary unseen(int minima) {
    return new UnseenSummary(
        "minima",
        2L * minima,
        16,
        3,
        2,
        0.97,
        0.992,
        0.821,
        0.95,
        0.01,
        0.5,
        List.of(new UnseenSummary.Hill(0, minima, minima + 30)),
        List.of());
  }

  static ClaimVerdict verdict(String claim, String verdict, Long witness, Premise... premises) {
    return new ClaimVerdict(
        "liang-2018",
        claim,
        "plain",
        "a statement",
        "a number",
        true,
        List.of(premises),
        verdict,
        12,
        11,
        0.25,
        witness,
        "because");
  }

  static RunSummary summary(
      String study, List<ObjectiveSummary> objectives, List<ClaimVerdict> verdicts) {
    Map<String, Long> outcomes =
        Map.of(
            "bad-minimum->global-minimum",
            77L,
            "bad-minimum->at-infinity",
            194L,
            "bad-minimum->unconverged",
            57L);
    return new RunSummary(
        1,
        study,
        "0123456789abcdef",
        "r0",
        0,
        "all 1000 restarts ended",
        0,
        1000,
        new RunSummary.DataSummary("data/x.csv", "binary", 18L, 2, 1),
        network("mlp", 2, List.of(2), 9),
        new RunSummary.LossSummary("squared", 3, "mean", 0),
        objectives,
        Map.of(),
        objectives.size() > 1 ? Map.of("plain->output-neuron", outcomes) : Map.of(),
        Map.of(),
        verdicts,
        new RunSummary.Throughput(12.3, 81, 1.2e6),
        null,
        null,
        List.of("a note of the run"));
  }

  static RunSummary summary(int minima) {
    return summary(
        "made-up",
        List.of(objective("plain", minima), objective("output-neuron", minima)),
        List.of());
  }

  static RunSummary.NetworkSummary network(
      String kind, int inputs, List<Integer> hidden, int parameters) {
    return new RunSummary.NetworkSummary(
        kind, inputs, hidden, 1, "tanh", "identity", true, true, false, parameters);
  }

  static Provenance provenance(String conf) {
    return new Provenance(
        1,
        "made-up",
        "0123456789abcdef",
        "r0",
        7,
        conf,
        new Provenance.DataSource("data/x.csv", "ab".repeat(32), 18, List.of("two rows are equal")),
        "",
        new Provenance.Code("1.0", "c0ffee"),
        new Provenance.Machine(
            "17", "a JVM", "an OS", "a CPU", 2, "4.1.0", "local[2]", "scalar", "asked for"),
        new Provenance.Timings("2026-01-02T03:04:05Z", "2026-01-02T03:05:05Z", 1, 2, 3));
  }

  /** Details of the first minima of the objectives of {@link #summary(int)}. */
  static ObjectivePictures details(String name, int minima, int parameters, String evidence) {
    List<MinimumDetail> details = new ArrayList<>();
    for (int id = 0; id < minima; id++) {
      double[] theta =
          IntStream.range(0, parameters).mapToDouble(i -> (i % 3 - 1) * (i + 0.125)).toArray();
      double[] added = name.equals("plain") ? new double[0] : new double[] {0, 1, 2, 3};
      details.add(
          new MinimumDetail(id, 100 + id, theta, added, 0.5, 3, List.of(100L + id), evidence));
    }

    return new ObjectivePictures(name, List.of(), List.of(), List.of(), details);
  }

  static RunPictures pictures(ObjectivePictures... objectives) {
    return new RunPictures(
        List.of(objectives),
        List.of(new Spectrum("plain", 0, new double[] {0.5, 1, 20})),
        List.of(),
        List.of(),
        null,
        List.of(),
        List.of("a note of the pictures"));
  }

  static RunPictures with(RecountSummary recount, List<ComparisonSummary> comparisons) {
    return new RunPictures(
        List.of(), List.of(), List.of(), List.of(), recount, comparisons, List.of());
  }
}

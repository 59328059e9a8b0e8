package org.minimacensus.study.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.richness.Chao1;
import org.minimacensus.richness.FrequencyCounts;
import org.minimacensus.richness.SampleCoverage;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.compare.ComparisonSummary.OneSided;
import org.minimacensus.study.compare.ComparisonSummary.Unshared;
import org.minimacensus.twosample.Hypergeometric;

/** What a comparison tells of one objective, beside its findings. */
final class ObjectiveFigures {
  /** As many tests of shares, and as many minima of one run alone, are listed. */
  static final int LISTED = 50;

  private final ObjectivePair pair;
  private final Samples samples;
  private final double best;
  private final double valueTolerance;
  private final CertifiedLosses certified;

  private ObjectiveFigures(
      ObjectivePair pair, Samples samples, double best, double valueTolerance) {
    this.pair = pair;
    this.samples = samples;
    this.best = best;
    this.valueTolerance = valueTolerance;
    this.certified = new CertifiedLosses(pair);
  }

  /**
   * @param judged tests of all objectives
   * @param best lowest loss of both runs
   */
  static ComparisonSummary.ObjectiveComparison of(
      ObjectivePair pair,
      Samples samples,
      List<RunComparison.Judged> judged,
      double best,
      double valueTolerance) {
    ObjectiveFigures f = new ObjectiveFigures(pair, samples, best, valueTolerance);
    List<RunComparison.Judged> own =
        judged.stream().filter(j -> j.trial().objective().equals(pair.objective())).toList();
    return new ComparisonSummary.ObjectiveComparison(
        pair.objective(),
        f.figures(pair.baseline(), pair.baselineCount()),
        f.figures(pair.candidate(), pair.candidateCount()),
        samples.first().size(),
        samples.second().size(),
        pair.bits(),
        f.moves(),
        samples.pairs().stream().filter(p -> p.baseline().basin() != p.candidate().basin()).count(),
        own.size(),
        own.stream().filter(RunComparison.Judged::able).count(),
        listed(own),
        f.unshared(false),
        f.unshared(true));
  }

  private ComparisonSummary.Figures figures(List<ObjectivePair.Ended> run, CountCheck count) {
    Map<String, Long> endpoints = new LinkedHashMap<>();
    for (EndpointClass c : EndpointClass.values()) {
      endpoints.put(c.label(), Samples.count(run, e -> e.fact().endpointClass() == c));
    }

    FrequencyCounts frequencies = frequencies(hits(run));
    EndpointFact lowest =
        run.stream()
            .map(ObjectivePair.Ended::fact)
            .filter(f -> f.endpointClass() != EndpointClass.FAILED && !Double.isNaN(f.loss()))
            .min(Comparator.comparingDouble(EndpointFact::loss))
            .orElse(null);
    return new ComparisonSummary.Figures(
        run.size(),
        endpoints,
        frequencies.classes(),
        frequencies.individuals(),
        new Chao1().estimate(frequencies).map(RunSummary.Estimate::of).orElse(null),
        SampleCoverage.goodTuring(frequencies).orElse(Double.NaN),
        lowest == null ? Double.NaN : lowest.loss(),
        lowest == null ? Double.NaN : lowest.lossError(),
        Samples.count(run, e -> ShareTrials.atBest(e, best, valueTolerance)),
        Samples.count(run, certified::contradicts),
        run.stream().mapToLong(e -> e.fact().evaluations()).average().orElse(Double.NaN),
        count);
  }

  /** Hits of the minima, by basin; 0 for valleys. */
  private long[] hits(List<ObjectivePair.Ended> some) {
    long[] hits = ShareTrials.hits(some, pair.basins().size());
    for (int b = 0; b < hits.length; b++) {
      hits[b] = pair.basins().get(b).minimum() ? hits[b] : 0;
    }

    return hits;
  }

  private static FrequencyCounts frequencies(long[] hits) {
    return FrequencyCounts.ofHits(Arrays.stream(hits).filter(h -> h > 0).boxed().toList());
  }

  private Map<String, Long> moves() {
    Map<String, Long> moves = new TreeMap<>();
    for (Samples.Pair p : samples.pairs()) {
      EndpointClass from = p.baseline().fact().endpointClass();
      EndpointClass to = p.candidate().fact().endpointClass();
      if (from != to) {
        moves.merge(from.label() + "->" + to.label(), 1L, Long::sum);
      }
    }

    return moves;
  }

  /** Tests of whole runs, then those of shares by ascending p-value. */
  private static List<ComparisonSummary.Tested> listed(List<RunComparison.Judged> own) {
    List<ComparisonSummary.Tested> listed = new ArrayList<>();
    own.stream().filter(j -> j.trial().ofRun()).forEach(j -> listed.add(RunComparison.tested(j)));
    own.stream()
        .filter(j -> !j.trial().ofRun())
        .sorted(Comparator.comparingDouble(j -> j.trial().p()))
        .limit(LISTED)
        .forEach(j -> listed.add(RunComparison.tested(j)));
    return listed;
  }

  /** Minima of one run alone, by all its restarts. */
  private Unshared unshared(boolean ofBaseline) {
    long[] mine = hits(ofBaseline ? pair.baseline() : pair.candidate());
    long[] others = hits(ofBaseline ? pair.candidate() : pair.baseline());
    List<Integer> alone = new ArrayList<>();
    for (int b = 0; b < mine.length; b++) {
      if (mine[b] > 0 && others[b] == 0) {
        alone.add(b);
      }
    }

    List<OneSided> listed =
        alone.stream()
            .sorted(Comparator.comparingLong((Integer b) -> -mine[b]).thenComparing(b -> b))
            .limit(LISTED)
            .map(b -> oneSided(b, mine[b], ofBaseline))
            .toList();
    double coverage = SampleCoverage.goodTuring(frequencies(others)).orElse(Double.NaN);
    return new Unshared(
        alone.size(),
        LongStream.of(alone.stream().mapToLong(b -> mine[b]).toArray()).sum(),
        1 - coverage,
        listed);
  }

  private OneSided oneSided(int b, long hits, boolean ofBaseline) {
    Basin basin = pair.basins().get(b);
    double missed = Double.NaN;
    if (samples.independent()) {
      long first = samples.first().size();
      long second = samples.second().size();
      long drawn =
          ShareTrials.hits(ofBaseline ? samples.first() : samples.second(), pair.basins().size())[
              b];
      missed =
          ofBaseline
              ? new Hypergeometric(second, first, drawn).probability(0)
              : new Hypergeometric(first, second, drawn).probability(0);
    }

    return new OneSided(basin.name(), basin.loss(), hits, missed);
  }
}

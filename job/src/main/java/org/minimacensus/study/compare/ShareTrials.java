package org.minimacensus.study.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.minimacensus.certify.EndpointClass;

/**
 * Exact tests of shares under one objective: of endpoint classes and their details, of basins, of
 * restarts on the best loss, and of endpoints that contradict their certificates. Independent
 * restarts by Fisher's test, pairs by the sign test.
 */
final class ShareTrials {
  private final ObjectivePair pair;
  private final Samples samples;
  private final double valueTolerance;
  private final List<Trial> trials = new ArrayList<>();

  private ShareTrials(ObjectivePair pair, Samples samples, double valueTolerance) {
    this.pair = pair;
    this.samples = samples;
    this.valueTolerance = valueTolerance;
  }

  static List<Trial> of(ObjectivePair pair, Samples samples, double valueTolerance) {
    ShareTrials t = new ShareTrials(pair, samples, valueTolerance);
    t.classes();
    t.basins();
    double best = best(pair);
    t.share(Kinds.BEST_LOSS, "", e -> atBest(e, best, valueTolerance), m -> Direction.ofMore(!m));
    t.share(Kinds.CERTIFIED_LOSS, "", new CertifiedLosses(pair)::contradicts, Direction::ofMore);
    t.paired(Kinds.EVALUATIONS, (a, b) -> Integer.compare(b.evaluations(), a.evaluations()));
    t.paired(Kinds.LOSS, t::higher);
    return t.trials;
  }

  /** The lowest loss of an endpoint of either run; positive infinity: there is none. */
  static double best(ObjectivePair pair) {
    return Stream.concat(pair.baseline().stream(), pair.candidate().stream())
        .map(ObjectivePair.Ended::fact)
        .filter(f -> f.endpointClass() != EndpointClass.FAILED && !Double.isNaN(f.loss()))
        .mapToDouble(EndpointFact::loss)
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** Whether an endpoint has the best loss within tolerance and error. */
  static boolean atBest(ObjectivePair.Ended e, double best, double valueTolerance) {
    double error = e.fact().lossError() >= 0 ? e.fact().lossError() : 0;
    return e.fact().endpointClass() != EndpointClass.FAILED
        && e.fact().loss() - best <= valueTolerance * (1 + Math.abs(best)) + error;
  }

  private void classes() {
    for (EndpointClass c : EndpointClass.values()) {
      share(Kinds.CLASS, c.label(), e -> e.fact().endpointClass() == c, more -> meaning(c, more));
    }

    TreeSet<String> details = new TreeSet<>();
    Map<String, EndpointClass> classOf = new HashMap<>();
    Stream.concat(pair.baseline().stream(), pair.candidate().stream())
        .map(ObjectivePair.Ended::fact)
        .filter(f -> !f.detail().isEmpty())
        .forEach(
            f -> {
              details.add(f.detail());
              classOf.put(f.detail(), f.endpointClass());
            });
    for (String d : details) {
      share(
          Kinds.DETAIL, d, e -> e.fact().detail().equals(d), more -> meaning(classOf.get(d), more));
    }
  }

  private static Direction meaning(EndpointClass c, boolean more) {
    return c == EndpointClass.UNCONVERGED || c == EndpointClass.FAILED
        ? Direction.ofMore(more)
        : Direction.OTHER;
  }

  /** One pass over the restarts, as there may be as many basins as restarts. */
  private void basins() {
    long[] first = hits(samples.first(), pair.basins().size());
    long[] second = hits(samples.second(), pair.basins().size());
    long[] onlyFirst = new long[first.length];
    long[] onlySecond = new long[first.length];
    for (Samples.Pair p : samples.pairs()) {
      int from = p.baseline().basin();
      int to = p.candidate().basin();
      if (from != to && from >= 0) {
        onlyFirst[from]++;
      }

      if (from != to && to >= 0) {
        onlySecond[to]++;
      }
    }

    for (int b = 0; b < first.length; b++) {
      String name = pair.basins().get(b).name();
      if (samples.independent() && first[b] + second[b] > 0) {
        trials.add(
            Trial.fisher(
                pair.objective(),
                Kinds.BASIN,
                name,
                first[b],
                samples.first().size(),
                second[b],
                samples.second().size(),
                Direction.OTHER));
      }

      if (onlyFirst[b] + onlySecond[b] > 0) {
        trials.add(
            Trial.sign(
                pair.objective(), Kinds.BASIN, name, onlyFirst[b], onlySecond[b], Direction.OTHER));
      }
    }
  }

  static long[] hits(List<ObjectivePair.Ended> some, int basins) {
    long[] hits = new long[basins];
    for (ObjectivePair.Ended e : some) {
      if (e.basin() >= 0) {
        hits[e.basin()]++;
      }
    }

    return hits;
  }

  /**
   * @param meaning by whether the candidate has more
   */
  private void share(
      String kind,
      String subject,
      Predicate<ObjectivePair.Ended> has,
      Function<Boolean, Direction> meaning) {
    long first = Samples.count(samples.first(), has);
    long second = Samples.count(samples.second(), has);
    if (samples.independent() && first + second > 0) {
      double share = (double) first / samples.first().size();
      boolean more = (double) second / samples.second().size() > share;
      trials.add(
          Trial.fisher(
              pair.objective(),
              kind,
              subject,
              first,
              samples.first().size(),
              second,
              samples.second().size(),
              meaning.apply(more)));
    }

    long onlyFirst = samples.onlyFirst(has);
    long onlySecond = samples.onlySecond(has);
    if (onlyFirst + onlySecond > 0) {
      trials.add(
          Trial.sign(
              pair.objective(),
              kind,
              subject,
              onlyFirst,
              onlySecond,
              meaning.apply(onlySecond > onlyFirst)));
    }
  }

  /** Positive when the second value of a pair is the larger one. */
  @FunctionalInterface
  private interface Order {
    int of(EndpointFact baseline, EndpointFact candidate);
  }

  private void paired(String kind, Order order) {
    Map<Integer, Long> signs =
        samples.pairs().stream()
            .collect(
                Collectors.groupingBy(
                    p -> Integer.signum(order.of(p.baseline().fact(), p.candidate().fact())),
                    Collectors.counting()));
    long less = signs.getOrDefault(-1, 0L);
    long more = signs.getOrDefault(1, 0L);
    if (less + more > 0) {
      trials.add(Trial.sign(pair.objective(), kind, "", less, more, Direction.ofMore(more > less)));
    }
  }

  /** Losses differ when they are apart by more than the tolerance and both errors. */
  private int higher(EndpointFact a, EndpointFact b) {
    double error = Math.max(0, a.lossError()) + Math.max(0, b.lossError());
    double width = valueTolerance * (1 + Math.abs(a.loss())) + (Double.isNaN(error) ? 0 : error);
    double difference = b.loss() - a.loss();
    return Math.abs(difference) > width ? (difference > 0 ? 1 : -1) : 0;
  }
}

package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.minimacensus.census.CensusResult;
import org.minimacensus.census.DistinctCounts;
import org.minimacensus.census.Minimum;
import org.minimacensus.census.Valleys;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;

class DoubtfulSingletonsTest {
  private static Endpoint endpoint(long restart, boolean strict, double norm) {
    return Endpoint.builder()
        .objective("plain")
        .restart(restart)
        .endpointClass(strict ? EndpointClass.STRICT_MINIMUM : EndpointClass.DEGENERATE_MINIMUM)
        .gradientNorm(norm)
        .build();
  }

  /** Of one minimum for each endpoint, hit so often. */
  private static DoubtfulSingletons doubtful(List<Endpoint> endpoints, long... hits) {
    List<Minimum> minima = new ArrayList<>();
    for (int id = 0; id < hits.length; id++) {
      Endpoint e = endpoints.get(id);
      minima.add(
          new Minimum(
              id, e, e.endpointClass(), 0, hits[id], BigInteger.ONE, BigInteger.ONE, false));
    }

    OptionalLong no = OptionalLong.empty();
    return DoubtfulSingletons.of(
        new CensusResult(
            "plain",
            minima,
            new DistinctCounts(0, 0, no, no, 0),
            Map.of(),
            0,
            List.of(),
            "",
            new Valleys(List.of(), Map.of())),
        endpoints);
  }

  private static List<Endpoint> endpoints(int others, Endpoint... first) {
    List<Endpoint> all = new ArrayList<>(List.of(first));
    for (int i = 0; i < others; i++) {
      all.add(endpoint(100 + i, true, 1e-16));
    }

    return all;
  }

  @Test
  void minimaHitOnceByTheWorstTenthAreDoubtful() {
    List<Endpoint> all =
        endpoints(
            36,
            endpoint(0, true, 1e-3),
            endpoint(1, false, 1e-4),
            endpoint(2, true, 1e-5),
            endpoint(3, true, 1e-16));
    assertThat(doubtful(all, 1, 1, 1, 1)).isEqualTo(new DoubtfulSingletons(3, 2));
  }

  @Test
  void noMoreThanATenthIsDoubtful() {
    List<Endpoint> all =
        endpoints(18, endpoint(0, true, 1e-3), endpoint(1, true, 1e-4), endpoint(2, true, 1e-5));
    assertThat(doubtful(all, 1, 1, 1)).isEqualTo(new DoubtfulSingletons(2, 2));
    // Of one norm all or none.
    List<Endpoint> equal =
        endpoints(18, endpoint(0, true, 1e-3), endpoint(1, true, 1e-3), endpoint(2, true, 1e-3));
    assertThat(doubtful(equal, 1, 1, 1)).isEqualTo(DoubtfulSingletons.NONE);
    assertThat(doubtful(endpoints(0))).isEqualTo(DoubtfulSingletons.NONE);
  }

  @Test
  void aMinimumThatSeveralSearchesAgreeOnIsNotDoubtful() {
    List<Endpoint> all = endpoints(38, endpoint(0, true, 1e-3), endpoint(1, true, 1e-4));
    assertThat(doubtful(all, 2, 1)).isEqualTo(new DoubtfulSingletons(1, 1));
  }

  @Test
  void normsAreOrderedHoweverTheyAreAdded() {
    List<Double> norms =
        new ArrayList<>(List.of(Double.NaN, 1e300, 1.0, 0.0, 4.9e-324, Double.POSITIVE_INFINITY));
    for (int i = 0; i < 34; i++) {
      norms.add(Math.scalb(1.0, -i));
    }

    GradientNorms forwards = new GradientNorms();
    norms.forEach(forwards::add);
    Collections.reverse(norms);
    GradientNorms some = new GradientNorms();
    norms.subList(0, 17).forEach(some::add);
    GradientNorms rest = new GradientNorms();
    norms.subList(17, 40).forEach(rest::add);
    int from = rest.merge(some).worstTenth();

    assertThat(forwards.worstTenth()).isEqualTo(from);
    // Four of forty may go: NaN, infinity and 1e300; the two of norm 1 would make five.
    assertThat(norms.stream().filter(n -> GradientNorms.worst(n, from)))
        .containsExactlyInAnyOrder(Double.NaN, Double.POSITIVE_INFINITY, 1e300);
    assertThat(GradientNorms.worst(Double.NaN, new GradientNorms().worstTenth())).isFalse();
  }
}

package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.minimacensus.census.CensusResult;
import org.minimacensus.census.DistinctCounts;
import org.minimacensus.census.Minimum;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;

/** Hits without the worst-certified tenth of the endpoints. */
class SoundHitsTest {
  private static final Map<Long, Long> NONE = Map.of();

  /** Of minimum {@code restart % minima}, which is degenerate if it is the last one. */
  private static Endpoint endpoint(long restart, int minima, double norm) {
    boolean flat = restart % minima == minima - 1;
    return Endpoint.builder()
        .objective("plain")
        .restart(restart)
        .endpointClass(flat ? EndpointClass.DEGENERATE_MINIMUM : EndpointClass.STRICT_MINIMUM)
        .gradientNorm(norm)
        .build();
  }

  private static CensusResult census(List<Endpoint> endpoints, int minima) {
    List<Minimum> all = new ArrayList<>();
    for (int id = 0; id < minima; id++) {
      Endpoint e = endpoint(id, minima, 0);
      all.add(new Minimum(id, e, e.endpointClass(), 0, 1, BigInteger.ONE, false));
    }

    Map<Long, Integer> minimumOf = new HashMap<>();
    endpoints.forEach(e -> minimumOf.put(e.restart(), (int) (e.restart() % minima)));
    OptionalLong no = OptionalLong.empty();
    return new CensusResult(
        "plain", all, new DistinctCounts(0, 0, no, no, 0), minimumOf, 0, List.of());
  }

  @Test
  void theTenthOfTheLargestNormsIsLeftOut() {
    // Thirty endpoints on three minima; restarts 27, 28 and 29 have the largest norms.
    List<Endpoint> endpoints =
        new ArrayList<>(
            LongStream.range(0, 30).mapToObj(r -> endpoint(r, 3, 1e-15 * (r + 1))).toList());
    Collections.reverse(endpoints);
    SoundHits hits = SoundHits.of(census(endpoints, 3), endpoints);
    assertThat(hits.frequencies().classesByHits()).isEqualTo(Map.of(9L, 3L));
    assertThat(hits.strictFrequencies().classesByHits()).isEqualTo(Map.of(9L, 2L));
  }

  @Test
  void anUnfinishedSearchNoLongerMakesASingleton() {
    // Restart 10 alone is on minimum 10, with a gradient far above the others'.
    List<Endpoint> endpoints =
        LongStream.range(0, 11).mapToObj(r -> endpoint(r, 11, r == 10 ? 1e-3 : 1e-16)).toList();
    CensusResult census = census(endpoints, 11);
    assertThat(census.minimumOf(endpoints.get(10))).hasValue(10);
    SoundHits hits = SoundHits.of(census, endpoints);
    assertThat(hits.frequencies().classesByHits()).isEqualTo(Map.of(1L, 10L));
    assertThat(hits.strictFrequencies()).hasToString(hits.frequencies().toString());
  }

  @Test
  void endpointsOfOneNormAreKeptTogether() {
    List<Endpoint> endpoints =
        LongStream.range(0, 40).mapToObj(r -> endpoint(r, 4, r < 35 ? 0 : 1e-12)).toList();
    assertThat(SoundHits.of(census(endpoints, 4), endpoints).frequencies().individuals())
        .isEqualTo(40);
    assertThat(SoundHits.of(census(List.of(), 0), List.of()).frequencies().classesByHits())
        .isEqualTo(NONE);
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
    GradientNorms other = new GradientNorms();
    Collections.reverse(norms);
    norms.subList(0, 17).forEach(other::add);
    GradientNorms rest = new GradientNorms();
    norms.subList(17, 40).forEach(rest::add);
    int from = rest.merge(other).worstTenth();

    assertThat(forwards.worstTenth()).isEqualTo(from);
    // Four of forty: NaN, infinity and 1e300; the two of norm 1 would be five.
    assertThat(norms.stream().filter(n -> GradientNorms.worst(n, from)))
        .containsExactlyInAnyOrder(Double.NaN, Double.POSITIVE_INFINITY, 1e300);
    assertThat(GradientNorms.worst(Double.NaN, new GradientNorms().worstTenth())).isFalse();
  }
}

package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.bench.GeneratedCensus;
import org.minimacensus.census.CensusResult;
import org.minimacensus.census.CensusRules;
import org.minimacensus.census.CensusSettings;
import org.minimacensus.census.DistinctCounts;
import org.minimacensus.census.Minimum;
import org.minimacensus.census.RandomCensus;
import org.minimacensus.certify.Endpoint;

@ExtendWith(SharedSpark.class)
class DistributedCensusIT {
  private static final double NO_REFERENCE = Double.POSITIVE_INFINITY;
  private final JavaSparkContext spark;
  private final SparkSession session;

  DistributedCensusIT(SparkSession session) {
    this.session = session;
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  private DistributedCount count(
      CensusRules rules, List<Endpoint> endpoints, double reference, int partitions) {
    JavaRDD<Endpoint> rdd = spark.parallelize(endpoints, Math.max(1, 12 - partitions));
    return new DistributedCensus(session.sparkContext(), rules, partitions).count(rdd, reference);
  }

  private static List<Endpoint> shuffled(List<Endpoint> endpoints, long seed) {
    List<Endpoint> copy = new ArrayList<>(endpoints);
    Collections.shuffle(copy, new Random(seed));
    return copy;
  }

  /** Every field of a minimum, by bits. */
  private static String bits(Minimum m) {
    return m.id()
        + " "
        + m.endpointClass()
        + " "
        + Double.doubleToLongBits(m.gap())
        + " "
        + m.hits()
        + " "
        + m.orbit()
        + " "
        + m.stabiliser()
        + " "
        + m.subOptimal()
        + " "
        + Arrays.toString(CensusItem.packed(m.representative()));
  }

  private static void assertSame(DistributedCount found, CensusResult expected) {
    try (found) {
      assertThat(found.objective()).isEqualTo(expected.objective());
      assertThat(found.minima().collect().stream().map(DistributedCensusIT::bits))
          .isEqualTo(expected.minima().stream().map(DistributedCensusIT::bits).toList());
      assertThat(found.first(3)).hasSize(Math.min(3, expected.minima().size()));
      Map<Long, Integer> minimumOf = new HashMap<>();
      found.minimumOf().collect().forEach(p -> minimumOf.put(p._1(), p._2().intValue()));
      assertThat(minimumOf).isEqualTo(expected.minimumOf());
      assertThat(found.totals().distinct()).isEqualTo(expected.distinct());
      assertThat(found.totals().minima()).isEqualTo(expected.minima().size());
      assertThat(found.totals().unjoined()).isEqualTo(expected.unjoined());
      assertThat(found.totals().notes()).isEqualTo(expected.notes());
      assertThat(found.totals().frequencies()).hasToString(expected.frequencies().toString());
      assertThat(found.totals().strictFrequencies())
          .hasToString(expected.strictFrequencies().toString());
      List<Minimum> above = expected.minima().stream().filter(Minimum::subOptimal).toList();
      long aboveHits = above.stream().mapToLong(Minimum::hits).sum();
      assertThat(found.totals().subOptimal()).isEqualTo(above.size());
      assertThat(found.totals().subOptimalHits()).isEqualTo(aboveHits);
      assertThat(found.totals().globalHits())
          .isEqualTo(expected.frequencies().individuals() - aboveHits);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 20})
  void anyPartitionsAndOrderGiveTheLocalCensusOfCrowdedEndpoints(int partitions) {
    for (RandomCensus crowd : RandomCensus.all()) {
      List<Endpoint> endpoints = crowd.endpoints(400);
      double reference = partitions % 2 == 0 ? NO_REFERENCE : 0.2;
      CensusResult expected = crowd.rules().census().count(endpoints, reference);
      assertSame(
          count(crowd.rules(), shuffled(endpoints, partitions), reference, partitions), expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-4, -2, 2, 4, 5})
  void tolerancesFarFromTheUsualGiveTheLocalCensusToo(int decades) {
    for (RandomCensus crowd : RandomCensus.all()) {
      CensusRules usual = crowd.rules();
      double factor = Math.pow(10, decades);
      CensusRules rules =
          new CensusRules(
              usual.symmetry(),
              usual.signatures(),
              new CensusSettings(1e-9 * factor, 1e-6 * factor));
      List<Endpoint> endpoints = crowd.endpoints(200);
      CensusResult expected = rules.census().count(endpoints);
      assertSame(count(rules, shuffled(endpoints, decades), NO_REFERENCE, 3), expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 7})
  void aKnownCensusIsFound(int partitions) {
    GeneratedCensus known = new GeneratedCensus(5, 6000, 400, 100);
    List<Endpoint> endpoints =
        LongStream.range(0, known.endpoints()).mapToObj(known::endpoint).toList();
    DistributedCount found =
        count(GeneratedCensus.rules(), shuffled(endpoints, 1), NO_REFERENCE, partitions);
    assertThat(found.totals().distinct())
        .isEqualTo(
            new DistinctCounts(
                known.values(),
                known.minima(),
                OptionalLong.of(known.minima()),
                OptionalLong.empty(),
                known.valleys()));
    assertThat(found.totals().frequencies().classesByHits()).isEqualTo(known.frequencies());
    assertThat(found.totals().notes())
        .anyMatch(note -> note.startsWith(known.merged() + " times a strict minimum"));
    assertSame(found, GeneratedCensus.rules().census().count(endpoints));
  }

  @Test
  void noEndpointsGiveAnEmptyCensus() {
    CensusRules rules = GeneratedCensus.rules();
    assertSame(count(rules, List.of(), NO_REFERENCE, 3), rules.census().count(List.of()));
  }

  @Test
  void badCallsAreRefusedAsByTheLocalCensus() {
    CensusRules rules = GeneratedCensus.rules();
    Endpoint first = new GeneratedCensus(5, 100, 8, 2).endpoint(3);
    assertThatThrownBy(() -> count(rules, List.of(first, first), NO_REFERENCE, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("restart 3 of objective 'plain' occurs twice");
    Endpoint other = first.toBuilder().restart(1).objective("output-neuron").build();
    assertThatThrownBy(() -> count(rules, List.of(first, other), NO_REFERENCE, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'output-neuron' and 'plain'");
    assertThatThrownBy(() -> count(rules, List.of(first), Double.NaN, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reference must be a loss");
    assertThatThrownBy(() -> new DistributedCensus(session.sparkContext(), rules, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("partitions must be >= 1, were 0");
  }
}

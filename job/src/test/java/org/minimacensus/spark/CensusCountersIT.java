package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.minimacensus.bench.GeneratedCensus;
import org.minimacensus.census.CensusResult;
import org.minimacensus.census.CensusRules;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.study.DoubtfulSingletons;
import org.minimacensus.study.JoinsNone;

@ExtendWith(SharedSpark.class)
class CensusCountersIT {
  private final JavaSparkContext spark;

  CensusCountersIT(SparkSession session) {
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  @Test
  void doubtfulSingletonsOnExecutorsAreThoseOfTheDriver() {
    // Nearly as many minima as endpoints: many are hit once.
    GeneratedCensus known = new GeneratedCensus(2, 600, 400, 60);
    CensusRules rules = GeneratedCensus.rules();
    List<Endpoint> endpoints = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      endpoints.add(known.endpoint(i));
    }

    CensusResult census = rules.census().count(endpoints, Double.POSITIVE_INFINITY);
    DoubtfulSingletons expected = DoubtfulSingletons.of(census, endpoints);
    assertThat(expected.minima()).isGreaterThan(expected.strict());
    assertThat(expected.strict()).isPositive();
    for (int partitions : new int[] {1, 5}) {
      MinimaCounter.Count count =
          CensusCounters.distributed(
              rules,
              JoinsNone.of(rules),
              spark.parallelize(endpoints, partitions),
              600,
              Double.POSITIVE_INFINITY);
      assertThat(count.summary().doubtful()).isEqualTo(expected);
      assertThat(count.valleys().collect())
          .usingRecursiveComparison()
          .ignoringCollectionOrder()
          .isEqualTo(census.valleys().valleys());
      assertThat(count.summary().valleys())
          .usingRecursiveComparison()
          .isEqualTo(census.valleys().valleys());
      count.release().run();
    }
  }
}

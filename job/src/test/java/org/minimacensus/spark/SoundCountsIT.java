package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.minimacensus.bench.GeneratedCensus;
import org.minimacensus.census.CensusResult;
import org.minimacensus.census.CensusRules;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.study.SoundHits;

@ExtendWith(SharedSpark.class)
class SoundCountsIT {
  private final JavaSparkContext spark;

  SoundCountsIT(SparkSession session) {
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  @Test
  void hitsLeftOnExecutorsAreThoseOfTheDriver() {
    GeneratedCensus known = new GeneratedCensus(2, 2_000, 200, 100);
    CensusRules rules = GeneratedCensus.rules();
    List<Endpoint> endpoints = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      endpoints.add(known.endpoint(i));
    }

    CensusResult census = rules.census().count(endpoints, Double.POSITIVE_INFINITY);
    SoundHits expected = SoundHits.of(census, endpoints);
    Collections.shuffle(endpoints, new Random(5));
    for (int partitions : new int[] {1, 3, 8}) {
      try (DistributedCount count =
          new DistributedCensus(spark.sc(), rules, partitions)
              .count(spark.parallelize(endpoints, partitions), Double.POSITIVE_INFINITY)) {
        SoundHits found =
            SoundCounts.of(spark.parallelize(endpoints, 9 - partitions), count.minimumOf());
        assertThat(found.frequencies()).hasToString(expected.frequencies().toString());
        assertThat(found.strictFrequencies()).hasToString(expected.strictFrequencies().toString());
      }
    }

    long all = census.frequencies().individuals();
    long left = expected.frequencies().individuals();
    assertThat(left).isBetween(all - all / 10, all - all / 20);
    assertThat(expected.strictFrequencies().individuals()).isBetween(1L, left - 1);
  }
}

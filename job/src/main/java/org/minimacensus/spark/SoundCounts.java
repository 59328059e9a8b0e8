package org.minimacensus.spark;

import java.io.Serializable;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.richness.FrequencyCounts;
import org.minimacensus.study.GradientNorms;
import org.minimacensus.study.SoundHits;
import scala.Tuple2;

/** {@link SoundHits} of a census that is spread over executors. */
final class SoundCounts implements Serializable {
  private static final long serialVersionUID = 1L;
  private final TreeMap<Long, Long> minimaByHits = new TreeMap<>();
  private final TreeMap<Long, Long> strictMinimaByHits = new TreeMap<>();

  private SoundCounts() {}

  /** Of an endpoint, later of a minimum: hits but those left out, and whether any is strict. */
  private record Hits(long sound, boolean strict) implements Serializable {
    static Hits of(Ended end, int worstFrom) {
      return new Hits(GradientNorms.worst(end.norm, worstFrom) ? 0 : 1, end.strict);
    }

    Hits plus(Hits other) {
      return new Hits(sound + other.sound, strict || other.strict);
    }
  }

  /** What matters of an endpoint on a minimum. */
  private record Ended(double norm, boolean strict) implements Serializable {}

  /**
   * The same as {@link SoundHits#of} on the same endpoints, by one pass over them and one join.
   *
   * @param minimumOf from restart to id
   */
  static SoundHits of(JavaRDD<Endpoint> endpoints, JavaPairRDD<Long, Long> minimumOf) {
    JavaPairRDD<Long, Ended> ends =
        endpoints
            .filter(e -> e.endpointClass().isMinimum())
            .mapToPair(
                e ->
                    new Tuple2<>(
                        e.restart(),
                        new Ended(
                            e.gradientNorm(), e.endpointClass() == EndpointClass.STRICT_MINIMUM)))
            .persist(StorageLevel.MEMORY_AND_DISK_SER());
    try {
      int from =
          ends.values()
              .aggregate(new GradientNorms(), (norms, e) -> norms.add(e.norm), GradientNorms::merge)
              .worstTenth();
      SoundCounts counts =
          ends.join(minimumOf)
              .mapToPair(both -> new Tuple2<>(both._2()._2(), Hits.of(both._2()._1(), from)))
              .reduceByKey(Hits::plus)
              .values()
              .aggregate(new SoundCounts(), SoundCounts::add, SoundCounts::merge);
      return new SoundHits(
          FrequencyCounts.ofClassesByHits(counts.minimaByHits),
          FrequencyCounts.ofClassesByHits(counts.strictMinimaByHits));
    } finally {
      ends.unpersist(false);
    }
  }

  private SoundCounts add(Hits minimum) {
    if (minimum.sound > 0) {
      minimaByHits.merge(minimum.sound, 1L, Long::sum);
      if (minimum.strict) {
        strictMinimaByHits.merge(minimum.sound, 1L, Long::sum);
      }
    }

    return this;
  }

  private SoundCounts merge(SoundCounts other) {
    other.minimaByHits.forEach((hits, n) -> minimaByHits.merge(hits, n, Long::sum));
    other.strictMinimaByHits.forEach((hits, n) -> strictMinimaByHits.merge(hits, n, Long::sum));
    return this;
  }
}

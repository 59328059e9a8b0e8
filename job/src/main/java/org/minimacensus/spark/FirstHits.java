package org.minimacensus.spark;

import java.util.BitSet;
import org.apache.spark.api.java.JavaPairRDD;
import org.minimacensus.census.Components;
import org.minimacensus.certify.EndpointClass;
import scala.Tuple2;

/** Which restart was the first on each distinct minimum. */
final class FirstHits {
  private FirstHits() {}

  /**
   * How many minima no restart before this one ended on, those of one component being one; where
   * they were not joined strict ones alone.
   *
   * @param partitions into which minima are sorted; the result does not depend on it
   */
  static long from(MinimaCounter.Count count, long restart, int partitions) {
    Components components = count.summary().components();
    JavaPairRDD<Long, Long> minimumOf = count.minimumOf();
    if (!count.summary().joined()) {
      BitSet strict = strict(count);
      minimumOf = minimumOf.filter(hit -> strict.get(Math.toIntExact(hit._2())));
    }

    return minimumOf
        .mapToPair(hit -> new Tuple2<>(components.componentOf(Math.toIntExact(hit._2())), hit._1()))
        .reduceByKey(Math::min, partitions)
        .filter(first -> first._2() >= restart)
        .count();
  }

  private static BitSet strict(MinimaCounter.Count count) {
    return count
        .minima()
        .filter(m -> m.endpointClass() == EndpointClass.STRICT_MINIMUM)
        .aggregate(
            new BitSet(),
            (ids, m) -> {
              ids.set(m.id());
              return ids;
            },
            (ids, others) -> {
              ids.or(others);
              return ids;
            });
  }
}

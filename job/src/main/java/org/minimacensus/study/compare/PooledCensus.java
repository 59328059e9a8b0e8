package org.minimacensus.study.compare;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.minimacensus.census.CensusResult;
import org.minimacensus.census.Minimum;
import org.minimacensus.census.Valley;
import org.minimacensus.certify.EndpointClass;

/**
 * The endpoints of two runs counted as those of one. Restarts have keys, as both runs may have the
 * same index.
 *
 * @param minima by ascending id, from 0
 * @param minimumOf from key to id, for the restarts on minima
 * @param valleys at infinity
 * @param valleyOf from key to id, for the restarts in valleys
 */
public record PooledCensus(
    List<PooledMinimum> minima,
    Map<Long, Long> minimumOf,
    List<Valley> valleys,
    Map<Long, Long> valleyOf) {
  /**
   * A distinct minimum of both runs.
   *
   * @param lossError NaN: none
   * @param subOptimal above the best loss of both runs
   */
  public record PooledMinimum(
      int id, double loss, double lossError, boolean strict, boolean subOptimal)
      implements java.io.Serializable {
    public static PooledMinimum of(Minimum m) {
      return new PooledMinimum(
          m.id(),
          m.loss(),
          m.representative().lossError(),
          m.endpointClass() == EndpointClass.STRICT_MINIMUM,
          m.subOptimal());
    }
  }

  public static PooledCensus of(CensusResult census) {
    Map<Long, Long> minimumOf = new HashMap<>();
    census.minimumOf().forEach((key, id) -> minimumOf.put(key, (long) id));
    Map<Long, Long> valleyOf = new HashMap<>();
    census.valleys().valleyOf().forEach((key, id) -> valleyOf.put(key, (long) id));
    return new PooledCensus(
        census.minima().stream().map(PooledMinimum::of).toList(),
        minimumOf,
        census.valleys().valleys(),
        valleyOf);
  }

  /** The key of a restart of the baseline. */
  public static long baselineKey(long restart) {
    return Math.multiplyExact(2, restart);
  }

  /** The key of a restart of the candidate. */
  public static long candidateKey(long restart) {
    return baselineKey(restart) + 1;
  }
}

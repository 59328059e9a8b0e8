package org.minimacensus.study;

import java.util.List;
import java.util.Map;
import org.minimacensus.certify.Endpoint;

/**
 * What was counted of one objective.
 *
 * @param minima distinct minima by ascending loss; ids count from 0
 * @param minimumOf restart to id of its minimum, for the restarts that ended on one
 * @param estimates of the number of distinct minima
 * @param coverage 1 - f1/n over finite minima; NaN when there is none
 * @param notes what a reader must know of this count
 */
public record ObjectiveCount(
    String objective,
    RunSummary.Distinct distinct,
    List<DistinctMinimum> minima,
    Map<Long, Long> minimumOf,
    List<RunSummary.Estimate> estimates,
    double coverage,
    double coverageChao,
    List<String> notes) {
  /**
   * One distinct minimum.
   *
   * @param representative the endpoint that stands for it
   * @param hits restarts that ended on it
   * @param orbit number of parameter vectors that the symmetries make of it; null: not computed
   */
  public record DistinctMinimum(long id, Endpoint representative, long hits, Double orbit) {}
}

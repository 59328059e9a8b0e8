package org.minimacensus.study.pictures;

import java.util.List;

/**
 * Sums over the endpoints and the minima of one objective.
 *
 * @param name of the objective
 * @param waterfall endpoints by ascending loss, at most {@link #POINTS} of them
 * @param abundances minima by descending hits, at most {@link #POINTS} of them
 * @param values distinct losses of minima by ascending tolerance
 * @param minima the {@link ShownMinima}, at most {@link #SECTIONS}
 */
public record ObjectivePictures(
    String name,
    List<Drop> waterfall,
    List<Abundance> abundances,
    List<Values> values,
    List<MinimumDetail> minima) {
  /** A curve has so many points at most; of more, evenly spaced ones are kept. */
  public static final int POINTS = 1_000;

  /** So many minima have a section of their own. */
  public static final int SECTIONS = 50;

  public ObjectivePictures {
    waterfall = List.copyOf(waterfall);
    abundances = List.copyOf(abundances);
    values = List.copyOf(values);
    minima = List.copyOf(minima);
  }

  /** Of the minima that {@link #abundances} are of, those that were left out included. */
  public long distinctMinima() {
    return abundances.isEmpty() ? 0 : abundances.get(abundances.size() - 1).rank() + 1;
  }

  /**
   * An endpoint in the order of losses.
   *
   * @param rank of the endpoint among all of the objective with a finite loss, from 0
   */
  public record Drop(long rank, double loss, String endpointClass) {}

  /**
   * A minimum in the order of hits.
   *
   * @param rank among all minima of the objective, from 0
   */
  public record Abundance(long rank, long minimumId, long hits, boolean subOptimal) {}

  /**
   * @param decades decimal logarithm of the tolerance of losses over that of the count
   * @param count of the losses of minima that are apart by more than the tolerance
   */
  public record Values(double decades, double tolerance, long count) {}

  /**
   * A distinct minimum at its representative.
   *
   * @param restart the representative's
   * @param theta of p parameters, not to be changed
   * @param augmentation the added neurons, as in the table of endpoints; not to be changed
   * @param misclassified rows; -1: regression
   * @param restarts the first that ended on it, at most {@link #RESTARTS}, ascending
   * @param evidence of the representative, in words
   */
  public record MinimumDetail(
      long id,
      long restart,
      double[] theta,
      double[] augmentation,
      double baseLoss,
      long misclassified,
      List<Long> restarts,
      String evidence) {
    /** So many restarts of a minimum are named. */
    public static final int RESTARTS = 20;

    public MinimumDetail {
      restarts = List.copyOf(restarts);
    }
  }
}

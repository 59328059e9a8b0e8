package org.minimacensus.spark;

import java.io.Serializable;
import java.util.Arrays;
import org.minimacensus.census.PartialCensus;
import org.minimacensus.certify.Endpoint;

/**
 * The place of a minimum in the order of ids.
 *
 * @param canonical parameters
 */
record MinimumPlace(double loss, double[] canonical, long restart)
    implements Comparable<MinimumPlace>, Serializable {
  static MinimumPlace of(PartialCensus part, Endpoint representative) {
    return new MinimumPlace(
        representative.loss(), part.canonical(representative), representative.restart());
  }

  @Override
  public int compareTo(MinimumPlace other) {
    int order = Double.compare(loss, other.loss);
    order = order != 0 ? order : Arrays.compare(canonical, other.canonical);
    return order != 0 ? order : Long.compare(restart, other.restart);
  }
}

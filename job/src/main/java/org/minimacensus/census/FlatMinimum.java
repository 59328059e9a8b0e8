package org.minimacensus.census;

import java.io.Serializable;

/**
 * A degenerate minimum that paths may join with others.
 *
 * @param id of the minimum
 * @param hits restarts that ended on it
 * @param theta, augmentation of its representative
 */
public record FlatMinimum(int id, double loss, long hits, double[] theta, double[] augmentation)
    implements Serializable {
  public static FlatMinimum of(Minimum minimum) {
    return new FlatMinimum(
        minimum.id(),
        minimum.loss(),
        minimum.hits(),
        minimum.representative().theta(),
        minimum.representative().augmentation());
  }
}

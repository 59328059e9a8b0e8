package org.minimacensus.objective;

/**
 * A hidden unit near its kink on an input of the training set.
 *
 * @param layer hidden layer of the unit, from 0
 * @param unit of the layer, from 0
 * @param row first row of the training set with that input
 * @param input d features
 * @param preActivation of the unit there, as the passes that make gradients compute it: above 0 its
 *     slope is that of the right side
 * @param range the unit's largest |pre-activation| on the training set
 * @param pull K sums of dl/ds_k over the rows with that input, reduced
 */
public record Kink(
    int layer,
    int unit,
    long row,
    double[] input,
    double preActivation,
    double range,
    double[] pull) {
  /** Distinct inputs that are told of one unit at most, the nearest. */
  public static final int MOST = 64;

  /** |pre-activation| as a share of the unit's range; 0 for a unit that is 0 everywhere. */
  public double distance() {
    return preActivation == 0 ? 0 : Math.abs(preActivation) / range;
  }

  /** Whether it is the kink of the same unit on the same input, seen at another point. */
  public boolean same(Kink other) {
    return layer == other.layer && unit == other.unit && row == other.row;
  }

  /** Unit and row as evidence tells them, units and layers from 1. */
  public String name() {
    return "unit " + (unit + 1) + (layer == 0 ? "" : " of layer " + (layer + 1)) + " on row " + row;
  }
}

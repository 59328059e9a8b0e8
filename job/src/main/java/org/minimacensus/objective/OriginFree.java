package org.minimacensus.objective;

/** An augmentation on which the origins of a chart have no bearing. */
public interface OriginFree extends Augmentation {
  @Override
  default void moveOrigin(
      double[] parameters, int offset, double[] from, double[] to, int inputs, int outputs) {
    // Nothing depends on the origin.
  }
}

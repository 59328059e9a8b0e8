package org.minimacensus.objective;

import java.util.Arrays;

/** An augmentation whose parameters are those that the papers write, wherever an origin is. */
public interface ChartFree extends Augmentation {
  @Override
  default double[] fromRaw(double[] raw, double[] origins, int inputs, int outputs) {
    return raw.clone();
  }

  @Override
  default double[] toRaw(
      double[] parameters, int offset, double[] origins, int inputs, int outputs) {
    return Arrays.copyOfRange(parameters, offset, offset + dimension(inputs, outputs));
  }

  @Override
  default void moveOrigin(
      double[] parameters, int offset, double[] from, double[] to, int inputs, int outputs) {
    // Nothing depends on the origin.
  }
}

package org.minimacensus.model;

import java.io.Serializable;
import org.minimacensus.numeric.RandomStream;

/**
 * The distribution of a restart's first parameters. Draws come in the order of theta, so that a
 * start is a function of the stream and the architecture alone.
 */
@FunctionalInterface
public interface Initializer extends Serializable {
  /** A fresh theta. */
  double[] draw(Architecture architecture, RandomStream stream);
}

package org.minimacensus.objective;

import java.io.Serializable;

/**
 * Something added to a network's outputs with parameters of its own and a regulariser of its own. One file each, registered in {@link Augmentations}.
 *
 * <p>SKELETON: the objective package owner completes this interface.
 */
public interface Augmentation extends Serializable {
  /** The objective's name in the conf file, such as {@code output-neuron}. */
  String name();

  /** Number of added parameters for d inputs and K outputs. */
  int dimension(int inputs, int outputs);
}

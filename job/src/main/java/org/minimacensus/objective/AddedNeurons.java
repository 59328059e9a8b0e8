package org.minimacensus.objective;

/**
 * Augmentations that a study asks for by name, with what they add to the outputs; {@link
 * Augmentations} lists them.
 */
public interface AddedNeurons extends Augmentation {
  /**
   * What is added to output k at one input.
   *
   * @param raw parameters of all outputs as the papers write them
   * @param x the input, d numbers
   */
  double added(double[] raw, int output, double[] x);
}

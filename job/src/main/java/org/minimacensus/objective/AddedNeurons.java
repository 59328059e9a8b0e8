package org.minimacensus.objective;

/** Neurons added to the outputs that a study asks for by name; {@link Augmentations} lists them. */
public interface AddedNeurons extends Augmentation {
  /**
   * What is added to output k at one input.
   *
   * @param raw parameters of all outputs as the papers write them
   * @param x the input, d numbers
   */
  double added(double[] raw, int output, double[] x);
}

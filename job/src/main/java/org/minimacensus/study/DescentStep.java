package org.minimacensus.study;

import java.io.Serializable;

/**
 * One point of the way down from an extended minimum: one row of {@code escape-path/}. Arrays are
 * not to be changed.
 *
 * @param start number of the start
 * @param phase {@code extension}, {@code explicit}, {@code search}, {@code network} or {@code
 *     endpoint}
 * @param step from 0
 * @param loss the augmented objective
 * @param baseLoss the plain objective at theta
 * @param a, b, weightNorm amplitude, bias and |w| of each output's neuron
 * @param contribution max |a phi| over the training rows
 * @param groupResidual the largest sum of dl/df over the rows with one input
 * @param augmentation as in the papers, per output (a, w_1..w_d, b)
 * @param augmentationChart the neurons in the coordinates of the search, then the chart origins
 */
public record DescentStep(
    int start,
    String phase,
    int step,
    double loss,
    double baseLoss,
    double[] a,
    double[] b,
    double[] weightNorm,
    double contribution,
    double groupResidual,
    double gradientNorm,
    double[] theta,
    double[] augmentation,
    double[] augmentationChart)
    implements Serializable {
  private static final double[] NONE = {};

  /** The same without its parameters, for pictures. */
  DescentStep glance() {
    return new DescentStep(
        start,
        phase,
        step,
        loss,
        baseLoss,
        a,
        b,
        weightNorm,
        contribution,
        groupResidual,
        gradientNorm,
        NONE,
        NONE,
        NONE);
  }
}

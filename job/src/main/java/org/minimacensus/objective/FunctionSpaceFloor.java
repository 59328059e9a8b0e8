package org.minimacensus.objective;

import java.io.Serializable;

/**
 * The function-space lower bound: the infimum of the data term over all functions of the inputs, reached by choosing the output freely at every distinct input.
 *
 * @param value the bound, in the units of the reduced loss (mean or sum)
 * @param attained whether finite outputs reach it
 */
public record FunctionSpaceFloor(double value, boolean attained) implements Serializable {}

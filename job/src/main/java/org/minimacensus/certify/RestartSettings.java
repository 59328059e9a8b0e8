package org.minimacensus.certify;

import java.io.Serializable;

/**
 * How a restart is run and certified.
 *
 * @param optimizer auto, lbfgs, lbfgs-newton, newton or gradient-descent
 * @param step step length of gradient descent
 * @param keepSaddles end on saddles instead of escaping along negative curvature
 */
public record RestartSettings(
    String optimizer, double gradientTolerance, int maxIterations, double step, boolean keepSaddles)
    implements Serializable {}

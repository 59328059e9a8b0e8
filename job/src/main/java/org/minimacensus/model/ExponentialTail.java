package org.minimacensus.model;

/**
 * How an activation leaves its limit as z rises from minus infinity: sigma(z) = s0 + m (e^(rz) - k
 * e^(2rz) + ...).
 *
 * @param constant s0
 * @param size m, not 0
 * @param rate r > 0
 * @param second k
 */
public record ExponentialTail(double constant, double size, double rate, double second) {}

package org.minimacensus.study;

import java.io.Serializable;

/**
 * From where a minimum is to be left, and how often.
 *
 * @param objective the minimum's, {@code plain}
 * @param minimum its id
 * @param augmentation objective whose neurons are added
 * @param lambda of their regulariser
 * @param degree of monomial-neuron
 * @param starts with random (w, b)
 * @param stationary further starts with (w, b) at which the extended minimum is stationary
 * @param seed of the random (w, b) and of the certificates
 */
public record EscapeSpec(
    String objective,
    long minimum,
    String augmentation,
    double lambda,
    int degree,
    int starts,
    int stationary,
    long seed)
    implements Serializable {}

package org.minimacensus.study;

import java.io.Serializable;

/**
 * A distinct minimum of a stored run, at its representative: one row of {@code minima/}.
 *
 * @param theta handed over, not copied, and not to be changed
 */
public record StoredMinimum(
    String objective,
    long id,
    long restart,
    double loss,
    double gap,
    long hits,
    String endpointClass,
    boolean subOptimal,
    double[] theta)
    implements Serializable {}

package org.minimacensus.census;

import java.io.Serializable;

/**
 * One distinct valley at infinity.
 *
 * @param id by ascending limit of the loss, from 0
 * @param kind of infinity of the representative; others may lead to the same limit
 * @param hits restarts that ended in it
 * @param restart whose endpoint stands for it: the one of lowest gradient norm
 * @param limitOutputs of the limit function on training inputs; empty where there is no limit point
 */
public record Valley(
    long id, String kind, double limitLoss, long hits, long restart, double[] limitOutputs)
    implements Serializable {}

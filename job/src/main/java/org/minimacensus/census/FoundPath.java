package org.minimacensus.census;

import java.io.Serializable;

/**
 * A path between two minima.
 *
 * @param highest loss on it
 * @param flat whether the loss is that of the minima all along; if not, the highest loss is that of
 *     a few points on each piece
 */
public record FoundPath(double highest, PathKind kind, boolean flat) implements Serializable {}

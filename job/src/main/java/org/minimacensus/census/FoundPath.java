package org.minimacensus.census;

import java.io.Serializable;

/**
 * A path of equal loss.
 *
 * @param highest loss on it
 */
public record FoundPath(double highest, PathKind kind) implements Serializable {}

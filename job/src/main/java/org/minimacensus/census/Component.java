package org.minimacensus.census;

import java.io.Serializable;

/**
 * Minima that paths of equal loss join.
 *
 * @param id the lowest of its minima's
 * @param members number of its minima
 * @param hits restarts that ended on one of them
 * @param barrier the highest of its members' barriers
 * @param path the least simple path that joined one of them
 */
public record Component(int id, int members, long hits, double barrier, PathKind path)
    implements Serializable {}

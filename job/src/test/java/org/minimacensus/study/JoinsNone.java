package org.minimacensus.study;

import org.minimacensus.census.CensusRules;

/** A joiner of a census without paths and without a study. */
public final class JoinsNone {
  private JoinsNone() {}

  public static MinimaJoiner of(CensusRules rules) {
    return new MinimaJoiner(false, rules, null, PathFinder.NONE);
  }
}

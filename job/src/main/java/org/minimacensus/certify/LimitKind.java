package org.minimacensus.certify;

import java.util.List;

/**
 * One way in which hidden units run to infinity; one file each, registered in {@link LimitKinds}.
 */
interface LimitKind {
  /**
   * What a run may be heading for. Terms only nominate: each is decided by its chart. Terms of the
   * same units are alternatives, the likeliest first.
   */
  List<LimitTerm> nominated(Runaway run);

  /** What a run shows that has no chart yet, in words; empty for nothing. */
  default List<String> notes(Runaway run) {
    return List.of();
  }
}

package org.minimacensus.certify.flat;

import java.util.List;

/**
 * A reason for zero modes: a set of points of equal loss, given by moves that start on it and stay
 * on it. Moves of several families may be made one after the other in the order of {@link
 * FlatFamilies}.
 */
interface FlatFamily {
  /** In the plural, as in "2 (duplicated units)". */
  String name();

  /** Empty where the family does not occur. */
  List<Move> moves(FlatPlace place);
}

package org.minimacensus.objective;

import java.io.Serializable;
import java.util.Arrays;

/**
 * On which side of 0 the pre-activations of each hidden unit are, all layers in order; rows on which
 * no weight moves the unit do not count. A relu unit that is negative on all rows is dead, one that
 * is positive on all rows is linear. The arrays are not copied.
 *
 * @param positive above 0 on all rows
 * @param negative below 0 on all rows
 */
public record UnitSides(boolean[] positive, boolean[] negative) implements Serializable {
  /** Of units that have seen no row. */
  static UnitSides ofNoRows(int units) {
    UnitSides sides = new UnitSides(new boolean[units], new boolean[units]);
    Arrays.fill(sides.positive, true);
    Arrays.fill(sides.negative, true);
    return sides;
  }

  /** Takes a row of a unit into account. */
  void see(int unit, double preActivation) {
    positive[unit] &= preActivation > 0;
    negative[unit] &= preActivation < 0;
  }

  /** Takes the rows of another shard into account. */
  void merge(UnitSides of) {
    for (int u = 0; u < positive.length; u++) {
      positive[u] &= of.positive[u];
      negative[u] &= of.negative[u];
    }
  }

  UnitSides copy() {
    return new UnitSides(positive.clone(), negative.clone());
  }
}

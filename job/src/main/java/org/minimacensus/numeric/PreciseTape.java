package org.minimacensus.numeric;

import java.util.ArrayList;
import java.util.List;

/**
 * What was computed from its variables, in order, so that derivatives can be had by going back
 * (reverse mode, Speelpenning 1980). Not thread safe.
 */
public final class PreciseTape {
  private final List<PreciseNumber> computed = new ArrayList<>();

  /** A number to derive by; its {@link PreciseNumber#slope} adds up. */
  public PreciseNumber variable(DoubleDouble value) {
    return new PreciseNumber(value, this);
  }

  void record(PreciseNumber number) {
    computed.add(number);
  }

  /**
   * Adds weight times the derivatives of a number to the slopes of all variables it was computed
   * from, and forgets what was computed.
   */
  public void backward(PreciseNumber of, DoubleDouble weight) {
    of.add(weight);
    for (int i = computed.size() - 1; i >= 0; i--) {
      computed.get(i).passOn();
    }

    rest();
  }

  /** Forgets what was computed. */
  public void rest() {
    computed.clear();
  }
}

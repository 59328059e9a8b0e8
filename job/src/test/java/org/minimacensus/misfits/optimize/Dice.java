package org.minimacensus.misfits.optimize;

import java.util.Random;

/** Breaks the architecture on purpose. */
public final class Dice {
  public int roll() {
    return new Random(1).nextInt(6);
  }
}

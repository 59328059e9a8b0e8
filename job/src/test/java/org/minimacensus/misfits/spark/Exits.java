package org.minimacensus.misfits.spark;

/** Breaks the architecture on purpose. */
public final class Exits {
  public void exit() {
    System.exit(1);
  }
}

package org.minimacensus.misfits.optimize;

/** Breaks the architecture on purpose. */
public final class Prints {
  public void print() {
    System.out.println("here");
  }
}

package org.minimacensus.cli;

/** The clock that times what a command does. */
final class Stopwatch {
  private Stopwatch() {}

  /** Seconds of a clock that never runs backwards, since some moment. */
  static double seconds() {
    return System.nanoTime() / 1e9;
  }
}

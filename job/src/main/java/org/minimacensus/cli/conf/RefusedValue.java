package org.minimacensus.cli.conf;

/** A value that a key does not take; the message is the part behind {@code FILE:LINE: KEY: }. */
final class RefusedValue extends Exception {
  private static final long serialVersionUID = 1L;

  RefusedValue(String message) {
    super(message);
  }

  static RefusedValue mismatch(String expected, String found) {
    return new RefusedValue("expected " + expected + ", found " + found);
  }
}

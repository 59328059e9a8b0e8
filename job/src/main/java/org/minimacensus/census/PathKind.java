package org.minimacensus.census;

/** How a path between two minima was found, the cheapest first. */
public enum PathKind {
  /** The straight segment between aligned parameters. */
  SEGMENT("segment"),
  /** A few straight pieces: known moves that keep the loss, or one relaxed point between. */
  BEND("bend"),
  /** Many relaxed points between. */
  STRING("string");

  private final String label;

  PathKind(String label) {
    this.label = label;
  }

  /** As in tables. */
  public String label() {
    return label;
  }
}

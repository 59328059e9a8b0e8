package org.minimacensus.census;

/** How a path between two minima was found, the cheapest first. */
public enum PathKind {
  /** The straight segment between aligned parameters. */
  SEGMENT("segment", 2_000),
  /** A few straight pieces: known moves that keep the loss, or one relaxed point between. */
  BEND("bend", 2_000),
  /** Many relaxed points between, none of which may be lost. */
  STRING("string", 12_000),
  /** A string, spread anew some times, between where walks from both ends come to. */
  WALK("walk", 24_000);

  private final String label;
  private final long mostEvaluations;

  PathKind(String label, long mostEvaluations) {
    this.label = label;
    this.mostEvaluations = mostEvaluations;
  }

  /** As in tables. */
  public String label() {
    return label;
  }

  /** A test gives up soon after so many evaluations: what is found costs a fraction of them. */
  long mostEvaluations() {
    return mostEvaluations;
  }
}

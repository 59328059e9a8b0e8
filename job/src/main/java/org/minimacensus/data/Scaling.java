package org.minimacensus.data;

/** What is done to the numbers before training. */
public enum Scaling {
  /** As read. */
  NONE,
  /** Features, and regression targets, to mean 0 and variance 1. */
  STANDARDIZE
}

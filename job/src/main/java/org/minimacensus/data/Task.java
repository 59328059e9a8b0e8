package org.minimacensus.data;

/** What the targets mean. */
public enum Task {
  /** One output, classes in sorted order to -1 and +1. */
  BINARY,
  /** One output per class in sorted order, one-hot. */
  MULTICLASS,
  /** One output per target column. */
  REGRESSION
}

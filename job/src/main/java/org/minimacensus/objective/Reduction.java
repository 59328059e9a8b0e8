package org.minimacensus.objective;

/** How the data term is scaled; regularisers are never scaled. */
public enum Reduction {
  MEAN,
  SUM
}

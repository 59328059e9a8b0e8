package org.minimacensus.richness;

import java.util.Optional;

/** Estimates the number of classes from how often those seen were seen. */
public interface RichnessEstimator {
  /** The name in {@code estimates.name} of the summary. */
  String name();

  /** Empty when the estimator is not defined for these counts. */
  Optional<RichnessEstimate> estimate(FrequencyCounts counts);
}

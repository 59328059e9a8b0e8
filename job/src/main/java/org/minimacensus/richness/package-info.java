/**
 * How many minima a study has not seen: frequency counts, sample coverage, estimators of the number
 * of classes, the accumulation curve and Hill numbers. Depends on nothing of the project; knows
 * nothing of networks. Start at {@link org.minimacensus.richness.FrequencyCounts}; a new estimator
 * is one file and one line in {@link org.minimacensus.richness.RichnessEstimators}.
 */
package org.minimacensus.richness;

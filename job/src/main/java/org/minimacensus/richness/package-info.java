/**
 * How many minima a study has not seen: frequency counts, sample coverage, estimators of the number
 * of classes, the accumulation curve, Hill numbers, and rules that say when a study may stop. Knows
 * nothing of networks. Start at {@link org.minimacensus.richness.FrequencyCounts}; a new estimator
 * is one file and one line in {@link org.minimacensus.richness.RichnessEstimators}, a new rule one
 * file and one line in {@link org.minimacensus.richness.StoppingRules}.
 */
package org.minimacensus.richness;

/**
 * How many minima a study has not seen: frequency counts, sample coverage and estimators of the
 * number of classes. Depends on nothing of the project; knows nothing of networks. Start at {@link
 * org.minimacensus.richness.FrequencyCounts}; a new estimator is one file and one line in {@link
 * org.minimacensus.richness.RichnessEstimators}.
 */
package org.minimacensus.richness;

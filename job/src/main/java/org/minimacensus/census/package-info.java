/**
 * Counting of distinct minima: which endpoints are the same minimum modulo the symmetries of the
 * network, and which are joined by paths of equal loss. Depends on {@code certify} for endpoints,
 * on {@code model} for symmetries, on {@code objective} for the losses along paths and on {@code
 * richness} for frequency counts; knows nothing of estimators, Spark or files. Start at {@link
 * org.minimacensus.census.Census}.
 */
package org.minimacensus.census;

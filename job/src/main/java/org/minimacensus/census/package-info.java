/**
 * Counting of distinct minima: which endpoints are the same minimum modulo the symmetries of the
 * network. Depends on {@code certify} for endpoints, on {@code model} for symmetries and on {@code
 * richness} for frequency counts; knows nothing of estimators, Spark or files. Start at {@link
 * org.minimacensus.census.Census}.
 */
package org.minimacensus.census;

/**
 * Interval arithmetic in doubles with outward rounding: every result holds the real result for all
 * reals in the arguments. Knows nothing of networks. Start at {@link
 * org.minimacensus.numeric.interval.Interval}.
 */
package org.minimacensus.numeric.interval;

package org.minimacensus.bench;

import java.util.Arrays;
import java.util.Locale;

/**
 * Repeated measurements.
 *
 * @param low, high least and greatest
 */
public record Spread(double median, double low, double high, int count) {
  public static Spread of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("a spread needs at least one value");
    }

    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    return new Spread(median, sorted[0], sorted[n - 1], n);
  }

  /** {@code median [low .. high] of n}, in four digits. */
  public String text(double unit) {
    return String.format(
        Locale.ROOT, "%.4g [%.4g .. %.4g] of %d", median / unit, low / unit, high / unit, count);
  }
}

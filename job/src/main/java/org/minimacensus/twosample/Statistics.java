package org.minimacensus.twosample;

import java.util.function.IntToLongFunction;
import org.minimacensus.richness.Chao1;

/** The statistics of the permutation tests. */
public final class Statistics {
  private Statistics() {}

  /**
   * Pearson's chi-square of homogeneity: sum of (a - t m/n)^2 / t times n^2 / (m (n - m)) over the
   * classes, of t members in all and a in the first sample, which has m of the n individuals.
   */
  public static Statistic chiSquare() {
    return (table, first) -> {
      double m = table.firstSize();
      double n = table.size();
      double sum = 0;
      for (int c = 0; c < first.length; c++) {
        double t = table.total(c);
        if (t > 0) {
          double off = first[c] - t * m / n;
          sum += off * off / t;
        }
      }

      return sum * (n / m) * (n / (n - m));
    };
  }

  /**
   * The Wilcoxon-Mann-Whitney statistic with midranks for ties (Wilcoxon 1945, Biometrics Bulletin
   * 1; Mann and Whitney 1947): by how much the ranks of the first sample sum up to more or less
   * than their mean. Classes are values in ascending order.
   */
  public static Statistic rankSum() {
    return (table, first) -> Math.abs(rankExcess(table, first));
  }

  /** Ranks of the first sample above their mean, summed up; positive: its values are larger. */
  public static double rankExcess(TwoSampleTable table, long[] first) {
    double mean = (table.size() + 1) / 2.0;
    double before = 0;
    double sum = 0;
    for (int c = 0; c < first.length; c++) {
      double t = table.total(c);
      sum += first[c] * (before + (t + 1) / 2 - mean);
      before += t;
    }

    return sum;
  }

  /**
   * Individuals of the second sample in classes that the first one has none of.
   *
   * @param counted how many of the classes, from the first on, are meant
   */
  public static Statistic newInSecond(int counted) {
    return (table, first) -> {
      long sum = 0;
      for (int c = 0; c < counted; c++) {
        sum += first[c] == 0 ? table.total(c) : 0;
      }

      return sum;
    };
  }

  /** Individuals of the first sample in classes that the second one has none of. */
  public static Statistic lostFromFirst(int counted) {
    return (table, first) -> {
      long sum = 0;
      for (int c = 0; c < counted; c++) {
        sum += first[c] == table.total(c) ? first[c] : 0;
      }

      return sum;
    };
  }

  /**
   * The estimate chao1 of the number of classes from the second sample over that from the first.
   *
   * @param counted how many of the classes, from the first on, are meant
   */
  public static Statistic richnessGain(int counted) {
    return (table, first) ->
        (1 + richnessOfSecond(table, first, counted))
            / (1 + richnessOfFirst(table, first, counted));
  }

  /** The same the other way round. */
  public static Statistic richnessLoss(int counted) {
    Statistic gain = richnessGain(counted);
    return (table, first) -> 1 / gain.of(table, first);
  }

  /** The estimate chao1 of the number of classes from the first sample. */
  public static double richnessOfFirst(TwoSampleTable table, long[] first, int counted) {
    return richness(counted, c -> first[c]);
  }

  /** The same from the second sample. */
  public static double richnessOfSecond(TwoSampleTable table, long[] first, int counted) {
    return richness(counted, c -> table.total(c) - first[c]);
  }

  private static double richness(int counted, IntToLongFunction hitsOf) {
    long seen = 0;
    long once = 0;
    long twice = 0;
    for (int c = 0; c < counted; c++) {
      long hits = hitsOf.applyAsLong(c);
      seen += hits > 0 ? 1 : 0;
      once += hits == 1 ? 1 : 0;
      twice += hits == 2 ? 1 : 0;
    }

    return Chao1.value(seen, once, twice);
  }
}

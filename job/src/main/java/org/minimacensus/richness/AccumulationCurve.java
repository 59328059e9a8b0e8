package org.minimacensus.richness;

import java.io.Serializable;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The number of classes expected in a sample of m individuals: rarefaction for m <= n,
 * extrapolation for m > n.
 *
 * <pre>
 *   m <= n: S(m) = sum_k f_k (1 - a_k),   a_k = C(n-k, m) / C(n, m)
 *   m > n:  S(m) = S + f0 (1 - A^(m-n)),  A = n f0 / (n f0 + f1)
 * </pre>
 *
 * with f0 = (n-1)/n f1^2 / (2 f2), or (n-1)/n f1 (f1-1) / 2 without doubletons (Colwell, Chao,
 * Gotelli, Lin, Mao, Chazdon and Longino 2012, equations 4 and 9; Chao, Gotelli, Hsieh, Sander, Ma,
 * Colwell and Ellison 2014). Rarefaction is unbiased; extrapolation leans on f0, which is a lower
 * bound, and is refused beyond m = 2n, where its authors no longer trust it.
 *
 * <p>Intervals are S(m) -+ z sigma, at least 1, with the unconditional variance (Colwell et al.
 * 2012, equations 5 and 10, S + f0 being the number of all classes): how S(m) varies from sample to
 * sample of the population. Where f0 = 0 the sample is taken to be complete: the intervals of
 * rarefaction are too narrow then, and extrapolation has none, as its variance is not known to be
 * 0.
 */
public final class AccumulationCurve {
  private static final int POINTS = 20;

  private AccumulationCurve() {}

  /**
   * @param individuals m
   * @param classes expected number
   * @param low lower end of the interval; low <= classes <= high. Low, high and level are NaN when
   *     there is no interval
   */
  public record Point(long individuals, double classes, double low, double high, double level)
      implements Serializable {}

  /** Twenty points evenly spaced up to 2n, fewer when n < 10; none when nothing was seen. */
  public static List<Point> points(FrequencyCounts counts) {
    long n = counts.individuals();
    if (n == 0) {
      return List.of();
    }

    return LongStream.rangeClosed(1, POINTS)
        // The ceiling, in integers.
        .map(i -> (2 * n * i + POINTS - 1) / POINTS)
        .distinct()
        .mapToObj(m -> at(counts, m))
        .toList();
  }

  /**
   * The point of m individuals.
   *
   * @param m in 1..2n
   */
  public static Point at(FrequencyCounts counts, long m) {
    long n = counts.individuals();
    if (m < 1 || m > 2 * n) {
      throw new IllegalArgumentException(
          "the number of individuals must be in 1.." + 2 * n + " (2 n), was " + m);
    }

    return m <= n ? rarefied(counts, m) : new Extrapolation(counts).at(m);
  }

  private static Point rarefied(FrequencyCounts counts, long m) {
    double n = counts.individuals();
    double classes = counts.sum((k, f) -> f * (1 - missed(n, k, m)));
    double squares =
        counts.sum(
            (k, f) -> {
              double seen = 1 - missed(n, k, m);
              return f * seen * seen;
            });
    double all = counts.classes() + Chao1Classic.unseen(counts);
    return point(m, classes, squares - classes * classes / all);
  }

  /** C(n-k, m) / C(n, m): the chance that k given ones of n are not among m drawn. */
  private static double missed(double n, double k, double m) {
    double few = Math.min(k, m);
    double many = Math.max(k, m);
    double p = 1;
    for (double i = 0; i < few && p > 1e-30; i++) {
      p *= (n - many - i) / (n - i);
    }

    return Math.max(0, p);
  }

  private static Point point(long m, double classes, double variance) {
    // Cauchy's inequality makes the variance >= 0; rounding may not.
    double half = Intervals.Z * Math.sqrt(Math.max(0, variance));
    return new Point(
        m,
        classes,
        Math.min(classes, Math.max(1, classes - half)),
        classes + half,
        Intervals.LEVEL);
  }

  private static final class Extrapolation {
    private final FrequencyCounts counts;
    private final double n;
    private final double f1;
    private final double f2;
    private final double f0;

    Extrapolation(FrequencyCounts counts) {
      this.counts = counts;
      n = counts.individuals();
      f1 = counts.seen(1);
      f2 = counts.seen(2);
      f0 = Chao1Classic.unseen(counts);
    }

    Point at(long m) {
      if (f0 == 0) {
        return new Point(m, counts.classes(), Double.NaN, Double.NaN, Double.NaN);
      }

      double more = m - n;
      double ratio = f1 / (n * f0);
      // A = 1 / (1 + ratio). 1 - A^(m-n), which is small where f0 is large, and the derivative of
      // -A^(m-n) by log(ratio).
      double logPower = -more * StrictMath.log1p(ratio);
      double seen = -StrictMath.expm1(logPower);
      double slope = more * StrictMath.exp(logPower) * ratio / (1 + ratio);
      double classes = counts.classes() + f0 * seen;
      double variance =
          DeltaVariance.of(
              counts,
              counts.classes() + f0,
              k -> 1 + unseenSlope(k) * seen + f0 * slope * ratioSlope(k));
      return point(m, classes, variance);
    }

    /** Derivative of f0 by f_k. */
    private double unseenSlope(double k) {
      if (k == 1) {
        return f2 > 0 ? 2 * f0 / f1 : (n - 1) / n * (2 * f1 - 1) / 2;
      }

      return k == 2 ? -f0 / f2 : 0;
    }

    /** Derivative of log(f1 / (n f0)) by f_k. */
    private double ratioSlope(double k) {
      if (k == 1) {
        return f2 > 0 ? -1 / f1 : -1 / (f1 - 1);
      }

      return k == 2 ? 1 / f2 : 0;
    }
  }
}

package org.minimacensus.richness;

import java.util.Optional;

/**
 * Chao1 with an estimated number of singletons (Chiu and Chao 2016): a search that ended too early
 * makes a class of its own, seen once, so the singletons are not to be trusted. Their number is
 * estimated from classes seen more often,
 *
 * <pre>
 *   F = 4 f2^2 / (3 f3) - f2 f3 / (2 f4)                when f3 f4 > 0,
 *   F = 4 f2^2 / (3 (f3+1)) - f2 f3 / (2 (f4+1))        otherwise,
 * </pre>
 *
 * at least 0, and F takes the place of f1 in S, in n and in the classic Chao1 with its factor
 * (n-1)/n. Where we deviate: F is not rounded and at most f1, as false singletons only ever add.
 * Where f1 is clean this is therefore biased low; it is meant to be read beside {@code chao1},
 * whose excess over it is what the singletons alone stand for.
 *
 * <p>The interval is log-normal above the classes seen more than once, with the variance of the
 * delta method ({@link DeltaVariance}); the paper has a bootstrap instead. F = 0 takes all
 * singletons for false, as without doubletons; how sure that is cannot be told, and there is no
 * interval then. Not defined when nothing was seen, or nothing twice.
 */
public final class Chao1SingletonRobust implements RichnessEstimator {
  public static final String NAME = "chao1-singleton-robust";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<RichnessEstimate> estimate(FrequencyCounts counts) {
    FrequencyCounts sure = counts.withFewerSingletons(counts.seen(1));
    if (sure.classes() == 0) {
      return Optional.empty();
    }

    if (counts.seen(1) == 0) {
      return Optional.of(Intervals.nothingUnseen(name(), counts));
    }

    Singletons singletons = new Singletons(counts);
    double f = singletons.number();
    if (f == 0) {
      return Optional.of(RichnessEstimate.withoutInterval(name(), sure.classes()));
    }

    double f2 = counts.seen(2);
    double n = sure.individuals() + f;
    double c = (n - 1) / n;
    double value = sure.classes() + f + c * f * f / (2 * f2);
    // By F and by f2, n held fixed.
    double byF = 1 + c * f / f2;
    double byF2 = -c * f * f / (2 * f2 * f2);
    double variance =
        DeltaVariance.of(
            counts, value, k -> (k == 1 ? 0 : 1) + (k == 2 ? byF2 : 0) + byF * singletons.slope(k));
    return Optional.of(Intervals.logNormal(name(), sure.classes(), value, variance));
  }

  /** Number of true singletons, for tests. */
  static double singletons(FrequencyCounts counts) {
    return new Singletons(counts).number();
  }

  private static final class Singletons {
    private final double f1;
    private final double f2;
    private final double f3;

    /** The two denominators' counts: f3 and f4, or each plus one. */
    private final double g3;

    private final double g4;

    Singletons(FrequencyCounts counts) {
      f1 = counts.seen(1);
      f2 = counts.seen(2);
      f3 = counts.seen(3);
      double f4 = counts.seen(4);
      double more = f3 > 0 && f4 > 0 ? 0 : 1;
      g3 = f3 + more;
      g4 = f4 + more;
    }

    private double fromOthers() {
      return 4 * f2 * f2 / (3 * g3) - f2 * f3 / (2 * g4);
    }

    double number() {
      return Math.min(f1, Math.max(0, fromOthers()));
    }

    /** Derivative of the number by f_k, where the number is not 0. */
    double slope(double k) {
      if (fromOthers() >= f1) {
        return k == 1 ? 1 : 0;
      }

      if (k == 2) {
        return 8 * f2 / (3 * g3) - f3 / (2 * g4);
      }

      if (k == 3) {
        return -4 * f2 * f2 / (3 * g3 * g3) - f2 / (2 * g4);
      }

      return k == 4 ? f2 * f3 / (2 * g4 * g4) : 0;
    }
  }
}

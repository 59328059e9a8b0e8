package org.minimacensus.twosample;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holm's correction for many tests (Holm 1979, Scand. J. Stat. 6): the probability of rejecting any
 * true hypothesis is at most the level, however the tests depend on each other.
 *
 * <p>Exact tests of small counts cannot reject whatever is observed; they are left out first
 * (Tarone 1990, Biometrics 46): with K the least number such that at most K tests can reach level /
 * K, only those are corrected for. That a test can reach a level is known from what it conditions
 * on, and not from its outcome, so nothing is gained by chance.
 */
public final class HolmTarone {
  private HolmTarone() {}

  /**
   * A p-value of one test.
   *
   * @param p in [0, 1]; 0 where it is below the smallest double
   * @param least the smallest p-value that the test could have given, at least 0; no more than p
   *     but for rounding
   */
  public record PValue(double p, double least) {
    public PValue {
      // Written so that NaN is refused.
      if (!(p >= 0 && p <= 1 && least >= 0)) {
        throw new IllegalArgumentException(
            "expected a p-value in [0, 1] and a least one, found " + p + " and " + least);
      }
    }
  }

  /**
   * What is left of p-values.
   *
   * @param adjusted in the order of the p-values; a hypothesis is rejected when its is at most the
   *     level; 1 for tests that were left out
   * @param able which tests were corrected for
   */
  public record Correction(List<Double> adjusted, List<Boolean> able) {
    public Correction {
      adjusted = List.copyOf(adjusted);
      able = List.copyOf(able);
    }
  }

  /**
   * @param level of all tests together, in (0, 1)
   */
  public static Correction correct(List<PValue> tests, double level) {
    double reach = level / divisor(tests, level);
    int[] able =
        IntStream.range(0, tests.size()).filter(i -> tests.get(i).least() <= reach).toArray();
    Double[] adjusted = new Double[tests.size()];
    Arrays.fill(adjusted, 1.0);
    int[] order =
        Arrays.stream(able)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> tests.get(i).p()))
            .mapToInt(Integer::intValue)
            .toArray();
    double running = 0;
    for (int rank = 0; rank < order.length; rank++) {
      running = Math.max(running, Math.min(1, (order.length - rank) * tests.get(order[rank]).p()));
      adjusted[order[rank]] = running;
    }

    return new Correction(
        Arrays.asList(adjusted), tests.stream().map(t -> t.least() <= reach).toList());
  }

  /** The least K such that at most K tests can reach level / K. */
  private static int divisor(List<PValue> tests, double level) {
    double[] least = tests.stream().mapToDouble(PValue::least).sorted().toArray();
    for (int k = 1; k <= least.length; k++) {
      // At most k can reach it when the next one cannot.
      if (k == least.length || least[k] > level / k) {
        return k;
      }
    }

    return 1;
  }
}

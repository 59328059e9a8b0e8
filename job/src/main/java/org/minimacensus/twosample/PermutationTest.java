package org.minimacensus.twosample;

import org.minimacensus.numeric.RandomStream;

/**
 * Permutation test of a 2 x C table: how often chance alone, which divides the individuals anew,
 * gives a statistic at least as large as the observed one. Valid at every sample size, whatever the
 * population; its p-value is never 0.
 *
 * <p>Draws end when 20 of them were as extreme: p = 20 / draws (Besag and Clifford 1991, Biometrika
 * 78); else p = (extreme + 1) / (draws + 1) (Phipson and Smyth 2010, Stat. Appl. Genet. Mol. Biol.
 * 9, article 39). Under the hypothesis P(p <= u) <= u either way.
 */
public final class PermutationTest {
  private static final int ENOUGH = 20;

  /** Statistics this close are equal but for rounding. */
  private static final double ROUNDING = 1e-9;

  private PermutationTest() {}

  /**
   * @param most draws at most
   * @param random belongs to this test
   * @return 1 when one of the samples is empty
   */
  public static double pValue(
      TwoSampleTable table, Statistic statistic, long most, RandomStream random) {
    if (table.firstSize() == 0 || table.secondSize() == 0) {
      return 1;
    }

    double observed = statistic.of(table, table.observed());
    double limit = observed - ROUNDING * Math.abs(observed);
    long[] row = new long[table.classes()];
    int extreme = 0;
    for (long draw = 1; draw <= most; draw++) {
      table.divide(row, random);
      if (statistic.of(table, row) >= limit) {
        extreme++;
        if (extreme == ENOUGH) {
          return (double) ENOUGH / draw;
        }
      }
    }

    return (extreme + 1.0) / (most + 1.0);
  }
}

package org.minimacensus.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.numeric.SymmetricEigen;
import org.minimacensus.numeric.interval.Interval;

class GuessTest {
  private static final int ROUNDS = 500;

  /** A symmetric matrix with eigenvalues around 1 and 0, and all those within a radius of it. */
  private static Interval[][] drawn(int p, double radius, RandomStream dice) {
    double[][] factor = new double[p][p];
    for (double[] row : factor) {
      for (int k = 0; k < p; k++) {
        row[k] = dice.nextGaussian() / p;
      }
    }

    Interval[][] matrix = new Interval[p][p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = i == j ? 0.05 : 0;
        for (int k = 0; k < p; k++) {
          sum += factor[i][k] * factor[j][k];
        }

        matrix[i][j] = Interval.around(sum, radius);
        matrix[j][i] = matrix[i][j];
      }
    }

    return matrix;
  }

  /** The least eigenvalue of a symmetric matrix of ends drawn. */
  private static double least(Interval[][] matrix, RandomStream dice) {
    int p = matrix.length;
    double[] ends = new double[p * p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j <= i; j++) {
        boolean low = dice.nextInt(2) == 0 || i == j;
        ends[i * p + j] = low ? matrix[i][j].low() : matrix[i][j].high();
        ends[j * p + i] = ends[i * p + j];
      }
    }

    return SymmetricEigen.of(ends, p).values()[0];
  }

  @Test
  void noMatrixOfADefiniteOneHasANegativeEigenvalue() {
    RandomStream dice = RandomStream.of(31, "guess", 0);
    int definite = 0;
    int not = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Interval[][] matrix =
          drawn(1 + dice.nextInt(6), Math.scalb(dice.nextDouble(), -dice.nextInt(12)), dice);
      boolean found = Guess.of(matrix).map(g -> g.positiveDefinite(matrix)).orElse(false);
      definite += found ? 1 : 0;
      for (int t = 0; t < 20; t++) {
        double least = least(matrix, dice);
        not += least < 0 ? 1 : 0;
        if (found) {
          assertThat(least).isPositive();
        }
      }
    }

    assertThat(definite).isGreaterThan(100);
    assertThat(not).isGreaterThan(100);
  }

  @Test
  void inversesBeyondTheDoublesAreNone() {
    Interval tiny = Interval.of(1e-310);
    assertThat(Guess.of(new Interval[][] {{tiny}})).isEmpty();
    assertThat(Guess.of(new Interval[][] {{Interval.of(-1)}})).isEmpty();
    assertThat(Guess.of(new Interval[][] {{Interval.ENTIRE}})).isEmpty();
    assertThat(Guess.of(new Interval[][] {{Interval.of(4)}}).orElseThrow().inverse()[0][0])
        .isEqualTo(0.25);
  }
}

package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minimacensus.certify.ConeCorrection.Answer;
import org.minimacensus.certify.ConeCorrection.Outcome;
import org.minimacensus.numeric.RandomStream;

class ConeCorrectionTest {
  private static final double[][] FREE = {};

  private static Outcome of(double[][] d, double... k) {
    return ConeCorrection.of(d, k, new double[k.length], FREE);
  }

  @Test
  void onALineTheNearestRowDecides() {
    double[][] d = {{3}, {1}, {2}};

    assertThat(of(d, -5, 1, -7).answer()).isEqualTo(Answer.CERTIFIED);
    Outcome falls = of(d, 5, -1, 7);
    assertThat(falls.answer()).isEqualTo(Answer.FALLS);
    assertThat(falls.direction()[0]).isPositive();
    assertThat(of(new double[][] {{-3}, {-1}}, 1, -1).direction()[0]).isNegative();
    assertThat(of(d, 5, 0, 7).answer()).as("a row that adds nothing").isEqualTo(Answer.CERTIFIED);
    assertThat(ConeCorrection.of(d, new double[] {5, 1, 7}, new double[] {0, 2, 0}, FREE).answer())
        .as("sign of the nearest not certain")
        .isEqualTo(Answer.OPEN);
    assertThat(of(new double[][] {{1}, {-1}}, 1, 1).answer())
        .as("no direction at all")
        .isEqualTo(Answer.OPEN);
  }

  @Test
  void equalRowsAreAddedUp() {
    double[][] d = {{1}, {1}, {2}};

    assertThat(of(d, 3, -2, -9).answer()).isEqualTo(Answer.CERTIFIED);
    assertThat(of(d, 3, -4, 9).answer()).isEqualTo(Answer.FALLS);
    double[][] modulo = {{1, 5}, {1, -3}, {2, 0}};
    double[][] pinned = {{0, 2}};
    assertThat(ConeCorrection.of(modulo, new double[] {3, -2, -9}, new double[3], pinned).answer())
        .isEqualTo(Answer.CERTIFIED);
    Outcome falls = ConeCorrection.of(modulo, new double[] {3, -4, 9}, new double[3], pinned);
    assertThat(falls.answer()).isEqualTo(Answer.FALLS);
    assertThat(Math.abs(falls.direction()[1])).isLessThan(1e-12 * falls.direction()[0]);
  }

  @Test
  void anInnerNegativeRowIsDominatedOnlyBehindTheSegmentOfPositiveOnes() {
    double[][] behind = {{1, 0}, {0, 1}, {0.6, 0.6}};
    double[][] before = {{1, 0}, {0, 1}, {0.4, 0.4}};
    double[][] aside = {{1, 0}, {0, 1}, {3, -0.1}};

    assertThat(of(behind, 1e-6, 1e-6, -1e6).answer()).isEqualTo(Answer.CERTIFIED);
    assertThat(of(before, 1e6, 1e6, -1e-6).answer()).isEqualTo(Answer.FALLS);
    Outcome falls = of(aside, 1, 1, -1);
    assertThat(falls.answer()).as("a corner of the cone is its own").isEqualTo(Answer.FALLS);
    assertThat(nearest(aside, falls.direction())).isEqualTo(2);
  }

  @Test
  void otherRowsBoundTheConeThatMustBeDominated() {
    // Without the third row the cone reaches directions along which the second is nearest.
    double[][] d = {{1, 1}, {2, 0.5}, {0.1, -0.2}};

    assertThat(of(d, 1, -1, 0).answer()).isEqualTo(Answer.CERTIFIED);
    assertThat(of(new double[][] {d[0], d[1]}, 1, -1).answer()).isEqualTo(Answer.FALLS);
  }

  @Test
  void rowsThatTieMustBeOutweighedTogether() {
    double[][] d = {{1, 0}, {0, 1}, {0.5, 0.5}, {0.25, 0.75}};

    assertThat(of(d, 2, 3, -1, -1).answer()).isEqualTo(Answer.CERTIFIED);
    assertThat(of(d, 0.74, 1.26, -1, -1).answer()).as("0.75 and 1.25").isEqualTo(Answer.OPEN);
    assertThat(of(d, 2, 3, -4.1, 0).answer()).isEqualTo(Answer.OPEN);
  }

  @Test
  void tiesShareWhatTheyTakeWhereOneShareAloneIsTooMuch() {
    // The centre of a square is half of either diagonal; each diagonal alone is too light.
    double[][] d = {{1, 1, 1}, {1, -1, 1}, {-1, 1, 1}, {-1, -1, 1}, {0, 0, 1}};

    assertThat(of(d, 1, 1, 1, 1, -3).answer()).isEqualTo(Answer.CERTIFIED);
    assertThat(of(d, 1, 1, 1, 1, -4.1).answer()).isEqualTo(Answer.OPEN);
    assertThat(of(d, 1, 0.1, 1, 1, -1).answer()).isEqualTo(Answer.CERTIFIED);
  }

  @Test
  void rowsOfUncertainSignMustBeDominatedToo() {
    double[][] d = {{1, 0}, {0, 1}, {0.4, 0.4}};
    double[][] behind = {{1, 0}, {0, 1}, {0.6, 0.6}};
    double[] k = {1, 1, 1e-9};
    double[] error = {1e-8, 1e-8, 1e-8};

    assertThat(ConeCorrection.of(d, k, error, FREE).answer()).isEqualTo(Answer.OPEN);
    assertThat(ConeCorrection.of(behind, k, error, FREE).answer()).isEqualTo(Answer.CERTIFIED);
    assertThat(ConeCorrection.of(d, k, new double[3], FREE).answer()).isEqualTo(Answer.CERTIFIED);
  }

  @Test
  void oddRequestsAreOpen() {
    assertThat(of(new double[][] {{1, 0}, {-1, 0}}, 1, 1).answer()).isEqualTo(Answer.OPEN);
    assertThat(of(new double[][] {{1, 0}, {0, 0}}, 1, 1).answer()).isEqualTo(Answer.OPEN);
    assertThat(of(new double[][] {{1, Double.NaN}}, 1).answer()).isEqualTo(Answer.OPEN);
    assertThat(of(FREE).answer()).isEqualTo(Answer.OPEN);
    double[][] many = new double[ConeCorrection.MOST_ROWS + 1][1];
    Outcome tooMany = of(many, new double[many.length]);
    assertThat(tooMany.answer()).isEqualTo(Answer.OPEN);
    assertThat(tooMany.words()).contains("4096");
  }

  private static int nearest(double[][] d, double[] omega) {
    int best = 0;
    for (int i = 0; i < d.length; i++) {
      best = product(omega, d[i]) < product(omega, d[best]) ? i : best;
    }

    return best;
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }

    return sum;
  }

  private static double[] gaussian(RandomStream dice, int m) {
    double[] out = new double[m];
    Arrays.setAll(out, j -> dice.nextGaussian());
    return out;
  }

  /** Rows with a positive product with some direction, sizes over three decades. */
  private static double[][] cone(RandomStream dice, int n, int m) {
    double[] axis = gaussian(dice, m);
    double[][] d = new double[n][];
    for (int i = 0; i < n; i++) {
      double[] row = gaussian(dice, m);
      double size = StrictMath.pow(10, 3 * dice.nextDouble() - 1.5);
      double side = Math.signum(product(axis, row)) * size;
      d[i] = Arrays.stream(row).map(x -> side * x).toArray();
    }

    return d;
  }

  /** The sign of the sum far out along a direction: of its nearest row, all being apart. */
  private static boolean negativeFarOut(double[][] d, double[] k, double[] omega) {
    return k[nearest(d, omega)] < 0;
  }

  @ParameterizedTest
  @CsvSource({"2, 5", "2, 30", "3, 6", "3, 60", "4, 12", "6, 20", "8, 100"})
  void answersAgreeWithSampledDirections(int m, int n) {
    int certified = 0;
    int falls = 0;
    for (int seed = 0; seed < 40; seed++) {
      RandomStream dice = RandomStream.of(seed, "cone", 1000L * m + n);
      double[][] d = cone(dice, n, m);
      double[] k = new double[n];
      double share = dice.nextDouble() / m;
      Arrays.setAll(k, i -> dice.nextDouble() < share ? -1 - dice.nextDouble() : 1);

      Outcome outcome = of(d, k);

      assertThat(outcome.answer()).as("seed %d: %s", seed, outcome.words()).isNotNull();
      if (outcome.answer() == Answer.FALLS) {
        falls++;
        assertThat(Arrays.stream(d)).allMatch(row -> product(outcome.direction(), row) > 0);
        assertThat(negativeFarOut(d, k, outcome.direction())).isTrue();
      } else {
        assertThat(outcome.answer()).as(outcome.words()).isEqualTo(Answer.CERTIFIED);
        certified++;
        assertThat(sampledNegative(dice, d, k)).as("seed %d", seed).isFalse();
      }
    }

    assertThat(certified).isGreaterThan(2);
    assertThat(falls).isGreaterThan(2);
  }

  /** Whether one of many directions in the cone, also close to its border, is negative far out. */
  private static boolean sampledNegative(RandomStream dice, double[][] d, double[] k) {
    int m = d[0].length;
    double[] inside = perceptron(d);
    for (int trial = 0; trial < 3000; trial++) {
      double[] ray = gaussian(dice, m);
      double reach = Double.POSITIVE_INFINITY;
      for (double[] row : d) {
        double change = product(ray, row);
        reach = change < 0 ? Math.min(reach, -product(inside, row) / change) : reach;
      }

      double along =
          (Double.isFinite(reach) ? reach : 10) * (1 - StrictMath.pow(10, -6 * dice.nextDouble()));
      double[] omega = new double[m];
      Arrays.setAll(omega, j -> inside[j] + along * ray[j]);
      if (Arrays.stream(d).allMatch(row -> product(omega, row) > 0)
          && negativeFarOut(d, k, omega)) {
        return true;
      }
    }

    return false;
  }

  private static double[] perceptron(double[][] d) {
    double[] omega = new double[d[0].length];
    for (int step = 0; step < 1_000_000; step++) {
      double[] worst = null;
      for (double[] row : d) {
        worst = product(omega, row) <= 0 ? row : worst;
      }

      if (worst == null) {
        return omega;
      }

      double length = Math.sqrt(product(worst, worst));
      for (int j = 0; j < omega.length; j++) {
        omega[j] += worst[j] / length;
      }
    }

    throw new AssertionError("no direction in the cone");
  }

  @ParameterizedTest
  @CsvSource({"2", "3", "5", "10"})
  void plantedCombinationsAreFound(int m) {
    for (int seed = 0; seed < 30; seed++) {
      RandomStream dice = RandomStream.of(seed, "planted", m);
      double[][] positive = cone(dice, m + 3, m);
      int n = positive.length + 5;
      double[][] d = Arrays.copyOf(positive, n);
      double[] k = new double[n];
      Arrays.fill(k, 1e-3);
      for (int i = positive.length; i < n; i++) {
        // Shares that add up to 1 + 1e-6 and more.
        double[] shares = new double[positive.length];
        Arrays.setAll(shares, j -> dice.nextDouble() < 0.5 ? dice.nextDouble() : 0);
        shares[dice.nextInt(shares.length)] += 0.1;
        double sum = Arrays.stream(shares).sum() / (1 + StrictMath.pow(10, -6 * dice.nextDouble()));
        d[i] = new double[m];
        for (int j = 0; j < shares.length; j++) {
          for (int c = 0; c < m; c++) {
            d[i][c] += shares[j] / sum * positive[j][c];
          }
        }

        k[i] = -1e6;
      }

      Outcome outcome = of(d, k);

      assertThat(outcome.answer())
          .as("seed %d: %s", seed, outcome.words())
          .isEqualTo(Answer.CERTIFIED);
      assertThat(of(d, k)).as("the same again").usingRecursiveComparison().isEqualTo(outcome);
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "3, 1", "5, 2"})
  void pinnedDirectionsAreAProblemOfFewerDimensions(int m, int pins) {
    int certified = 0;
    for (int seed = 0; seed < 40; seed++) {
      RandomStream dice = RandomStream.of(seed, "pinned", m);
      double[][] d = cone(dice, 4 * m, m);
      double[] k = new double[d.length];
      Arrays.setAll(k, i -> dice.nextDouble() < 0.2 ? -1 : 1);
      double[][] wide = new double[d.length][m + pins];
      double[][] pinned = new double[pins + 1][];
      for (int p = 0; p < pins; p++) {
        pinned[p] = gaussian(dice, m + pins);
        pinned[p][m + p] += 3;
      }

      pinned[pins] = pinned[0].clone();
      for (int i = 0; i < d.length; i++) {
        System.arraycopy(d[i], 0, wide[i], 0, m);
        for (int p = 0; p < pins; p++) {
          double much = dice.nextGaussian();
          for (int j = 0; j < m + pins; j++) {
            wide[i][j] += much * pinned[p][j];
          }
        }
      }

      // Modulo the pinned vectors the rows are those of m dimensions, in other coordinates.
      Outcome narrow = of(d, k);
      Outcome outcome = ConeCorrection.of(wide, k, new double[k.length], pinned);

      assertThat(outcome.answer()).as(outcome.words()).isEqualTo(narrow.answer());
      certified += outcome.answer() == Answer.CERTIFIED ? 1 : 0;
      if (outcome.answer() == Answer.FALLS) {
        for (double[] p : pinned) {
          assertThat(Math.abs(product(outcome.direction(), p))).isLessThan(1e-9);
        }
      }
    }

    assertThat(certified).isBetween(1, 39);
  }

  @Test
  void aWrongSumIsNeverTakenForATie() {
    // A row that is nearer than the segment by far less than any tolerance of a solver.
    double[][] d = {{1, 0}, {0, 1}, {0.5 - 1e-10, 0.5}};

    assertThat(of(d, 10, 10, -1).answer()).isNotEqualTo(Answer.CERTIFIED);
  }
}

package org.minimacensus.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AssignmentTest {
  /** Least total cost of allowed pairs by trying every permutation; infinite when there is none. */
  private static double bruteForce(double[][] costs, int row, int taken) {
    if (row == costs.length) {
      return 0;
    }

    double best = Double.POSITIVE_INFINITY;
    for (int c = 0; c < costs.length; c++) {
      if ((taken >> c & 1) == 0 && costs[row][c] <= 1) {
        best = Math.min(best, costs[row][c] + bruteForce(costs, row + 1, taken | 1 << c));
      }
    }
    return best;
  }

  @Test
  void equalsBruteForceOnSparseAndDenseCosts() {
    SplittableRandom random = new SplittableRandom(5);
    int feasible = 0;
    for (int trial = 0; trial < 3000; trial++) {
      int n = 1 + random.nextInt(6);
      double density = random.nextDouble();
      double[][] costs = new double[n][n];
      for (double[] row : costs) {
        for (int c = 0; c < n; c++) {
          // Few distinct values, so that ties occur.
          double cost = random.nextInt(5) / 4.0;
          row[c] = random.nextDouble() < density ? cost : badCost(random);
        }
      }
      double best = bruteForce(costs, 0, 0);
      Optional<int[]> found = Assignment.cheapest(costs);
      assertThat(found.isPresent()).isEqualTo(best < Double.POSITIVE_INFINITY);
      if (found.isPresent()) {
        feasible++;
        double sum = 0;
        for (int r = 0; r < n; r++) {
          sum += costs[r][found.get()[r]];
        }
        assertThat(found.get()).doesNotHaveDuplicates();
        assertThat(sum).isCloseTo(best, within(1e-12));
      }
    }
    assertThat(feasible).isBetween(500, 2500);
  }

  private static double badCost(SplittableRandom random) {
    return switch (random.nextInt(3)) {
      case 0 -> Double.POSITIVE_INFINITY;
      case 1 -> Double.NaN;
      default -> 1.5;
    };
  }
}

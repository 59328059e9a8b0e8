package org.minimacensus.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LinearProgramTest {
  @Test
  void solvesOverAllNumbers() {
    double[] x =
        LinearProgram.overAll(new double[] {1, 1})
            .atLeast(new double[] {2, 1}, -2)
            .atLeast(new double[] {1, 3}, -3)
            .solution();

    assertThat(x).containsExactly(new double[] {-0.6, -0.8}, within(1e-9));
  }

  @Test
  void solvesOverNonNegativeNumbers() {
    double[] x =
        LinearProgram.overNonNegative(new double[] {-1, -2})
            .equal(new double[] {1, 1}, 1)
            .solution();

    assertThat(x).containsExactly(new double[] {0, 1}, within(1e-9));
  }

  @Test
  void saysWhereThereIsNoSolution() {
    assertThat(LinearProgram.overAll(new double[] {1}).atLeast(new double[] {-1}, 0).solution())
        .as("unbounded")
        .isNull();
    assertThat(
            LinearProgram.overAll(new double[] {1})
                .atLeast(new double[] {-1}, 0)
                .atLeast(new double[] {1}, 1)
                .solution())
        .as("infeasible")
        .isNull();
  }

  @Test
  void leastSquaresTakesTheShortestSolution() {
    double[][] columns = {{1, 0}, {1, 0}, {0, 1}};

    assertThat(LinearProgram.leastSquares(columns, new double[] {4, 3}))
        .containsExactly(new double[] {2, 2, 3}, within(1e-12));
  }
}

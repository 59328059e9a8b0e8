package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.minimacensus.numeric.RandomStream;

class SquareSystemTest {
  @Test
  void solutionsSolve() {
    for (int n = 1; n < 9; n++) {
      RandomStream stream = RandomStream.of(n, "system", 0);
      double[][] a = new double[n][n];
      double[] b = new double[n];
      for (int i = 0; i < n; i++) {
        b[i] = stream.nextGaussian();
        for (int j = 0; j < n; j++) {
          // The first pivot is 0 unless rows change places.
          a[i][j] = n > 1 && i == j ? 0 : stream.nextGaussian();
        }
      }

      SquareSystem system = new SquareSystem(a);
      double[] x = system.solve(b);
      double[] y = system.solveTransposed(b);
      for (int i = 0; i < n; i++) {
        double row = 0;
        double column = 0;
        for (int j = 0; j < n; j++) {
          row += a[i][j] * x[j];
          column += a[j][i] * y[j];
        }

        assertThat(row).isCloseTo(b[i], within(1e-11));
        assertThat(column).isCloseTo(b[i], within(1e-11));
      }
    }
  }

  @Test
  void singularSystemsHaveNoSolution() {
    SquareSystem system = new SquareSystem(new double[][] {{1, 2}, {2, 4}});

    assertThat(system.solve(new double[] {1, 1})).contains(Double.NaN);
    assertThat(system.solveTransposed(new double[] {1, 1})).contains(Double.NaN);
  }
}

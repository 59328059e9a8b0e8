package org.minimacensus.theorem.construct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.minimacensus.numeric.RandomStream;

class OrthonormalBasisTest {
  private static final int N = 12;

  private static double[] random(RandomStream stream) {
    double[] vector = new double[N];
    for (int i = 0; i < N; i++) {
      vector[i] = stream.nextGaussian();
    }

    return vector;
  }

  @Test
  void theLeastNormSolutionIsThatOfThePseudoinverse() {
    for (int seed = 0; seed < 20; seed++) {
      RandomStream stream = RandomStream.of(seed, "rows", 0);
      OrthonormalBasis basis = new OrthonormalBasis(N);
      double[][] all = new double[8][];
      double[] products = new double[8];
      List<double[]> rows = new ArrayList<>();
      for (int k = 0; k < 8; k++) {
        all[k] = random(stream);
        if (k < 4) {
          basis.add(all[k]);
        } else {
          rows.add(all[k]);
          products[k] = stream.nextGaussian();
        }
      }

      double[] found = basis.leastNorm(rows, Arrays.copyOfRange(products, 4, 8));

      RealVector expected =
          new SingularValueDecomposition(new Array2DRowRealMatrix(all))
              .getSolver()
              .solve(new ArrayRealVector(products));
      for (int i = 0; i < N; i++) {
        assertThat(found[i]).isCloseTo(expected.getEntry(i), within(1e-11));
      }
    }
  }

  @Test
  void whatDependsAddsNothing() {
    RandomStream stream = RandomStream.of(1, "rows", 0);
    double[] a = random(stream);
    double[] b = random(stream);
    double[] sum = a.clone();
    Vector.add(sum, 1e-6, b);
    OrthonormalBasis basis = new OrthonormalBasis(N);

    assertThat(basis.add(a)).isTrue();
    assertThat(basis.add(sum)).as("nearly the same").isTrue();
    double[] between = sum.clone();
    Vector.add(between, 3, a);
    assertThat(basis.add(between)).as("in the span").isFalse();
    assertThat(basis.add(new double[N])).as("zero").isFalse();
    assertThat(Vector.dot(basis.vectors()[0], basis.vectors()[1])).isCloseTo(0, within(1e-15));
    assertThat(Vector.norm(basis.rest(b))).isLessThan(1e-9);
  }

  @Test
  void dependentRowsMayHaveTheProductThatFollowsAndNoOther() {
    RandomStream stream = RandomStream.of(2, "rows", 0);
    double[] a = random(stream);
    double[] twice = a.clone();
    Vector.scale(twice, 2);
    OrthonormalBasis basis = new OrthonormalBasis(N);
    basis.add(random(stream));

    double[] r = basis.leastNorm(List.of(a, twice), new double[] {1, 2});
    assertThat(Vector.dot(r, a)).isCloseTo(1, within(1e-14));
    assertThat(basis.leastNorm(List.of(a, twice), new double[] {1, 3})).isNull();
  }

  @Test
  void leastSquaresAreThoseOfTheSingularValues() {
    RandomStream stream = RandomStream.of(3, "columns", 0);
    List<double[]> columns = List.of(random(stream), random(stream), random(stream));
    double[] y = random(stream);

    double[] found = new LeastSquares(columns).coefficients(y);

    RealVector expected =
        new SingularValueDecomposition(
                new Array2DRowRealMatrix(columns.toArray(double[][]::new)).transpose())
            .getSolver()
            .solve(new ArrayRealVector(y));
    for (int k = 0; k < 3; k++) {
      assertThat(found[k]).isCloseTo(expected.getEntry(k), within(1e-13));
    }
  }
}

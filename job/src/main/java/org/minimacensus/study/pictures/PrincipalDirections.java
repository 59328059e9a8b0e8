package org.minimacensus.study.pictures;

import java.util.List;
import org.minimacensus.numeric.SymmetricEigen;

/**
 * The two directions along which vectors reach furthest, by the sum of squares: eigenvectors of
 * their second moments about 0, which are not centred, so that 0 stays where it is.
 */
final class PrincipalDirections {
  private PrincipalDirections() {}

  /**
   * @param vectors at least one, finite
   * @return two directions, of any length; 0 where there is no second one, or none at all
   */
  static double[][] of(List<double[]> vectors) {
    int n = vectors.size();
    int p = vectors.get(0).length;
    double largest = 0;
    for (double[] v : vectors) {
      for (double x : v) {
        largest = Math.max(largest, Math.abs(x));
      }
    }

    double[][] directions = new double[2][p];
    if (largest == 0) {
      return directions;
    }

    // Scaled, so that no square overflows or vanishes.
    double[][] scaled = new double[n][p];
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < p; i++) {
        scaled[k][i] = vectors.get(k)[i] / largest;
      }
    }

    SymmetricEigen eigen = SymmetricEigen.of(moments(scaled, n < p), Math.min(n, p));
    int last = eigen.dimension() - 1;
    for (int d = 0; d < Math.min(2, eigen.dimension()); d++) {
      // The same to rounding as the largest: this and smaller ones are none.
      if (eigen.values()[last - d] > 1e-24 * eigen.values()[last]) {
        direction(eigen, last - d, scaled, n < p, directions[d]);
      }
    }

    return directions;
  }

  /** Of the vectors with one another where they are fewer than their entries, else of entries. */
  private static double[] moments(double[][] vectors, boolean ofVectors) {
    int n = vectors.length;
    int size = ofVectors ? n : vectors[0].length;
    double[] moments = new double[size * size];
    for (int a = 0; a < size; a++) {
      for (int b = 0; b <= a; b++) {
        double sum = 0;
        if (ofVectors) {
          sum = Plane.dot(vectors[a], vectors[b]);
        } else {
          for (double[] v : vectors) {
            sum = Math.fma(v[a], v[b], sum);
          }
        }

        moments[a * size + b] = sum;
        moments[b * size + a] = sum;
      }
    }

    return moments;
  }

  private static void direction(
      SymmetricEigen eigen, int j, double[][] vectors, boolean ofVectors, double[] into) {
    for (int i = 0; i < into.length; i++) {
      if (!ofVectors) {
        into[i] = eigen.vector(j, i);
      } else {
        for (int k = 0; k < vectors.length; k++) {
          into[i] = Math.fma(eigen.vector(j, k), vectors[k][i], into[i]);
        }
      }
    }
  }
}

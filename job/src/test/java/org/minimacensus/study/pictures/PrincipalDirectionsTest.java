package org.minimacensus.study.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrincipalDirectionsTest {
  /** 3 s along (0.6, 0.8, 0, ...) and t along (0, 0, 1, ...), of p entries. */
  private static List<double[]> planted(int n, int p, double size) {
    List<double[]> vectors = new ArrayList<>();
    for (int k = 0; k < n; k++) {
      double s = (k % 2 == 0 ? 1 : -1) * 3 * size;
      double t = (k / 2 % 2 == 0 ? 1 : -1) * size;
      double[] v = new double[p];
      v[0] = 0.6 * s;
      v[1] = 0.8 * s;
      v[2] = t;
      vectors.add(v);
    }

    return vectors;
  }

  private static void assertFound(int n, int p, double size) {
    double[][] found = PrincipalDirections.of(planted(n, p, size));
    Plane plane = Plane.of(new double[p], found[0], found[1]);
    assertThat(Math.abs(plane.across()[0])).isCloseTo(0.6, within(1e-14));
    assertThat(Math.abs(plane.across()[1])).isCloseTo(0.8, within(1e-14));
    assertThat(Math.abs(plane.up()[2])).isCloseTo(1, within(1e-14));
  }

  @Test
  void theLongestDirectionsAreFoundWithFewAndWithManyEntries() {
    assertFound(8, 3, 1);
    assertFound(8, 50, 1);
  }

  @Test
  void hugeAndTinyVectorsNeitherOverflowNorVanish() {
    assertFound(8, 3, 1e200);
    assertFound(8, 50, 1e-200);
  }

  @Test
  void ofVectorsOnALineThereIsNoSecondDirection() {
    List<double[]> line = List.of(new double[] {1, 2, 2}, new double[] {-3, -6, -6});
    double[][] found = PrincipalDirections.of(line);
    assertThat(Plane.of(new double[3], found[0], found[1])).isNull();
    assertThat(Plane.along(new double[3], found[0])).isNotNull();
    assertThat(PrincipalDirections.of(List.of(new double[3]))[0]).containsOnly(0);
  }
}

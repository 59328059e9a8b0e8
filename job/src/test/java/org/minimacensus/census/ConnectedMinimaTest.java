package org.minimacensus.census;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConnectedMinimaTest {
  /** y is linear between two points: every network through both has w and v of one sign. */
  private static final PathCase TWO_POINTS =
      new PathCase("softplus", 1, true, true, new double[] {-1, 1}, new double[] {0, 1});

  @Test
  void networksThroughTwoPointsAreTwoComponentsByTheSignOfTheirUnit() {
    List<FlatMinimum> minima = TWO_POINTS.interpolations(30, 1.5);
    Components found = TWO_POINTS.components(minima);
    Function<FlatMinimum, Boolean> sign = m -> m.theta()[2] > 0;
    assertThat(minima.stream().map(sign).distinct()).hasSize(2);
    System.out.println(found.notes());
    assertThat(found.count()).hasValue(2);
  }

  @Test
  void wideNetworksThatInterpolateAreOneComponent() {
    PathCase wide =
        new PathCase(
            "tanh", 8, true, true, new double[] {-1.5, -0.4, 0.6, 1.7}, new double[] {1, -1, 0.5, 2});
    Components found = wide.components(wide.interpolations(40, 1));
    System.out.println(found.notes());
    assertThat(found.count()).hasValue(1);
  }
}

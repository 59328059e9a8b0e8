package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlateauTest {
  /** Counts at half decades; the count itself is the one in the middle. */
  private static List<RecountSummary.Point> points(Long... counts) {
    List<RecountSummary.Point> points = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      double decades = (i - counts.length / 2) / 2.0;
      RunSummary.Distinct distinct = new RunSummary.Distinct(0L, 0L, counts[i], null, 0L);
      points.add(
          new RecountSummary.Point(
              decades,
              1e-9 * (i + 1),
              1e-6 * (i + 1),
              0,
              distinct,
              0,
              "minima",
              0,
              0,
              0,
              0,
              Double.NaN,
              List.of(),
              List.of()));
    }

    return points;
  }

  private static Optional<Plateau> plateau(Long... counts) {
    return Plateau.of("parameters", points(counts), p -> p.distinct().parameters());
  }

  private static void assertPlateau(long minima, int first, int last, Long... counts) {
    Plateau found = plateau(counts).orElseThrow();
    assertThat(found.count()).isEqualTo("parameters");
    assertThat(found.minima()).isEqualTo(minima);
    assertThat(found.fromValueTolerance()).isEqualTo(1e-9 * (first + 1));
    assertThat(found.toValueTolerance()).isEqualTo(1e-9 * (last + 1));
    assertThat(found.fromParameterTolerance()).isEqualTo(1e-6 * (first + 1));
    assertThat(found.toParameterTolerance()).isEqualTo(1e-6 * (last + 1));
    assertThat(found.decades()).isEqualTo((last - first) / 2.0);
    List<RecountSummary.Point> points = points(counts);
    for (int i = 0; i < counts.length; i++) {
      assertThat(found.holds(points.get(i))).isEqualTo(i >= first && i <= last);
    }
  }

  @Test
  void theLongestRunOfOneCount() {
    assertPlateau(4, 2, 4, 9L, 6L, 4L, 4L, 4L, 3L, 3L);
    assertPlateau(4, 0, 2, 4L, 4L, 4L);
    assertPlateau(3, 5, 6, 9L, 8L, 7L, 5L, 4L, 3L, 3L);
  }

  @Test
  void ofEquallyLongOnesTheOneOfTheCountItselfThenTheFirst() {
    assertPlateau(4, 3, 4, 9L, 9L, 5L, 4L, 4L, 3L, 3L);
    assertPlateau(9, 0, 1, 9L, 9L, 5L, 4L, 3L, 2L, 2L);
  }

  @Test
  void noMinimaAreNoPlateau() {
    assertThat(plateau(0L, 0L, 0L)).isEmpty();
    assertPlateau(2, 0, 1, 2L, 2L, 0L, 0L, 0L);
  }

  @Test
  void whatChangesEverywhereOrWasNotCountedHasNone() {
    assertThat(plateau(9L, 8L, 7L)).isEmpty();
    assertThat(plateau(null, null, null)).isEmpty();
    assertThat(plateau()).isEmpty();
    assertPlateau(7, 1, 2, null, 7L, 7L, null, null, null);
  }
}

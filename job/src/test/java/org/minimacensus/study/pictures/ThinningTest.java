package org.minimacensus.study.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThinningTest {
  @Test
  void allAreKeptUpToTheMost() {
    assertThat(Thinning.places(0, 5)).isEmpty();
    assertThat(Thinning.places(5, 5)).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void ofMoreEvenlySpacedOnesAreKeptWithBothEnds() {
    assertThat(Thinning.places(9, 5)).containsExactly(0, 2, 4, 6, 8);
    long[] places = Thinning.places(1_000_003, 1000);
    assertThat(places).hasSize(1000).startsWith(0).endsWith(1_000_002).isSorted();
    long widest = 0;
    long closest = Long.MAX_VALUE;
    for (int i = 1; i < places.length; i++) {
      widest = Math.max(widest, places[i] - places[i - 1]);
      closest = Math.min(closest, places[i] - places[i - 1]);
    }

    assertThat(widest - closest).isLessThanOrEqualTo(1);
    assertThat(Arrays.stream(places).distinct()).hasSize(1000);
  }

  @Test
  void itemsAreThoseAtThePlaces() {
    assertThat(Thinning.of(List.of("a", "b", "c", "d", "e"), 3)).containsExactly("a", "c", "e");
  }

  @Test
  void bothEndsNeedTwo() {
    assertThatThrownBy(() -> Thinning.places(3, 1)).hasMessage("most must be >= 2, was 1");
  }
}

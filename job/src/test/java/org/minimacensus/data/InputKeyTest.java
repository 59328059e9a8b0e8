package org.minimacensus.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InputKeyTest {
  private static List<Long> input(double... row) {
    InputKey key = new InputKey(2, row.length - 2);
    key.take(row);
    return List.of(key.high(), key.low());
  }

  private static long target(double... row) {
    InputKey key = new InputKey(2, row.length - 2);
    key.take(row);
    return key.target();
  }

  @Test
  void equalInputsAreThoseOfEqualNumbers() {
    assertThat(input(-0.0, 1, 5)).isEqualTo(input(0.0, 1, 6));
    assertThat(input(1, Math.nextUp(1.0), 5)).isNotEqualTo(input(1, 1, 5));
    assertThat(input(1, 2, 5)).isNotEqualTo(input(2, 1, 5));
  }

  @Test
  void equalTargetsAreThoseOfEqualNumbers() {
    assertThat(target(1, 2, -0.0)).isEqualTo(target(3, 4, 0.0));
    assertThat(target(1, 2, 3)).isNotEqualTo(target(1, 2, Math.nextUp(3.0)));
    assertThat(target(1, 2, 3, -0.0)).isEqualTo(target(0, 0, 3, 0.0));
    assertThat(target(1, 2, 3, 4)).isNotEqualTo(target(1, 2, 4, 3));
  }
}

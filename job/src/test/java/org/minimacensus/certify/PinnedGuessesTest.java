package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PinnedGuessesTest {
  /** In order 0.1, 0.2, 3 and 10: behind 0.2, which counts as 0.5, a gap of 6; one of 10/3. */
  private static final double[] Z = {10, 0.1, 0.2, 3};

  @Test
  void theNearestInputsBeforeEachGapTheWidestFirst() {
    assertThat(new PinnedGuesses(0.5, 1.5, 3).of(Z, 4, a -> true))
        .containsExactly(new int[] {1, 2}, new int[] {1, 2, 3});
  }

  @Test
  void narrowGapsAndInputsThatAreNotFarEndNoSet() {
    assertThat(new PinnedGuesses(0.5, 4, 3).of(Z, 4, a -> true)).containsExactly(new int[] {1, 2});
    assertThat(new PinnedGuesses(0.5, 1.5, 3).of(Z, 4, a -> a > 5))
        .containsExactly(new int[] {1, 2, 3});
    assertThat(new PinnedGuesses(20, 1.5, 3).of(Z, 4, a -> true)).isEmpty();
  }

  @Test
  void noMoreSetsAndNoLargerOnesThanAsked() {
    assertThat(new PinnedGuesses(0.5, 1.5, 1).of(Z, 4, a -> true))
        .containsExactly(new int[] {1, 2});
    assertThat(new PinnedGuesses(0.05, 1.5, 3).of(Z, 3, a -> true))
        .containsExactly(new int[] {1, 2}, new int[] {}, new int[] {1});
    assertThat(new PinnedGuesses(0.5, 1.5, 3).of(new double[0], 0, a -> true)).isEmpty();
  }
}

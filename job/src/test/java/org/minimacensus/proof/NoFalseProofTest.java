package org.minimacensus.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Nothing is proved where there is no strict minimum; more attempts are in {@link ProofIT}. */
class NoFalseProofTest {
  @Test
  void saddlesLinesValleysAndRaysAreRefused() {
    ProofAttempts attempts = new ProofAttempts(1);

    attempts.unitsThatAddNothing(14);
    attempts.deadUnits(10);
    attempts.valleys(14);
    attempts.raysToInfinity(2);

    assertThat(attempts.attempts()).isGreaterThan(200);
    assertThat(attempts.refused().get(Reason.SINGULAR)).isGreaterThan(100);
    assertThat(attempts.refused().get(Reason.INDEFINITE)).isGreaterThan(20);
    assertThat(attempts.refused().get(Reason.KINK)).isGreaterThanOrEqualTo(10);
  }

  @Test
  void strictMinimaAreProvedAndNoBoxNearbyMissesThem() {
    ProofAttempts attempts = new ProofAttempts(2);

    attempts.minimaAndPointsNearby(14);

    assertThat(attempts.minima()).isGreaterThan(5);
    assertThat(attempts.proved()).isEqualTo(attempts.minima());
  }
}

package org.minimacensus.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@link NoFalseProofTest} with thousands of attempts. */
@Tag("nightly")
class ProofIT {
  @Test
  void ofThousandsOfAttemptsNoneIsFalse() {
    ProofAttempts attempts = new ProofAttempts(3);

    attempts.unitsThatAddNothing(200);
    attempts.deadUnits(300);
    attempts.valleys(200);
    attempts.raysToInfinity(20);
    attempts.minimaAndPointsNearby(200);

    assertThat(attempts.attempts()).isGreaterThan(3_000);
    assertThat(attempts.minima()).isGreaterThan(80);
    assertThat(attempts.proved()).isEqualTo(attempts.minima());
    assertThat(attempts.refused()).containsKeys(Reason.SINGULAR, Reason.INDEFINITE, Reason.KINK);
  }
}

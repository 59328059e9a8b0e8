package org.minimacensus.numeric.interval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@link IntervalTest}'s checks of enclosures against decimal arithmetic, by the million. */
@Tag("nightly")
class IntervalIT {
  private static final int ROUNDS = 240_000;

  @Test
  void millionsOfResultsHoldTheExactOnes() {
    IntervalChecks checks = new IntervalChecks(1, ROUNDS);
    checks.run();
    assertThat(checks.checks()).isGreaterThan(3_000_000);
  }
}

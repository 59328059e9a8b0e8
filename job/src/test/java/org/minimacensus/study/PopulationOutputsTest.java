package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.minimacensus.certify.Endpoint;

class PopulationOutputsTest {
  private static final double[] UNITS = {1, 2, -1, 0, 1, 0.5, -3, 2, 2};

  /** Units 1, 2, 3 become 3, 1, 2 and inputs 1, 2, 3 become 2, 3, 1. */
  private static final double[] MOVED = {2, 2, -3, 2, -1, 1, 1, 0.5, 0};

  private static double[] values(double[] theta) {
    return new PopulationOutputs(3).values(Endpoint.builder().theta(theta).build());
  }

  @Test
  void permutingUnitsAndInputsChangesNothing() {
    assertThat(values(MOVED)).containsExactly(values(UNITS));
  }

  @Test
  void valuesAtTheAxesComeFirst() {
    double[] values = values(UNITS);

    assertThat(new PopulationOutputs(3).trainingValues()).isEqualTo(9);
    assertThat(values).hasSize(15).startsWith(1, 2.5, 5, 0, 1, 3);
  }

  @Test
  void anotherFunctionHasOtherValues() {
    double[] other = UNITS.clone();
    other[4] = 1.001;

    assertThat(values(other)).isNotEqualTo(values(UNITS));
  }
}

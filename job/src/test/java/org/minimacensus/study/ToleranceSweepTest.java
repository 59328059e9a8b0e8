package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToleranceSweepTest {
  private static List<ToleranceSweep.Step> around(double value, double parameter) {
    return ToleranceSweep.around(new StudySpec.CensusSpec(value, parameter));
  }

  @Test
  void tenDecadesAroundTheTolerancesOfTheCount() {
    List<ToleranceSweep.Step> steps = around(1e-9, 1e-6);

    assertThat(steps).hasSize(21);
    assertThat(steps.get(0).census()).isEqualTo(new StudySpec.CensusSpec(1e-14, 1e-11));
    assertThat(steps.get(10)).isEqualTo(new ToleranceSweep.Step(0, steps.get(10).census()));
    assertThat(steps.get(10).census()).isEqualTo(new StudySpec.CensusSpec(1e-9, 1e-6));
    assertThat(steps.get(11).census().valueTolerance()).isEqualTo(3.162277660168379e-9);
    assertThat(steps.get(12).census()).isEqualTo(new StudySpec.CensusSpec(1e-8, 1e-5));
    assertThat(steps.get(20).census()).isEqualTo(new StudySpec.CensusSpec(1e-4, 1e-1));
    assertThat(steps).extracting(ToleranceSweep.Step::decades).startsWith(-5.0, -4.5).endsWith(5.0);
  }

  @ParameterizedTest
  @CsvSource({"1e-9, 1e-6", "1e-3, 1e-3", "2e-5, 7e-12", "0.5, 1e-6", "1e-12, 0.9", "0.1, 0.1"})
  void anyTolerancesAreSweptOverTenDecadesBelowATenth(double value, double parameter) {
    List<ToleranceSweep.Step> steps = around(value, parameter);

    assertThat(steps).hasSize(2 * ToleranceSweep.DECADES + 1);
    assertThat(steps)
        .allSatisfy(
            step -> {
              StudySpec.CensusSpec c = step.census();
              assertThat(Math.max(c.valueTolerance(), c.parameterTolerance()))
                  .isLessThanOrEqualTo(ToleranceSweep.LARGEST);
              assertThat(c.valueTolerance() / c.parameterTolerance())
                  .isCloseTo(value / parameter, org.assertj.core.data.Percentage.withPercentage(1e-9));
            });
    double largest =
        Math.max(
            steps.get(20).census().valueTolerance(), steps.get(20).census().parameterTolerance());
    assertThat(steps.get(20).halfDecades() == 10 || largest * Math.sqrt(10) > 0.1).isTrue();
    boolean own = steps.stream().anyMatch(step -> step.halfDecades() == 0);
    assertThat(own).isEqualTo(Math.max(value, parameter) <= ToleranceSweep.LARGEST);
  }

  @Test
  void aToleranceBelowTheSmallestDoubleIsNone() {
    List<ToleranceSweep.Step> steps = around(1e-320, 1e-6);

    assertThat(steps).hasSizeLessThan(21).isNotEmpty();
    assertThat(steps).allMatch(step -> step.census().valueTolerance() > 0);
  }
}

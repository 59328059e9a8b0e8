package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minimacensus.data.PlainRows;

class BendDescentTest {
  /** max(x, 0) but for the first target, without biases. */
  private static LimitStudy study(String activation, double first) {
    return new LimitStudy(
        PlainRows.column(-1, 1.5, 2),
        PlainRows.column(first, 1.5, 2),
        "squared",
        LimitStudy.network(1, activation, 1, false, false));
  }

  /** Softplus is above its relu unit, gelu and swish below. */
  @ParameterizedTest
  @CsvSource({"gelu, -0.3", "swish, -0.3", "softplus, 0.3"})
  void aPlateauIsLeftWhereTheBendHelps(String activation, double first) {
    LimitStudy study = study(activation, first);
    double plateau = study.loss(400, 1.0 / 400);
    assertThat(plateau).isCloseTo(0.045, within(1e-12));

    Endpoint end = study.end(0, new double[] {400, 1.0 / 400});

    assertThat(end.endpointClass()).as(end.evidence()).isEqualTo(EndpointClass.STRICT_MINIMUM);
    assertThat(end.loss()).isLessThan(plateau - 1e-4);
    assertThat(Math.abs(end.theta()[0])).isLessThan(10);
  }

  @ParameterizedTest
  @CsvSource({"gelu, 0.3", "swish, 0.3", "softplus, -0.3"})
  void whereItDoesNotTheRunStaysAtInfinity(String activation, double first) {
    LimitStudy study = study(activation, first);
    Endpoint end = study.end(0, new double[] {400, 1.0 / 400});
    assertThat(end.endpointClass()).as(end.evidence()).isEqualTo(EndpointClass.AT_INFINITY);
    assertThat(end.infinityKind()).isEqualTo("sharpened-units");
    assertThat(end.limitLoss()).hasValueCloseTo(0.045, within(1e-12));
  }
}

package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.minimacensus.study.CostModel.Limit;
import org.minimacensus.study.CostModel.Shape;
import org.minimacensus.study.StepCosts.Limits;

class StepCostsTest {
  private static final int P = 199;
  private static final CostModel TWO_CORES = new CostModel(0.012, 0, 8e-9, 19e-9, 2);

  private static StepCosts costs(long rows, Limits limits) {
    return StepCosts.of(TWO_CORES, new Shape(P, rows, 2, 1), limits);
  }

  @Test
  void stepsWithLittleOverheadDecideWhereNothingElseDoes() {
    StepCosts one = costs(1_000_000, new Limits(1, 100_000, 10_000));
    StepCosts three = costs(1_000_000, new Limits(3, 100_000, 10_000));

    assertThat(one.perStep().limit()).isEqualTo(Limit.OVERHEAD);
    assertThat(one.perStep().overheadShare()).isBetween(0.09, 0.1);
    assertThat(one.live()).isEqualTo(12);
    assertThat(three.perStep()).as("each group has steps of its own").isEqualTo(one.perStep());
    assertThat(three.live()).isEqualTo(36);
  }

  @Test
  void limitsAreKeptAndNamed() {
    StepCosts few = costs(2000, new Limits(2, 7, 1000));
    assertThat(few.live()).isEqualTo(7);
    assertThat(few.perStep().count()).isEqualTo(4);
    assertThat(few.perStep().limit()).isEqualTo(Limit.RESTARTS);

    StepCosts many = costs(2000, new Limits(2, 100_000, Integer.MAX_VALUE));
    assertThat(many.live()).as("points and sums take too long").isBetween(4_000, 8_000);
    assertThat(many.perStep().limit()).isEqualTo(Limit.TRANSFER);

    StepCosts tight = costs(2000, new Limits(2, 100_000, 400));
    assertThat(tight.live()).isEqualTo(400);
    assertThat(tight.perStep().limit()).isEqualTo(Limit.MEMORY);
  }

  @Test
  void thereIsAlwaysOneSearchAndNeverMoreThanFit() {
    assertThat(costs(2000, new Limits(2, 100, 0)).live()).isEqualTo(1);
    assertThat(costs(2000, new Limits(8, 100, 3)).live()).isEqualTo(3);
  }
}

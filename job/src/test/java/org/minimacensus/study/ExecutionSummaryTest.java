package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExecutionSummaryTest {
  private static final ExecutionPlan PLAN =
      new ExecutionPlan(
          ExecutionPlan.Mode.DATA_PARALLEL,
          "execution.mode says so",
          64,
          0.07,
          new MemoryModel.Memory(
              List.of(new MemoryModel.Part("a", 5), new MemoryModel.Part("b", 6)),
              List.of(new MemoryModel.Part("c", 7))),
          new ExecutionPlan.Seconds(12.5, 10, 15),
          List.of());

  private static final TaskTimes TIMES =
      new TaskTimes(9, 0.25, 1, 2, 4, 13.25, 52, 50, 0.01, 0.0566);

  @Test
  void predictedStandsBesideActual() throws IOException {
    ExecutionSummary summary =
        ExecutionSummary.of(PLAN, 63, new ExecutionSummary.Actual(13.25, null, 8L, TIMES));
    String json = StudyJson.write(summary);

    assertThat(json)
        .contains(
            "\"mode\" : \"data-parallel\"",
            "\"live_searches\" : 63",
            "\"seconds\" : 12.5",
            "\"executor_bytes\" : 11",
            "\"driver_bytes\" : 7",
            "\"executor_peak_bytes\" : null",
            "\"driver_peak_bytes\" : 8",
            "\"tail_share\" : 0.01",
            "\"overhead_share\" : 0.0566");
    assertThat(StudyJson.read(json, ExecutionSummary.class)).isEqualTo(summary);
  }
}

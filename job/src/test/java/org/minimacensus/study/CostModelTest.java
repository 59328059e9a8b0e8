package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.minimacensus.study.CostModel.Bounds;
import org.minimacensus.study.CostModel.Limit;
import org.minimacensus.study.CostModel.LiveSearches;
import org.minimacensus.study.CostModel.Searches;
import org.minimacensus.study.CostModel.Shape;

/** The worked numbers: a network of 20 inputs and 8 units (199 parameters), 19 ns per row. */
class CostModelTest {
  private static final int P = 199;
  private static final double TAU = 19e-9;
  private static final Bounds NO_BOUNDS =
      new Bounds(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

  private static CostModel twoCores(double kappa) {
    return new CostModel(12e-3, 0, kappa, TAU, 2);
  }

  /** A thousand executors of four cores, half a millisecond of the driver for a task. */
  private static CostModel manyCores() {
    return new CostModel(12e-3, 0.5e-3, 8e-9, TAU, 4000);
  }

  private static Shape shape(long rows, int tasks, int executors) {
    return new Shape(P, rows, tasks, executors);
  }

  @Test
  void aStepIsLatencyTasksTransferAndRows() {
    CostModel model = new CostModel(10e-3, 1e-3, 8e-9, 20e-9, 2);

    // 10 ms + 4 x 1 ms + 50 x (8 x 199 x 8 ns + 1e6 x 20 ns / 2)
    assertThat(model.stepSeconds(shape(1_000_000, 4, 1), 50))
        .isCloseTo(0.014 + 50 * (12.736e-6 + 0.01), within(1e-12));
    assertThat(model.overheadShare(shape(1_000_000, 4, 1), 50))
        .isCloseTo((0.014 + 50 * 12.736e-6) / (0.014 + 50 * (12.736e-6 + 0.01)), within(1e-12));
  }

  @Test
  void aMillionRowsOnTwoCoresNeedTwelveSearches() {
    LiveSearches live = twoCores(0).liveSearches(shape(1_000_000, 2, 1), 0.1, NO_BOUNDS);

    assertThat(live.count()).isEqualTo(12);
    assertThat(live.limit()).isEqualTo(Limit.OVERHEAD);
    assertThat(live.overheadShare()).isLessThanOrEqualTo(0.1);
    assertThat(twoCores(0).overheadShare(shape(1_000_000, 2, 1), 11)).isGreaterThan(0.1);
  }

  @Test
  void aTenthOfTheRowsNeedTenTimesTheSearchesAndMoreForTheirSums() {
    Shape shape = shape(100_000, 2, 1);

    assertThat(twoCores(0).liveSearches(shape, 0.1, NO_BOUNDS).count()).isEqualTo(114);
    assertThat(twoCores(8e-9).liveSearches(shape, 0.1, NO_BOUNDS).count()).isEqualTo(130);
  }

  @Test
  void twoThousandRowsNeverPayForTheirSums() {
    CostModel model = twoCores(8e-9);
    Shape shape = shape(2000, 2, 1);

    // The sums cost 67 % of the rows at any number of searches.
    assertThat(model.transferSeconds(shape) / model.rowSeconds(shape))
        .isCloseTo(0.67, within(0.005));
    LiveSearches live = model.liveSearches(shape, 0.1, new Bounds(5000, 9000, 700));
    assertThat(live.count()).isEqualTo(700);
    assertThat(live.limit()).isEqualTo(Limit.MAXIMUM);
    assertThat(live.overheadShare()).isGreaterThan(0.4);
  }

  @Test
  void fromTwelveThousandRowsOnSomeNumberOfSearchesIsEnough() {
    CostModel model = twoCores(8e-9);
    Bounds bounds = new Bounds(Long.MAX_VALUE, Long.MAX_VALUE, 1_000_000_000);

    assertThat(model.liveSearches(shape(12_000, 2, 1), 0.1, bounds).limit())
        .isEqualTo(Limit.TRANSFER);
    assertThat(model.liveSearches(shape(12_100, 2, 1), 0.1, bounds).limit())
        .isEqualTo(Limit.OVERHEAD);
  }

  @Test
  void theTightestBoundHolds() {
    Shape shape = shape(100_000, 2, 1);
    CostModel model = twoCores(0);

    assertThat(model.liveSearches(shape, 0.1, new Bounds(60, 80, 100)))
        .extracting(LiveSearches::count, LiveSearches::limit)
        .containsExactly(60, Limit.MEMORY);
    assertThat(model.liveSearches(shape, 0.1, new Bounds(80, 60, 100)))
        .extracting(LiveSearches::count, LiveSearches::limit)
        .containsExactly(60, Limit.RESTARTS);
    assertThat(model.liveSearches(shape, 0.1, new Bounds(0, 60, 100)).count()).isEqualTo(1);
  }

  @Test
  void aBillionRowsOnAThousandExecutors() {
    CostModel model = manyCores();
    // One task of four threads per executor, so that all cores work.
    double compute = 1000 * model.rowSeconds(shape(1_000_000_000L, 4000, 1000));
    double fixed = model.fixedSeconds(shape(1_000_000_000L, 1000, 1000));
    double sums = 1000 * model.transferSeconds(shape(1_000_000_000L, 1000, 1000));

    assertThat(compute).isCloseTo(4.75, within(1e-9));
    assertThat(fixed).isCloseTo(0.512, within(1e-9));
    assertThat(sums).isCloseTo(11 * 1.592e6 * 8e-9, within(1e-9));
    assertThat((fixed + sums) / (compute + fixed + sums)).isBetween(0.1, 0.13);
    // 784 steps in 68 min, sums on one level.
    assertThat(784 * (compute + fixed + sums / 11) / 60).isCloseTo(69, within(1.0));
  }

  @Test
  void aTaskForEveryOneOfFourThousandCoresCostsTwoSecondsAStep() {
    CostModel model = manyCores();
    Shape shape = shape(1_000_000_000L, 4000, 1000);

    assertThat(model.fixedSeconds(shape)).isCloseTo(2.012, within(1e-9));
    // Over the compute alone: 40 %.
    assertThat(model.fixedSeconds(shape) / (1000 * model.rowSeconds(shape)))
        .isCloseTo(0.42, within(0.01));
  }

  @Test
  void restartsOfASmallStudyAreWorkOverCores() {
    // 1e5 restarts of 784 questions on 2000 rows: 3000 core-seconds, 25 min on two cores.
    Searches searches = new Searches(1e5, 784, 2000, 0);
    double seconds = twoCores(8e-9).restartParallelSeconds(2000, 8 * 2000 * 21, searches, 2.5);

    assertThat(seconds / 60).isCloseTo(25, within(0.2));
    assertThat(seconds)
        .isCloseTo(
            2.5 + 0.012 + 336_000 * 8e-9 + 1e5 * 784 * 2000 * TAU / 2 + 0.5 * 2000 * 2000 * TAU,
            within(1e-9));
  }

  @Test
  void aMillionRowsRestartParallelOnFourThousandCores() {
    Searches searches = new Searches(1e5, 784, 784, 0);
    CostModel model = manyCores();

    // 1.5e6 core-seconds: 6.2 min, and the longest restart once more.
    assertThat((model.restartParallelSeconds(1_000_000, 160e6, searches, 2.5) - 2.5) / 60)
        .isCloseTo(6.2 + 784 * 0.019 / 60 + 160e6 * 8e-9 / 60, within(0.05));
  }

  @Test
  void dataParallelPaysEveryQuestionOnceAndEveryStepOnce() {
    CostModel model = new CostModel(10e-3, 0, 0, 20e-9, 2);
    Shape shape = shape(1_000_000, 2, 1);
    Searches searches = new Searches(200, 100, 300, 0.5);

    // 20000 questions of 10 ms; 20000 / 50 + 0.98 x 300 steps; 200 x 0.5 s on 4 cores.
    assertThat(model.dataParallelSeconds(shape, searches, 50, 4))
        .isCloseTo(200 + (400 + 294) * 0.01 + 25, within(1e-9));
    assertThat(model.dataParallelSeconds(shape, new Searches(1, 100, 100, 0), 1, 4))
        .as("one search has no tail")
        .isCloseTo(1 + 100 * 0.01, within(1e-9));
  }

  @Test
  void coresWithoutTasksDoNotCount() {
    CostModel model = manyCores();

    assertThat(model.rowSeconds(shape(1_000_000, 64, 16))).isCloseTo(1e6 * TAU / 64, within(1e-15));
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> new CostModel(0.01, 0, 0, 0, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a time per row > 0")
        .hasMessageContaining("per row 0.0");
    assertThatThrownBy(() -> new Shape(0, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1 parameter");
  }
}

package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.study.ExecutionPlan.Mode;

class ExecutionPlannerTest {
  private static final long GIB = 1L << 30;
  private static final SearchCosts SEARCHES =
      new SearchCosts(32, 800, 500, 2000, 50, 19e-9, 15e-9, 1e-3, 1.5);
  private static final StepOverheads STEPS = new StepOverheads(12e-3, 0.5e-3, 8e-9);

  /** A network of 20 inputs and 8 units with and without the added neuron. */
  private static StudySize size(long rows, int shards, long restarts) {
    return new StudySize(rows, 20, 1, shards, 9, List.of(177, 199), restarts);
  }

  private static Resources cluster(int executors, int cores, double executor, double driver) {
    return new Resources(
        executors, cores, (long) (executor * GIB), (long) (driver * GIB), 2, false, GIB, 0.6);
  }

  private static StudySpec.ExecutionSpec mode(String mode) {
    return new StudySpec.ExecutionSpec(mode, 64);
  }

  private static ExecutionPlan plan(
      StudySize size, Resources resources, StudySpec.ExecutionSpec asked) {
    ExecutionPlanner planner = new ExecutionPlanner(size, resources);
    return planner.plan(planner.choose(asked), SEARCHES, STEPS);
  }

  @Test
  void autoDistributesRestartsWhenTheDataFit() {
    ExecutionPlan plan = plan(size(2000, 8, 1000), cluster(2, 1, 1, 1), mode("auto"));

    assertThat(plan.mode()).isEqualTo(Mode.RESTART_PARALLEL);
    assertThat(plan.reason())
        .startsWith("the training set (")
        .contains("fits every executor (", "of 921.6 MiB", "; driver ");
    assertThat(plan.liveSearches()).isZero();
    // 2000 searches of 800 questions on 2000 rows over 2 cores, the longest once more, warm-up.
    double work = 2000 * (800 * 2000 * 19e-9 + 1e-3) / 2;
    assertThat(plan.seconds().expected()).isBetween(work + 2.5, work + 2.7);
    assertThat(plan.seconds().low()).isLessThan(plan.seconds().expected());
    assertThat(plan.seconds().high()).isGreaterThan(plan.seconds().expected());
    assertThat(plan.notes()).isEmpty();
  }

  @Test
  void autoDistributesTheDataWhenAnExecutorCannotHoldThem() {
    ExecutionPlan plan = plan(size(5_000_000, 64, 100), cluster(2, 1, 2, 8), mode("auto"));

    assertThat(plan.mode()).isEqualTo(Mode.DATA_PARALLEL);
    assertThat(plan.reason())
        .startsWith("for whole restarts an executor needs 1.9 GiB (Spark's own 300.0 MiB, training")
        .contains("its broadcast blocks 820.")
        .endsWith("has 1.8 GiB of its heap of 2.0 GiB, so the training set is distributed");
    assertThat(plan.liveSearches()).isBetween(2, 10);
    assertThat(plan.overheadShare()).isLessThanOrEqualTo(0.1);
    assertThat(plan.memory().executorBytes()).isLessThan(2 * GIB);
  }

  @Test
  void autoDistributesTheDataWhenTheDriverCannotHoldThem() {
    ExecutionPlan plan = plan(size(5_000_000, 64, 100), cluster(2, 1, 8, 1), mode("auto"));

    assertThat(plan.mode()).isEqualTo(Mode.DATA_PARALLEL);
    assertThat(plan.reason()).startsWith("for whole restarts the driver needs 1.9 GiB (");
    assertThat(plan.memory().driverBytes()).isLessThan(GIB);
  }

  @Test
  void fewRowsNeedManyLiveSearches() {
    StudySpec.ExecutionSpec forced = mode("data-parallel");
    Resources resources = cluster(2, 1, 2, 8);

    assertThat(plan(size(1_000_000, 64, 10_000), resources, forced).liveSearches())
        .isLessThan(plan(size(200_000, 64, 10_000), resources, forced).liveSearches());
    ExecutionPlan few = plan(size(2000, 8, 10_000), resources, forced);
    // 0.9 (12 ms + 2 x 0.5 ms) / 0.1 / (8 x 199 x 8 ns x 2 + 2000 x 19 ns / 2), for two groups.
    assertThat(few.liveSearches()).isEqualTo(2 * 2631);
    assertThat(few.notes())
        .anyMatch(
            n -> n.matches("\\d+ % of a step is not spent on rows \\(target 10 %\\): points .*"));
  }

  @Test
  void thereAreNeverMoreLiveSearchesThanRestarts() {
    ExecutionPlan plan = plan(size(2000, 8, 3), cluster(2, 1, 2, 2), mode("data-parallel"));

    assertThat(plan.liveSearches()).isEqualTo(6);
    assertThat(plan.notes()).anyMatch(n -> n.endsWith("no more restarts to keep alive"));
  }

  @Test
  void liveSearchesOfTheConfAreTaken() {
    StudySpec.ExecutionSpec asked = new StudySpec.ExecutionSpec("data-parallel", 64, 17);

    assertThat(plan(size(1_000_000, 64, 100), cluster(2, 1, 2, 2), asked).liveSearches())
        .isEqualTo(17);
    assertThat(plan(size(1_000_000, 64, 4), cluster(2, 1, 2, 2), asked).liveSearches())
        .isEqualTo(8);
  }

  @Test
  void restartParallelThatDoesNotFitIsRefusedWithTheNumbers() {
    ExecutionPlanner planner = new ExecutionPlanner(size(5_000_000, 64, 100), cluster(2, 1, 2, 1));

    assertThatThrownBy(() -> planner.choose(mode("restart-parallel")))
        .isInstanceOf(StudyException.class)
        .hasMessageMatching(
            "execution.mode = restart-parallel does not fit: an executor needs 1\\.9 GiB \\(Spark's"
                + " own 300\\.0 MiB, training set 8\\d\\d\\.\\d MiB, its broadcast blocks"
                + " 8\\d\\d\\.\\d MiB, scratch of 1 task \\d\\d\\.\\d MiB\\) and has 1\\.8 GiB of"
                + " its heap of 2\\.0 GiB; the driver needs 1\\.9 GiB \\(.*\\) and has 921\\.6 MiB"
                + " of its heap of 1\\.0 GiB; give more memory \\(-- --executor-memory \\d+m"
                + " --driver-memory \\d+m\\), or set execution.mode = data-parallel")
        .extracting(e -> ((StudyException) e).exitCode())
        .isEqualTo(2);
  }

  @Test
  void moreThanTheDriverMayCollectIsNotBroadcast() {
    StudySize size = size(10_000_000, 64, 100);
    Resources large = cluster(2, 1, 16, 16);

    assertThat(plan(size, large, mode("auto")).reason())
        .isEqualTo(
            "for whole restarts the driver would have to collect 1.6 GiB and may collect 1.0 GiB"
                + " (spark.driver.maxResultSize), so the training set is distributed");
    assertThat(refusal(size, large, mode("restart-parallel")))
        .endsWith(
            "raise the limit (-- --conf spark.driver.maxResultSize=1641m), or set execution.mode ="
                + " data-parallel");
  }

  @Test
  void theMemoryThatARefusalNamesIsEnough() {
    StudySize size = size(5_000_000, 64, 100);
    String refusal = refusal(size, cluster(2, 1, 2, 1), mode("restart-parallel"));
    double executor = mebibytes(refusal, "--executor-memory ") / 1024;
    double driver = mebibytes(refusal, "--driver-memory ") / 1024;

    assertThat(plan(size, cluster(2, 1, executor, driver), mode("restart-parallel")).mode())
        .isEqualTo(Mode.RESTART_PARALLEL);
    assertThat(refusal(size, cluster(2, 1, executor - 0.01, driver), mode("restart-parallel")))
        .contains("an executor needs");
  }

  @Test
  void shardsTooLargeForAnExecutorAreRefused() {
    // Four shards of 2.6 GiB.
    String refusal = refusal(size(62_500_000, 4, 10), cluster(2, 1, 2, 2), mode("auto"));

    assertThat(refusal)
        .startsWith("the study does not fit, not even data-parallel with one live search: an")
        .contains("shards of 1 task 5.", "--executor-memory 6g")
        .endsWith("or more shards (execution.shards, now 4 of 2.5 GiB)");
  }

  @Test
  void tooManyLiveSearchesAreRefusedWithHowManyFit() {
    StudySpec.ExecutionSpec asked = new StudySpec.ExecutionSpec("data-parallel", 64, 100_000);
    StudySize size = size(1_000_000, 64, 1_000_000);
    String refusal = refusal(size, cluster(2, 1, 2, 1), asked);

    assertThat(refusal)
        .startsWith("execution.live-searches = 100000 does not fit: ")
        .contains("100000 live searches", "0 leaves the number to the job");
    int most = (int) mebibytes(refusal, "at most ");
    assertThat(
            plan(size, cluster(2, 1, 2, 1), new StudySpec.ExecutionSpec("data-parallel", 64, most))
                .liveSearches())
        .isEqualTo(most);
  }

  @Test
  void oneProcessIsToldOfTheDriverOptionAlone() {
    Resources local = new Resources(1, 2, GIB, GIB, 2, true, GIB, 0.6);

    assertThat(refusal(size(5_000_000, 64, 100), local, mode("restart-parallel")))
        .contains("does not fit: the one process needs", "--driver-memory")
        .doesNotContain("--executor-memory");
  }

  @Test
  void idleCoresAndShardsOnDiskAreNoted() {
    ExecutionPlan plan =
        plan(size(20_000_000, 4, 1000), cluster(4, 2, 8, 2), mode("data-parallel"));
    ExecutionPlan spilling =
        plan(size(50_000_000, 64, 1000), cluster(2, 1, 2, 2), mode("data-parallel"));

    assertThat(plan.notes()).anyMatch(n -> n.startsWith("4 shards keep only 4 of 8 cores busy"));
    assertThat(spilling.notes()).anyMatch(n -> n.contains("of shards on an executor wait on disk"));
  }

  @Test
  void withoutAnEndedRestartTheTimeIsAGuess() {
    ExecutionPlanner planner = new ExecutionPlanner(size(2000, 8, 100), cluster(2, 1, 1, 1));
    SearchCosts none = new SearchCosts(0, 10, 10, 10, Double.NaN, 19e-9, 19e-9, 0, 1.6);
    ExecutionPlan plan = planner.plan(planner.choose(mode("auto")), none, STEPS);

    assertThat(plan.notes())
        .containsExactly(
            "no restart ended within the 1.6 s of calibration: the predicted time is a guess");
    assertThat(plan.seconds().low()).isEqualTo(plan.seconds().high());
  }

  private static String refusal(
      StudySize size, Resources resources, StudySpec.ExecutionSpec asked) {
    try {
      new ExecutionPlanner(size, resources).choose(asked);
    } catch (StudyException e) {
      return e.getMessage();
    }

    throw new AssertionError("was not refused");
  }

  private static double mebibytes(String text, String before) {
    String rest = text.substring(text.indexOf(before) + before.length());
    return Double.parseDouble(rest.split("[^0-9]")[0]);
  }
}

package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.minimacensus.certify.Endpoint;

class StudyRunnerTest {
  private static final StudyPlan PLAN = SineStudy.plan(6);
  private static final StudyResult WHOLE = run(StudyRunner.Request.fresh("r0", 0, 6));

  private static StudyRunner runner(RestartExecutor executor) {
    return new StudyRunner(executor, new CensusCounter(PLAN.spec().census()), () -> 0);
  }

  private static StudyResult run(StudyRunner.Request request) {
    return runner(new LocalRestartExecutor(SineStudy.dataset(), () -> 0))
        .run(PLAN, request, r -> {})
        .result();
  }

  private static String json(StudyResult result) {
    return StudyJson.write(result.summary().withThroughput(new RunSummary.Throughput(0, 0, 0)));
  }

  @Test
  void everyRestartOfEveryObjectiveEndsInOneClass() {
    assertThat(WHOLE.endpoints()).hasSize(18);
    for (RunSummary.ObjectiveSummary o : WHOLE.summary().objectives()) {
      assertThat(o.endpoints().values().stream().mapToLong(n -> n).sum()).isEqualTo(6);
      assertThat(o.minima().stream().mapToLong(RunSummary.MinimumSummary::hits).sum())
          .isEqualTo(o.globalHits() + o.subOptimalHits());
    }

    WHOLE
        .summary()
        .outcomes()
        .values()
        .forEach(t -> assertThat(t.values().stream().mapToLong(n -> n).sum()).isEqualTo(6));
    assertThat(WHOLE.summary().pairs().keySet())
        .containsExactly(
            "plain->output-neuron",
            "plain->output-neuron-limit",
            "output-neuron->output-neuron-limit");
  }

  @Test
  void noObjectiveIsWorseThanWhatItIsKnownToTake() {
    List<RunSummary.ObjectiveSummary> o = WHOLE.summary().objectives();
    assertThat(o.get(1).bestLoss()).isLessThanOrEqualTo(o.get(0).bestLoss() + 1e-12);
    assertThat(o).allSatisfy(s -> assertThat(s.bestLoss()).isGreaterThanOrEqualTo(s.lowerBound()));
  }

  @Test
  void onlyTheRestartsAskedForAreTraced() {
    assertThat(WHOLE.trace()).isNotEmpty().allMatch(s -> s.restart() == 1);
    assertThat(WHOLE.trace().get(0).iteration()).isZero();
  }

  @Test
  void aResumedRunEqualsAnUninterruptedOne() {
    List<Endpoint> stored = WHOLE.endpoints().stream().filter(e -> e.restart() % 2 == 1).toList();
    AtomicInteger ran = new AtomicInteger();
    StudyRunner.Request request = new StudyRunner.Request("r0", 0, 6, stored, WHOLE.trace());
    StudyResult resumed =
        runner(new LocalRestartExecutor(SineStudy.dataset(), () -> 0))
            .run(PLAN, request, r -> ran.addAndGet(r.size()))
            .result();

    assertThat(ran).hasValue(9);
    assertThat(json(resumed)).isEqualTo(json(WHOLE));
    assertThat(resumed.trace()).isEqualTo(WHOLE.trace());
  }

  @Test
  void aRunInPiecesHasItsReasonAndCode() {
    for (RestartExecutor.End end : RestartExecutor.End.values()) {
      RestartExecutor two =
          (job, restarts, maxSeconds, progress) ->
              new RestartExecutor.Execution(
                  new LocalRestartExecutor(SineStudy.dataset(), () -> 0)
                      .run(job, restarts.subList(0, 2), 0, progress)
                      .results(),
                  end);
      RunSummary summary =
          runner(two).run(PLAN, StudyRunner.Request.fresh("r0", 0, 6), r -> {}).result().summary();
      int code = List.of(0, 10, 130, 143).get(end.ordinal());
      assertThat(summary.exitCode()).isEqualTo(code);
      assertThat(summary.objectives().get(0).restarts()).isEqualTo(2);
      if (code != 0) {
        assertThat(summary.reason()).contains("after 2 of 6 restarts").contains("--run-id r0");
      }
    }
  }

  @Test
  void aRunThatEndedBeforeItsFirstRestartHasASummary() {
    RestartExecutor none =
        (job, restarts, maxSeconds, progress) ->
            new RestartExecutor.Execution(new ArrayList<>(), RestartExecutor.End.INTERRUPTED);
    RunSummary summary =
        runner(none).run(PLAN, StudyRunner.Request.fresh("r0", 0, 6), r -> {}).result().summary();

    assertThat(summary.objectives()).hasSize(3).allSatisfy(o -> assertThat(o.minima()).isEmpty());
    assertThat(summary.objectives().get(0).bestLoss()).isNaN();
    assertThat(summary.objectives().get(0).global()).isEqualTo("best-known");
  }
}

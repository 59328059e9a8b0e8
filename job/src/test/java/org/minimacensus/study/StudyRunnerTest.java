package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.study.pictures.Landscape;
import org.minimacensus.study.pictures.LossSlice;
import org.minimacensus.study.pictures.Spectrum;

class StudyRunnerTest {
  private static final StudyPlan PLAN = SineStudy.plan(6);
  private static final StudyRunner.Request ALL = new StudyRunner.Request("r0", 0, 6);
  private static final MemoryDraft DRAFT = new MemoryDraft(PLAN);
  private static final RunSummary WHOLE = run(local(), DRAFT, g -> {});

  private static RestartExecutor local() {
    return new LocalRestartExecutor(SineStudy.dataset(), () -> 0);
  }

  private static RunSummary run(
      RestartExecutor executor, MemoryDraft draft, RestartExecutor.Progress progress) {
    return new StudyRunner(executor, () -> 0).run(PLAN, ALL, draft, progress).summary();
  }

  /** Runs the first restarts of a list and stops. */
  private static RestartExecutor first(int n, RestartExecutor.End end) {
    return new OtherExecutor(local()) {
      @Override
      public Execution run(
          RestartJob job,
          RestartSet restarts,
          double maxSeconds,
          Recorders recorders,
          Progress progress) {
        super.run(job, restarts.slice(0, n), 0, recorders, progress);
        return new Execution(end, n);
      }
    };
  }

  private static String json(RunSummary summary) {
    return StudyJson.write(summary.withThroughput(new RunSummary.Throughput(0, 0, 0)));
  }

  private static List<TraceStep> trace(MemoryDraft draft) {
    return draft.results().stream().flatMap(r -> r.trace().stream()).toList();
  }

  @Test
  void everyRestartOfEveryObjectiveEndsInOneClass() {
    assertThat(DRAFT.endpoints()).hasSize(18);
    for (RunSummary.ObjectiveSummary o : WHOLE.objectives()) {
      assertThat(o.endpoints().values().stream().mapToLong(n -> n).sum()).isEqualTo(6);
      assertThat(o.minima().stream().mapToLong(RunSummary.MinimumSummary::hits).sum())
          .isEqualTo(o.globalHits() + o.subOptimalHits());
    }

    WHOLE
        .outcomes()
        .values()
        .forEach(t -> assertThat(t.values().stream().mapToLong(n -> n).sum()).isEqualTo(6));
    assertThat(WHOLE.pairs().keySet())
        .containsExactly(
            "plain->output-neuron",
            "plain->output-neuron-limit",
            "output-neuron->output-neuron-limit");
  }

  @Test
  void everyAugmentedObjectiveIsHeldAgainstThePlainOne() {
    assertThat(WHOLE.worth().keySet())
        .containsExactly("plain->output-neuron", "plain->output-neuron-limit");
    for (WorthSummary w : WHOLE.worth().values()) {
      WorthSummary.Reached best = w.best();
      assertThat(w.bestLoss()).isEqualTo(WHOLE.objectives().get(0).bestLoss());
      assertThat(best.both() + best.onlyPlain() + best.onlyAugmented() + best.neither())
          .isEqualTo(6);
      assertThat(best.plain().hits()).isEqualTo(WHOLE.objectives().get(0).globalHits());
    }
  }

  @Test
  void noObjectiveIsWorseThanWhatItIsKnownToTake() {
    List<RunSummary.ObjectiveSummary> o = WHOLE.objectives();
    assertThat(o.get(1).bestLoss()).isLessThanOrEqualTo(o.get(0).bestLoss() + 1e-12);
    assertThat(o).allSatisfy(s -> assertThat(s.bestLoss()).isGreaterThanOrEqualTo(s.lowerBound()));
  }

  @Test
  void onlyTheRestartsAskedForAreTraced() {
    assertThat(trace(DRAFT)).isNotEmpty().allMatch(s -> s.restart() == 1);
    assertThat(trace(DRAFT).get(0).iteration()).isZero();
  }

  @Test
  void theLandscapeIsOfTheMinimaThatWereCounted() {
    Landscape found = new StudyRunner(local(), () -> 0).run(PLAN, ALL, DRAFT, g -> {}).landscape();

    RunSummary.ObjectiveSummary plain = WHOLE.objectives().get(0);
    assertThat(plain.minima()).hasSizeGreaterThan(1);
    List<Spectrum> spectra =
        found.spectra().stream().filter(s -> s.objective().equals("plain")).toList();
    assertThat(spectra).hasSameSizeAs(plain.minima());
    for (int m = 0; m < spectra.size(); m++) {
      RunSummary.MinimumSummary minimum = plain.minima().get(m);
      assertThat(spectra.get(m).minimumId()).isEqualTo(minimum.id());
      assertThat(spectra.get(m).eigenvalues()).hasSize(7).isSorted();
      assertThat(spectra.get(m).eigenvalues()[0])
          .as("as its certificate found")
          .isCloseTo(minimum.hessianMinEigenvalue(), within(1e-12));
    }

    assertThat(found.slices().stream().filter(s -> s.objective().equals("plain")))
        .extracting(s -> s.slice() + " " + s.kind() + " " + s.restart())
        .containsExactly("0 minima -1", "1 trajectory 1");
    LossSlice minima = found.slices().get(0);
    assertThat(minima.minima()).startsWith(0, 1);
    for (double loss : minima.losses()) {
      assertThat(loss).as("nothing is below the lowest").isGreaterThan(plain.bestLoss() - 1e-12);
    }
  }

  @Test
  void restartsOfATaskThatWasStoppedCountForTheRate() {
    double[] clock = {0};
    RestartExecutor four = first(4, RestartExecutor.End.TERMINATED);
    RestartExecutor silent =
        (job, restarts, seconds, recorders, progress) -> {
          four.run(job, restarts, seconds, recorders, progress);
          // Recorded, but stopped before it told.
          clock[0] += 2;
          return new RestartExecutor.Execution(RestartExecutor.End.TERMINATED, 0);
        };

    RunSummary stopped =
        new StudyRunner(silent, () -> clock[0])
            .run(PLAN, ALL, new MemoryDraft(PLAN), g -> {})
            .summary();

    assertThat(stopped.throughput().restartsPerSecond()).isEqualTo(2);
  }

  @Test
  void whoAsksARunToStopDoesNotWaitForPictures() {
    StudyRunner.TimedResult stopped =
        new StudyRunner(first(4, RestartExecutor.End.TERMINATED), () -> 0)
            .run(PLAN, ALL, new MemoryDraft(PLAN), g -> {});

    assertThat(stopped.landscape().spectra()).isEmpty();
    assertThat(stopped.landscape().slices()).isEmpty();
    assertThat(stopped.summary().notes()).last().asString().startsWith("there are no spectra");
    assertThat(WHOLE.notes()).noneMatch(n -> n.contains("spectra"));
  }

  @Test
  void aResumedRunEqualsAnUninterruptedOne() {
    MemoryDraft draft = new MemoryDraft(PLAN);
    local().run(PLAN.job(), RestartSet.of(1, 3, 5), 0, draft.recorders(), g -> {});
    List<Glance> ran = new ArrayList<>();
    RunSummary resumed = run(local(), draft, ran::addAll);

    assertThat(ran.stream().map(Glance::restart).distinct()).containsExactly(0L, 2L, 4L);
    assertThat(json(resumed)).isEqualTo(json(WHOLE));
    assertThat(trace(draft)).isEqualTo(trace(DRAFT));
  }

  @Test
  void aRunInPiecesHasItsReasonAndCode() {
    for (RestartExecutor.End end : RestartExecutor.End.values()) {
      if (end == RestartExecutor.End.COMPLETE) {
        continue;
      }

      RunSummary summary = run(first(2, end), new MemoryDraft(PLAN), g -> {});
      assertThat(summary.exitCode()).isEqualTo(List.of(0, 10, 130, 143).get(end.ordinal()));
      assertThat(summary.objectives().get(0).restarts()).isEqualTo(2);
      assertThat(summary.reason()).contains("after 2 of 6 restarts").contains("--run-id r0");
    }
  }

  @Test
  void aRunWhoseLastRestartsWereStoredAtTheStopIsComplete() {
    RunSummary summary =
        run(first(6, RestartExecutor.End.TERMINATED), new MemoryDraft(PLAN), g -> {});

    assertThat(summary.exitCode()).isZero();
    assertThat(json(summary)).isEqualTo(json(WHOLE));
  }

  @Test
  void restartsThatEndedButAreNotStoredAreAnError() {
    assertThatThrownBy(
            () -> run(first(4, RestartExecutor.End.COMPLETE), new MemoryDraft(PLAN), g -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("these are not stored: [4..5]");
  }

  @Test
  void aRunThatEndedBeforeItsFirstRestartHasASummary() {
    RunSummary summary =
        run(first(0, RestartExecutor.End.INTERRUPTED), new MemoryDraft(PLAN), g -> {});

    assertThat(summary.objectives()).hasSize(3).allSatisfy(o -> assertThat(o.minima()).isEmpty());
    assertThat(summary.objectives().get(0).bestLoss()).isNaN();
    assertThat(summary.objectives().get(0).global()).isEqualTo("best-known");
  }
}

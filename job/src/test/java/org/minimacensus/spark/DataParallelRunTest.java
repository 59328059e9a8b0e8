package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minimacensus.study.EvaluatorFactory;
import org.minimacensus.study.RestartJob;
import org.minimacensus.study.RestartResult;
import org.minimacensus.study.StudyFixtures;
import org.minimacensus.study.StudyFixtures.FakeJob;

@Timeout(60)
class DataParallelRunTest {
  private static final List<Long> RESTARTS = LongStream.range(5, 25).boxed().toList();

  private static final EvaluatorFactory NONE =
      objective -> {
        throw new IllegalStateException("nobody asks here");
      };

  private final AtomicInteger cancelled = new AtomicInteger();

  @AfterEach
  void noThreadIsLeftBehind() {
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("minima-census"));
  }

  private DataParallelRun run(RestartJob job, AtomicBoolean late) {
    return new DataParallelRun(
        job, RESTARTS, late::get, 2, steps -> NONE, (group, asked) -> List.of(), this::cancel);
  }

  private void cancel() {
    cancelled.incrementAndGet();
  }

  private static List<Long> restarts(List<RestartResult> results) {
    return results.stream().map(r -> r.endpoint().restart()).distinct().sorted().toList();
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "7", "39", "1000"})
  void everyRestartIsReportedOnceWithAllObjectives(int live) {
    List<List<RestartResult>> reports = new ArrayList<>();

    List<RestartResult> found = run(new FakeJob(2, 0), new AtomicBoolean()).run(live, reports::add);

    assertThat(found).hasSize(40);
    assertThat(restarts(found)).isEqualTo(RESTARTS);
    assertThat(reports)
        .hasSize(20)
        .allSatisfy(
            of -> {
              assertThat(of)
                  .extracting(r -> r.endpoint().objective())
                  .isEqualTo(StudyFixtures.OBJECTIVES);
              assertThat(restarts(of)).hasSize(1);
            });
  }

  @Test
  void noRestartBeginsLateButThoseThatHaveBegunEnd() {
    AtomicBoolean late = new AtomicBoolean();

    List<RestartResult> found = run(new FakeJob(3, 5), late).run(3, r -> late.set(true));

    assertThat(found).isNotEmpty().hasSizeLessThan(20);
    assertThat(found).hasSize(2 * restarts(found).size());
    assertThat(restarts(found)).isEqualTo(RESTARTS.subList(0, restarts(found).size()));
  }

  @Test
  void aStopEndsRunningSearchesAndKeepsWhatHasEnded() {
    DataParallelRun run = run(new FakeJob(10, 10), new AtomicBoolean());

    List<RestartResult> found = run.run(4, r -> run.stop());

    assertThat(found).isNotEmpty().hasSizeLessThan(20);
    assertThat(found).hasSize(2 * restarts(found).size());
    assertThat(cancelled).hasPositiveValue();
  }

  @Test
  void aStopBeforeTheStartRunsNothing() {
    DataParallelRun run = run(new FakeJob(1, 0), new AtomicBoolean());
    run.stop();

    assertThat(run.run(3, r -> {})).isEmpty();
  }

  @Test
  void aFailingRestartFailsTheRun() {
    RestartJob job =
        new FailingJob(
            restart -> {
              if (restart == 7) {
                throw new IllegalStateException("restart 7 is broken");
              }
            });

    assertThatThrownBy(() -> run(job, new AtomicBoolean()).run(3, r -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("restart 7 is broken");
  }

  @Test
  void aReportThatCannotBeTakenFailsTheRun() {
    assertThatThrownBy(
            () ->
                run(new FakeJob(5, 5), new AtomicBoolean())
                    .run(
                        3,
                        r -> {
                          throw new IllegalStateException("the disk is full");
                        }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the disk is full");
    assertThat(cancelled).hasPositiveValue();
  }

  @Test
  void anInterruptedRunEnds() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> run(new FakeJob(5, 5), new AtomicBoolean()).run(3, r -> {}))
        .hasMessage("interrupted while restarts were running");
    assertThat(Thread.interrupted()).as("stays interrupted").isTrue();
  }

  private record FailingJob(java.util.function.LongConsumer before) implements RestartJob {
    private static final long serialVersionUID = 1L;

    @Override
    public List<String> objectives() {
      return List.of("plain");
    }

    @Override
    public Worker worker(EvaluatorFactory evaluators) {
      return (objective, restart, pulse) -> {
        before.accept(restart);
        return new RestartResult(StudyFixtures.endpoint("plain", restart), List.of());
      };
    }
  }
}

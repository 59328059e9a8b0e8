package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.study.EvaluatorFactory;
import org.minimacensus.study.Glance;
import org.minimacensus.study.MemoryRecorders;
import org.minimacensus.study.Recorders;
import org.minimacensus.study.RestartJob;
import org.minimacensus.study.RestartResult;
import org.minimacensus.study.RestartSet;
import org.minimacensus.study.StudyFixtures;
import org.minimacensus.study.StudyFixtures.FakeJob;

@Timeout(60)
class DataParallelRunTest {
  private static final RestartSet RESTARTS = RestartSet.range(5, 20);
  private static final List<Long> INDEXES = LongStream.range(5, 25).boxed().toList();

  /** Nobody asks here. */
  private static final StepAsking NONE = new StepAsking(new StepObjectives(), null, null);

  private final AtomicInteger cancelled = new AtomicInteger();
  private final CountDownLatch released = new CountDownLatch(1);
  private final MemoryRecorders recorded = new MemoryRecorders();
  private final Recorders.Recorder recorder = recorded.open("test");

  @AfterEach
  void noThreadIsLeftBehind() {
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("minima-census"));
  }

  private DataParallelRun run(RestartJob job, AtomicBoolean late) {
    return new DataParallelRun(
        job, RESTARTS, late::get, 2, 1024, NONE, (group, asked) -> List.of(), this::cancel);
  }

  private void cancel() {
    cancelled.incrementAndGet();
    released.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<RestartResult> results() {
    return recorded.results(StudyFixtures.OBJECTIVES);
  }

  private List<Long> restarts() {
    return results().stream().map(r -> r.endpoint().restart()).distinct().sorted().toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 39, 1000})
  void everyRestartIsToldOfOnceWithAllObjectives(int live) {
    List<List<Glance>> told = new ArrayList<>();

    long ended = run(new FakeJob(2, 0), new AtomicBoolean()).run(live, recorder, told::add);

    assertThat(ended).isEqualTo(20);
    assertThat(results()).hasSize(40);
    assertThat(restarts()).isEqualTo(INDEXES);
    assertThat(told)
        .hasSize(20)
        .allSatisfy(of -> assertThat(of).extracting(Glance::objective).containsExactly(0, 1));
  }

  /** The fourth restart and those after it cannot end before it is late. */
  @Test
  void noRestartBeginsLateButThoseThatHaveBegunEnd() {
    AtomicBoolean late = new AtomicBoolean();

    long ended =
        run(new GatedJob(8, released), late)
            .run(
                3,
                recorder,
                g -> {
                  late.set(true);
                  released.countDown();
                });

    // Three searches of two objectives: of the fourth and the fifth restart at most.
    assertThat(ended).isBetween(1L, 5L);
    assertThat(results()).hasSize((int) (2 * ended));
    assertThat(restarts()).isEqualTo(INDEXES.subList(0, (int) ended));
  }

  /** Those from the fourth restart on run at the stop, and end by it alone. */
  @Test
  void aStopEndsRunningSearchesAndKeepsWhatHasEnded() {
    DataParallelRun run = run(new GatedJob(8, released), new AtomicBoolean());

    long ended = run.run(4, recorder, g -> run.stop());

    assertThat(ended).isBetween(1L, 3L);
    assertThat(results()).hasSize((int) (2 * ended));
    assertThat(restarts()).hasSize((int) ended);
    assertThat(cancelled).hasPositiveValue();
  }

  @Test
  void aStopBeforeTheStartRunsNothing() {
    DataParallelRun run = run(new FakeJob(1, 0), new AtomicBoolean());
    run.stop();

    assertThat(run.run(3, recorder, g -> {})).isZero();
    assertThat(results()).isEmpty();
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

    assertThatThrownBy(() -> run(job, new AtomicBoolean()).run(3, recorder, g -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("restart 7 is broken");
  }

  /** Another restart runs at that moment, and would for ever if nobody cancelled it. */
  @Test
  void aReportThatCannotBeTakenFailsTheRun() {
    CountDownLatch anotherRuns = new CountDownLatch(1);
    RestartJob job =
        new FailingJob(
            restart -> {
              if (restart == 5) {
                await(anotherRuns);
              } else {
                anotherRuns.countDown();
                await(released);
              }
            });

    assertThatThrownBy(
            () ->
                run(job, new AtomicBoolean())
                    .run(
                        3,
                        recorder,
                        g -> {
                          throw new IllegalStateException("the disk is full");
                        }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the disk is full");
    assertThat(cancelled).hasPositiveValue();
  }

  @Test
  void anInterruptedRunEnds() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> run(new FakeJob(5, 5), new AtomicBoolean()).run(3, recorder, g -> {}))
        .hasMessage("interrupted while restarts were running");
    assertThat(Thread.interrupted()).as("stays interrupted").isTrue();
  }

  /** A {@link FakeJob} that holds restarts from a number on until a gate opens. */
  private record GatedJob(long from, CountDownLatch gate) implements RestartJob {
    private static final long serialVersionUID = 1L;

    @Override
    public List<String> objectives() {
      return StudyFixtures.OBJECTIVES;
    }

    @Override
    public Worker worker(EvaluatorFactory evaluators) {
      Worker free = new FakeJob(3, 0).worker(evaluators);
      return (objective, restart, pulse) -> {
        if (restart >= from) {
          await(gate);
        }

        return free.run(objective, restart, pulse);
      };
    }
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

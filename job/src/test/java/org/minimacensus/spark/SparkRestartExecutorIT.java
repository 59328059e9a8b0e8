package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.study.EvaluatorFactory;
import org.minimacensus.study.Glance;
import org.minimacensus.study.LocalRestartExecutor;
import org.minimacensus.study.MemoryRecorders;
import org.minimacensus.study.Recorders;
import org.minimacensus.study.RestartExecutor.End;
import org.minimacensus.study.RestartExecutor.Execution;
import org.minimacensus.study.RestartJob;
import org.minimacensus.study.RestartResult;
import org.minimacensus.study.RestartSet;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyFixtures;
import org.minimacensus.study.StudyFixtures.FakeJob;
import org.minimacensus.study.TaskTimes;
import org.minimacensus.study.TraceStep;

@ExtendWith(SharedSpark.class)
class SparkRestartExecutorIT {
  private static final RestartSet TWENTY = RestartSet.range(5, 20);
  private final MemoryRecorders recorded = new MemoryRecorders();
  private final SparkSession spark;

  SparkRestartExecutorIT(SparkSession spark) {
    this.spark = spark;
  }

  private SparkRestartExecutor executor(StopRequest stop, int lists) {
    return new SparkRestartExecutor(
        spark.sparkContext(), StudyFixtures.dataset(), stop, "test", new EqualTasks(lists));
  }

  private static List<RestartResult> local(RestartJob job, RestartSet restarts) {
    MemoryRecorders recorders = new MemoryRecorders();
    new LocalRestartExecutor(StudyFixtures.dataset(), () -> 0)
        .run(job, restarts, 0, recorders, g -> {});
    return recorders.results(StudyFixtures.OBJECTIVES);
  }

  private List<RestartResult> results() {
    return recorded.results(StudyFixtures.OBJECTIVES);
  }

  /** Every column of every endpoint, by bits. */
  private static List<String> bits(List<RestartResult> results) {
    return results.stream()
        .map(r -> EndpointBits.of(RunTables.ENDPOINT_PARTS.row(r.endpoint())))
        .toList();
  }

  private static List<TraceStep> traces(List<RestartResult> results) {
    return results.stream().flatMap(r -> r.trace().stream()).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 100})
  void anyDivisionGivesTheBitsOfTheLocalTwin(int lists) {
    List<Glance> seen = new ArrayList<>();
    Execution found =
        executor(new StopRequest(), lists)
            .run(new FakeJob(3, 0), TWENTY, 0, recorded, seen::addAll);

    List<RestartResult> expected = local(new FakeJob(3, 0), TWENTY);
    assertThat(found).isEqualTo(new Execution(End.COMPLETE, 20));
    assertThat(bits(results())).isEqualTo(bits(expected)).hasSize(40);
    assertThat(traces(results())).isEqualTo(traces(expected)).hasSize(120);
    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(
            expected.stream()
                .map(RestartResult::endpoint)
                .map(e -> Glance.of(StudyFixtures.OBJECTIVES.indexOf(e.objective()), e))
                .toList());
  }

  @Test
  void guidedTasksGiveTheBitsOfTheLocalTwinAndTellTheirTimes() {
    SparkRestartExecutor guided =
        new SparkRestartExecutor(
            spark.sparkContext(), StudyFixtures.dataset(), 0.1, new StopRequest(), "test");
    assertThat(guided.taskTimes()).isEmpty();

    guided.run(new FakeJob(3, 0), TWENTY, 0, recorded, g -> {});

    assertThat(bits(results())).isEqualTo(bits(local(new FakeJob(3, 0), TWENTY)));
    TaskTimes times = guided.taskTimes().orElseThrow();
    assertThat(times.tasks()).isBetween(2, 20);
    assertThat(times.slots()).isEqualTo(ClusterResources.of(spark.sparkContext()).cores());
    assertThat(times.searchSeconds()).isBetween(0.0, times.slots() * times.seconds());
    assertThat(times.tailShare()).isBetween(0.0, 1.0);
    assertThat(times.overheadShare()).isBetween(0.0, 1.0);
  }

  @Test
  void glancesOfAListAreTensOfBytesEach() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(
          new ArrayList<>(
              LongStream.range(0, 1000)
                  .mapToObj(r -> Glance.of(0, StudyFixtures.endpoint("plain", r)))
                  .toList()));
    }

    assertThat(bytes.size()).isLessThan(60 * 1000);
  }

  @Test
  @Timeout(60)
  void aStopRequestKeepsWhatFinishedAndEndsRunningRestarts() {
    StopRequest stop = new StopRequest();
    RestartSet restarts = RestartSet.range(0, 200);
    SparkRestartExecutor executor = executor(stop, 20);

    Execution found =
        executor.run(new FakeJob(10, 10), restarts, 0, recorded, g -> stop.request(End.TERMINATED));

    assertThat(found.end()).isEqualTo(End.TERMINATED);
    assertThat(executor.taskTimes()).isEmpty();
    assertThat(found.restarts()).isBetween(10L, 100L);
    List<RestartResult> results = results();
    RestartSet whole =
        RestartSet.of(results.stream().mapToLong(r -> r.endpoint().restart()).toArray());
    assertThat(results).as("both objectives of each restart").hasSize((int) (2 * whole.size()));
    assertThat(whole.size()).as("what a stopped task finished is there").isGreaterThan(10);
    assertThat(bits(results)).isEqualTo(bits(local(new FakeJob(1, 0), whole)));
    assertThat(spark.range(10).count()).as("Spark is still usable").isEqualTo(10);
  }

  /** Takes its time to let go, as a file system may. */
  private static final class SlowRecorders implements Recorders {
    private static final long serialVersionUID = 1L;
    private static final AtomicInteger OPEN = new AtomicInteger();

    @Override
    public Recorder open(String part) {
      OPEN.incrementAndGet();
      return new Recorder() {
        @Override
        public void add(List<RestartResult> restart) {
          // Nobody asks for it.
        }

        @Override
        public void flush() {
          // Nobody asks for it.
        }

        @Override
        public void close() {
          try {
            Thread.sleep(700);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }

          OPEN.decrementAndGet();
        }
      };
    }
  }

  @Test
  @Timeout(60)
  void stoppedTasksHaveWrittenWhatTheyFinishedWhenTheRunEnds() {
    StopRequest stop = new StopRequest();

    executor(stop, 10)
        .run(
            new FakeJob(2, 5),
            RestartSet.range(0, 1000),
            0,
            new SlowRecorders(),
            g -> stop.request(End.INTERRUPTED));

    assertThat(SlowRecorders.OPEN).hasValue(0);
  }

  @Test
  void aRequestBeforeTheStartRunsNothing() {
    StopRequest stop = new StopRequest();
    stop.request(End.INTERRUPTED);

    Execution found = executor(stop, 3).run(new FakeJob(1, 0), TWENTY, 0, recorded, g -> {});

    assertThat(results()).isEmpty();
    assertThat(found).isEqualTo(new Execution(End.INTERRUPTED, 0));
  }

  @Test
  @Timeout(60)
  void aSpentTimeBudgetLeavesWholeRestarts() {
    RestartSet restarts = RestartSet.range(0, 1000);

    Execution found =
        executor(new StopRequest(), 4).run(new FakeJob(2, 10), restarts, 4.0, recorded, g -> {});

    assertThat(found.end()).isEqualTo(End.OUT_OF_TIME);
    assertThat(found.restarts()).isBetween(1L, 999L);
    assertThat(results()).hasSize((int) (2 * found.restarts()));
  }

  @Test
  void aFailingRestartFailsTheRunAndKeepsWhatEndedBefore() {
    assertThatThrownBy(
            () ->
                executor(new StopRequest(), 2).run(new FailingJob(), TWENTY, 0, recorded, g -> {}))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("restart 7 is broken")
        .hasMessageContaining("what had ended is stored")
        .extracting(e -> ((StudyException) e).exitCode())
        .isEqualTo(30);
    assertThat(results().stream().map(r -> r.endpoint().restart())).contains(5L, 6L);
  }

  @Test
  void aPlaceThatCannotBeWrittenIsToldByItsName() {
    Recorders broken =
        part -> {
          throw ParquetRunStore.unwritable(
              new Path("/full/disk"),
              new IllegalArgumentException(
                  "Self-suppression not permitted", new IOException("No space left on device")));
        };
    assertThatThrownBy(
            () -> executor(new StopRequest(), 2).run(new FakeJob(1, 0), TWENTY, 0, broken, g -> {}))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("/full/disk cannot be written: No space left on device")
        .extracting(e -> ((StudyException) e).exitCode())
        .isEqualTo(4);
  }

  private static final class FailingJob implements RestartJob {
    private static final long serialVersionUID = 1L;

    @Override
    public List<String> objectives() {
      return List.of("plain");
    }

    @Override
    public Worker worker(EvaluatorFactory evaluators) {
      return (objective, restart, pulse) -> {
        if (restart == 7) {
          throw new IllegalStateException("restart 7 is broken");
        }

        return new RestartResult(StudyFixtures.endpoint("plain", restart), List.of());
      };
    }
  }
}

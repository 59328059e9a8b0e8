package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.study.EvaluatorFactory;
import org.minimacensus.study.LocalRestartExecutor;
import org.minimacensus.study.RestartExecutor.End;
import org.minimacensus.study.RestartExecutor.Execution;
import org.minimacensus.study.RestartJob;
import org.minimacensus.study.RestartResult;
import org.minimacensus.study.StudyFixtures;
import org.minimacensus.study.StudyFixtures.FakeJob;
import org.minimacensus.study.TraceStep;

@ExtendWith(SharedSpark.class)
class SparkRestartExecutorIT {
  private static final List<Long> TWENTY = LongStream.range(5, 25).boxed().toList();
  private final SparkSession spark;

  SparkRestartExecutorIT(SparkSession spark) {
    this.spark = spark;
  }

  private SparkRestartExecutor executor(StopRequest stop, int lists) {
    return new SparkRestartExecutor(
        spark.sparkContext(), StudyFixtures.dataset(), stop, "test", lists);
  }

  private static Execution local(RestartJob job, List<Long> restarts) {
    return new LocalRestartExecutor(StudyFixtures.dataset(), () -> 0)
        .run(job, restarts, 0, r -> {});
  }

  /** Every column of every endpoint, by bits. */
  private static List<String> bits(Execution execution) {
    return execution.results().stream()
        .map(r -> RunTables.ENDPOINTS.row(new RunTables.EndpointRow(r.endpoint(), null)))
        .map(EndpointBits::of)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 100})
  void anyDivisionGivesTheBitsOfTheLocalTwin(int lists) {
    AtomicInteger seen = new AtomicInteger();
    Execution found =
        executor(new StopRequest(), lists)
            .run(new FakeJob(3, 0), TWENTY, 0, r -> seen.addAndGet(r.size()));

    Execution expected = local(new FakeJob(3, 0), TWENTY);
    assertThat(found.end()).isEqualTo(End.COMPLETE);
    assertThat(bits(found)).isEqualTo(bits(expected)).hasSize(40);
    assertThat(traces(found)).isEqualTo(traces(expected)).hasSize(120);
    assertThat(seen).hasValue(40);
  }

  private static List<TraceStep> traces(Execution execution) {
    return execution.results().stream().flatMap(r -> r.trace().stream()).toList();
  }

  @Test
  @Timeout(60)
  void aStopRequestKeepsWhatFinishedAndEndsRunningRestarts() {
    StopRequest stop = new StopRequest();
    List<Long> restarts = LongStream.range(0, 200).boxed().toList();

    Execution found =
        executor(stop, 200)
            .run(new FakeJob(10, 10), restarts, 0, r -> stop.request(End.TERMINATED));

    assertThat(found.end()).isEqualTo(End.TERMINATED);
    assertThat(found.results()).isNotEmpty().hasSizeLessThan(100);
    List<Long> finished = found.results().stream().map(r -> r.endpoint().restart()).toList();
    List<Long> whole = finished.stream().distinct().toList();
    assertThat(finished).as("both objectives of each restart").hasSize(2 * whole.size());
    assertThat(bits(found)).isEqualTo(bits(local(new FakeJob(1, 0), whole)));
    assertThat(spark.range(10).count()).as("Spark is still usable").isEqualTo(10);
  }

  @Test
  void aRequestBeforeTheStartRunsNothing() {
    StopRequest stop = new StopRequest();
    stop.request(End.INTERRUPTED);

    Execution found = executor(stop, 3).run(new FakeJob(1, 0), TWENTY, 0, r -> {});

    assertThat(found.results()).isEmpty();
    assertThat(found.end()).isEqualTo(End.INTERRUPTED);
  }

  @Test
  @Timeout(60)
  void aSpentTimeBudgetLeavesWholeRestarts() {
    List<Long> restarts = LongStream.range(0, 1000).boxed().toList();

    Execution found =
        executor(new StopRequest(), 4).run(new FakeJob(2, 10), restarts, 1.0, r -> {});

    assertThat(found.end()).isEqualTo(End.OUT_OF_TIME);
    assertThat(found.results()).isNotEmpty().hasSizeLessThan(2000);
    assertThat(found.results().size() % 2).isZero();
  }

  @Test
  void aFailingRestartFailsTheRun() {
    assertThatThrownBy(
            () -> executor(new StopRequest(), 2).run(new FailingJob(), TWENTY, 0, r -> {}))
        .hasMessageContaining("restart 5 is broken");
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
        if (restart == 5) {
          throw new IllegalStateException("restart 5 is broken");
        }

        return new RestartResult(StudyFixtures.endpoint("plain", restart), List.of());
      };
    }
  }
}

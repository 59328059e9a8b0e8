package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minimacensus.data.DataShard;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.TrainingFacts;
import org.minimacensus.study.LocalRestartExecutor;
import org.minimacensus.study.RestartExecutor.End;
import org.minimacensus.study.RestartExecutor.Execution;

@ExtendWith(SharedSpark.class)
class DataParallelExecutorIT {
  private static final List<Long> RESTARTS = LongStream.range(3, 9).boxed().toList();
  private static final WaveStudy WAVES = WaveStudy.regression();
  private static final WaveStudy CLASSES = WaveStudy.classes();
  private static final List<String> WAVES_BITS = local(WAVES);
  private static final List<String> CLASSES_BITS = local(CLASSES);

  private final SparkSession spark;
  private JavaRDD<DataShard> shards;

  DataParallelExecutorIT(SparkSession spark) {
    this.spark = spark;
  }

  @AfterEach
  void nothingIsLeftBehind() {
    if (shards != null) {
      shards.unpersist(true);
    }

    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("minima-census"));
  }

  private DataParallelExecutor executor(
      Dataset dataset, int partitions, StopRequest stop, StepSettings settings) {
    shards =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(dataset.shards(), partitions)
            .cache();
    return new DataParallelExecutor(
        spark.sparkContext(), shards, TrainingFacts.of(dataset), stop, "test, run r0", settings);
  }

  private static List<String> local(WaveStudy study) {
    return bits(
        new LocalRestartExecutor(study.dataset(), () -> 0).run(study.job(), RESTARTS, 0, r -> {}));
  }

  /** Every column of every endpoint, by bits. */
  private static List<String> bits(Execution execution) {
    return execution.results().stream()
        .map(r -> RunTables.ENDPOINTS.row(new RunTables.EndpointRow(r.endpoint(), null)))
        .map(EndpointBits::of)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, false",
    "2, 2, 16, false",
    "3, 2, 3, true",
    "7, 3, 16, true",
    "2, 3, 3, true",
    "7, 1, 3, false",
    "1, 2, 16, true"
  })
  @Timeout(120)
  void anyDivisionGivesTheBitsOfTheLocalTwin(
      int partitions, int groups, int live, boolean addedOnExecutors) {
    StepSettings settings = StepSettings.DEFAULT.withGroups(groups).withLive(live);
    if (addedOnExecutors) {
      settings = settings.addingOnExecutors(0, 64);
    }

    AtomicInteger seen = new AtomicInteger();
    Execution waves =
        executor(WAVES.dataset(), partitions, new StopRequest(), settings)
            .run(WAVES.job(), RESTARTS, 0, r -> seen.addAndGet(r.size()));
    shards.unpersist(true);
    Execution classes =
        executor(CLASSES.dataset(), partitions, new StopRequest(), settings)
            .run(CLASSES.job(), RESTARTS, 0, r -> seen.addAndGet(r.size()));

    assertThat(waves.end()).isEqualTo(End.COMPLETE);
    assertThat(bits(waves)).isEqualTo(WAVES_BITS).hasSize(18);
    assertThat(bits(classes)).isEqualTo(CLASSES_BITS).hasSize(12);
    assertThat(seen).hasValue(30);
  }
}

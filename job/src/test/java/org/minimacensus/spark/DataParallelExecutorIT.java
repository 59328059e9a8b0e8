package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.minimacensus.study.MemoryRecorders;
import org.minimacensus.study.RestartExecutor.End;
import org.minimacensus.study.RestartExecutor.Execution;
import org.minimacensus.study.RestartSet;

@ExtendWith(SharedSpark.class)
class DataParallelExecutorIT {
  private static final RestartSet RESTARTS = RestartSet.range(3, 6);
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
    MemoryRecorders recorders = new MemoryRecorders();
    new LocalRestartExecutor(study.dataset(), () -> 0)
        .run(study.job(), RESTARTS, 0, recorders, g -> {});
    return bits(study, recorders);
  }

  /** Every column of every endpoint, by bits. */
  private static List<String> bits(WaveStudy study, MemoryRecorders recorders) {
    return recorders.results(study.job().objectives()).stream()
        .map(r -> EndpointBits.of(RunTables.ENDPOINT_PARTS.row(r.endpoint())))
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

    MemoryRecorders foundWaves = new MemoryRecorders();
    MemoryRecorders foundClasses = new MemoryRecorders();
    AtomicInteger seen = new AtomicInteger();
    Execution waves =
        executor(WAVES.dataset(), partitions, new StopRequest(), settings)
            .run(WAVES.job(), RESTARTS, 0, foundWaves, r -> seen.addAndGet(r.size()));
    shards.unpersist(true);
    Execution classes =
        executor(CLASSES.dataset(), partitions, new StopRequest(), settings)
            .run(CLASSES.job(), RESTARTS, 0, foundClasses, r -> seen.addAndGet(r.size()));

    assertThat(List.of(waves, classes)).containsOnly(new Execution(End.COMPLETE, 6));
    assertThat(bits(WAVES, foundWaves)).isEqualTo(WAVES_BITS).hasSize(18);
    assertThat(bits(CLASSES, foundClasses)).isEqualTo(CLASSES_BITS).hasSize(12);
    assertThat(seen).hasValue(30);
  }
}

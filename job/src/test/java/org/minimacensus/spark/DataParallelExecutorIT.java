package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.BlockResult;
import org.apache.spark.storage.BroadcastBlockId;
import org.apache.spark.storage.RDDBlockId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minimacensus.data.DataShard;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.TrainingFacts;
import org.minimacensus.study.CostModel;
import org.minimacensus.study.LocalRestartExecutor;
import org.minimacensus.study.RestartExecutor.End;
import org.minimacensus.study.RestartExecutor.Execution;
import org.minimacensus.study.StepCosts;
import org.minimacensus.study.StudyFixtures.FakeJob;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

@ExtendWith(SharedSpark.class)
class DataParallelExecutorIT {
  private static final List<Long> RESTARTS = LongStream.range(3, 9).boxed().toList();
  private static final WaveStudy WAVES = WaveStudy.regression();
  private static final WaveStudy CLASSES = WaveStudy.classes();
  private static final Execution WAVES_LOCAL = local(WAVES);
  private static final Execution CLASSES_LOCAL = local(CLASSES);

  private static final AbstractFunction1<BlockId, Object> BROADCASTS =
      new AbstractFunction1<>() {
        @Override
        public Object apply(BlockId id) {
          return id instanceof BroadcastBlockId broadcast && broadcast.field().isEmpty();
        }
      };

  private final SparkSession spark;
  private JavaRDD<DataShard> shards;

  DataParallelExecutorIT(SparkSession spark) {
    this.spark = spark;
  }

  @AfterEach
  void nothingIsLeftBehind() throws InterruptedException {
    // Spark removes the blocks of a destroyed broadcast a little later.
    for (int i = 0; i < 100 && heldQuestions() > 0; i++) {
      Thread.sleep(50);
    }

    assertThat(heldQuestions()).as("broadcasts of steps").isZero();
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

  private static Execution local(WaveStudy study) {
    return new LocalRestartExecutor(study.dataset(), () -> 0)
        .run(study.job(), RESTARTS, 0, r -> {});
  }

  /** Every column of every endpoint, by bits, and its trace. */
  private static List<String> bits(Execution execution, List<Long> restarts) {
    return execution.results().stream()
        .filter(r -> restarts.contains(r.endpoint().restart()))
        .map(
            r ->
                EndpointBits.of(
                        RunTables.ENDPOINTS.row(new RunTables.EndpointRow(r.endpoint(), null)))
                    + r.trace())
        .toList();
  }

  @ParameterizedTest(
      name = "{0} partitions, {1} groups, {2} live searches, added on executors: {3}")
  @CsvSource({
    "1, 1, 1, false",
    "2, 2, 16, false",
    "3, 2, 3, true",
    "7, 3, 16, true",
    "2, 1, 1, true",
    "7, 1, 3, false",
    "1, 2, 16, true",
    "3, 3, 16, false"
  })
  @Timeout(300)
  void anyDivisionGivesTheBitsOfTheLocalTwin(
      int partitions, int groups, int live, boolean addedOnExecutors) {
    StepSettings settings = StepSettings.DEFAULT.withGroups(groups).withLive(live);
    if (addedOnExecutors) {
      settings = settings.addingOnExecutors(0, 64);
    }

    // A step takes as long for one search as for many.
    List<Long> restarts = RESTARTS.subList(0, 1 + live / 4);
    AtomicInteger seen = new AtomicInteger();
    Execution waves =
        executor(WAVES.dataset(), partitions, new StopRequest(), settings)
            .run(WAVES.job(), restarts, 0, r -> seen.addAndGet(r.size()));
    shards.unpersist(true);
    Execution classes =
        executor(CLASSES.dataset(), partitions, new StopRequest(), settings)
            .run(CLASSES.job(), restarts, 0, r -> seen.addAndGet(r.size()));

    assertThat(waves.end()).isEqualTo(End.COMPLETE);
    assertThat(bits(waves, restarts))
        .isEqualTo(bits(WAVES_LOCAL, restarts))
        .hasSize(3 * restarts.size());
    assertThat(bits(classes, restarts))
        .isEqualTo(bits(CLASSES_LOCAL, restarts))
        .hasSize(2 * restarts.size());
    assertThat(seen).hasValue(5 * restarts.size());
  }

  @Test
  @Timeout(120)
  void shardsThatAreLostMeanwhileComeBackWithTheSameBits() {
    AtomicInteger lost = new AtomicInteger();
    Execution found =
        executor(WAVES.dataset(), 3, new StopRequest(), StepSettings.DEFAULT.withLive(5))
            .run(WAVES.job(), RESTARTS, 0, r -> lost.addAndGet(loseShards()));

    assertThat(lost).as("cached partitions removed").hasPositiveValue();
    assertThat(bits(found, RESTARTS)).isEqualTo(bits(WAVES_LOCAL, RESTARTS));
  }

  private int loseShards() {
    int lost = 0;
    for (int partition = 0; partition < 3; partition++) {
      RDDBlockId block = new RDDBlockId(shards.id(), partition);
      if (SparkEnv.get().blockManager().getStatus(block).isDefined()) {
        SparkEnv.get().blockManager().removeBlock(block, true);
        lost++;
      }
    }

    return lost;
  }

  @Test
  @Timeout(120)
  void aStopRequestKeepsWhatFinishedAndEndsRunningSearches() {
    StopRequest stop = new StopRequest();

    Execution found =
        executor(WAVES.dataset(), 2, stop, StepSettings.DEFAULT.withLive(9))
            .run(WAVES.job(), RESTARTS, 0, r -> stop.request(End.TERMINATED));

    List<Long> finished =
        found.results().stream().map(r -> r.endpoint().restart()).distinct().toList();
    assertThat(found.end()).isEqualTo(End.TERMINATED);
    assertThat(finished).isNotEmpty().hasSizeLessThan(RESTARTS.size());
    assertThat(bits(found, RESTARTS)).isEqualTo(bits(WAVES_LOCAL, finished));
    assertThat(spark.range(10).count()).as("Spark is still usable").isEqualTo(10);
  }

  @Test
  @Timeout(120)
  void aStopRequestEndsTheMeasurementOfSteps() {
    StopRequest stop = new StopRequest();
    DataParallelExecutor executor =
        executor(WAVES.dataset(), 2, stop, StepSettings.DEFAULT.withLive(0));
    Thread asker = new Thread(() -> stop.request(End.INTERRUPTED));
    AtomicInteger jobs = new AtomicInteger();
    SparkListener onThirdJob =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart job) {
            if (jobs.incrementAndGet() == 3) {
              asker.start();
            }
          }
        };
    spark.sparkContext().addSparkListener(onThirdJob);

    Execution found = executor.run(WAVES.job(), RESTARTS, 0, r -> {});
    spark.sparkContext().removeSparkListener(onThirdJob);

    assertThat(found.results()).isEmpty();
    assertThat(found.end()).isEqualTo(End.INTERRUPTED);
    assertThat(executor.costs()).isEmpty();
  }

  @Test
  void aRequestBeforeTheStartRunsNothing() {
    StopRequest stop = new StopRequest();
    stop.request(End.INTERRUPTED);

    Execution found =
        executor(WAVES.dataset(), 2, stop, StepSettings.DEFAULT)
            .run(WAVES.job(), RESTARTS, 0, r -> {});

    assertThat(found.results()).isEmpty();
    assertThat(found.end()).isEqualTo(End.INTERRUPTED);
  }

  @Test
  @Timeout(60)
  void aSpentTimeBudgetLeavesWholeRestarts() {
    List<Long> restarts = LongStream.range(0, 1000).boxed().toList();

    Execution found =
        executor(WAVES.dataset(), 2, new StopRequest(), StepSettings.DEFAULT.withLive(4))
            .run(new FakeJob(2, 10), restarts, 1.0, r -> {});

    assertThat(found.end()).isEqualTo(End.OUT_OF_TIME);
    assertThat(found.results()).isNotEmpty().hasSizeLessThan(2000);
    assertThat(found.results().size() % 2).isZero();
  }

  @Test
  @Timeout(120)
  void aTaskThatAlwaysFailsFailsTheRunWithItsCause() {
    JavaRDD<DataShard> broken =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(WAVES.dataset().shards(), 3)
            .map(DataParallelExecutorIT::unreadable);
    DataParallelExecutor executor =
        new DataParallelExecutor(
            spark.sparkContext(),
            broken,
            TrainingFacts.of(WAVES.dataset()),
            new StopRequest(),
            "test, run r0",
            StepSettings.DEFAULT.withLive(5));

    assertThatThrownBy(() -> executor.run(WAVES.job(), RESTARTS, 0, r -> {}))
        .isInstanceOf(SparkException.class)
        .hasMessageContaining("shard 3 cannot be read");
  }

  private static DataShard unreadable(DataShard shard) {
    if (shard.id() == 3) {
      throw new IllegalStateException("shard 3 cannot be read");
    }

    return shard;
  }

  @Test
  @Timeout(120)
  void theNumberOfLiveSearchesFollowsTheMeasuredCosts() {
    DataParallelExecutor executor =
        executor(WAVES.dataset(), 2, new StopRequest(), StepSettings.DEFAULT.withMostLive(7));

    Execution found = executor.run(WAVES.job(), RESTARTS, 0, r -> {});

    assertThat(bits(found, RESTARTS)).isEqualTo(bits(WAVES_LOCAL, RESTARTS));
    StepCosts costs = executor.costs().orElseThrow();
    assertThat(costs.model().latency()).isBetween(1e-4, 5.0);
    assertThat(costs.shape()).isEqualTo(new CostModel.Shape(13, 1400, 2, 1));
    assertThat(costs.live()).as("1400 rows hide no step").isEqualTo(6);
    assertThat(costs.perStep().limit()).isEqualTo(CostModel.Limit.MAXIMUM);
    assertThat(executor.steps()).isGreaterThan(100);
  }

  /** Values of broadcasts that the driver still holds. */
  private static long heldQuestions() {
    BlockManager blocks = SparkEnv.get().blockManager();
    return CollectionConverters.asJava(blocks.getMatchingBlockIds(BROADCASTS)).stream()
        .filter(
            id -> {
              Option<BlockResult> found = blocks.getLocalValues(id);
              boolean held = false;
              while (found.isDefined() && found.get().data().hasNext()) {
                held |= found.get().data().next() instanceof StepQuestions;
              }

              return held;
            })
        .count();
  }
}

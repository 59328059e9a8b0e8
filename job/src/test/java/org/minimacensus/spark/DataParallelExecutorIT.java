package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkEnv;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minimacensus.data.DataShard;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.TrainingFacts;
import org.minimacensus.study.CostModel;
import org.minimacensus.study.Glance;
import org.minimacensus.study.LocalRestartExecutor;
import org.minimacensus.study.MemoryRecorders;
import org.minimacensus.study.RestartExecutor.End;
import org.minimacensus.study.RestartExecutor.Execution;
import org.minimacensus.study.RestartResult;
import org.minimacensus.study.RestartSet;
import org.minimacensus.study.StepCosts;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyFixtures.FakeJob;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

@ExtendWith(SharedSpark.class)
class DataParallelExecutorIT {
  private static final RestartSet RESTARTS = RestartSet.range(3, 6);
  private static final WaveStudy WAVES = WaveStudy.regression();
  private static final WaveStudy CLASSES = WaveStudy.classes();
  private static final List<RestartResult> WAVES_LOCAL = local(WAVES);
  private static final List<RestartResult> CLASSES_LOCAL = local(CLASSES);

  private static final AbstractFunction1<BlockId, Object> BROADCASTS =
      new AbstractFunction1<>() {
        @Override
        public Object apply(BlockId id) {
          return id instanceof BroadcastBlockId broadcast && broadcast.field().isEmpty();
        }
      };

  private final SparkSession spark;
  private final MemoryRecorders recorded = new MemoryRecorders();
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

  private static List<RestartResult> local(WaveStudy study) {
    return local(study, RESTARTS);
  }

  private static List<RestartResult> local(WaveStudy study, RestartSet restarts) {
    MemoryRecorders recorders = new MemoryRecorders();
    new LocalRestartExecutor(study.dataset(), () -> 0)
        .run(study.job(), restarts, 0, recorders, g -> {});
    return recorders.results(study.job().objectives());
  }

  /** Every column of every endpoint, by bits, and its trace. */
  private static List<String> bits(List<RestartResult> results, RestartSet restarts) {
    return results.stream()
        .filter(r -> restarts.contains(r.endpoint().restart()))
        .map(r -> EndpointBits.of(RunTables.ENDPOINT_PARTS.row(r.endpoint())) + r.trace())
        .toList();
  }

  private List<RestartResult> results() {
    return recorded.results(WAVES.job().objectives());
  }

  @ParameterizedTest(
      name = "{0} partitions, {1} groups, {2} live searches, added on executors: {3}")
  @CsvSource({"1, 1, 16, false", "3, 2, 16, true", "7, 3, 16, false"})
  @Timeout(300)
  void anyDivisionGivesTheBitsOfTheLocalTwin(
      int partitions, int groups, int live, boolean addedOnExecutors) {
    expectTheBitsOfTheLocalTwin(partitions, groups, live, addedOnExecutors);
  }

  @Tag("nightly")
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
  @Timeout(600)
  void manyDivisionsGiveTheBitsOfTheLocalTwin(
      int partitions, int groups, int live, boolean addedOnExecutors) {
    expectTheBitsOfTheLocalTwin(partitions, groups, live, addedOnExecutors);
  }

  private void expectTheBitsOfTheLocalTwin(
      int partitions, int groups, int live, boolean addedOnExecutors) {
    // With 16 live searches most certificates wait for a thread.
    StepSettings settings =
        StepSettings.DEFAULT.withGroups(groups).withLive(live).withCertificates(2);
    if (addedOnExecutors) {
      settings = settings.addingOnExecutors(0, 64);
    }

    // A step takes as long for one search as for many.
    RestartSet restarts = RESTARTS.slice(0, 1 + live / 4);
    MemoryRecorders ofClasses = new MemoryRecorders();
    List<Glance> told = new ArrayList<>();
    Execution waves =
        executor(WAVES.dataset(), partitions, new StopRequest(), settings)
            .run(WAVES.job(), restarts, 0, recorded, told::addAll);
    shards.unpersist(true);
    Execution classes =
        executor(CLASSES.dataset(), partitions, new StopRequest(), settings)
            .run(CLASSES.job(), restarts, 0, ofClasses, told::addAll);

    assertThat(waves).isEqualTo(new Execution(End.COMPLETE, restarts.size()));
    assertThat(classes).isEqualTo(waves);
    assertThat(bits(results(), restarts))
        .isEqualTo(bits(WAVES_LOCAL, restarts))
        .hasSize((int) (3 * restarts.size()));
    assertThat(bits(ofClasses.results(CLASSES.job().objectives()), restarts))
        .isEqualTo(bits(CLASSES_LOCAL, restarts))
        .hasSize((int) (2 * restarts.size()));
    assertThat(told).hasSize((int) (5 * restarts.size()));
  }

  @Tag("nightly")
  @Test
  @Timeout(600)
  void minimaOnKinksOfDeepNetworksAreThoseOfTheLocalTwin() {
    WaveStudy kinks = WaveStudy.kinks();
    RestartSet one = RESTARTS.slice(1, 2);
    List<RestartResult> local = local(kinks, one);
    executor(kinks.dataset(), 2, new StopRequest(), StepSettings.DEFAULT.withLive(1))
        .run(kinks.job(), one, 0, recorded, g -> {});

    assertThat(local)
        .extracting(RestartResult::endpoint)
        .as("kinks behind the first layer")
        .anyMatch(e -> e.endpointClass().isMinimum() && e.evidence().contains("of layer 2"));
    assertThat(bits(recorded.results(kinks.job().objectives()), one)).isEqualTo(bits(local, one));
  }

  @Test
  @Timeout(600)
  void ridgeNeuronsAndScaledLossesEndAsTheLocalTwin() {
    WaveStudy ridges = WaveStudy.ridges();
    RestartSet one = RESTARTS.slice(0, 1);
    List<RestartResult> local = local(ridges, one);
    executor(ridges.dataset(), 2, new StopRequest(), StepSettings.DEFAULT.withLive(1))
        .run(ridges.job(), one, 0, recorded, g -> {});

    assertThat(local)
        .extracting(r -> r.endpoint().infinityKind())
        .contains("special-neuron", "loss-scaling");
    assertThat(bits(recorded.results(ridges.job().objectives()), one))
        .isEqualTo(bits(local, one))
        .hasSize(3);
  }

  @Test
  @Timeout(600)
  void limitsAtInfinityThatLookAtEveryRowAreThoseOfTheLocalTwin() {
    WaveStudy steps = WaveStudy.steps();
    RestartSet two = RESTARTS.slice(0, 2);
    List<RestartResult> local = local(steps, two);
    executor(steps.dataset(), 2, new StopRequest(), StepSettings.DEFAULT.withLive(2))
        .run(steps.job(), two, 0, recorded, g -> {});

    assertThat(local)
        .extracting(r -> r.endpoint().infinityKind())
        .as("a step is no function of finite weights")
        .contains("saturated-units");
    assertThat(local)
        .extracting(r -> r.endpoint().evidence())
        .anyMatch(e -> e.startsWith("a passage through infinity"));
    assertThat(bits(recorded.results(steps.job().objectives()), two)).isEqualTo(bits(local, two));
  }

  @Test
  @Timeout(600)
  void specialNeuronsInHiddenLayersEndAsTheLocalTwin() {
    WaveStudy layers = WaveStudy.layers();
    // Those of the first six that ask least.
    RestartSet two = RESTARTS.slice(2, 4);
    List<RestartResult> local = local(layers, two);
    executor(layers.dataset(), 2, new StopRequest(), StepSettings.DEFAULT.withLive(2))
        .run(layers.job(), two, 0, recorded, g -> {});

    assertThat(bits(recorded.results(layers.job().objectives()), two))
        .isEqualTo(bits(local, two))
        .hasSize(2);
  }

  @Test
  @Timeout(120)
  void shardsThatAreLostMeanwhileComeBackWithTheSameBits() {
    AtomicInteger lost = new AtomicInteger();
    executor(WAVES.dataset(), 3, new StopRequest(), StepSettings.DEFAULT.withLive(5))
        .run(WAVES.job(), RESTARTS, 0, recorded, g -> lost.addAndGet(loseShards()));

    assertThat(lost).as("cached partitions removed").hasPositiveValue();
    assertThat(bits(results(), RESTARTS)).isEqualTo(bits(WAVES_LOCAL, RESTARTS));
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
            .run(WAVES.job(), RESTARTS, 0, recorded, g -> stop.request(End.TERMINATED));

    assertThat(found.end()).isEqualTo(End.TERMINATED);
    assertThat(found.restarts()).isBetween(1L, RESTARTS.size() - 1);
    RestartSet finished =
        RestartSet.of(results().stream().mapToLong(r -> r.endpoint().restart()).toArray());
    assertThat(finished.size()).isEqualTo(found.restarts());
    assertThat(bits(results(), RESTARTS)).isEqualTo(bits(WAVES_LOCAL, finished));
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

    Execution found = executor.run(WAVES.job(), RESTARTS, 0, recorded, g -> {});
    spark.sparkContext().removeSparkListener(onThirdJob);

    assertThat(results()).isEmpty();
    assertThat(found).isEqualTo(new Execution(End.INTERRUPTED, 0));
    assertThat(executor.costs()).isEmpty();
  }

  @Test
  void aRequestBeforeTheStartRunsNothing() {
    StopRequest stop = new StopRequest();
    stop.request(End.INTERRUPTED);

    Execution found =
        executor(WAVES.dataset(), 2, stop, StepSettings.DEFAULT)
            .run(WAVES.job(), RESTARTS, 0, recorded, g -> {});

    assertThat(results()).isEmpty();
    assertThat(found).isEqualTo(new Execution(End.INTERRUPTED, 0));
  }

  @Test
  @Timeout(60)
  void aSpentTimeBudgetLeavesWholeRestarts() {
    RestartSet restarts = RestartSet.range(0, 1000);

    Execution found =
        executor(WAVES.dataset(), 2, new StopRequest(), StepSettings.DEFAULT.withLive(4))
            .run(new FakeJob(2, 10), restarts, 1.0, recorded, g -> {});

    assertThat(found.end()).isEqualTo(End.OUT_OF_TIME);
    assertThat(found.restarts()).isBetween(1L, 999L);
    assertThat(results()).hasSize((int) (2 * found.restarts()));
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

    assertThatThrownBy(() -> executor.run(WAVES.job(), RESTARTS, 0, recorded, g -> {}))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("a step failed as often as Spark tries")
        .hasMessageContaining("shard 3 cannot be read")
        .extracting(e -> ((StudyException) e).exitCode())
        .isEqualTo(30);
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

    executor.run(WAVES.job(), RESTARTS, 0, recorded, g -> {});

    assertThat(bits(results(), RESTARTS)).isEqualTo(bits(WAVES_LOCAL, RESTARTS));
    StepCosts costs = executor.costs().orElseThrow();
    assertThat(costs.model().latency()).isBetween(1e-4, 5.0);
    assertThat(costs.shape()).isEqualTo(new CostModel.Shape(13, 1400, 2, 1));
    assertThat(costs.live()).as("1400 rows hide no step").isEqualTo(6);
    assertThat(costs.perStep().limit()).isEqualTo(CostModel.Limit.MEMORY);
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

package org.minimacensus.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is stored does not depend on what goes wrong meanwhile: each test disturbs a run on a
 * standalone cluster and compares the bits with those of an undisturbed run on one machine.
 */
@ExtendWith(ServerLogs.class)
@Timeout(1200)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Faults {
  @TempDir private static Path folder;
  private static StandaloneCluster cluster;
  private static FaultStudy study;
  private static FaultTable table;

  private final String mode;

  Faults(String mode) {
    this.mode = mode;
  }

  @BeforeAll
  void start() {
    study = FaultStudy.write(folder);
    table = study.undisturbed();
    // The other mode may be tested at the same time.
    cluster = StandaloneCluster.named("faults-" + mode).each(1, "1500m").start();
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  /** Faults that hit at another moment each time are repeated by the profile nightly. */
  static IntStream rounds() {
    return IntStream.rangeClosed(1, Integer.getInteger("minima.fault.rounds", 1));
  }

  /** A test may have killed workers; executors of a dead driver may still be about to end. */
  @BeforeEach
  void wholeCluster() {
    while (cluster.aliveWorkers() < 2) {
      cluster.addWorker();
    }

    Processes.await(
        Duration.ofMinutes(4),
        "the end of the last run's executors",
        () -> cluster.executors().isEmpty(),
        Daemon::tails);
  }

  private JobRun.Command command(String output, String... settings) {
    return study
        .run(mode, study.output(output).toString(), settings)
        .with("--master", cluster.masterUrl(), "--executor-memory", "512m");
  }

  private void compare(String fault, String output) {
    table.row(mode, 2, "", fault, study.digests(output));
  }

  /** Something that happens to a run. */
  private interface Fault {
    void happen(JobRun run);
  }

  private void disturb(String fault, JobRun.Command command, String output, Fault happening) {
    Gauges gauges = new Gauges();
    try (JobRun run = gauges.of(command).start()) {
      gauges.awaitRestarts(run, 1);
      assertThat(gauges.liveSearches(run)).isBetween(1.0, (double) FaultStudy.RESTARTS);
      happening.happen(run);
      assertThat(run.exitCode()).as(run.printed()).isZero();
    }

    compare(fault, output);
  }

  private static StandaloneCluster.Executor anExecutor() {
    return cluster.awaitExecutors(2).get(0);
  }

  @ParameterizedTest
  @MethodSource("rounds")
  void anExecutorIsKilled(int round) {
    String output = "executor-" + round;
    disturb("executor killed", command(output), output, run -> Processes.kill(anExecutor().pid()));
  }

  @ParameterizedTest
  @MethodSource("rounds")
  void aWorkerIsKilled(int round) {
    String output = "worker-" + round;
    disturb(
        "worker killed", command(output), output, run -> cluster.killWorker(anExecutor().worker()));
  }

  @ParameterizedTest
  @MethodSource("rounds")
  void anExecutorFreezes(int round) {
    String output = "frozen-" + round;
    long[] frozen = new long[1];
    try {
      disturb(
          "executor frozen",
          command(output)
              .conf("spark.network.timeout", "12s")
              .conf("spark.network.timeoutInterval", "3s")
              .conf("spark.executor.heartbeatInterval", "2s"),
          output,
          run -> {
            frozen[0] = anExecutor().pid();
            Processes.freeze(frozen[0]);
          });
    } finally {
      if (frozen[0] != 0 && Processes.alive(frozen[0])) {
        Processes.kill(frozen[0]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rounds")
  void slowTasksAreSpeculatedOn(int round) {
    String output = "speculation-" + round;
    disturb(
        "speculation on, an executor slow",
        command(output)
            .conf("spark.speculation", true)
            .conf("spark.speculation.interval", "50ms")
            .conf("spark.speculation.multiplier", "1.1")
            .conf("spark.speculation.quantile", "0.1"),
        output,
        run -> {
          long slow = anExecutor().pid();
          Processes.freeze(slow);
          Processes.pause(Duration.ofSeconds(3));
          Processes.thaw(slow);
        });
  }

  @ParameterizedTest
  @MethodSource("rounds")
  void executorsComeAndGo(int round) {
    String output = "dynamic-" + round;
    disturb(
        "dynamic allocation on, executor killed",
        command(output)
            .conf("spark.dynamicAllocation.enabled", true)
            .conf("spark.dynamicAllocation.shuffleTracking.enabled", true)
            .conf("spark.dynamicAllocation.minExecutors", 1)
            .conf("spark.dynamicAllocation.maxExecutors", 2)
            .conf("spark.dynamicAllocation.executorIdleTimeout", "2s")
            .conf("spark.dynamicAllocation.cachedExecutorIdleTimeout", "2s")
            .conf("spark.executor.cores", 1),
        output,
        run -> Processes.kill(cluster.awaitExecutors(1).get(0).pid()));
  }

  /** What had finished is stored and not run again. */
  private void driverEnds(String signal, int code, int round) {
    String output = "driver-" + signal + "-" + round;
    Gauges gauges = new Gauges();
    // Few searches at a time: the run is to be far from its end when a part is there, which is at
    // the latest ten seconds after a restart has ended.
    try (JobRun run = gauges.of(command(output, "execution.live-searches=8")).start()) {
      gauges.awaitRestarts(run, 1);
      study.awaitPart(output);
      run.signal(signal);
      assertThat(run.exitCode()).as(run.printed()).isEqualTo(code);
    }

    try (JobRun again = command(output).run()) {
      assertThat(again.exitCode()).as(again.printed()).isZero();
      assertThat(again.printed())
          .containsPattern("goes on: [1-9][0-9]* of " + FaultStudy.RESTARTS + " restarts");
    }

    compare("driver stopped by SIG" + signal + ", run again", output);
  }

  @ParameterizedTest
  @MethodSource("rounds")
  void theDriverIsTerminated(int round) {
    driverEnds("TERM", 143, round);
  }

  @ParameterizedTest
  @MethodSource("rounds")
  void theDriverIsKilled(int round) {
    driverEnds("KILL", 137, round);
  }

  @Test
  void aTaskThatAlwaysFailsPublishesNothing() {
    String output = "failing";
    try (JobRun run =
        command(output).conf("spark.executor.extraJavaOptions", "-Dminima.kernels=missing").run()) {
      assertThat(run.exitCode()).as(run.printed()).isEqualTo(30);
      assertThat(run.err()).contains("minima.kernels");
    }

    assertThat(StoredFiles.in(study.output(output)).all())
        .extracting(Object::toString)
        .noneMatch(file -> file.contains("/run=") || file.endsWith("summary.json"));
    try (JobRun again = command(output).run()) {
      assertThat(again.exitCode()).as(again.printed()).isZero();
    }

    compare("task fails always, run again", output);
  }

  @Test
  void executorsAndPartitionsDoNotMatter() {
    String output = "partitions";
    try (JobRun run =
        command(output, "execution.live-searches=40")
            .conf("spark.cores.max", 1)
            .conf("spark.default.parallelism", 3)
            .run()) {
      assertThat(run.exitCode()).as(run.printed()).isZero();
    }

    table.row(mode, 1, "3", "nothing", study.digests(output));
  }
}

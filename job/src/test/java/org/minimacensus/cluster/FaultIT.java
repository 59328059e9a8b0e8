package org.minimacensus.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is stored does not depend on what goes wrong meanwhile: each test disturbs a run on a
 * standalone cluster and compares the bits with those of an undisturbed run on one machine.
 */
@Tag("nightly")
@ExtendWith(ServerLogs.class)
@Timeout(420)
class FaultIT {
  private static final String WHOLE = "restart-parallel";
  private static final String SPLIT = "data-parallel";

  @TempDir private static Path folder;
  private static StandaloneCluster cluster;
  private static FaultStudy study;
  private static FaultTable table;

  @BeforeAll
  static void start() {
    study = FaultStudy.write(folder);
    table = new FaultTable("standalone");
    try (JobRun run =
        study
            .run(WHOLE, study.output("undisturbed").toString())
            .with("--master", "local[1]")
            .run()) {
      assertThat(run.exitCode()).as(run.printed()).isZero();
    }

    table.undisturbed(digests("undisturbed"));
    cluster = StandaloneCluster.named("faults").each(1, "1500m").start();
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }

    table.write();
  }

  /** A test may have killed workers; executors of a dead driver may still be about to end. */
  @BeforeEach
  void wholeCluster() {
    while (cluster.aliveWorkers() < 2) {
      cluster.addWorker();
    }

    Processes.await(
        java.time.Duration.ofMinutes(1),
        "the end of the last run's executors",
        () -> cluster.executors().isEmpty(),
        Daemon::tails);
  }

  private static Map<String, String> digests(String output) {
    return StoredFiles.in(study.output(output)).digests();
  }

  private static JobRun.Command command(String mode, String output, String... settings) {
    return study
        .run(mode, study.output(output).toString(), settings)
        .with("--master", cluster.masterUrl(), "--executor-memory", "512m");
  }

  /** Something that happens to a run. */
  private interface Fault {
    void happen(JobRun run);
  }

  private static void disturb(
      String mode, String fault, JobRun.Command command, String output, Fault happening) {
    Gauges gauges = new Gauges();
    try (JobRun run = gauges.of(command).start()) {
      gauges.awaitRestarts(run, 1);
      happening.happen(run);
      assertThat(run.exitCode()).as(run.printed()).isZero();
    }

    table.row(mode, 2, fault, digests(output));
  }

  private static StandaloneCluster.Executor anExecutor() {
    return cluster.awaitExecutors(2).get(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {WHOLE, SPLIT})
  void nothingHappens(String mode) {
    String output = "quiet-" + mode;
    try (JobRun run = command(mode, output).run()) {
      assertThat(run.exitCode()).as(run.printed()).isZero();
    }

    table.row(mode, 2, "none", digests(output));
  }

  @ParameterizedTest
  @ValueSource(strings = {WHOLE, SPLIT})
  void anExecutorIsKilled(String mode) {
    String output = "executor-" + mode;
    disturb(
        mode,
        "executor killed",
        command(mode, output),
        output,
        run -> Processes.kill(anExecutor().pid()));
  }

  @ParameterizedTest
  @ValueSource(strings = {WHOLE, SPLIT})
  void aWorkerIsKilled(String mode) {
    String output = "worker-" + mode;
    disturb(
        mode,
        "worker killed",
        command(mode, output),
        output,
        run -> cluster.killWorker(anExecutor().worker()));
  }

  @ParameterizedTest
  @ValueSource(strings = {WHOLE, SPLIT})
  void anExecutorFreezes(String mode) {
    String output = "frozen-" + mode;
    long[] frozen = new long[1];
    try {
      disturb(
          mode,
          "executor frozen",
          command(mode, output)
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
  @ValueSource(strings = {WHOLE, SPLIT})
  void slowTasksAreSpeculatedOn(String mode) {
    String output = "speculation-" + mode;
    disturb(
        mode,
        "speculation, executor slow",
        command(mode, output)
            .conf("spark.speculation", true)
            .conf("spark.speculation.interval", "50ms")
            .conf("spark.speculation.multiplier", "1.1")
            .conf("spark.speculation.quantile", "0.1"),
        output,
        run -> {
          long slow = anExecutor().pid();
          Processes.freeze(slow);
          Processes.pause(java.time.Duration.ofSeconds(3));
          Processes.thaw(slow);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {WHOLE, SPLIT})
  void executorsComeAndGo(String mode) {
    String output = "dynamic-" + mode;
    disturb(
        mode,
        "dynamic allocation, executor killed",
        command(mode, output)
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
  private void driverEnds(String mode, String signal, int code) {
    String output = "driver-" + signal + "-" + mode;
    Gauges gauges = new Gauges();
    try (JobRun run = gauges.of(command(mode, output)).start()) {
      // Parts are written at the latest ten seconds after a restart has ended.
      gauges.awaitRestarts(run, 1);
      study.awaitPart(output);
      run.signal(signal);
      assertThat(run.exitCode()).as(run.printed()).isEqualTo(code);
    }

    try (JobRun again = command(mode, output).run()) {
      assertThat(again.exitCode()).as(again.printed()).isZero();
      assertThat(again.printed()).containsPattern("goes on: [1-9][0-9]* of 32 restarts");
    }

    table.row(mode, 2, "driver stopped by SIG" + signal + ", run again", digests(output));
  }

  @ParameterizedTest
  @ValueSource(strings = {WHOLE, SPLIT})
  void theDriverIsTerminated(String mode) {
    driverEnds(mode, "TERM", 143);
  }

  @ParameterizedTest
  @ValueSource(strings = {WHOLE, SPLIT})
  void theDriverIsKilled(String mode) {
    driverEnds(mode, "KILL", 137);
  }

  @ParameterizedTest
  @ValueSource(strings = {WHOLE, SPLIT})
  void aTaskThatAlwaysFailsPublishesNothing(String mode) {
    String output = "failing-" + mode;
    try (JobRun run =
        command(mode, output)
            .conf("spark.executor.extraJavaOptions", "-Dminima.kernels=missing")
            .run()) {
      assertThat(run.exitCode()).as(run.printed()).isEqualTo(30);
      assertThat(run.err()).contains("minima.kernels");
    }

    assertThat(StoredFiles.in(study.output(output)).all())
        .extracting(Object::toString)
        .noneMatch(file -> file.contains("/run=") || file.endsWith("summary.json"));
    try (JobRun again = command(mode, output).run()) {
      assertThat(again.exitCode()).as(again.printed()).isZero();
    }

    table.row(mode, 2, "task fails always, run again", digests(output));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 6})
  void partitionsDoNotMatter(int cores) {
    for (String mode : List.of(WHOLE, SPLIT)) {
      String output = "cores-" + cores + "-" + mode;
      try (JobRun run =
          study
              .run(mode, study.output(output).toString(), "execution.live-searches=7")
              .with("--master", "local[" + cores + "]")
              .run()) {
        assertThat(run.exitCode()).as(run.printed()).isZero();
      }

      table.row(mode, 0, "none, " + cores + " threads of one process", digests(output));
    }
  }
}

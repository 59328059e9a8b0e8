package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.minimacensus.study.RestartResult;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyFixtures;
import org.minimacensus.study.TraceStep;

/** When part files become whole; tests wait for files, never for a time. */
@Timeout(600)
class PartRecorderTest {
  private static final Duration TEN = Duration.ofSeconds(10);

  /** Hadoop reads its files for each. */
  private static final Configuration SETTINGS = new Configuration();

  @TempDir Path folder;

  /** A clock that stands still unless it is told to go on. */
  private final AtomicLong clock = new AtomicLong();

  @BeforeEach
  void createFolders() throws IOException {
    Files.createDirectories(endpoints());
    Files.createDirectories(traces());
  }

  private Path endpoints() {
    return folder.resolve(RunTables.ENDPOINT_PARTS.name());
  }

  private Path traces() {
    return folder.resolve(RunTables.TRACES.name());
  }

  private PartRecorder recorder(Duration between, LongSupplier nanos) throws IOException {
    org.apache.hadoop.fs.Path parts = new org.apache.hadoop.fs.Path(folder.toUri());
    StoreFiles files = new StoreFiles(parts, SETTINGS);
    return new PartRecorder(files, parts, "made", between, nanos);
  }

  /** One step of the plain loss, and the endpoints. */
  private static List<RestartResult> restart(long r) {
    double[] theta = {r};
    TraceStep step = new TraceStep("plain", r, 0, 0, 1.5, 0.5, 0.25, theta, new double[0]);
    return List.of(
        new RestartResult(StudyFixtures.endpoint("plain", r), List.of(step)),
        new RestartResult(StudyFixtures.endpoint("output-neuron", r), List.of()));
  }

  private static List<Path> whole(Path table) throws IOException {
    try (Stream<Path> all = Files.list(table)) {
      return all.filter(p -> PartFiles.whole(new org.apache.hadoop.fs.Path(p.toUri())))
          .sorted()
          .toList();
    }
  }

  /** The restarts of an objective in a file, ascending, as often as they are there. */
  private static List<Long> restarts(Path file, String objective) throws IOException {
    List<Long> all = new ArrayList<>();
    try (RowFileReader rows =
        new RowFileReader(
            SETTINGS,
            new org.apache.hadoop.fs.Path(file.toUri()),
            RunTables.TRACES.columns("objective", "restart"),
            row -> row.getAs("objective").equals(objective),
            "")) {
      rows.forEachRemaining(row -> all.add(row.getLong(1)));
    }

    return all.stream().sorted().toList();
  }

  private static List<Long> restartsOf(Path table, String objective) throws IOException {
    List<Long> all = new ArrayList<>();
    for (Path file : whole(table)) {
      all.addAll(restarts(file, objective));
    }

    return all.stream().sorted().toList();
  }

  private List<Long> recorded(String objective) throws IOException {
    return restartsOf(endpoints(), objective);
  }

  private List<Long> traced() throws IOException {
    return restartsOf(traces(), "plain");
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  /** The next restart may take hours, and a process that is killed gets no notice. */
  @Test
  void aRestartIsWholeThoughNothingIsAddedAfterIt() throws IOException, InterruptedException {
    Duration brief = Duration.ofMillis(50);
    PartRecorder recorder = recorder(brief, clock::get);
    recorder.add(restart(3));
    assertThat(whole(endpoints())).isEmpty();
    pass(brief);
    while (whole(endpoints()).isEmpty()) {
      Thread.sleep(5);
    }

    assertThat(recorded("plain")).containsExactly(3L);
    assertThat(recorded("output-neuron")).containsExactly(3L);
    assertThat(traced()).containsExactly(3L);
    recorder.close();
    assertThat(whole(endpoints())).as("nothing is left to be written").hasSize(1);
  }

  @Test
  void timeIsMeasuredFromTheLastFlushAndNotFromTheFirstRestartAfterIt() throws IOException {
    try (PartRecorder recorder = recorder(TEN, clock::get)) {
      for (long restart = 0; restart < 3; restart++) {
        pass(TEN);
        recorder.add(restart(restart));
        assertThat(recorded("plain")).hasSize((int) restart + 1);
      }
    }
  }

  @Test
  void withinTheTimeRestartsShareAFile() throws IOException {
    try (PartRecorder recorder = recorder(TEN, clock::get)) {
      for (long restart = 0; restart < 5; restart++) {
        pass(TEN.dividedBy(5).minusNanos(1));
        recorder.add(restart(restart));
        recorder.flushLate();
      }

      assertThat(whole(endpoints())).isEmpty();
      pass(Duration.ofNanos(5));
      recorder.flushLate();
      assertThat(whole(endpoints())).hasSize(1);
    }

    assertThat(recorded("plain")).containsExactly(0L, 1L, 2L, 3L, 4L);
  }

  /** Flushes come between any two restarts, from another thread. */
  @Test
  void noRestartIsHalvedOrLostHoweverFlushesFall() throws IOException {
    int n = 40;
    try (PartRecorder recorder = recorder(Duration.ofMillis(5), System::nanoTime)) {
      for (long restart = 0; restart < n; restart++) {
        recorder.add(restart(restart));
      }
    }

    List<Long> all = LongStream.range(0, n).boxed().toList();
    assertThat(recorded("plain")).isEqualTo(all);
    assertThat(recorded("output-neuron")).isEqualTo(all);
    assertThat(traced()).isEqualTo(all);
    List<Path> files = whole(endpoints());
    assertThat(files).hasSizeGreaterThan(1);
    assertThat(whole(traces())).hasSameSizeAs(files);
    for (Path file : files) {
      assertThat(restarts(file, "plain"))
          .as("of one file")
          .isEqualTo(restarts(file, "output-neuron"))
          .isEqualTo(restarts(traces().resolve(file.getFileName()), "plain"));
    }
  }

  /** A recorder whose endpoints cannot become whole, which its own thread has found. */
  private PartRecorder failedMeanwhile() throws IOException {
    // A folder of the file's name alone would take the file in.
    Files.createDirectories(endpoints().resolve("made-0.parquet/.made-0.parquet"));
    PartRecorder recorder = recorder(TEN, clock::get);
    recorder.add(restart(1));
    pass(TEN);
    recorder.flushLate();
    return recorder;
  }

  @Test
  void aFailureBetweenRestartsIsToldWithTheNextOneAndOnce() throws IOException {
    PartRecorder recorder = failedMeanwhile();
    assertThatThrownBy(() -> recorder.add(restart(2)))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("cannot be written")
        .extracting(e -> ((StudyException) e).exitCode())
        .isEqualTo(4);
    assertThatIllegalStateException()
        .isThrownBy(() -> recorder.add(restart(3)))
        .withMessage("a recorder that failed takes no more restarts");
    assertThatCode(recorder::close).doesNotThrowAnyException();
  }

  @Test
  void aFailureAfterTheLastRestartIsToldByClosing() throws IOException {
    PartRecorder recorder = failedMeanwhile();
    assertThatThrownBy(recorder::close)
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("cannot be written");
  }
}

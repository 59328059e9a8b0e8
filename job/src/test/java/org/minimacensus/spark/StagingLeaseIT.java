package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyFixtures;
import org.minimacensus.study.StudyJson;
import org.minimacensus.study.StudyRunner;

/** How long the claim of a process to a run holds. */
@Timeout(120)
class StagingLeaseIT {
  private static final Duration BRIEF = Duration.ofSeconds(3);

  /** Times of files are in whole milliseconds. */
  private static final Duration TICK = Duration.ofMillis(1);

  private static final String RUN = "run=r0";
  private static final String PART = "parts/endpoints/there-0.parquet";

  @TempDir Path folder;
  private StoreFiles files;

  @BeforeEach
  void openFiles() throws IOException {
    files = new StoreFiles(new org.apache.hadoop.fs.Path(folder.toUri()), new Configuration());
  }

  private StagingFolders folders(StagingFolders.Writer writer) {
    return new StagingFolders(files, new org.apache.hadoop.fs.Path(folder.toUri()), writer, BRIEF);
  }

  private static Staging open(StagingFolders folders) throws IOException {
    return folders.open(RUN, StudyFixtures.HASH, new StudyRunner.Request("r0", 0, 10));
  }

  private StagingFolders here() {
    long pid = ProcessHandle.current().pid();
    return folders(new StagingFolders.Writer("here", pid, "one machine"));
  }

  private static Path path(Staging staging) {
    return Path.of(staging.folder().toUri());
  }

  /** Another host's, which has recorded something. */
  private Staging there() throws IOException {
    Staging there = open(folders(new StagingFolders.Writer("there", 12, "another machine")));
    Files.writeString(path(there).resolve(PART), "is moved and not read");
    return there;
  }

  /** Its last sign of life came a moment ago: only time shows that it is dead. */
  @Test
  void aProcessOfAnotherHostIsWaitedForUntilItsClaimExpiresAndThenTakenOver()
      throws IOException, InterruptedException, ExecutionException {
    Staging there = there();
    Heartbeat.stop(there.alive());
    long start = System.nanoTime();
    files.touch(there.alive());
    StagingFolders here = here();
    Staging own = during(() -> open(here), () -> requireUntouched(there, start));
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(BRIEF.minus(TICK).toNanos());
    assertThat(path(there)).doesNotExist();
    assertThat(path(own).resolve(PART)).exists();
    here.close(own);
  }

  private static void requireUntouched(Staging there, long start) {
    boolean untouched = Files.exists(path(there).resolve(PART));
    if (System.nanoTime() - start < BRIEF.minus(TICK).toNanos()) {
      assertThat(untouched).as("taken over only when the claim has expired").isTrue();
    }
  }

  /** Calls something again and again while another thread is at work. */
  private static <T> T during(Callable<T> work, Runnable look)
      throws InterruptedException, ExecutionException {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<T> result = thread.submit(work);
      while (!result.isDone()) {
        look.run();
        Thread.sleep(5);
      }

      return result.get();
    } finally {
      thread.shutdown();
    }
  }

  /** A sign of life in the middle of the wait ends it. */
  @Test
  void aProcessOfAnotherHostThatWasOnlySlowKeepsItsClaim() throws IOException {
    Staging there = there();
    Heartbeat.stop(there.alive());
    files.touch(there.alive());
    long last = files.modified(there.alive());
    StagingFolders here = here();
    assertThatThrownBy(
            () ->
                during(
                    () -> open(here),
                    () -> {
                      if (System.currentTimeMillis() > last + BRIEF.toMillis() / 3) {
                        touch(there);
                      }
                    }))
        .cause()
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("run r0 is being written by process 12 on host there");
    assertThat(path(there).resolve(PART)).exists();
  }

  private void touch(Staging staging) {
    assertThat(path(staging).resolve("alive").toFile().setLastModified(System.currentTimeMillis()))
        .isTrue();
  }

  @Test
  void aClaimHoldsForAMinuteAtMostWithoutASignOfLife() {
    assertThat(Heartbeat.EXPIRY).isLessThanOrEqualTo(Duration.ofSeconds(60));
  }

  /** What a process of this host has written, as if the clock had been set since. */
  private Path claimed(Process process, long ticksLater) throws IOException {
    ProcessStart start = ProcessStart.of(process.toHandle());
    assumeTrue(start.ticks() != null, "no Linux");
    Path left = folder.resolve(".staging-" + RUN + "-here-" + process.pid());
    Files.createDirectories(left.resolve(PART).getParent());
    Files.writeString(left.resolve(PART), "is moved and not read");
    StagingOwner owner =
        new StagingOwner(
            StudyFixtures.HASH,
            RUN,
            "here",
            process.pid(),
            "2001-01-01T00:00:00Z",
            start.ticks() + ticksLater,
            "one machine",
            0L,
            10L);
    Files.writeString(left.resolve("owner.json"), StudyJson.write(owner));
    Files.writeString(left.resolve("alive"), ".");
    return left;
  }

  @Test
  void aProcessOfThisHostKeepsItsClaimThoughTheClockWasSet() throws IOException {
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      Path left = claimed(other, 0);
      StagingFolders here = here();
      here.recover();
      assertThatThrownBy(() -> open(here))
          .hasMessageContaining("run r0 is being written by process " + other.pid());
      assertThat(left.resolve(PART)).exists();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void aProcessOfThisHostWithTheNumberOfADeadOneHasNoClaim() throws IOException {
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      Path left = claimed(other, 1);
      StagingFolders here = here();
      Staging own = open(here);
      assertThat(left).doesNotExist();
      assertThat(path(own).resolve(PART)).exists();
      here.close(own);
    } finally {
      other.destroyForcibly();
    }
  }
}

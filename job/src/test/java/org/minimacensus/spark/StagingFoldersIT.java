package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.minimacensus.study.RestartSet;
import org.minimacensus.study.ResultStore;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyFixtures;
import org.minimacensus.study.StudyJson;
import org.minimacensus.study.StudyRunner;

/** Who owns what is recorded but not published. */
@ExtendWith(SharedSpark.class)
class StagingFoldersIT extends RunStoreFixture {
  StagingFoldersIT(SparkSession spark) {
    super(spark);
  }

  private static String started(Process process) {
    return process.info().startInstant().map(Object::toString).orElse("");
  }

  /** What another process left behind: the endpoints of restarts 1 and 4. */
  private Path leave(String run, long pid, String hash, String started) throws IOException {
    try (ResultStore.Draft draft = store(StudyFixtures.HASH).draft(StudyFixtures.request("made"))) {
      record(draft, 1, 4);
    }

    String host = spark.sparkContext().getConf().get("spark.driver.host");
    Path own =
        studyFolder().resolve(".staging-run=made-" + host + "-" + ProcessHandle.current().pid());
    Path left = studyFolder().resolve(".staging-run=" + run + "-" + host + "-" + pid);
    Files.move(own, left);
    StagingOwner owner =
        new StagingOwner(hash, "run=" + run, host, pid, started, null, "", 20L, 10L);
    Files.writeString(left.resolve("owner.json"), StudyJson.write(owner));
    return left;
  }

  /** The same by a process of another machine that has this host's name. */
  private Path leaveElsewhere(String run, long pid) throws IOException {
    Path left = leave(run, pid, StudyFixtures.HASH, "");
    StagingOwner owner =
        new StagingOwner(
            StudyFixtures.HASH, "run=" + run, host(), pid, "", null, "another", 20L, 10L);
    Files.writeString(left.resolve("owner.json"), StudyJson.write(owner));
    return left;
  }

  private String host() {
    return spark.sparkContext().getConf().get("spark.driver.host");
  }

  /** Writes a sign of life every second until it is closed. */
  private static Timer heart(Path folder) {
    Timer heart = new Timer(true);
    heart.schedule(
        new TimerTask() {
          @Override
          public void run() {
            assertThat(folder.resolve("alive").toFile().setLastModified(System.currentTimeMillis()))
                .isTrue();
          }
        },
        1000,
        1000);
    return heart;
  }

  private static long deadProcess() throws IOException {
    return new ProcessBuilder("true").start().toHandle().pid();
  }

  @Test
  void aRunThatFailsBeforeItsFirstRestartLeavesNothing() {
    store(StudyFixtures.HASH).draft(StudyFixtures.request("r0")).close();

    assertThat(folder.resolve("out dir")).doesNotExist();
  }

  @Test
  void onlyOneProcessWritesARun() throws IOException {
    Process other = new ProcessBuilder("sleep", "60").start();
    try (ResultStore.Draft draft = store(StudyFixtures.HASH).draft(StudyFixtures.request("r0"))) {
      assertThatThrownBy(() -> store(StudyFixtures.HASH).draft(StudyFixtures.request("r0")))
          .hasMessageContaining("run r0 is being written by process")
          .extracting(e -> ((StudyException) e).exitCode())
          .isEqualTo(4);
      leave("r1", other.pid(), StudyFixtures.HASH, started(other));
      assertThatThrownBy(() -> store(StudyFixtures.HASH).draft(StudyFixtures.request("r1")))
          .hasMessageContaining("run r1 is being written by process " + other.pid())
          .hasMessageContaining("wait until it has ended, or give another --run-id");
      record(draft, 1);
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void aProcessThatGotTheNumberOfADeadOneOwnsNothing() throws IOException {
    Process other = new ProcessBuilder("sleep", "60").start();
    Path left = leave("r0", other.pid(), StudyFixtures.HASH, "2001-01-01T00:00:00Z");
    try (ResultStore.Draft draft = store(StudyFixtures.HASH).draft(StudyFixtures.request("r0"))) {
      assertThat(draft.stored()).isEqualTo(RestartSet.of(1, 4));
      assertThat(left).doesNotExist();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void endpointsOfAnotherStudyAndAnotherRunAreLeftAlone() throws IOException {
    Path study = leave("r0", deadProcess(), "01234567" + "f".repeat(56), "");
    Path run = leave("r0-b", deadProcess(), StudyFixtures.HASH, "");
    try (ResultStore.Draft draft = store(StudyFixtures.HASH).draft(StudyFixtures.request("r0"))) {
      assertThat(draft.stored()).isEqualTo(RestartSet.none());
    }

    assertThat(study).exists();
    assertThat(run).exists();
  }

  @Test
  void aProcessOfAnotherHostIsDeadWhenItsHeartStoppedLongAgo() throws IOException {
    Path left = leave("r0", 12, StudyFixtures.HASH, "");
    Path there = studyFolder().resolve(".staging-run=r0-other.host-12");
    Files.move(left, there);
    Files.setLastModifiedTime(
        there.resolve("alive"), FileTime.fromMillis(System.currentTimeMillis() - 60_000));
    try (ResultStore.Draft draft = store(StudyFixtures.HASH).draft(StudyFixtures.request("r0"))) {
      assertThat(draft.stored()).isEqualTo(RestartSet.of(1, 4));
    }
  }

  /** Two processes of other hosts that claim a run in the same moment: exactly one goes on. */
  @Test
  void ofTwoClaimsAtOnceTheEarlierOneHolds() throws IOException {
    Path left = leave("r0", 12, StudyFixtures.HASH, "");
    Path there = studyFolder().resolve(".staging-run=r0-other.host-12");
    Files.move(left, there);
    Path owner = there.resolve("owner.json");
    FileTime later = FileTime.fromMillis(System.currentTimeMillis() + 3_600_000);
    Files.setLastModifiedTime(owner, later);
    Files.setLastModifiedTime(there.resolve("alive"), later);
    try (ResultStore.Draft draft = store(StudyFixtures.HASH).draft(StudyFixtures.request("r0"))) {
      assertThat(draft.stored()).as("not taken over").isEqualTo(RestartSet.none());
      assertThat(there).exists();
    }

    Files.setLastModifiedTime(owner, FileTime.fromMillis(0));
    Timer heart = heart(there);
    try {
      assertThatThrownBy(() -> store(StudyFixtures.HASH).draft(StudyFixtures.request("r0")))
          .hasMessageContaining("run r0 is being written by process 12 on host other.host");
    } finally {
      heart.cancel();
    }
  }

  private ResultStore.Draft draft(String run) {
    return store(StudyFixtures.HASH).draft(StudyFixtures.request(run));
  }

  private static void silence(Path left) throws IOException {
    Files.setLastModifiedTime(
        left.resolve("alive"), FileTime.fromMillis(System.currentTimeMillis() - 60_000));
  }

  /** Its sign of life is fresh: a lease would have to run out. */
  @Test
  void aDeadProcessOfThisHostIsTakenOverAtOnce() throws IOException {
    Path left = leave("r0", deadProcess(), StudyFixtures.HASH, "");
    Files.writeString(left.resolve("alive"), ".");
    long start = System.nanoTime();
    try (ResultStore.Draft draft = draft("r0")) {
      assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
      assertThat(draft.stored()).isEqualTo(RestartSet.of(1, 4));
    }
  }

  /** Its number says nothing here, be it that of nobody or that of this process. */
  @Test
  void aMachineOfTheSameNameIsAnotherHost() throws IOException {
    long own = ProcessHandle.current().pid();
    for (long pid : new long[] {deadProcess(), own}) {
      String run = pid == own ? "r1" : "r0";
      Path left = leaveElsewhere(run, pid);
      List<String> before = names(left);
      Timer heart = heart(left);
      try {
        assertThatThrownBy(() -> draft(run))
            .hasMessageContaining("is being written by process " + pid + " on host " + host());
      } finally {
        heart.cancel();
      }

      assertThat(names(left)).as("nothing of it is touched").isEqualTo(before);
      silence(left);
      try (ResultStore.Draft draft = draft(run)) {
        assertThat(draft.stored()).isEqualTo(RestartSet.of(1, 4));
      }
    }
  }

  /** Killed between the two renames, on a host that cannot be asked. */
  @Test
  void aReplacementThatBrokeOffElsewhereIsPutBackByWhoTakesOver() throws IOException {
    publish("r0", 3);
    Path left = studyFolder().resolve(".staging-run=r0-other.host-12");
    Files.move(leave("r0", 12, StudyFixtures.HASH, ""), left);
    Path replaced = studyFolder().resolve(".replaced-run=r0-other.host-12");
    Files.move(studyFolder().resolve("run=r0"), replaced);
    assertThat(store(StudyFixtures.HASH).find("r0")).as("its owner may live").isEmpty();

    silence(left);
    try (ResultStore.Draft draft = draft("r0")) {
      assertThat(draft.stored()).isEqualTo(RestartSet.of(0, 1, 2, 4));
      assertThat(draft.replaced()).contains(stored("r0").manifestSha256());
      assertThat(replaced).doesNotExist();
    }
  }

  @Test
  void aReplacementIsPutBackThoughTheNumberOfItsProcessIsUsedAgain() throws IOException {
    publish("r0", 3);
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      leave("r0", other.pid(), StudyFixtures.HASH, "2001-01-01T00:00:00Z");
      Files.move(
          studyFolder().resolve("run=r0"),
          studyFolder().resolve(".replaced-run=r0-" + host() + "-" + other.pid()));
      assertThat(store(StudyFixtures.HASH).find("r0")).isPresent();
    } finally {
      other.destroyForcibly();
    }
  }

  /** Killed while it wrote whose folder it is. */
  @Test
  void aClaimThatBrokeOffStopsNobody() throws IOException {
    Path left = leave("r0", deadProcess(), StudyFixtures.HASH, "");
    Files.writeString(left.resolve("owner.json"), "");
    draft("r1").close();
    assertThat(store(StudyFixtures.HASH).firstRestart("r2")).isZero();
    try (ResultStore.Draft draft = draft("r0")) {
      assertThat(draft.stored()).isEqualTo(RestartSet.of(1, 4));
    }
  }

  /** Killed when the run was there: it is not gone on with for ever. */
  @Test
  void whatIsLeftOfAPublishedRunIsRemoved() throws IOException {
    publish("r20", 3);
    Path left = leave("r20", deadProcess(), StudyFixtures.HASH, "");
    Files.writeString(left.resolve("published"), "the digest of another manifest");
    assertThat(store(StudyFixtures.HASH).firstRestart("")).as("gone on with").isEqualTo(20);
    assertThat(left).exists();

    Files.writeString(left.resolve("published"), stored("r20").manifestSha256());
    assertThat(store(StudyFixtures.HASH).firstRestart("")).as("after it").isEqualTo(3);
    assertThat(left).doesNotExist();
  }

  /** Restarts of a run that is not published are taken, and are its own when it goes on. */
  @Test
  void restartsOfRunsThatAreNotPublishedAreTaken() throws IOException {
    leave("night-1", deadProcess(), StudyFixtures.HASH, "");
    leave("night-9", deadProcess(), "01234567" + "f".repeat(56), "");
    publish("r0", 3);
    assertThat(store(StudyFixtures.HASH).firstRestart("night-1")).isEqualTo(20);
    assertThat(store(StudyFixtures.HASH).firstRestart("night-2")).isEqualTo(30);
    assertThat(store(StudyFixtures.HASH).firstRestart("")).isEqualTo(30);
    try (ResultStore.Draft draft =
        store(StudyFixtures.HASH).draft(new StudyRunner.Request("night-2", 30, 7))) {
      assertThat(store(StudyFixtures.HASH).firstRestart("night-3")).isEqualTo(37);
      record(draft, 30);
    }
  }

  private ResultStore.Draft draft(String run, long first) {
    return store(StudyFixtures.HASH).draft(new StudyRunner.Request(run, first, 10));
  }

  private void claimedAt(String run, long millis) {
    String own = ".staging-run=" + run + "-" + host() + "-" + ProcessHandle.current().pid();
    assertThat(studyFolder().resolve(own + "/owner.json").toFile().setLastModified(millis))
        .isTrue();
  }

  /** Both looked for free restarts before either had claimed any. */
  @Test
  void ofTwoRunsThatTakeTheSameRestartsTheLaterOneSeesIt() {
    try (ResultStore.Draft early = draft("early", 0)) {
      claimedAt("early", System.currentTimeMillis() - 60_000);
      try (ResultStore.Draft late = draft("late", 9)) {
        assertThat(late.takenBefore()).isTrue();
        assertThat(early.takenBefore()).isFalse();
      }

      assertThat(store(StudyFixtures.HASH).firstRestart("late")).isEqualTo(10);
      try (ResultStore.Draft late = draft("late", 10)) {
        assertThat(late.takenBefore()).isFalse();
        assertThat(early.takenBefore()).isFalse();
      }
    }
  }

  /** Or no later one is known: then neither may go on. */
  @Test
  void ofTwoClaimsOfOneMomentEachGivesWay() {
    try (ResultStore.Draft one = draft("one", 0);
        ResultStore.Draft two = draft("two", 0)) {
      long now = System.currentTimeMillis();
      claimedAt("one", now);
      claimedAt("two", now);
      assertThat(one.takenBefore()).isTrue();
      assertThat(two.takenBefore()).isTrue();
    }
  }

  @Test
  void restartsThatWerePublishedMeanwhileAreTakenAndARunThatWasBegunKeepsItsOwn()
      throws IOException {
    publish("r0", 3);
    try (ResultStore.Draft draft = draft("two", 2)) {
      assertThat(draft.takenBefore()).isTrue();
    }

    try (ResultStore.Draft draft = draft("three", 3)) {
      assertThat(draft.takenBefore()).isFalse();
    }

    leave("night", deadProcess(), StudyFixtures.HASH, "");
    try (ResultStore.Draft other = draft("other", 25);
        ResultStore.Draft night = draft("night", 20)) {
      claimedAt("other", System.currentTimeMillis() - 60_000);
      assertThat(night.takenBefore()).isFalse();
      assertThat(other.takenBefore()).as("its claim is older").isFalse();
    }
  }

  /** A run without a name of its own that died is gone on with by the same command. */
  @Test
  void aRunWithoutANameThatDiedIsFoundAgain() throws IOException {
    leave("r20", deadProcess(), StudyFixtures.HASH, "");
    assertThat(store(StudyFixtures.HASH).firstRestart("")).isEqualTo(20);
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      String host = spark.sparkContext().getConf().get("spark.driver.host");
      Files.move(
          studyFolder().resolve(".staging-run=r20-" + host + "-" + deadOf("r20")),
          studyFolder().resolve(".staging-run=r20-" + host + "-" + other.pid()));
      Path left = studyFolder().resolve(".staging-run=r20-" + host + "-" + other.pid());
      StagingOwner owner =
          new StagingOwner(
              StudyFixtures.HASH, "run=r20", host, other.pid(), started(other), null, "", 20L, 10L);
      Files.writeString(left.resolve("owner.json"), StudyJson.write(owner));
      assertThat(store(StudyFixtures.HASH).firstRestart("")).as("it lives").isEqualTo(30);
    } finally {
      other.destroyForcibly();
    }
  }

  private String deadOf(String run) throws IOException {
    String prefix = ".staging-run=" + run + "-";
    try (Stream<Path> all = Files.list(studyFolder())) {
      String name =
          all.map(p -> p.getFileName().toString())
              .filter(n -> n.startsWith(prefix))
              .findFirst()
              .orElseThrow();
      return name.substring(name.lastIndexOf('-') + 1);
    }
  }

  @Test
  void aDamagedPartIsNamedAndLeftWhereItIs() throws IOException {
    Path left = leave("r0", deadProcess(), StudyFixtures.HASH, "");
    Path part =
        left.resolve(
            names(left).stream()
                .filter(f -> f.matches(".*/endpoints/[^.][^/]*\\.parquet"))
                .findFirst()
                .orElseThrow());
    Files.write(part, new byte[] {'P', 'A', 'R', '1', 0});

    assertThatExceptionOfType(StudyException.class)
        .isThrownBy(() -> store(StudyFixtures.HASH).draft(StudyFixtures.request("r0")))
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(5))
        .withMessageContaining(part.getFileName() + ": expected a whole file of this job")
        .withMessageContaining("remove it");
    assertThat(names(studyFolder())).anyMatch(n -> n.endsWith(part.getFileName().toString()));
  }

  @Test
  void whatDeadProcessesLeftIsRemovedAndPutBack() throws IOException {
    publish("r0", 3);
    String owner = "-" + spark.sparkContext().getConf().get("spark.driver.host") + "-";
    Path empty = studyFolder().resolve(".staging-run=r7" + owner + deadProcess());
    Files.createDirectories(empty.resolve("parts/endpoints"));
    Path left = leave("r6", deadProcess(), StudyFixtures.HASH, "");
    Files.move(
        studyFolder().resolve("run=r0"),
        studyFolder().resolve(".replaced-run=r0" + owner + deadProcess()));
    try (ResultStore.Draft alive = store(StudyFixtures.HASH).draft(StudyFixtures.request("r8"))) {
      assertThat(store(StudyFixtures.HASH).find("r0")).isPresent();
      assertThat(empty).doesNotExist();
      assertThat(left).as("endpoints wait for their run").exists();
      record(alive, 1);
    }
  }

  @Test
  void aPlaceThatCannotBeWrittenIsFoundAtTheStart() throws IOException {
    Files.writeString(folder.resolve("out dir"), "a file, not a folder");

    assertThatThrownBy(() -> store(StudyFixtures.HASH).draft(StudyFixtures.request("r0")))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("cannot be written")
        .hasMessageContaining("choose another folder with --output")
        .extracting(e -> ((StudyException) e).exitCode())
        .isEqualTo(4);
  }
}

package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.minimacensus.BriefJvm;

/**
 * Runs whose process is killed, and two of one id at once: what is published has the bits of a run
 * that nothing happened to, and restarts that were recorded are not run again.
 */
@Timeout(3600)
class KilledRunIT {
  private static final int RESTARTS = 96;

  /** Of a job's process. */
  private static final int SLOTS = 2;

  private static final String ID = "night";

  /** The moments are drawn: the profile nightly has more of them. */
  private static final int KILLS = Integer.getInteger("minima.kills", 2);

  private static final long SEED = Long.getLong("minima.kills.seed", 20261130);

  @TempDir static Path folder;
  private static Map<String, String> undisturbed;
  private static long millis;

  /** When a process is killed. */
  private enum Moment {
    /** At any time of a run. */
    ANY,
    /** When it has recorded something. */
    RECORDED,
    /** When it is writing what it publishes. */
    PUBLISHING
  }

  @BeforeAll
  static void runUndisturbed() throws IOException, InterruptedException {
    SineFiles.write(
        folder,
        """
        objectives = [plain]
        restarts { count = %s }
        output { traces = [0, 50] }
        """
            .formatted(RESTARTS));
    long start = System.nanoTime();
    JobProcess.Ended ended = start("undisturbed", 0).end();
    millis = (System.nanoTime() - start) / 1_000_000;
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(TaskWitness.tasks(witness("undisturbed", 0)).ended())
        .hasSizeGreaterThanOrEqualTo(8 * SLOTS);
    undisturbed = bits("undisturbed");
    assertThat(undisturbed).as("five tables and the summary").hasSizeGreaterThanOrEqualTo(6);
  }

  private static Path witness(String output, int process) {
    return folder.resolve(output + "-witness-" + process);
  }

  private static JobProcess start(String output, int process) throws IOException {
    List<String> options = new ArrayList<>(BriefJvm.SCALAR);
    options.addAll(TaskWitness.options(witness(output, process)));
    return JobProcess.start(
        Files.createTempFile(folder, "log", ""),
        options,
        "run",
        folder.resolve("sine.conf").toString(),
        "--run-id",
        ID,
        "--output",
        folder.resolve(output).toString());
  }

  private static Map<String, String> bits(String output) throws IOException {
    return StoredRunFiles.bits(StoredRunFiles.run(folder.resolve(output), ID));
  }

  /** Files of a folder of results; those that vanish meanwhile may be missing. */
  private static List<String> files(String output) throws IOException {
    Path below = folder.resolve(output);
    try (Stream<Path> all = Files.walk(below)) {
      return all.map(p -> below.relativize(p).toString()).toList();
    } catch (java.io.UncheckedIOException | java.nio.file.NoSuchFileException e) {
      return List.of();
    }
  }

  private static boolean isPart(String file) {
    return file.matches(".*/[.]staging-run=night-[^/]*/parts/endpoints/[^./][^/]*[.]parquet");
  }

  private static long parts(String output) throws IOException {
    return files(output).stream().filter(KilledRunIT::isPart).count();
  }

  private static boolean published(String output) throws IOException {
    return files(output).stream().anyMatch(f -> f.endsWith("/run=" + ID + "/_manifest.json"));
  }

  private static RecordedRestarts recorded(String output) throws IOException {
    return RecordedRestarts.of(
        files(output).stream()
            .filter(KilledRunIT::isPart)
            .map(file -> folder.resolve(output).resolve(file))
            .toList());
  }

  private static void await(JobProcess process, Moment moment, String output, Random random)
      throws IOException, InterruptedException {
    long before = parts(output);
    long end = System.nanoTime() + 1_000_000L * random.nextInt((int) millis);
    while (process.running()
        && switch (moment) {
          case ANY -> System.nanoTime() < end;
          case RECORDED -> parts(output) <= before;
          case PUBLISHING ->
              files(output).stream().noneMatch(f -> f.matches(".*/[.]staging-[^/]*/result"));
        }) {
      Thread.sleep(2);
    }

    Thread.sleep(moment == Moment.ANY ? 0 : random.nextInt(200));
  }

  @Test
  void aRunKilledAgainAndAgainHasTheBitsOfOneThatWasNot() throws IOException, InterruptedException {
    Random random = new Random(SEED);
    int kill = 0;
    for (int life = 0; kill < KILLS; life++) {
      String output = "killed-" + life;
      RecordedRestarts kept = RecordedRestarts.NONE;
      boolean over = false;
      int process = 0;
      for (; !over && kill < KILLS; process++) {
        Moment moment = Moment.values()[KILLS > 2 ? random.nextInt(3) : 1 + kill];
        JobProcess job = start(output, process);
        await(job, moment, output, random);
        boolean ran = job.running();
        job.kill();
        kill += ran ? 1 : 0;
        over = published(output);
        if (!over) {
          RecordedRestarts now = recorded(output);
          now.requireAllButThoseInFlight(
              kept, RESTARTS, TaskWitness.tasks(witness(output, process)), SLOTS);
          kept = now;
          over = kept.size() == RESTARTS && moment == Moment.PUBLISHING;
        }
      }

      finish(output, process, kept.size());
    }
  }

  /** Runs it to its end, which is that of the undisturbed one. */
  private static void finish(String output, int process, int kept)
      throws IOException, InterruptedException {
    boolean there = published(output);
    JobProcess.Ended ended = start(output, process).end();
    assertThat(ended.code()).as(ended.err()).isZero();
    if (there) {
      assertThat(ended.out()).contains("was there already and was not run again");
    } else if (kept > 0) {
      assertThat(ended.out())
          .contains("goes on: " + kept + " of " + RESTARTS + " restarts are stored");
    }

    int missing = there ? 0 : RESTARTS - kept;
    if (missing > 0) {
      assertThat(ended.err())
          .as("what was recorded is not run again")
          .contains("plain: " + missing + " of " + missing + " restarts ended");
    }

    assertThat(bits(output)).isEqualTo(undisturbed);
    assertThat(Set.copyOf(List.of(folder.resolve(output).toFile().listFiles()[0].list())))
        .as("nothing is left beside the run")
        .isEqualTo(Set.of("run=" + ID));
  }

  /** The first one stands still meanwhile, so that it lives for certain. */
  @Test
  void theSecondOfTwoAtOnceIsRefusedAndTheFirstEndsUnharmed()
      throws IOException, InterruptedException {
    String output = "two";
    JobProcess first = start(output, 0);
    await(first, Moment.RECORDED, output, new Random(SEED));
    first.signal("STOP");
    Set<String> before = new HashSet<>(files(output));
    try {
      assertThat(published(output)).as("the first one is in work").isFalse();
      JobProcess.Ended second = start(output, 1).end();
      assertThat(second.code()).as(second.out() + second.err()).isEqualTo(4);
      assertThat(second.err())
          .contains("run " + ID + " is being written by process " + first.pid())
          .doesNotContain("\tat ");
      assertThat(new HashSet<>(files(output))).isEqualTo(before);
    } finally {
      first.signal("CONT");
    }

    JobProcess.Ended ended = first.end();
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(bits(output)).isEqualTo(undisturbed);
  }
}

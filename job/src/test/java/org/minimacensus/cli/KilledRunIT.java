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
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.minimacensus.cluster.ParquetRows;

/**
 * Runs whose process is killed, and two of one id at once: what is published has the bits of a run
 * that nothing happened to.
 */
@Timeout(3600)
class KilledRunIT {
  private static final int RESTARTS = 96;
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
    JobProcess.Ended ended = start("undisturbed").end();
    millis = (System.nanoTime() - start) / 1_000_000;
    assertThat(ended.code()).as(ended.err()).isZero();
    undisturbed = bits("undisturbed");
    assertThat(undisturbed).as("five tables and the summary").hasSizeGreaterThanOrEqualTo(6);
  }

  private static JobProcess start(String output) throws IOException {
    return JobProcess.start(
        Files.createTempFile(folder, "log", ""),
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

  /** The restarts that a dead process left, each recorded once. */
  private static Set<Long> recorded(String output) throws IOException {
    FileSystem local = FileSystem.getLocal(new Configuration()).getRaw();
    List<Long> all = new ArrayList<>();
    for (String file : files(output).stream().filter(KilledRunIT::isPart).toList()) {
      for (String row :
          ParquetRows.of(
              local, new org.apache.hadoop.fs.Path(folder.resolve(output) + "/" + file))) {
        all.add(Long.valueOf(row.replaceAll("^objective=plain,restart=([0-9]+),.*", "$1")));
      }
    }

    assertThat(all).as("no restart that was recorded was run again").doesNotHaveDuplicates();
    return Set.copyOf(all);
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
      Set<Long> kept = Set.of();
      boolean over = false;
      while (!over && kill < KILLS) {
        Moment moment = Moment.values()[KILLS > 2 ? random.nextInt(3) : 1 + kill];
        JobProcess process = start(output);
        await(process, moment, output, random);
        boolean ran = process.running();
        process.kill();
        kill += ran ? 1 : 0;
        over = published(output);
        if (!over) {
          Set<Long> now = recorded(output);
          assertThat(now).as("kill %d, %s", kill, moment).containsAll(kept);
          kept = now;
          over = kept.size() == RESTARTS && moment == Moment.PUBLISHING;
        }
      }

      finish(output, kept);
    }
  }

  /** Runs it to its end, which is that of the undisturbed one. */
  private static void finish(String output, Set<Long> kept)
      throws IOException, InterruptedException {
    boolean there = published(output);
    JobProcess.Ended ended = start(output).end();
    assertThat(ended.code()).as(ended.err()).isZero();
    if (there) {
      assertThat(ended.out()).contains("was there already and was not run again");
    } else if (!kept.isEmpty()) {
      assertThat(ended.out())
          .contains("goes on: " + kept.size() + " of " + RESTARTS + " restarts are stored");
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
    JobProcess first = start(output);
    await(first, Moment.RECORDED, output, new Random(SEED));
    first.signal("STOP");
    Set<String> before = new HashSet<>(files(output));
    try {
      assertThat(published(output)).as("the first one is in work").isFalse();
      JobProcess.Ended second = start(output).end();
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

package org.minimacensus.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A study that takes some seconds in both modes, so that something can happen meanwhile: twelve
 * shards of a wave in the plane, short searches.
 */
record FaultStudy(Path folder, Path conf, Path data) {
  static final int RESTARTS = 64;
  private static final int ROWS = 3000;

  static FaultStudy write(Path folder) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      double x = (i * 37 % ROWS) * 4.0 / ROWS - 2;
      double y = (i * 101 % ROWS) * 4.0 / ROWS - 2;
      rows.append(x).append(',').append(y).append(',');
      rows.append(StrictMath.sin(2 * x) * StrictMath.cos(y)).append('\n');
    }

    try {
      Path data = Files.writeString(folder.resolve("wave.csv"), rows.toString());
      String text =
          """
          study { name = wave, seed = 5 }
          data { path = "%s", target = [-1], task = regression }
          network { hidden = [2], activation = tanh }
          loss { name = squared }
          regularization { l2 = 0.001 }
          objectives = [plain]
          optimizer { max-iterations = 25 }
          restarts { count = %d }
          execution { live-searches = 64, shards = 12 }
          """;
      Path conf =
          Files.writeString(
              folder.resolve("wave.conf"), String.format(Locale.ROOT, text, data, RESTARTS));
      return new FaultStudy(folder, conf, data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * {@code run} with results in a folder of their own.
   *
   * @param mode as in execution.mode
   * @param settings KEY=VALUE of the conf
   */
  JobRun.Command run(String mode, String output, String... settings) {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of("run", conf.toString(), "--output", output, "--set", "execution.mode=" + mode));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }

    return JobRun.of(folder, arguments.toArray(String[]::new));
  }

  /** A local folder for results. */
  Path output(String name) {
    return folder.resolve(name);
  }

  /** Digests of what a run has published in a local folder. */
  Map<String, String> digests(String output) {
    return StoredFiles.in(output(output)).digests();
  }

  /** Runs it on one thread, where nothing happens, for a table that compares others with it. */
  FaultTable undisturbed() {
    String output = "undisturbed";
    try (JobRun run =
        run("restart-parallel", output(output).toString()).with("--master", "local[1]").run()) {
      assertThat(run.exitCode()).as(run.printed()).isZero();
    }

    return new FaultTable(digests(output));
  }

  /** Waits until a run has written down an endpoint in a local folder. */
  void awaitPart(String output) {
    awaitPart(StoredFiles.in(output(output)));
  }

  /** Waits until a run has written down an endpoint. */
  void awaitPart(StoredFiles output) {
    Processes.await(
        Duration.ofMinutes(4),
        "a part of a run",
        () ->
            output.all().stream()
                .map(Object::toString)
                .anyMatch(f -> f.matches(".*/\\.staging-.*/endpoints/[^./][^/]*\\.parquet")),
        () -> output.all().toString());
  }
}

package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.spark.ParquetRun;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.StudyJson;

/**
 * What the {@code run} command made of a study, in this process on two threads.
 *
 * @param console what it printed
 * @param summary as it was stored
 * @param endpoints as they were stored
 */
public record CommandRun(String console, RunSummary summary, List<Endpoint> endpoints) {
  /**
   * Runs a study and reads its results back.
   *
   * @param output an empty folder
   * @param sets keys of the conf that are overridden
   */
  public static CommandRun of(Path conf, Path output, Map<String, String> sets) {
    List<String> arguments = new ArrayList<>(List.of("run", conf.toString()));
    arguments.addAll(List.of("--output", output.toString()));
    sets.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    InProcess ended = InProcess.execute(arguments.toArray(String[]::new));
    assertThat(ended.code()).as("exit code; %s", ended.err()).isZero();
    try {
      Path run = published(output);
      RunSummary summary =
          StudyJson.read(Files.readString(run.resolve("summary.json")), RunSummary.class);
      // Read where we are: a second Spark takes longer to start than most of these studies.
      ParquetRun stored = ParquetRun.open(new Configuration(), run.toString());
      return new CommandRun(ended.out(), summary, stored.endpoints());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path published(Path output) throws IOException {
    try (Stream<Path> found = Files.walk(output)) {
      return found.filter(p -> p.endsWith("summary.json")).findFirst().orElseThrow().getParent();
    }
  }

  /** The summary of one objective. */
  public RunSummary.ObjectiveSummary objective(String name) {
    return summary.objectives().stream().filter(o -> o.name().equals(name)).findFirst().get();
  }
}

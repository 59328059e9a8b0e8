package org.minimacensus.cli;

import java.util.concurrent.Callable;
import org.minimacensus.spark.SparkJob;
import org.minimacensus.study.compare.CompareSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Holds two stored runs of a study side by side and says what regressed. */
@Command(
    name = "compare",
    description = "holds two stored runs of a study side by side; says what regressed",
    mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      index = "0",
      paramLabel = "BASELINE",
      description = "folder of a stored run (.../run=ID)")
  private String baseline;

  @Parameters(
      index = "1",
      paramLabel = "CANDIDATE",
      description = "folder of the stored run that is held against it")
  private String candidate;

  @Mixin private CompareOptions options;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "folder of the results; default: stored beside the candidate")
  private String output = "";

  CompareCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    CompareSettings settings = options.settings();
    try (SparkJob job = SparkJob.open("compare")) {
      StoredComparison compared =
          StoredComparison.of(job, job.run(baseline), job.run(candidate), settings, output);
      compared.tell(terminal);
      return compared.comparison().exitCode();
    }
  }
}

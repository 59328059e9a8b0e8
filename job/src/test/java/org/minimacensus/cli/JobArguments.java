package org.minimacensus.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.minimacensus.cli.conf.StudyConf;
import picocli.CommandLine;

/**
 * Arguments of the {@code run} command as somebody wrote them down.
 *
 * @param conf the study
 * @param sets overrides of its keys
 * @param runId empty when none is given
 */
public record JobArguments(Path conf, List<String> sets, String runId) {
  /**
   * Parses arguments by the job's own rules.
   *
   * @param arguments {@code run} and what follows
   * @throws CommandLine.ParameterException when the job would refuse them
   */
  public static JobArguments parse(List<String> arguments) {
    if (arguments.isEmpty() || !arguments.get(0).equals("run")) {
      throw new IllegalArgumentException("expected the command run, found " + arguments);
    }

    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true);
    CommandLine line = new CommandLine(new RunCommand(new Terminal(nowhere, nowhere, false)));
    CommandLine.ParseResult parsed =
        line.parseArgs(arguments.subList(1, arguments.size()).toArray(String[]::new));
    List<String> sets = new ArrayList<>(parsed.matchedOptionValue("--set", List.<String>of()));
    String output = parsed.matchedOptionValue("--output", "");
    if (!output.isEmpty()) {
      sets.add("output.path=" + output);
    }

    return new JobArguments(
        Path.of(parsed.matchedPositionalValue(0, "")),
        List.copyOf(sets),
        parsed.matchedOptionValue("--run-id", ""));
  }

  /**
   * The study with the overrides, read from another place than the arguments say.
   *
   * @throws org.minimacensus.study.StudyException when the job would refuse it
   */
  public StudyConf study(Path where) {
    return StudyConf.load(where, sets);
  }
}

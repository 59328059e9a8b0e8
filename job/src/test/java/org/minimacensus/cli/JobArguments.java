package org.minimacensus.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.minimacensus.cli.conf.StudyConf;
import picocli.CommandLine;

/**
 * Arguments of the {@code run} or the {@code nightly} command as somebody wrote them down.
 *
 * @param conf the study
 * @param sets overrides of its keys
 * @param runId of {@code run}; empty when none is given
 * @param asOf of {@code nightly}; empty when none is given
 * @param keep of {@code nightly}
 */
public record JobArguments(Path conf, List<String> sets, String runId, String asOf, int keep) {
  /**
   * Parses arguments by the job's own rules.
   *
   * @param arguments the command and what follows
   * @throws CommandLine.ParameterException when the job would refuse them
   */
  public static JobArguments parse(List<String> arguments) {
    String command = arguments.isEmpty() ? "" : arguments.get(0);
    boolean nightly = command.equals("nightly");
    if (!nightly && !command.equals("run")) {
      throw new IllegalArgumentException("expected the command run or nightly, found " + arguments);
    }

    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true);
    Terminal terminal = new Terminal(nowhere, nowhere, false);
    CommandLine line =
        new CommandLine(nightly ? new NightlyCommand(terminal) : new RunCommand(terminal));
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
        parsed.matchedOptionValue("--run-id", ""),
        parsed.matchedOptionValue("--as-of", ""),
        parsed.matchedOptionValue("--keep", 0));
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

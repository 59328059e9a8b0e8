package org.minimacensus.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.minimacensus.cli.conf.Nearest;
import org.minimacensus.study.ExitCodes;
import org.minimacensus.study.StudyException;
import org.minimacensus.theorem.construct.Constructed;
import org.minimacensus.theorem.construct.Construction;
import org.minimacensus.theorem.construct.ConstructionException;
import org.minimacensus.theorem.construct.ConstructionOption;
import org.minimacensus.theorem.construct.Constructions;
import org.minimacensus.theorem.construct.KnownPoint;
import org.minimacensus.theorem.construct.OptionValues;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes a training set of which something is known, with the facts and a study of it. */
final class GenerateCommand implements Callable<Integer> {
  static final String NAME = "generate";
  private static final String FORCE = "--force";

  private final Construction kind;
  private final Terminal terminal;
  private CommandSpec spec;

  private GenerateCommand(Construction kind, Terminal terminal) {
    this.kind = kind;
    this.terminal = terminal;
  }

  /** The command, with a subcommand for each kind. */
  static CommandLine line(Terminal terminal) {
    CommandLine[] line = new CommandLine[1];
    Runnable bare =
        () -> {
          throw new CommandLine.ParameterException(line[0], "expected a kind, found none");
        };
    CommandSpec spec = CommandSpec.wrapWithoutInspection(bare).name(NAME);
    spec.mixinStandardHelpOptions(true);
    spec.usageMessage()
        .customSynopsis("./submit.sh generate KIND FILE [OPTIONS]")
        .description(
            "Writes a training set of which something is known: FILE (CSV), FILE.json (what is"
                + " known), FILE.conf (a study that runs as it is) and, where points are known,"
                + " FILE.start.csv. 'generate KIND --help' lists the options of a kind.")
        .commandListHeading("%nKinds:%n");
    line[0] = new CommandLine(spec);
    for (Construction kind : Constructions.all()) {
      line[0].addSubcommand(kind.name(), new GenerateCommand(kind, terminal).line());
    }

    return line[0];
  }

  private CommandLine line() {
    spec = CommandSpec.wrapWithoutInspection(this).name(kind.name());
    spec.mixinStandardHelpOptions(true);
    spec.usageMessage()
        .customSynopsis("./submit.sh generate " + kind.name() + " FILE [OPTIONS]")
        .description(kind.summary())
        .footer("%nSource: " + kind.source().replace("%", "%%"));
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .required(true)
            .paramLabel("FILE")
            .type(String.class)
            .description("the training set, a CSV without a header; the other names begin with it")
            .build());
    for (ConstructionOption option : kind.options()) {
      spec.addOption(option(option));
    }

    spec.addOption(
        OptionSpec.builder(FORCE)
            .type(boolean.class)
            .arity("0")
            .description("replace files that are there")
            .build());
    return new CommandLine(spec);
  }

  private static OptionSpec option(ConstructionOption option) {
    String fallback = option.fallback().isEmpty() ? "" : "; default: " + option.fallback();
    OptionSpec.Builder builder =
        OptionSpec.builder(option.name())
            .description((option.description() + fallback).replace("%", "%%"));
    return option.isFlag()
        ? builder.type(Boolean.class).arity("0").negatable(true).build()
        : builder.type(String.class).arity("1").paramLabel(option.label()).build();
  }

  /** What an unknown kind or option is told, with the nearest known one. */
  static Optional<String> fault(CommandLine.ParameterException e) {
    CommandLine at = e.getCommandLine();
    if (!(e instanceof CommandLine.UnmatchedArgumentException unmatched)) {
      return Optional.empty();
    }

    String found = unmatched.getUnmatched().get(0);
    if (at.getCommandName().equals(NAME) && !found.startsWith("-")) {
      List<String> kinds = Constructions.all().stream().map(Construction::name).toList();
      return Optional.of(unknown("a kind", found, kinds, "generate --help lists them"));
    }

    boolean ofKind = at.getParent() != null && at.getParent().getCommandName().equals(NAME);
    if (ofKind && found.startsWith("-")) {
      List<String> options = List.copyOf(at.getCommandSpec().optionsMap().keySet());
      String help = "generate " + at.getCommandName() + " --help lists them";
      return Optional.of(unknown("an option", found.split("=", 2)[0], options, help));
    }

    return Optional.empty();
  }

  private static String unknown(String what, String found, List<String> known, String help) {
    return "expected "
        + what
        + ", found '"
        + found
        + "'; the nearest is "
        + Nearest.key(found, known)
        + "; "
        + help;
  }

  @Override
  public Integer call() {
    String file = spec.positionalParameters().get(0).getValue();
    GeneratedFiles files = new GeneratedFiles(path(file));
    boolean force = Boolean.TRUE.equals(spec.findOption(FORCE).getValue());
    files.require(force);
    OptionValues options = OptionValues.of(kind, given());
    Constructed made = made(options);
    files.write(GeneratedText.of(file, kind, options, made));
    tell(file, made);
    return ExitCodes.FINISHED;
  }

  private static Path path(String file) {
    try {
      return Path.of(file);
    } catch (InvalidPathException e) {
      throw StudyException.conf("FILE: expected a path of this machine, found '" + file + "'");
    }
  }

  private Map<String, String> given() {
    Map<String, String> given = new LinkedHashMap<>();
    for (ConstructionOption option : kind.options()) {
      Object value = spec.findOption(option.name()).getValue();
      if (value != null) {
        given.put(option.name(), value.toString());
      }
    }

    return given;
  }

  private Constructed made(OptionValues options) {
    try {
      return kind.build(options);
    } catch (ConstructionException e) {
      throw StudyException.conf("generate " + kind.name() + ": " + e.getMessage());
    }
  }

  private void tell(String file, Constructed made) {
    terminal
        .out()
        .println(
            file
                + ": "
                + made.problem().inputs().length
                + " rows, "
                + made.problem().inputs()[0].length
                + " inputs; a network of "
                + made.problem().architecture().layout().dimension()
                + " parameters");
    made.known().ifPresent(this::tell);
    terminal.out().println("facts: " + file + GeneratedFiles.FACTS);
    terminal.out().println("study: ./submit.sh run " + file + GeneratedFiles.CONF);
  }

  private void tell(KnownPoint point) {
    String lower = point.lower().map(l -> ", sub-optimal: a point has loss " + l.loss()).orElse("");
    terminal
        .out()
        .println(
            "known: "
                + point.endpointClass()
                + " of loss "
                + point.loss()
                + ", "
                + point.zeroModes()
                + " zero modes"
                + lower);
  }
}

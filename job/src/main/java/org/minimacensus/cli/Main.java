package org.minimacensus.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.minimacensus.study.ExitCodes;
import org.minimacensus.study.StudyException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The job's command line. */
@Command(
    name = "./submit.sh",
    customSynopsis = "./submit.sh COMMAND [ARGUMENTS] [-- SPARK-SUBMIT-OPTIONS]",
    description = {
      "",
      "Trains a small network from many starts, with and without an added exponential",
      "neuron, and counts the distinct local minima that they end on.",
      ""
    },
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Exit codes: 0 finished; 2 usage or conf; 3 data; 4 output; 5 stored run damaged;",
      "10 time or restarts spent; 20 a theorem refuted; 21 regressed; 22 not reproduced,",
      "or not as known; 30 internal error; 130, 143 interrupted"
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
public final class Main implements Runnable {
  /** Those that it has. */
  static final String COMMANDS =
      "run, nightly, plan, explain, report, recount, census, compare, escape, generate,"
          + " selftest and verify-certificates";

  private final CommandLine line;

  private Main(Terminal terminal) {
    line = new CommandLine(this);
    line.addSubcommand("run", new RunCommand(terminal));
    line.addSubcommand("nightly", new NightlyCommand(terminal));
    line.addSubcommand("plan", new PlanCommand(terminal));
    line.addSubcommand("explain", new ExplainCommand(terminal));
    line.addSubcommand("report", new ReportCommand(terminal));
    line.addSubcommand("recount", new RecountCommand(terminal));
    line.addSubcommand("census", new CensusCommand(terminal));
    line.addSubcommand("compare", new CompareCommand(terminal));
    line.addSubcommand("escape", new EscapeCommand(terminal));
    line.addSubcommand(GenerateCommand.NAME, GenerateCommand.line(terminal));
    line.addSubcommand("selftest", new SelftestCommand(terminal));
    line.addSubcommand("verify-certificates", new VerifyCertificatesCommand(terminal));

    line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    CommandLine.IParameterExceptionHandler usual = line.getParameterExceptionHandler();
    line.setParameterExceptionHandler(
        (e, args) ->
            unknownCommand(e, args)
                ? misnamed(args[0], terminal)
                : GenerateCommand.fault(e).isPresent()
                    ? wrong(GenerateCommand.fault(e).get(), terminal)
                    : usual.handleParseException(e, args));
    line.setExecutionExceptionHandler((e, command, parsed) -> report(e, terminal));
  }

  /**
   * Runs a command; ends the process with its exit code unless that is 0, which cluster managers
   * want to see as a return.
   */
  public static void main(String[] args) {
    int code = execute(Terminal.standard(), args);
    if (code != ExitCodes.FINISHED) {
      System.exit(code);
    }
  }

  /** Runs a command and returns its exit code. */
  static int execute(Terminal terminal, String... args) {
    return new Main(terminal).line.execute(args);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(line, "expected a command, found none");
  }

  private boolean unknownCommand(CommandLine.ParameterException e, String[] args) {
    return e instanceof CommandLine.UnmatchedArgumentException
        && e.getCommandLine() == line
        && args.length > 0
        && !args[0].startsWith("-");
  }

  private static int misnamed(String command, Terminal terminal) {
    return wrong(
        "expected a command ("
            + COMMANDS.replace(" and ", " or ")
            + "), found '"
            + command
            + "'; --help shows what each does",
        terminal);
  }

  private static int wrong(String message, Terminal terminal) {
    terminal.err().println(message);
    return ExitCodes.USAGE;
  }

  /** Says what ended a command and returns its exit code. */
  static int report(Exception e, Terminal terminal) {
    if (e instanceof StudyException) {
      terminal.err().println(e.getMessage());
    } else if (javaTooNew(e)) {
      terminal
          .err()
          .println(
              "Java "
                  + Runtime.version().feature()
                  + " is too new for the Hadoop of this Spark, which calls Subject.getSubject, that"
                  + " Java refuses from 23 on; run Spark with Java 17 or 21 (JAVA_HOME)");
    } else {
      LoggerFactory.getLogger(Main.class).error("internal error", e);
      terminal.err().println("internal error: " + e + "; the log has its stack trace");
    }

    return ExitCodes.of(e);
  }

  /** Whether Hadoop asked who the user is in the way that Java 23 and later refuse. */
  private static boolean javaTooNew(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      StackTraceElement[] trace = cause.getStackTrace();
      if (cause instanceof UnsupportedOperationException
          && trace.length > 0
          && trace[0].getClassName().equals("javax.security.auth.Subject")) {
        return true;
      }
    }

    return false;
  }

  /** Answers {@code --version}. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "Minima Census " + CodeVersion.version() + " (" + CodeVersion.commit() + ")"
      };
    }
  }
}

package org.minimacensus.cli;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.minimacensus.cli.conf.StudyConf;
import org.minimacensus.report.NightsPage;
import org.minimacensus.spark.NightFolders;
import org.minimacensus.spark.ParquetRun;
import org.minimacensus.spark.SparkJob;
import org.minimacensus.spark.StopRequest;
import org.minimacensus.spark.WarmKernels;
import org.minimacensus.study.ExitCodes;
import org.minimacensus.study.ResultStore;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.compare.NightsSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A night of a study: runs new restarts, compares them with a baseline, tells of all nights on one
 * page and removes old ones. A night is known by its date, so that the same command goes on with
 * it, or shows it.
 */
@Command(
    name = "nightly",
    description = "runs a night of a study, compares it with a baseline, tells of all nights",
    mixinStandardHelpOptions = true)
final class NightlyCommand implements Callable<Integer> {
  /** Each night takes restarts that no other one had. */
  private static final List<String> DEFAULTS = List.of("restarts.first=auto");

  private final Terminal terminal;

  @Mixin private StudyArguments arguments;

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      description = "which night it is, YYYY-MM-DD; default: today in UTC")
  private String asOf = "";

  @Option(
      names = "--baseline",
      paramLabel = "ID",
      description =
          "id of the run of this study that the night is compared with; default: the last earlier"
              + " night that ended and did not regress")
  private String baseline = "";

  @Option(
      names = "--keep",
      paramLabel = "N",
      description = "removes the runs of all nights but the last N; default: 0, none is removed")
  private int keep;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "folder of the results; overrides output.path")
  private String output = "";

  @Mixin private CompareOptions compare;

  NightlyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    String date = date();
    // Options out of range are told before anything is run.
    compare.settings();
    if (keep < 0) {
      throw StudyException.conf("--keep: expected a number >= 0, found " + keep);
    }

    StudyConf conf =
        arguments.read(output.isEmpty() ? List.of() : List.of("output.path=" + output), DEFAULTS);
    String id = NightFolders.runId(date);
    terminal.out().println("night " + date + (asOf.isEmpty() ? ", today in UTC" : ""));
    RunCommand runs = new RunCommand(terminal);
    StopRequest stop = terminal.stopRequest();
    WarmKernels.startFor(conf.spec().restarts().count(), conf.spec().data().path());
    try (SparkJob job = SparkJob.open(conf.spec().name())) {
      RunCommand.Done done = runs.run(job, conf, id, stop, store -> requireBaseline(store, id));
      runs.tell(done, conf, "nights to come will have it");
      int code = done.summary().exitCode();
      if (ExitCodes.signalled(code)) {
        terminal.out().println("the night is not over: the same command goes on with it");
        return code;
      }

      int compared = tell(job, job.run(done.folder()), date);
      // Nothing is missing where all restarts ended: a regression is told before the spent budget.
      boolean regressed = compared == ExitCodes.REGRESSED && done.summary().budgetSpent();
      return code == ExitCodes.FINISHED || regressed ? compared : code;
    }
  }

  private String date() {
    if (asOf.isEmpty()) {
      return LocalDate.now(ZoneOffset.UTC).toString();
    }

    try {
      // Four digits of the year: the names of nights are in the order of their dates.
      if (asOf.length() == 10) {
        return LocalDate.parse(asOf).toString();
      }
    } catch (DateTimeException e) {
      // Told below.
    }

    throw StudyException.conf("--as-of: expected a date YYYY-MM-DD, found '" + asOf + "'");
  }

  /** Before hours are spent on a night that could not be compared. */
  private void requireBaseline(ResultStore store, String id) {
    boolean itself = baseline.equals(id);
    if (!baseline.isEmpty() && !itself && store.find(baseline).isEmpty()) {
      throw StudyException.conf(
          "--baseline: expected the id of a stored run of this study, found '"
              + baseline
              + "': there is no folder run="
              + baseline
              + " beside its runs");
    }
  }

  /** What is done once the night has run; returns the exit code of the comparison. */
  private int tell(SparkJob job, ParquetRun tonight, String date) {
    NightFolders folders = job.nights(tonight);
    ComparedNight compared =
        ComparedNight.of(
            job, folders, tonight, new ComparedNight.Asked(date, baseline, compare), terminal);
    NightsSummary nights = folders.known().with(compared.night());
    terminal.out().println("nights: " + folders.publish(nights, NightsPage.of(nights)));
    remove(folders, compared.against());
    return compared.exitCode();
  }

  private void remove(NightFolders folders, Optional<String> against) {
    if (keep > 0) {
      Set<String> staying = new HashSet<>();
      against.ifPresent(staying::add);
      List<String> removed = new ArrayList<>(folders.removeOld(keep, staying));
      terminal
          .out()
          .println(
              removed.isEmpty()
                  ? "removed: nothing; the last " + keep + " nights stay"
                  : "removed: " + String.join(", ", removed));
    }
  }
}

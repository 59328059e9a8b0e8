package org.minimacensus.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.minimacensus.cli.conf.StudyConf;
import org.minimacensus.spark.RemoteConf;
import org.minimacensus.spark.SparkJob;
import org.minimacensus.spark.StopRequest;
import org.minimacensus.study.ExitCodes;
import org.minimacensus.study.Figures;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.pictures.RunPageMaker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the studies whose results are known, and prints found against known. */
@Command(
    name = "selftest",
    description = "runs the studies of the papers' claims and prints found against known",
    mixinStandardHelpOptions = true)
final class SelftestCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "LIST",
      description = "file that lists studies with what is known of them")
  private String list = "conf/papers/known.conf";

  @Option(
      names = "--only",
      paramLabel = "TEXT",
      description = "runs the studies whose file names contain it; may be repeated")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "folder of the results; studies that are there are not run again")
  private String output = "out/selftest";

  SelftestCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<KnownStudy> studies =
        KnownStudies.read(RemoteConf.local(list)).stream()
            .filter(s -> only.isEmpty() || only.stream().anyMatch(s.conf()::contains))
            .toList();
    if (studies.isEmpty()) {
      throw StudyException.conf(
          "--only: expected a part of a file name listed in " + list + ", found " + only);
    }

    StopRequest stop = terminal.stopRequest();
    TextTable table = new TextTable(1, 2, 3);
    table.row("study", "what", "known", "found", "", "endpoints", "time");
    int wrong = 0;
    int all = 0;
    try (SparkJob job = SparkJob.open("selftest")) {
      for (KnownStudy study : studies) {
        terminal.err().println("running " + study.conf());
        StudyConf conf =
            StudyConf.load(RemoteConf.local(study.path()), List.of("output.path=" + output));
        RunSummary summary = run(job, conf, stop);
        for (KnownStudy.Check check : study.checks(summary)) {
          all++;
          wrong += check.holds() ? 0 : 1;
          table.row(
              study.conf(),
              check.what(),
              check.known(),
              check.found(),
              check.holds() ? "ok" : "MISMATCH",
              check.endpoints(),
              Figures.time(summary.throughput().seconds()));
        }

        if (ExitCodes.unfinished(summary.exitCode())) {
          terminal.out().print(table.text());
          return summary.exitCode();
        }
      }
    }

    terminal.out().print(table.text());
    terminal
        .out()
        .println(
            (all - wrong)
                + " of "
                + all
                + " as known, over "
                + studies.size()
                + (studies.size() == 1 ? " study" : " studies")
                + "; results: "
                + output);
    return wrong == 0 ? ExitCodes.FINISHED : ExitCodes.MISMATCH;
  }

  private RunSummary run(SparkJob job, StudyConf conf, StopRequest stop) {
    return new RunCommand(terminal.withoutResults(), RunPageMaker.NONE)
        .run(job, conf, "", stop)
        .summary();
  }
}

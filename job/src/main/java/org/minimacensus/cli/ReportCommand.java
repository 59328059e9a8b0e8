package org.minimacensus.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.minimacensus.cli.conf.StudyConf;
import org.minimacensus.report.RunPage;
import org.minimacensus.spark.ParquetRun;
import org.minimacensus.spark.SparkJob;
import org.minimacensus.study.ExitCodes;
import org.minimacensus.study.pictures.RunPictures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes the page of a stored run again, with what was stored beside the run since. */
@Command(
    name = "report",
    description = "makes the page of a stored run again, with recounts and comparisons since",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "RUN", description = "folder of a stored run (.../run=ID)")
  private String run;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "folder of the results; default: the page is stored beside the run")
  private String output = "";

  ReportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (SparkJob job = SparkJob.open("report")) {
      ParquetRun stored = job.run(run);
      StudyConf conf = StoredStudy.conf(stored.provenance(), List.of());
      RunPictures pictures = stored.pictures(conf.spec().census());
      String page = RunPage.of(stored.summary(), stored.provenance(), pictures);
      terminal.out().println("report: " + job.storeReport(stored, page, output));
      return ExitCodes.FINISHED;
    }
  }
}

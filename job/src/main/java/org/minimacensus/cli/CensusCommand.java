package org.minimacensus.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.minimacensus.cli.conf.StudyConf;
import org.minimacensus.spark.CensusFolder;
import org.minimacensus.spark.ParquetMergedRuns;
import org.minimacensus.spark.ParquetRun;
import org.minimacensus.spark.ShardedTrainingSet;
import org.minimacensus.spark.SparkJob;
import org.minimacensus.spark.StudyFolder;
import org.minimacensus.study.CensusSummary;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.StudyCensus;
import org.minimacensus.study.StudyPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Counts all stored runs of a study together. */
@Command(
    name = "census",
    description = "the study so far: all its stored runs counted together; no training",
    mixinStandardHelpOptions = true)
final class CensusCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "STUDY", description = "folder of a study (.../study=NAME-HASH8)")
  private String study;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "folder of the results; default: the census is stored beside the runs")
  private String output = "";

  CensusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (SparkJob job = SparkJob.open("census")) {
      StudyFolder runs = job.study(study);
      try (CensusFolder folder = job.censusFolder(runs, "schema " + CensusSummary.SCHEMA, output)) {
        Optional<CensusSummary> found = folder.find();
        found.ifPresent(this::tell);
        CensusSummary census = found.orElseGet(() -> counted(job, runs, folder));
        terminal.out().println("results: " + folder.path());
        if (found.isPresent()) {
          terminal.out().println("this census was there already and was not counted again");
        }

        return census.count().exitCode();
      }
    }
  }

  private void tell(CensusSummary census) {
    terminal.out().print(CensusReport.text(census));
  }

  private CensusSummary counted(SparkJob job, StudyFolder study, CensusFolder folder) {
    folder.prepare();
    // The data are most likely to be where the last run found them.
    ParquetRun last = study.runs().get(study.runs().size() - 1);
    StudyConf conf = StoredStudy.conf(last.provenance(), List.of());
    ShardedTrainingSet data = StudyPlans.data(job, conf);
    StudyPlan plan = StoredStudy.plan(job, conf, data, last.provenance());
    Provenance.Code code = CodeVersion.code();
    try (ParquetMergedRuns runs = job.merged(study, plan)) {
      CensusSummary census =
          new StudyCensus(
                  plan, ExecutionPlans.answering(job, plan, data, plan.spec().name() + ", census"))
              .count(runs, code);
      tell(census);
      folder.publish(census, runs);
      return census;
    }
  }
}

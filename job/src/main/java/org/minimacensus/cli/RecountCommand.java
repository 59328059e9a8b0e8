package org.minimacensus.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.minimacensus.cli.conf.StudyConf;
import org.minimacensus.spark.ParquetRun;
import org.minimacensus.spark.RecordFolder;
import org.minimacensus.spark.ShardedTrainingSet;
import org.minimacensus.spark.SparkJob;
import org.minimacensus.study.ExitCodes;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.RecountSummary;
import org.minimacensus.study.Recounter;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyPlan;
import org.minimacensus.study.StudySpec;
import org.minimacensus.study.ToleranceSweep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Counts the endpoints of a stored run again, under other tolerances and over ten decades. */
@Command(
    name = "recount",
    description = "counts stored endpoints again, under other tolerances; no training",
    mixinStandardHelpOptions = true)
final class RecountCommand implements Callable<Integer> {
  private static final String BLOCK = "census.";

  private final Terminal terminal;

  @Parameters(paramLabel = "RUN", description = "folder of a stored run (.../run=ID)")
  private String run;

  @Option(
      names = "--set",
      paramLabel = "census.KEY=VALUE",
      description = "tolerance to count under; default: that of the run; may be repeated")
  private List<String> sets = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "folder of the results; default: the recount is stored beside the run")
  private String output = "";

  RecountCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    for (String set : sets) {
      checkBlock(set);
    }

    try (SparkJob job = SparkJob.open("recount")) {
      ParquetRun stored = job.run(run);
      StudySpec.CensusSpec census = StoredStudy.conf(stored.provenance(), sets).spec().census();
      try (RecordFolder<RecountSummary> folder = job.recountFolder(stored, key(census), output)) {
        Optional<RecountSummary> found = folder.find();
        RecountSummary recount = found.orElseGet(() -> counted(job, stored, census, folder));
        terminal.out().print(RecountReport.text(recount));
        if (found.isEmpty()) {
          folder.publish(recount);
        }

        terminal.out().println("results: " + folder.path());
        if (found.isPresent()) {
          terminal.out().println("this recount was there already and was not counted again");
        }

        return ExitCodes.FINISHED;
      }
    }
  }

  private static void checkBlock(String set) {
    if (!set.strip().startsWith(BLOCK)) {
      throw StudyException.conf(
          "--set "
              + set
              + ": expected a key of the block census, such as census.value-tolerance; what was"
              + " run cannot be changed any more");
    }
  }

  /** What a recount of a run depends on. */
  private static String key(StudySpec.CensusSpec census) {
    return "schema " + RecountSummary.SCHEMA + ", " + census + ", " + ToleranceSweep.DECADES;
  }

  private RecountSummary counted(
      SparkJob job,
      ParquetRun stored,
      StudySpec.CensusSpec census,
      RecordFolder<RecountSummary> folder) {
    folder.prepare();
    StudyConf conf = StoredStudy.conf(stored.provenance(), List.of());
    ShardedTrainingSet data = StudyPlans.data(job, conf);
    StudyPlan plan = StoredStudy.plan(job, conf, data, stored.provenance());
    Provenance.Code code = CodeVersion.code();
    return new Recounter(plan, stored, job.endpoints(stored, plan)).count(census, code, this::tell);
  }

  private void tell(int done, int all) {
    if (terminal.interactive()) {
      terminal.err().print("\rcounted under " + done + " of " + all + " tolerances ");
      terminal.err().print(done == all ? "\n" : "");
      terminal.err().flush();
    }
  }
}

package org.minimacensus.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.cli.conf.StudyConf;
import org.minimacensus.optimize.StepListener;
import org.minimacensus.spark.EndpointComparison;
import org.minimacensus.spark.ParquetRun;
import org.minimacensus.spark.ShardedTrainingSet;
import org.minimacensus.spark.SparkJob;
import org.minimacensus.study.EvaluatorFactory;
import org.minimacensus.study.ExitCodes;
import org.minimacensus.study.RestartJob;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyPlan;
import org.minimacensus.study.TraceRecorder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Derives one restart anew on this machine and checks that it gives the stored bits. */
@Command(
    name = "explain",
    description = "derives one restart anew: its path, its certificate, its minimum",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  /** Steps of a search that are shown; of a longer one those at its two ends and a few between. */
  private static final int SHOWN_STEPS = 24;

  private final Terminal terminal;

  @Parameters(paramLabel = "RUN", description = "folder of a stored run (.../run=ID)")
  private String run;

  @Option(
      names = "--objective",
      paramLabel = "NAME",
      required = true,
      description = "such as plain")
  private String objective;

  @Option(
      names = "--restart",
      paramLabel = "N",
      required = true,
      description = "index of the restart")
  private long restart;

  ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (SparkJob job = SparkJob.open("explain")) {
      ParquetRun stored = job.run(run);
      ParquetRun.StoredEndpoint endpoint = find(stored);
      StudyConf conf = StoredStudy.conf(stored.provenance(), List.of());
      ShardedTrainingSet data = StudyPlans.data(job, conf);
      StudyPlan plan = StoredStudy.plan(job, conf, data, stored.provenance());
      int index = plan.job().objectives().indexOf(objective);
      TraceRecorder path =
          new TraceRecorder(plan.objectives().get(index), restart, StepListener.NONE);
      Endpoint found = worker(plan, data).run(index, restart, path).endpoint();
      terminal
          .out()
          .print(ExplainReport.text(path.steps(), found, endpoint.minimumId(), SHOWN_STEPS));
      Optional<String> difference = EndpointComparison.firstDifference(endpoint.endpoint(), found);
      terminal.out().println("reproduced: " + difference.map(d -> "no, " + d).orElse("yes"));
      return difference.isEmpty() ? ExitCodes.FINISHED : ExitCodes.MISMATCH;
    }
  }

  private static RestartJob.Worker worker(StudyPlan plan, ShardedTrainingSet data) {
    return plan.job().worker(EvaluatorFactory.local(data.collect()));
  }

  private ParquetRun.StoredEndpoint find(ParquetRun stored) {
    return stored
        .endpoint(objective, restart)
        .orElseThrow(
            () ->
                StudyException.conf(
                    "the run has no restart "
                        + restart
                        + " of the objective '"
                        + objective
                        + "'; it has the objectives "
                        + stored.summary().objectives().stream().map(o -> o.name()).toList()
                        + " and restarts from "
                        + stored.summary().firstRestart()
                        + " on, "
                        + stored.summary().plannedRestarts()
                        + " planned"));
  }
}

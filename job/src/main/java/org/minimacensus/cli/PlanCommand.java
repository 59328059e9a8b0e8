package org.minimacensus.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.minimacensus.cli.conf.StudyConf;
import org.minimacensus.data.DataShard;
import org.minimacensus.data.Dataset;
import org.minimacensus.numeric.KernelProvider;
import org.minimacensus.objective.Objective;
import org.minimacensus.spark.SparkJob;
import org.minimacensus.study.Calibration;
import org.minimacensus.study.EvaluatorFactory;
import org.minimacensus.study.LocalTrainingData;
import org.minimacensus.study.StudyPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks a study and predicts what it takes, without running it. */
@Command(
    name = "plan",
    description = "checks conf and data, predicts memory and time; runs nothing",
    mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
  /** L-BFGS with a Newton polish took 700 to 1800 on networks of 30 to 200 parameters. */
  private static final int EVALUATIONS_PER_RESTART = 1000;

  /** The data and their copy in Spark's block store. */
  private static final int DATA_COPIES = 2;

  /** Enough for the compiler to be done with a small network. */
  private static final double CALIBRATION_SECONDS = 2;

  private final Terminal terminal;

  @Mixin private StudyArguments arguments;

  PlanCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    StudyConf conf = arguments.read(List.of());
    terminal.out().println(conf.resolved());
    try (SparkJob job = SparkJob.open(conf.spec().name())) {
      LocalTrainingData data = StudyPlans.data(job, conf);
      StudyPlan plan = StudyPlans.of(job, conf, data);
      terminal.out().print(text(plan, data.dataset(), job.slots()));
    }

    return ExitCodes.FINISHED;
  }

  private static String text(StudyPlan plan, Dataset d, int slots) {
    TextTable table = new TextTable(1);
    table.row("study", plan.spec().name() + ", hash " + plan.shortHash());
    table.row(
        "data",
        Figures.plural(d.rows(), "row")
            + ", "
            + Figures.plural(d.features(), "feature")
            + ", "
            + Figures.plural(d.outputs(), "output")
            + ", "
            + Figures.plural(d.shards().size(), "shard"));
    for (Objective o : plan.objectives()) {
      table.row(o.name(), Figures.plural(o.dimension(), "parameter"));
    }

    table.row("restarts", plan.spec().restarts().count() + " of each objective");
    table.row("mode", mode(plan, d));
    table.row("memory", memory(plan, d, slots));
    table.row("kernels", KernelProvider.kernels().name() + ": " + KernelProvider.reason());
    time(plan, d, slots, table);
    StringBuilder out = new StringBuilder(table.text());
    d.description().observations().forEach(o -> out.append("note: ").append(o).append('\n'));
    return out.toString();
  }

  private static double dataBytes(Dataset dataset) {
    double cells = 0;
    for (DataShard s : dataset.shards()) {
      cells += (double) s.paddedRows() * (s.features().numCols() + s.targets().numCols());
    }

    return cells * Double.BYTES;
  }

  private static String mode(StudyPlan plan, Dataset dataset) {
    String why =
        plan.spec().execution().mode().equals("auto")
            ? "the data ("
                + Figures.bytes(dataBytes(dataset))
                + ") fit every executor, so"
                + " whole restarts are distributed"
            : "execution.mode says so";
    return "restart-parallel: " + why;
  }

  private static String memory(StudyPlan plan, Dataset dataset, int slots) {
    double data = dataBytes(dataset);
    double rows = dataset.shards().stream().mapToInt(DataShard::paddedRows).max().orElse(0);
    double units = plan.objectives().get(0).architecture().hidden().stream().mapToInt(w -> w).sum();
    double scratch = 0;
    double endpoints = 0;
    for (Objective o : plan.objectives()) {
      double p = o.dimension();
      // A Hessian, its decomposition and the activations of one shard with their derivatives.
      scratch += Double.BYTES * (4 * p * p + 8 * rows * (units + 2.0 * dataset.outputs()));
      // Parameters, their error bounds and the evidence.
      endpoints += plan.spec().restarts().count() * (1500 + 4 * Double.BYTES * p);
    }

    return "executor "
        + Figures.bytes(DATA_COPIES * data)
        + " for the data and "
        + Figures.bytes(scratch)
        + " a slot; driver "
        + Figures.bytes(DATA_COPIES * data + endpoints)
        + " for data and endpoints; "
        + Figures.plural(slots, "slot")
        + " in this Spark";
  }

  private static void time(StudyPlan plan, Dataset dataset, int slots, TextTable table) {
    long first = plan.spec().restarts().first().index();
    List<Double> seconds =
        new Calibration(StudyPlans::seconds)
            .secondsPerGradient(
                plan.job(), EvaluatorFactory.local(dataset), first, CALIBRATION_SECONDS);
    double total = 0;
    StringBuilder gradients = new StringBuilder();
    for (int o = 0; o < seconds.size(); o++) {
      total += seconds.get(o) * EVALUATIONS_PER_RESTART * plan.spec().restarts().count() / slots;
      gradients.append(o == 0 ? "" : ", ").append(plan.objectives().get(o).name()).append(' ');
      gradients.append(Figures.rate(seconds.get(o) * 1e6)).append(" us");
    }

    table.row("gradient", gradients + " on one core of this machine");
    table.row(
        "time",
        "about "
            + Figures.time(total)
            + " of restarts, if a restart takes "
            + EVALUATIONS_PER_RESTART
            + " gradients (hard ones take several times as many)");
  }
}

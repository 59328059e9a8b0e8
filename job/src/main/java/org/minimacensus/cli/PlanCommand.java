package org.minimacensus.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.minimacensus.cli.conf.StudyConf;
import org.minimacensus.data.TrainingFacts;
import org.minimacensus.numeric.KernelProvider;
import org.minimacensus.objective.Objective;
import org.minimacensus.spark.SparkJob;
import org.minimacensus.study.Calibration;
import org.minimacensus.study.EvaluatorFactory;
import org.minimacensus.study.ExecutionPlan;
import org.minimacensus.study.ExitCodes;
import org.minimacensus.study.Figures;
import org.minimacensus.study.MemoryModel;
import org.minimacensus.study.Resources;
import org.minimacensus.study.RunWords;
import org.minimacensus.study.SearchCosts;
import org.minimacensus.study.StepOverheads;
import org.minimacensus.study.StudyPlan;
import org.minimacensus.study.StudySpec;
import org.minimacensus.study.TrainingData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks a study and predicts what it takes, without running it. */
@Command(
    name = "plan",
    description = "checks conf and data, predicts memory and time; runs nothing",
    mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
  /** Per objective, for the time of a gradient. */
  private static final double GRADIENT_SECONDS = 1;

  private final Terminal terminal;

  @Mixin private StudyArguments arguments;

  PlanCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    StudyConf conf = arguments.read(List.of());
    terminal.out().println(conf.shown());
    try (SparkJob job = SparkJob.open(conf.spec().name())) {
      TrainingData data = StudyPlans.data(job, conf);
      StudyPlan plan = StudyPlans.of(job, conf, data);
      long first = plan.spec().restarts().first().index();
      long count = plan.spec().restarts().count();
      plan.job().require(first, count);
      ExecutionPlans.Planned planned =
          ExecutionPlans.of(job, plan, first, count, ExecutionPlans.THOROUGH);
      terminal.out().print(text(plan, planned));
    }

    return ExitCodes.FINISHED;
  }

  private static String text(StudyPlan plan, ExecutionPlans.Planned planned) {
    ExecutionPlan execution = planned.plan();
    TextTable table = new TextTable(1);
    sizes(plan, planned, table);
    table.row("mode", execution.mode().label() + ": " + execution.reason());
    if (execution.mode() == ExecutionPlan.Mode.DATA_PARALLEL) {
      table.row("live searches", liveSearches(execution));
    }

    memory(planned, table);
    calibration(plan, planned, table);
    table.row("time", time(execution.seconds()));
    StringBuilder out = new StringBuilder(table.text());
    for (String note : execution.notes()) {
      out.append("note: ").append(note).append('\n');
    }

    for (String o : plan.data().facts().description().observations()) {
      out.append("note: ").append(o).append('\n');
    }

    return out.toString();
  }

  private static void sizes(StudyPlan plan, ExecutionPlans.Planned planned, TextTable table) {
    TrainingFacts facts = plan.data().facts();
    table.row("study", plan.spec().name() + ", hash " + plan.shortHash());
    table.row("data", facts.rows() == 0 ? population(facts) : rows(facts, planned));
    for (Objective o : plan.objectives()) {
      table.row(o.name(), Figures.plural(o.dimension(), "parameter"));
    }

    long count = plan.spec().restarts().count();
    StudySpec.StoppingSpec stopping = plan.spec().restarts().stopping();
    String most = stopping.asked().isPresent() ? "at most " : "";
    table.row("restarts", most + count + " of each objective");
    stopping.asked().ifPresent(r -> table.row("stopping", StoppingText.plan(r, stopping, count)));
    Resources r = planned.resources();
    table.row(
        "Spark",
        r.oneProcess()
            ? "one process with " + Figures.plural(r.cores(), "slot")
            : Figures.plural(r.executors(), "executor")
                + " with "
                + Figures.plural(r.coresPerExecutor(), "slot")
                + (r.executors() > 1 ? " each" : ""));
  }

  private static String population(TrainingFacts facts) {
    return RunWords.population(facts.features());
  }

  private static String rows(TrainingFacts facts, ExecutionPlans.Planned planned) {
    return Figures.plural(facts.rows(), "row")
        + ", "
        + Figures.plural(facts.features(), "feature")
        + ", "
        + Figures.plural(facts.outputs(), "output")
        + "; "
        + Figures.bytes(planned.size().dataBytes())
        + " in "
        + Figures.plural(facts.shards(), "shard");
  }

  private static String liveSearches(ExecutionPlan execution) {
    return execution.liveSearches()
        + " of all objectives together; "
        + Figures.percent(execution.overheadShare())
        + " of a step is not spent on rows";
  }

  private static void memory(ExecutionPlans.Planned planned, TextTable table) {
    MemoryModel.Memory memory = planned.plan().memory();
    if (planned.resources().oneProcess()) {
      table.row("memory", heap(memory.executor(), planned.resources().executorHeap()));
      return;
    }

    table.row("executor memory", heap(memory.executor(), planned.resources().executorHeap()));
    table.row("driver memory", heap(memory.driver(), planned.resources().driverHeap()));
  }

  private static String heap(List<MemoryModel.Part> parts, long heap) {
    long bytes = 0;
    StringBuilder words = new StringBuilder();
    for (MemoryModel.Part part : parts) {
      bytes += part.bytes();
      words.append(words.isEmpty() ? "" : ", ");
      words.append(part.name()).append(' ').append(Figures.bytes(part.bytes()));
    }

    return Figures.bytes(bytes) + " of a heap of " + Figures.bytes(heap) + ": " + words;
  }

  private static void calibration(StudyPlan plan, ExecutionPlans.Planned planned, TextTable table) {
    table.row("kernels", KernelProvider.kernels().name() + ": " + KernelProvider.reason());
    table.row("gradient", gradients(plan, planned));
    SearchCosts s = planned.searches();
    table.row(
        "restart",
        s.probed() == 0
            ? "none ended in time"
            : String.format(
                Locale.ROOT,
                "%.0f evaluations (%d to %d) by %d restarts of each objective, %s ns %s",
                s.questions(),
                s.fewest(),
                s.most(),
                s.probed(),
                Figures.rate(s.secondsPerRow() * 1e9),
                plan.data().facts().rows() == 0 ? "each" : "per row"));
    StepOverheads steps = planned.steps();
    table.row(
        "Spark's share",
        Figures.rate(steps.latency() * 1e3)
            + " ms for an empty step, "
            + Figures.rate(steps.secondsPerTask() * 1e3)
            + " ms a task, "
            + Figures.rate(steps.secondsPerByte() * 1e9)
            + " ns a byte");
  }

  private static String gradients(StudyPlan plan, ExecutionPlans.Planned planned) {
    TrainingFacts facts = plan.data().facts();
    List<Double> seconds =
        new Calibration(Stopwatch::seconds)
            .secondsPerGradient(
                plan.job(),
                EvaluatorFactory.local(facts.sample()),
                plan.spec().restarts().first().index(),
                GRADIENT_SECONDS);
    double scale = (double) planned.size().costlyRows() / Math.max(1, facts.sample().rows());
    StringBuilder words = new StringBuilder();
    for (int o = 0; o < seconds.size(); o++) {
      words.append(o == 0 ? "" : ", ").append(plan.objectives().get(o).name()).append(' ');
      words.append(Figures.rate(scale * seconds.get(o) * 1e6)).append(" us");
    }

    return words + " on one core of this machine" + (scale > 1 ? ", from a sample of rows" : "");
  }

  private static String time(ExecutionPlan.Seconds seconds) {
    return "about "
        + Figures.time(seconds.expected())
        + " of restarts ("
        + Figures.time(seconds.low())
        + " to "
        + Figures.time(seconds.high())
        + ")";
  }
}

package org.minimacensus.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.minimacensus.cli.conf.StudyConf;
import org.minimacensus.report.RunPage;
import org.minimacensus.report.SweepPage;
import org.minimacensus.spark.DataParallelExecutor;
import org.minimacensus.spark.PeakMemory;
import org.minimacensus.spark.RunMetrics;
import org.minimacensus.spark.ShardedTrainingSet;
import org.minimacensus.spark.SparkJob;
import org.minimacensus.spark.StopRequest;
import org.minimacensus.spark.WarmKernels;
import org.minimacensus.study.CostModel;
import org.minimacensus.study.ExecutionPlan;
import org.minimacensus.study.ExecutionSummary;
import org.minimacensus.study.ExitCodes;
import org.minimacensus.study.Figures;
import org.minimacensus.study.Proofs;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.RestartExecutor;
import org.minimacensus.study.RestartSet;
import org.minimacensus.study.ResultStore;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.StoredRun;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyPlan;
import org.minimacensus.study.StudyRunner;
import org.minimacensus.study.SweepSummary;
import org.minimacensus.study.pictures.RunPageMaker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a study, or shows its result when it is there. */
@Command(
    name = "run",
    description = "runs a study; goes on where an interrupted run of the same id stopped",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  /** What helps where the stored run is not what the conf asks for. */
  private static final String ANOTHER =
      "give another --run-id, or --set restarts.first=auto to go on after it";

  private final Terminal terminal;
  private final RunPageMaker page;

  @Mixin private StudyArguments arguments;

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description = "name of the run; default: r and the index of its first restart")
  private String runId = "";

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "folder of the results; overrides output.path")
  private String output = "";

  @Option(
      names = "--sweep",
      paramLabel = "KEY=V1,V2,...",
      description =
          "runs a study for each value of a key and shows them in one table; repeated: for each"
              + " combination")
  private List<String> sweeps = new ArrayList<>();

  RunCommand(Terminal terminal) {
    this(terminal, RunPage::of);
  }

  /**
   * @param page makes the page that is stored with a run
   */
  RunCommand(Terminal terminal, RunPageMaker page) {
    this.terminal = terminal;
    this.page = page;
  }

  @Override
  public Integer call() {
    if (!runId.matches("[A-Za-z0-9._-]*") || runId.startsWith(".")) {
      throw StudyException.conf(
          "--run-id: expected letters, digits, '.', '_' and '-', not beginning with '.', found '"
              + runId
              + "'");
    }

    if (!sweeps.isEmpty()) {
      return sweep(StudySweep.of(sweeps, this::conf));
    }

    StudyConf conf = conf(List.of());
    StopRequest stop = terminal.stopRequest();
    WarmKernels.startFor(conf.spec().restarts().count(), conf.spec().data().path());
    try (SparkJob job = SparkJob.open(conf.spec().name())) {
      Done done = run(job, conf, runId, stop);
      tell(done, conf, ANOTHER);
      return done.summary.exitCode();
    }
  }

  private StudyConf conf(List<String> sets) {
    List<String> all = new ArrayList<>(sets);
    if (!output.isEmpty()) {
      all.add("output.path=" + output);
    }

    return arguments.read(all);
  }

  private int sweep(StudySweep studies) {
    StudyConf first = studies.first();
    StopRequest stop = terminal.stopRequest();
    WarmKernels.startFor(
        studies.size() * first.spec().restarts().count(), first.spec().data().path());
    try (SparkJob job = SparkJob.open(first.spec().name())) {
      SweepSummary sweep = studies.run(job, terminal, runId, stop);
      String folder = job.store(sweep, SweepPage.of(sweep), first.spec().output().path());
      terminal.out().print(SweepReport.text(sweep, folder));
      return sweep.exitCode();
    }
  }

  /**
   * A stored run.
   *
   * @param wasThere whether it was not run now
   */
  record Done(RunSummary summary, String folder, boolean wasThere) {}

  /**
   * Runs a study, or finds it.
   *
   * @param runId empty for the usual one
   */
  Done run(SparkJob job, StudyConf conf, String runId, StopRequest stop) {
    return run(job, conf, runId, stop, store -> {});
  }

  /**
   * The same with a look at what is stored before anything is run.
   *
   * @param before may refuse the run
   */
  Done run(
      SparkJob job, StudyConf conf, String runId, StopRequest stop, Consumer<ResultStore> before) {
    String started = Instant.now().toString();
    double start = Stopwatch.seconds();
    ShardedTrainingSet data = StudyPlans.data(job, conf);
    StudyPlan plan = StudyPlans.of(job, conf, data);
    double dataSeconds = Stopwatch.seconds() - start;
    ResultStore store = job.store(plan);
    before.accept(store);
    Optional<Done> done = Optional.empty();
    while (done.isEmpty()) {
      done = looked(job, conf, runId, stop, new Loaded(plan, data, started, dataSeconds), store);
    }

    return done.get();
  }

  /**
   * A study whose data are read.
   *
   * @param started in ISO 8601
   */
  private record Loaded(
      StudyPlan plan, ShardedTrainingSet data, String started, double dataSeconds) {}

  /**
   * Empty when another process published the run, or took the restarts that were free, before this
   * one could claim it.
   */
  private Optional<Done> looked(
      SparkJob job,
      StudyConf conf,
      String runId,
      StopRequest stop,
      Loaded loaded,
      ResultStore store) {
    StudyPlan plan = loaded.plan;
    boolean auto = plan.spec().restarts().first().auto();
    long first = auto ? store.firstRestart(runId) : plan.spec().restarts().first().index();
    String id = runId.isEmpty() ? "r" + first : runId;
    Optional<StoredRun> stored = store.find(id);
    if (stored.isPresent() && finished(stored.get(), plan)) {
      return Optional.of(new Done(stored.get().summary(), stored.get().folder(), true));
    }

    StudyRunner.Request request =
        stored
            .map(run -> StudyRunner.Request.resume(run, plan.spec().restarts()))
            .orElseGet(() -> new StudyRunner.Request(id, first, plan.spec().restarts().count()));
    plan.job().require(request.first(), request.count());
    try (ResultStore.Draft draft = store.draft(request)) {
      if (!draft.replaced().equals(stored.map(StoredRun::manifestSha256))
          || (auto && draft.takenBefore())) {
        return Optional.empty();
      }

      RestartSet missing = request.restarts().minus(draft.stored());
      Optional<ExecutionPlans.Planned> planned = planned(job, plan, missing);
      // Not before all is found in order: faults of conf, data and output are told in one line.
      terminal.out().println(conf.shown());
      tellStored(request.count() - missing.size(), request.count());
      StudyRunner.TimedResult timed =
          new Restarts(job, plan, loaded.data, planned, stop).run(request, missing, draft);
      Provenance.Timings timings =
          new Provenance.Timings(
              loaded.started,
              Instant.now().toString(),
              loaded.dataSeconds,
              timed.restartSeconds(),
              timed.countSeconds());
      Provenance provenance = HostFacts.provenance(plan, id, job, timings);
      RunSummary summary = timed.summary();
      String folder = draft.publish(summary, provenance, timed.landscape(), timed.proofs(), page);
      return Optional.of(new Done(summary, folder, false));
    }
  }

  /**
   * Whether nothing is left to do: its restarts have ended, and proofs that are asked were tried.
   */
  private static boolean finished(StoredRun run, StudyPlan plan) {
    boolean asked = plan.spec().certify().level().equals(Proofs.INTERVAL);
    return !ExitCodes.unfinished(run.summary().exitCode())
        && (!asked || StoredStudy.level(run.provenance()).equals(Proofs.INTERVAL));
  }

  /** Empty when nothing is left to run. */
  private static Optional<ExecutionPlans.Planned> planned(
      SparkJob job, StudyPlan plan, RestartSet missing) {
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ExecutionPlans.of(
                job, plan, missing.iterator().nextLong(), missing.size(), ExecutionPlans.QUICK));
  }

  private void tellStored(long stored, long planned) {
    if (stored > 0) {
      terminal.out().println("goes on: " + stored + " of " + planned + " restarts are stored");
    }
  }

  /** The part of a run that takes its time. */
  private final class Restarts {
    private final SparkJob job;
    private final StudyPlan plan;
    private final ShardedTrainingSet data;
    private final Optional<ExecutionPlans.Planned> planned;
    private final StopRequest stop;

    Restarts(
        SparkJob job,
        StudyPlan plan,
        ShardedTrainingSet data,
        Optional<ExecutionPlans.Planned> planned,
        StopRequest stop) {
      this.job = job;
      this.plan = plan;
      this.data = data;
      this.planned = planned;
      this.stop = stop;
    }

    StudyRunner.TimedResult run(
        StudyRunner.Request request, RestartSet missing, ResultStore.Draft draft) {
      ProgressLine progress =
          new ProgressLine(
              terminal,
              plan.job().objectives(),
              missing.size(),
              plan.spec().census().valueTolerance(),
              Stopwatch::seconds);
      String description = plan.spec().name() + ", run " + request.runId();
      try (PeakMemory peak = job.peakMemory();
          RunMetrics metrics = job.metrics(shown(missing), Stopwatch::seconds)) {
        RestartExecutor executor = executor(missing, description);
        metrics.searches(executor::liveSearches);
        RestartExecutor.Progress told = RestartExecutor.Progress.both(progress, metrics);
        StudyRunner runner = new StudyRunner(executor, Stopwatch::seconds);
        StudyRunner.TimedResult timed =
            job.telling(progress::refresh, () -> runner.run(plan, request, draft, told));
        return planned.isEmpty() ? timed : timed.with(summary(executor, timed, peak));
      } finally {
        progress.end();
      }
    }

    private RunMetrics.Run shown(RestartSet missing) {
      return new RunMetrics.Run(
          plan.job().objectives().size(), missing.size(), plan.spec().census().valueTolerance());
    }

    /** Nothing missing: whoever runs no restarts. */
    private RestartExecutor executor(RestartSet missing, String description) {
      if (planned.isPresent() && planned.get().plan().mode() == ExecutionPlan.Mode.DATA_PARALLEL) {
        boolean timed = plan.spec().restarts().stopping().maxSeconds() > 0;
        int wanted = timed ? CostModel.MOST_WITH_TIME_LIMIT : CostModel.MOST_LIVE_SEARCHES;
        int most = (int) planned.get().memory().mostLiveSearches(wanted);
        int asked = plan.spec().execution().liveSearches();
        return job.dataParallel(data, asked, most, stop, description);
      }

      return job.restartParallel(
          data.collectAndClose(),
          planned.map(ExecutionPlans.Planned::leastSecondsPerRestart).orElse(0.0),
          stop,
          description + ": " + Figures.plural(missing.size(), "restart"));
    }

    private ExecutionSummary summary(
        RestartExecutor executor, StudyRunner.TimedResult timed, PeakMemory peak) {
      OptionalLong bytes = peak.executorBytes();
      int live = executor instanceof DataParallelExecutor steps ? steps.mostLiveSearches() : 0;
      return ExecutionSummary.of(
          planned.orElseThrow().plan(),
          live,
          new ExecutionSummary.Actual(
              timed.restartSeconds(),
              bytes.isPresent() ? bytes.getAsLong() : null,
              peak.driverBytes(),
              executor.taskTimes().orElse(null)));
    }
  }

  /**
   * Shows a run on the console.
   *
   * @param another what helps where it is not what the conf asks for
   */
  void tell(Done done, StudyConf conf, String another) {
    terminal.out().print(ConsoleReport.text(done.summary, done.folder));
    if (done.wasThere) {
      terminal.out().println("this run was there already and was not run again");
      String other = StoppingText.other(done.summary, conf.spec().restarts());
      if (!other.isEmpty()) {
        terminal.out().println(other + ": " + another);
      }
    }
  }
}

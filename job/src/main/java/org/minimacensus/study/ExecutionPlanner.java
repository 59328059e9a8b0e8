package org.minimacensus.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.minimacensus.study.CostModel.LiveSearches;
import org.minimacensus.study.CostModel.Shape;
import org.minimacensus.study.ExecutionPlan.Mode;
import org.minimacensus.study.MemoryModel.Memory;

/**
 * Chooses how a study is run and predicts what it takes; refuses what cannot fit. First {@link
 * #choose}, which looks at sizes alone, then {@link #plan} with what was measured.
 */
public final class ExecutionPlanner {
  /** Seconds until an executor's compiler is done with the kernels. */
  static final double WARM_UP_SECONDS = 2.5;

  private final StudySize size;
  private final Resources resources;
  private final MemoryModel model;

  /**
   * A mode that fits.
   *
   * @param asked live searches that the conf asks for; 0: chosen by the cost model
   */
  public record Choice(Mode mode, String reason, long asked) {}

  public ExecutionPlanner(StudySize size, Resources resources) {
    this.size = size;
    this.resources = resources;
    this.model = new MemoryModel(size, resources);
  }

  /**
   * The mode: whole restarts on executors when each can hold the training set, steps over its
   * shards otherwise.
   *
   * @throws StudyException (exit code 2) when the mode asked for, or any mode, does not fit
   */
  public Choice choose(StudySpec.ExecutionSpec asked) {
    if (asked.mode().equals(Mode.DATA_PARALLEL.label())) {
      requireDataParallel(asked.liveSearches(), "execution.mode = data-parallel");
      return new Choice(Mode.DATA_PARALLEL, "execution.mode says so", asked.liveSearches());
    }

    Memory whole = model.restartParallel();
    boolean fits = model.fits(whole) && size.dataBytes() <= resources.resultLimit();
    if (asked.mode().equals(Mode.RESTART_PARALLEL.label())) {
      if (!fits) {
        throw StudyException.conf(
            "execution.mode = restart-parallel does not fit: "
                + tooMuchForWhole(whole)
                + "; "
                + remedyForWhole(whole)
                + ", or set execution.mode = data-parallel");
      }

      return new Choice(Mode.RESTART_PARALLEL, "execution.mode says so", 0);
    }

    if (size.rows() == 0) {
      return closedForm(whole, fits);
    }

    if (fits) {
      return new Choice(
          Mode.RESTART_PARALLEL,
          "the training set ("
              + ByteSizes.text(size.dataBytes())
              + ") fits every executor ("
              + ByteSizes.text(whole.executorBytes())
              + " of "
              + ByteSizes.text(model.usableExecutorBytes())
              + (resources.oneProcess() ? "" : driverShare(whole))
              + "), so whole restarts are distributed",
          0);
    }

    requireDataParallel(asked.liveSearches(), "the study");
    return new Choice(
        Mode.DATA_PARALLEL,
        "for whole restarts " + tooMuchForWhole(whole) + ", so the training set is distributed",
        asked.liveSearches());
  }

  private Choice closedForm(Memory whole, boolean fits) {
    if (!fits) {
      throw StudyException.conf(
          "the study does not fit: " + tooMuchForWhole(whole) + "; " + remedyForWhole(whole));
    }

    return new Choice(
        Mode.RESTART_PARALLEL,
        "the loss is a closed form without a training set, so whole restarts are distributed",
        0);
  }

  private String driverShare(Memory whole) {
    return "; driver "
        + ByteSizes.text(whole.driverBytes())
        + " of "
        + ByteSizes.text(model.usableDriverBytes());
  }

  private void requireDataParallel(long asked, String what) {
    Memory least = model.dataParallel(1);
    if (!model.fits(least)) {
      boolean shards = 2 * size.shardBytes() > model.usableExecutorBytes() - MemoryModel.SPARKS_OWN;
      throw StudyException.conf(
          what
              + " does not fit, not even data-parallel with one live search: "
              + tooMuch(least)
              + "; "
              + remedy(least)
              + (shards || size.shards() < 2 * resources.cores()
                  ? ", or more shards (execution.shards, now "
                      + size.shards()
                      + " of "
                      + ByteSizes.text(size.shardBytes())
                      + ")"
                  : ""));
    }

    long searches = Math.min(asked, allSearches());
    Memory all = model.dataParallel(searches);
    if (searches > 0 && !model.fits(all)) {
      throw StudyException.conf(
          "execution.live-searches = "
              + asked
              + " does not fit: "
              + tooMuch(all)
              + "; at most "
              + model.mostLiveSearches(searches)
              + " fit, 0 leaves the number to the job, or "
              + remedy(all));
    }
  }

  /**
   * The plan.
   *
   * @param searches measured on some restarts
   * @param steps measured on this cluster
   */
  public ExecutionPlan plan(Choice choice, SearchCosts searches, StepOverheads steps) {
    CostModel costs =
        new CostModel(
            steps.latency(),
            steps.secondsPerTask(),
            steps.secondsPerByte(),
            searches.secondsPerRow(),
            resources.cores());
    List<String> notes = new ArrayList<>();
    if (searches.probed() == 0) {
      notes.add(
          "no restart ended within the "
              + String.format(Locale.ROOT, "%.1f s", searches.spent())
              + " of calibration: the predicted time is a guess");
    }

    return choice.mode() == Mode.RESTART_PARALLEL
        ? restartParallel(choice, costs, searches, notes)
        : dataParallel(choice, costs, searches, notes);
  }

  private ExecutionPlan restartParallel(
      Choice choice, CostModel costs, SearchCosts searches, List<String> notes) {
    double warmUp =
        resources.oneProcess() ? Math.max(0, WARM_UP_SECONDS - searches.spent()) : WARM_UP_SECONDS;
    ExecutionPlan.Seconds seconds =
        range(
            searches,
            s -> costs.restartParallelSeconds(size.costlyRows(), size.dataBytes(), s, warmUp));
    return new ExecutionPlan(
        choice.mode(), choice.reason(), 0, Double.NaN, model.restartParallel(), seconds, notes);
  }

  private ExecutionPlan dataParallel(
      Choice choice, CostModel costs, SearchCosts searches, List<String> notes) {
    Shape shape = shape();
    LiveSearches live = liveSearches(choice, costs, shape);
    Memory memory = model.dataParallel(live.count());
    noteSteps(live, notes);
    noteShards(memory, notes);
    ExecutionPlan.Seconds seconds =
        range(
            searches,
            s ->
                WARM_UP_SECONDS
                    + costs.dataParallelSeconds(
                        shape, s, perStep(live.count()), resources.driverCores()));
    return new ExecutionPlan(
        choice.mode(), choice.reason(), live.count(), live.overheadShare(), memory, seconds, notes);
  }

  /**
   * Live searches are answered in groups, so that executors work for one while the driver thinks
   * about the other: as many in each group as a step needs.
   */
  private LiveSearches liveSearches(Choice choice, CostModel costs, Shape shape) {
    if (choice.asked() > 0) {
      int count = (int) Math.min(choice.asked(), allSearches());
      return new LiveSearches(
          count, costs.overheadShare(shape, perStep(count)), CostModel.Limit.MAXIMUM);
    }

    long most = CostModel.MOST_LIVE_SEARCHES;
    long memory = model.mostLiveSearches(most + 1);
    LiveSearches one =
        costs.liveSearches(
            shape,
            CostModel.TARGET_OVERHEAD,
            new CostModel.Bounds(groupsOf(memory), groupsOf(allSearches()), groupsOf(most)));
    long count = Math.min((long) one.count() * MemoryModel.GROUPS, Math.min(memory, allSearches()));
    return new LiveSearches((int) Math.max(1, count), one.overheadShare(), one.limit());
  }

  private static long groupsOf(long searches) {
    return (searches + MemoryModel.GROUPS - 1) / MemoryModel.GROUPS;
  }

  private static int perStep(int live) {
    return (int) groupsOf(live);
  }

  private void noteSteps(LiveSearches live, List<String> notes) {
    if (live.overheadShare() <= CostModel.TARGET_OVERHEAD) {
      return;
    }

    String why =
        switch (live.limit()) {
          case MEMORY -> "memory holds no more live searches";
          case RESTARTS -> "there are no more restarts to keep alive";
          case MAXIMUM -> "more live searches are not asked for";
          case TRANSFER -> "points and sums alone take more, however many searches live";
          case OVERHEAD -> "rounding";
        };
    notes.add(
        String.format(
            Locale.ROOT,
            "%.0f %% of a step is not spent on rows (target %.0f %%): %s",
            100 * live.overheadShare(),
            100 * CostModel.TARGET_OVERHEAD,
            why));
  }

  private void noteShards(Memory memory, List<String> notes) {
    if (size.shards() < resources.cores()) {
      notes.add(
          size.shards()
              + " shards keep only "
              + size.shards()
              + " of "
              + resources.cores()
              + " cores busy; more shards (execution.shards) are another study");
    }

    long kept = memory.executor().get(memory.executor().size() - 1).bytes();
    long waiting = model.shareOfShards() - kept;
    if (waiting > 0) {
      notes.add(
          ByteSizes.text(waiting)
              + " of the "
              + ByteSizes.text(model.shareOfShards())
              + " of shards on an executor wait on disk and are read again in every step, which"
              + " the predicted time does not include; more executors or executor memory would"
              + " keep them");
    }
  }

  private Shape shape() {
    return new Shape(
        size.largestDimension(),
        size.rows(),
        Math.min(size.shards(), resources.cores()),
        resources.executors());
  }

  private long allSearches() {
    return Math.multiplyExact(size.restarts(), (long) size.dimensions().size());
  }

  private interface Prediction {
    double seconds(CostModel.Searches searches);
  }

  private ExecutionPlan.Seconds range(SearchCosts s, Prediction prediction) {
    double error = Double.isNaN(s.error()) ? 0 : 2 * s.error();
    double[] seconds = new double[3];
    double[] questions = {s.questions(), Math.max(1, s.questions() - error), s.questions() + error};
    for (int i = 0; i < 3; i++) {
      seconds[i] =
          prediction.seconds(
              new CostModel.Searches(
                  allSearches(), questions[i], Math.max(s.most(), questions[i]), s.ownSeconds()));
    }

    return new ExecutionPlan.Seconds(seconds[0], seconds[1], seconds[2]);
  }

  /** The driver collects the training set before it broadcasts it. */
  private String tooMuchForWhole(Memory whole) {
    if (model.fits(whole)) {
      return "the driver would have to collect "
          + ByteSizes.text(size.dataBytes())
          + " and may collect "
          + ByteSizes.text(resources.resultLimit())
          + " (spark.driver.maxResultSize)";
    }

    return tooMuch(whole);
  }

  private String remedyForWhole(Memory whole) {
    return model.fits(whole)
        ? "raise the limit (-- --conf spark.driver.maxResultSize="
            + ByteSizes.option(size.dataBytes())
            + ")"
        : remedy(whole);
  }

  private String tooMuch(Memory memory) {
    boolean executor = memory.executorBytes() > model.usableExecutorBytes();
    String words =
        executor
            ? needs(
                resources.oneProcess() ? "the one process" : "an executor",
                memory.executor(),
                memory.executorBytes(),
                resources.executorHeap())
            : "";
    if (resources.oneProcess() || memory.driverBytes() <= model.usableDriverBytes()) {
      return words;
    }

    return words
        + (executor ? "; " : "")
        + needs("the driver", memory.driver(), memory.driverBytes(), resources.driverHeap());
  }

  private static String needs(String who, List<MemoryModel.Part> parts, long bytes, long heap) {
    List<String> words = new ArrayList<>();
    for (MemoryModel.Part part : parts) {
      if (part.bytes() > 0) {
        words.add(part.name() + " " + ByteSizes.text(part.bytes()));
      }
    }

    return who
        + " needs "
        + ByteSizes.text(bytes)
        + " ("
        + String.join(", ", words)
        + ") and has "
        + ByteSizes.text(MemoryModel.USABLE * heap)
        + " of its heap of "
        + ByteSizes.text(heap);
  }

  /** Options of spark-submit under which this would fit. */
  private String remedy(Memory memory) {
    boolean driver = memory.driverBytes() > model.usableDriverBytes();
    boolean executor = memory.executorBytes() > model.usableExecutorBytes();
    List<String> options = new ArrayList<>();
    if (executor && !resources.oneProcess()) {
      options.add(
          "--executor-memory " + ByteSizes.option(memory.executorBytes() / MemoryModel.USABLE));
    }

    if (driver) {
      options.add("--driver-memory " + ByteSizes.option(memory.driverBytes() / MemoryModel.USABLE));
    }

    return "give more memory (-- "
        + String.join(" ", options)
        + ")"
        + (size.traced() > 0 ? ", or trace fewer restarts (output.traces)" : "");
  }
}

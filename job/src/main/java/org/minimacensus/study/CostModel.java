package org.minimacensus.study;

/**
 * Seconds that steps and jobs take on a cluster, from measured constants. Pure arithmetic; the
 * formulas, the constants of some machines and how well they hold are in
 * docs/performance/scaling.md.
 *
 * @param latency L: seconds of an empty step, the time from asking to answering when there is
 *     nothing to compute and next to nothing to send
 * @param secondsPerTask s: what every task of a step adds to that on the driver
 * @param secondsPerByte kappa: per byte of points sent out, their sums coming back included
 * @param secondsPerRow tau: per row and question on one core
 * @param cores C: tasks that run at the same time
 */
public record CostModel(
    double latency, double secondsPerTask, double secondsPerByte, double secondsPerRow, int cores) {
  /** Share of a step that may be spent on other things than rows. */
  public static final double TARGET_OVERHEAD = 0.1;

  /**
   * More searches than this are not kept alive unless asked for: they end at about the same time,
   * and are lost together.
   */
  public static final int MOST_LIVE_SEARCHES = 1 << 17;

  /** The same of studies with a limit of time, after which what lives runs to its end. */
  public static final int MOST_WITH_TIME_LIMIT = 1 << 10;

  /** Certificates that run at the same time: each has a thread on the driver. */
  public static final int MOST_CERTIFICATES = 1024;

  public CostModel {
    if (!(latency >= 0 && secondsPerTask >= 0 && secondsPerByte >= 0 && secondsPerRow > 0)
        || cores < 1) {
      throw new IllegalArgumentException(
          "a cost model needs times >= 0, a time per row > 0 and at least 1 core, found latency "
              + latency
              + ", seconds per task "
              + secondsPerTask
              + ", per byte "
              + secondsPerByte
              + ", per row "
              + secondsPerRow
              + ", cores "
              + cores);
    }
  }

  /**
   * What a data-parallel step is made of, apart from the number of searches.
   *
   * @param parameters P of a search
   * @param rows n of the training set
   * @param tasks into which a step is divided
   * @param executors E between which sums travel
   */
  public record Shape(int parameters, long rows, int tasks, int executors) {
    public Shape {
      if (parameters < 1 || rows < 1 || tasks < 1 || executors < 1) {
        throw new IllegalArgumentException(
            "a step needs at least 1 parameter, row, task and executor, found "
                + parameters
                + ", "
                + rows
                + ", "
                + tasks
                + ", "
                + executors);
      }
    }
  }

  /**
   * The searches of a study.
   *
   * @param count of all objectives together
   * @param questions that a search asks, on average
   * @param longest questions of the longest search
   * @param ownSeconds seconds of a search apart from its questions, on average
   */
  public record Searches(double count, double questions, double longest, double ownSeconds) {}

  /** What keeps the number of live searches where it is. */
  public enum Limit {
    /** The overhead is at its target. */
    OVERHEAD,
    /** Points and sums alone are more than the target; what steps cost besides is below it. */
    TRANSFER,
    /** Memory holds no more. */
    MEMORY,
    /** There are no more restarts. */
    RESTARTS,
    /** The stated maximum. */
    MAXIMUM
  }

  /**
   * Most searches that may live at the same time.
   *
   * @param memory as many as fit
   * @param restarts as many as there are
   * @param maximum stated
   */
  public record Bounds(long memory, long restarts, long maximum) {}

  /**
   * A number of live searches.
   *
   * @param overheadShare share of a step that is not spent on rows
   * @param limit why there are not more
   */
  public record LiveSearches(int count, double overheadShare, Limit limit) {}

  /** Seconds of a step that answers one question of each search: L + s tasks + R (b + w). */
  public double stepSeconds(Shape shape, long searches) {
    return fixedSeconds(shape) + searches * (transferSeconds(shape) + rowSeconds(shape));
  }

  /** Share of a step that is not spent on rows. */
  public double overheadShare(Shape shape, long searches) {
    return 1 - searches * rowSeconds(shape) / stepSeconds(shape, searches);
  }

  /** What a step costs whatever the number of searches: L + s tasks. */
  public double fixedSeconds(Shape shape) {
    return latency + secondsPerTask * shape.tasks();
  }

  /**
   * b: what one question costs by its point and its sums, 8 P kappa (1 + log2 E): once to and from
   * the driver, and once for every level of the tree in which executors add their sums. That levels
   * do not overlap is an upper bound.
   */
  public double transferSeconds(Shape shape) {
    double levels = Math.ceil(StrictMath.log(shape.executors()) / StrictMath.log(2) - 1e-9);
    return (double) Double.BYTES * shape.parameters() * secondsPerByte * (1 + levels);
  }

  /** w: what one question costs by its rows, n tau / C with as many cores as there are tasks. */
  public double rowSeconds(Shape shape) {
    return shape.rows() * secondsPerRow / Math.min(cores, shape.tasks());
  }

  /**
   * The fewest live searches whose steps spend at most a share q on other things than rows. The
   * share falls with R, (L + s tasks + R b) / (L + s tasks + R (b + w)) &lt;= q, so that
   *
   * <p>R &gt;= (1 - q) (L + s tasks) / (q w - (1 - q) b);
   *
   * <p>when the denominator is not positive no number is enough, and more than
   *
   * <p>R &gt;= (1 - q) (L + s tasks) / (q (b + w)),
   *
   * <p>for which L + s tasks is a share q of the step, gain little.
   */
  public LiveSearches liveSearches(Shape shape, double targetShare, Bounds bounds) {
    double q = targetShare;
    double gain = q * rowSeconds(shape) - (1 - q) * transferSeconds(shape);
    double perSearch = gain > 0 ? gain : q * (rowSeconds(shape) + transferSeconds(shape));
    Limit limit = gain > 0 ? Limit.OVERHEAD : Limit.TRANSFER;
    double count = Math.max(1, Math.ceil((1 - q) * fixedSeconds(shape) / perSearch * (1 - 1e-12)));
    if (bounds.maximum() < count) {
      count = bounds.maximum();
      limit = Limit.MAXIMUM;
    }

    if (bounds.memory() < count) {
      count = bounds.memory();
      limit = Limit.MEMORY;
    }

    if (bounds.restarts() < count) {
      count = bounds.restarts();
      limit = Limit.RESTARTS;
    }

    int searches = (int) Math.max(1, Math.min(Integer.MAX_VALUE, count));
    return new LiveSearches(searches, overheadShare(shape, searches), limit);
  }

  /**
   * Seconds of all searches, data-parallel: every question pays for its rows and its transfer,
   * every step what a step costs. The steps are bounded as in list scheduling (Graham 1969, Bounds
   * on multiprocessing timing anomalies): all questions over the live searches, and the longest
   * search once more for the end, when few are left. What a search does itself happens on the
   * driver's cores.
   */
  public double dataParallelSeconds(Shape shape, Searches searches, int live, int driverCores) {
    double questions = searches.count() * searches.questions();
    double steps = questions / live + (1 - 1.0 / live) * searches.longest();
    return questions * (transferSeconds(shape) + rowSeconds(shape))
        + steps * fixedSeconds(shape)
        + searches.count() * searches.ownSeconds() / driverCores;
  }

  /**
   * Seconds of all searches, restart-parallel: the start of the executors, the training set sent
   * out once, all work over the cores and, as in list scheduling, the longest search once more for
   * the end.
   *
   * @param rows n
   * @param dataBytes of the training set
   * @param warmUp seconds that an executor spends before it is at full speed
   */
  public double restartParallelSeconds(
      long rows, double dataBytes, Searches searches, double warmUp) {
    double perQuestion = rows * secondsPerRow;
    double work = searches.count() * (searches.questions() * perQuestion + searches.ownSeconds());
    double longest = searches.longest() * perQuestion + searches.ownSeconds();
    return warmUp
        + latency
        + dataBytes * secondsPerByte
        + work / cores
        + (1 - 1.0 / cores) * longest;
  }
}

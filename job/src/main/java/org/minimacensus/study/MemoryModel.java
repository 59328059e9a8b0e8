package org.minimacensus.study;

import java.util.ArrayList;
import java.util.List;

/**
 * Bytes of heap that a study needs on an executor and on the driver. Upper bounds of what is alive
 * at the same time; every part has its formula. Notation: n rows, d features, K outputs, U units
 * (outputs included), P parameters of the largest search, S shards, R live searches, k tasks at the
 * same time in an executor, D bytes of the training set.
 *
 * <p>Threads are not heap: the stacks of certificates come on top, about 100 KiB each, which
 * Spark's memory overhead (at least 384 MiB) covers.
 */
public final class MemoryModel {
  /** What Spark sets apart for itself in every process (RESERVED_SYSTEM_MEMORY_BYTES). */
  static final long SPARKS_OWN = 300L << 20;

  /** Of a heap a tenth must stay free, or its collector runs all the time. */
  static final double USABLE = 0.9;

  /** Tiles of higher shards are copied ({@code objective.TilePass}). */
  private static final long LARGEST_STRIDE = 1024;

  private static final long TILE_ROWS = 320;

  /** Doubles a lane sum has. */
  private static final long LANES = 8;

  /**
   * What a live search takes beside its numbers: headers of arrays and the objects that hold them,
   * its open question, its places in the lists of a step (docs/performance/memory.md).
   */
  static final long SEARCH_OBJECTS = 2048;

  /** Vectors of P doubles that the searches of a certificate hold, which are of L-BFGS. */
  private static final long SEARCH_VECTORS = 2 * 20 + 12;

  /** Up to here a certificate forms the Hessian, beyond it keeps a Lanczos basis. */
  private static final long DENSE_LIMIT = 1000;

  private static final long LANCZOS_VECTORS = 400;

  /**
   * Matrices of P x P doubles that a certificate holds: the Hessian, its error bound, a second
   * Hessian to compare with, the scaled matrix, two sets of eigenvectors, the decomposition's copy
   * and its residual's, the sums they are made from.
   */
  private static final long CERTIFICATE_MATRICES = 9;

  /** Of these a certificate that waits for an answer holds fewer: the rest is gone by then. */
  private static final long WAITING_MATRICES = 4;

  /** Groups of live searches; each has a step of its own in flight. */
  static final int GROUPS = 2;

  /** Steps whose sums have more doubles are divided, as far as there are questions. */
  private static final long MOST_SUMS = 1L << 21;

  /** Questions that share a pass over a shard, each with lane sums of its own. */
  private static final long QUESTIONS_PER_PASS = 16;

  /** What tasks may send to the driver together; larger sums are added on executors first. */
  private static final long PARTS_AT_DRIVER = 8L << 20;

  /** Of every endpoint the driver keeps its index, its loss and what counts it, until the end. */
  private static final long KEPT_OF_ENDPOINT = 96;

  /**
   * What a step of a traced search takes beside its P numbers: the {@link TraceStep}, the headers
   * of its two arrays, and its places in the list that grows and in its copy.
   */
  private static final long STEP_OBJECTS = 128;

  /** With so many steps of a traced search it is reckoned at most. */
  private static final long TRACED_STEPS = 5000;

  /** A part of a heap. */
  public record Part(String name, long bytes) {}

  /** The parts of the two heaps; the same list twice when both are one process. */
  public record Memory(List<Part> executor, List<Part> driver) {
    public Memory {
      executor = List.copyOf(executor);
      driver = List.copyOf(driver);
    }

    public long executorBytes() {
      return executor.stream().mapToLong(Part::bytes).sum();
    }

    public long driverBytes() {
      return driver.stream().mapToLong(Part::bytes).sum();
    }
  }

  private final StudySize size;
  private final Resources resources;

  public MemoryModel(StudySize size, Resources resources) {
    this.size = size;
    this.resources = resources;
  }

  /** Bytes of an executor's heap that may be needed. */
  public long usableExecutorBytes() {
    return (long) (USABLE * resources.executorHeap());
  }

  /** Bytes of the driver's heap that may be needed. */
  public long usableDriverBytes() {
    return (long) (USABLE * resources.driverHeap());
  }

  /** Whether both heaps hold this. */
  public boolean fits(Memory memory) {
    return memory.executorBytes() <= usableExecutorBytes()
        && memory.driverBytes() <= usableDriverBytes();
  }

  /**
   * Whole restarts on executors.
   *
   * <p>Executor: the training set as an object and once more as the blocks of the broadcast it came
   * in, 2 D; k times the scratch of all objectives and one search; the steps of traced searches of
   * all objectives of the restarts that k tasks run together ({@link #tracedBytes}). Driver: the
   * training set and the blocks it sends out, 2 D (before that: the set and what it was read from);
   * what is kept of every endpoint.
   */
  public Memory restartParallel() {
    long scratch = resources.coresPerExecutor() * Math.addExact(groupBytes(), searchBytes());
    List<Part> executor = new ArrayList<>();
    executor.add(new Part("Spark's own", SPARKS_OWN));
    executor.add(new Part("training set", size.dataBytes()));
    executor.add(new Part("its broadcast blocks", size.dataBytes()));
    executor.add(new Part("scratch of " + tasks(resources.coresPerExecutor()), scratch));
    addTraces(executor, (long) resources.coresPerExecutor() * together());
    List<Part> driver = new ArrayList<>();
    driver.add(new Part("Spark's own", SPARKS_OWN));
    driver.add(new Part("training set", size.dataBytes()));
    driver.add(new Part("its broadcast blocks", size.dataBytes()));
    driver.add(endpoints());
    return merged(executor, driver);
  }

  /**
   * Steps of live searches over shards that stay on executors. A step answers R / 2 questions; its
   * sums, s bytes, are 1 + P + P P doubles each at most (1 + 2 P beyond 1000 parameters), and no
   * more than 16 MiB unless one question alone has more.
   *
   * <p>Executor: for each of k tasks a shard as it lies in memory and as it comes from disk or
   * network, 2 k D / S; scratch; points as object and blocks, 16 R P; k (3 + log2 S) s for the sums
   * of shards on their way up the tree, of the task and on the way. What is left of Spark's share
   * of the heap keeps shards; the others wait on disk. Driver: R searches, of which as many compute
   * at the same time as it has cores; points, 16 R P; for each of two groups the parts of a step, 8
   * MiB, its totals and its answers, 4 s; the steps of traced searches, of all objectives of R
   * restarts, as one that has ended waits for the others of its restart.
   *
   * @param live R
   */
  public Memory dataParallel(long live) {
    int k = resources.coresPerExecutor();
    long points = Math.multiplyExact(live, 2 * Double.BYTES * (long) size.largestDimension());
    long sums = sumBytes((live + GROUPS - 1) / GROUPS);
    long scratch = tileBytes(Math.min(live, QUESTIONS_PER_PASS));
    List<Part> executor = new ArrayList<>();
    executor.add(new Part("Spark's own", SPARKS_OWN));
    executor.add(new Part("shards of " + tasks(k), 2L * k * size.shardBytes()));
    executor.add(new Part("scratch of " + tasks(k), k * scratch));
    executor.add(new Part("points and sums of a step", points + k * (3 + levels()) * sums));
    List<Part> driver = new ArrayList<>();
    driver.add(new Part("Spark's own", SPARKS_OWN));
    driver.add(new Part(searches(live), liveBytes(live)));
    driver.add(
        new Part("points and answers of steps", points + GROUPS * (PARTS_AT_DRIVER + 4 * sums)));
    addTraces(driver, live);
    driver.add(endpoints());
    Memory needed = merged(executor, driver);
    List<Part> with = new ArrayList<>(needed.executor());
    with.add(new Part("shards kept in memory", keptShards(needed.executorBytes())));
    return resources.oneProcess() ? new Memory(with, with) : new Memory(with, needed.driver());
  }

  /** Bytes of shards that fall to an executor: whole shards, dealt out evenly. */
  public long shareOfShards() {
    long most = (size.shards() + resources.executors() - 1L) / resources.executors();
    return most * size.shardBytes();
  }

  private long keptShards(long needed) {
    double managed = resources.memoryFraction() * (resources.executorHeap() - SPARKS_OWN);
    long room = Math.min((long) managed, usableExecutorBytes() - needed);
    return Math.max(0, Math.min(room, shareOfShards()));
  }

  /** The most live searches that fit, 0 when not even one does; found by bisection. */
  public long mostLiveSearches(long maximum) {
    long low = 0;
    long high = maximum;
    while (low < high) {
      long middle = low + (high - low + 1) / 2;
      if (fits(dataParallel(middle))) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }

    return low;
  }

  /**
   * Scratch of a task for R questions at the same time, all objectives and the plain one below
   * them: per tile of ld rows 14 arrays of U (activations, derivatives, tangents, rounding bounds)
   * and 4 of at most U for responses of units, 2 d + K (K + 9) + 3 for copies, added neurons and
   * the loss; lane sums of 8 (1 + 2 P) for every question, 9 P and 36 P for rows of the Hessian.
   */
  long tileBytes(long questions) {
    long ld = size.paddedShardRows() <= LARGEST_STRIDE ? size.paddedShardRows() : TILE_ROWS;
    long outputs = size.outputs();
    long tile = ld * (18L * size.units() + 2L * size.features() + outputs * (outputs + 9) + 3);
    long bytes = 0;
    for (int p : size.dimensions()) {
      bytes += Double.BYTES * (tile + 45L * p + questions * LANES * (1 + 2L * p));
    }

    return bytes + Double.BYTES * tile;
  }

  /**
   * Scratch of a task that runs its restarts alone or, on large training sets, in groups ({@link
   * RestartGroup}): then also the other searches, and the sums of all their questions.
   */
  private long groupBytes() {
    int p = size.largestDimension();
    int together = together();
    long others = (together - 1L) * (SEARCH_OBJECTS + Double.BYTES * size.searchDoubles());
    long sums = together == 1 ? 0 : RestartGroup.sumBytes(together, size.shards(), p);
    return tileBytes(together) + others + sums;
  }

  private int together() {
    return RestartGroup.size(
        size.rows() * (size.features() + size.outputs()), size.shards(), size.largestDimension());
  }

  /**
   * The steps that so many restarts keep until they are recorded: of every objective {@code
   * optimizer.max-iterations} steps, but 5000 at most, of 8 P + 128 bytes. Limits are set higher
   * than searches need; a study is not refused for one that none comes near.
   */
  long tracedBytes(long restarts) {
    long steps =
        Math.multiplyExact(
            Math.min(restarts, size.traced()), Math.min(size.tracedSteps(), TRACED_STEPS));
    return size.dimensions().stream()
        .mapToLong(p -> Math.multiplyExact(steps, STEP_OBJECTS + (long) Double.BYTES * p))
        .reduce(0, Math::addExact);
  }

  private void addTraces(List<Part> parts, long restarts) {
    if (size.traced() > 0) {
      parts.add(new Part("steps of traced searches", tracedBytes(restarts)));
    }
  }

  /**
   * One search with its certificate: 52 P for L-BFGS; 9 + log2 S matrices of P x P up to 1000
   * parameters (the last for the sums of shards on their way up the tree), a Lanczos basis of 400 P
   * beyond.
   */
  long searchBytes() {
    long p = size.largestDimension();
    return Double.BYTES
        * (SEARCH_VECTORS * p
            + (dense() ? (CERTIFICATE_MATRICES + levels()) * p * p : LANCZOS_VECTORS * p));
  }

  /**
   * R searches on the driver, as many doubles as {@code Searches.stateDoubles} and 2 KiB each; or,
   * instead, a certificate: 52 P and 4 P P (52 P and 400 P beyond 1000 parameters), at most 1024 of
   * these; and 5 P P more for those that compute, one a core.
   */
  private long liveBytes(long live) {
    long p = size.largestDimension();
    long state = SEARCH_OBJECTS + Double.BYTES * Math.max(size.searchDoubles(), SEARCH_VECTORS * p);
    long certificate = Double.BYTES * (dense() ? WAITING_MATRICES * p * p : LANCZOS_VECTORS * p);
    long certificates = Math.min(live, CostModel.MOST_CERTIFICATES);
    long computing = Math.min(live, resources.driverCores());
    long more = dense() ? (CERTIFICATE_MATRICES - WAITING_MATRICES) * p * p * Double.BYTES : 0;
    return Math.addExact(
        Math.multiplyExact(live, state), certificates * certificate + computing * more);
  }

  private long sumBytes(long questions) {
    long p = size.largestDimension();
    long one = dense() ? 1 + p + p * p : 1 + 2 * p;
    return Double.BYTES * Math.min(Math.multiplyExact(questions, one), Math.max(MOST_SUMS, one));
  }

  private boolean dense() {
    return size.largestDimension() <= DENSE_LIMIT;
  }

  /** log2 S, rounded up. */
  private long levels() {
    return size.shards() == 1 ? 0 : 64L - Long.numberOfLeadingZeros(size.shards() - 1L);
  }

  private Part endpoints() {
    return new Part(
        "what is kept of every endpoint",
        Math.multiplyExact(
            Math.multiplyExact(size.restarts(), (long) size.dimensions().size()),
            KEPT_OF_ENDPOINT));
  }

  /** Both lists in one when driver and executor are one process; nothing counts twice then. */
  private Memory merged(List<Part> executor, List<Part> driver) {
    if (!resources.oneProcess()) {
      return new Memory(executor, driver);
    }

    List<Part> one = new ArrayList<>(executor);
    for (Part part : driver) {
      if (one.stream().noneMatch(p -> p.name().equals(part.name()))) {
        one.add(part);
      }
    }

    return new Memory(one, one);
  }

  private static String tasks(int k) {
    return k == 1 ? "1 task" : k + " tasks";
  }

  private static String searches(long live) {
    return live == 1 ? "1 live search" : live + " live searches";
  }
}

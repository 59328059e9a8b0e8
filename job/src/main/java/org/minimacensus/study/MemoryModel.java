package org.minimacensus.study;

import java.util.ArrayList;
import java.util.List;

/**
 * Bytes of heap that a study needs on an executor and on the driver. Upper bounds of what is alive
 * at the same time; every part has its formula. Notation: n rows, d features, K outputs, U units
 * (outputs included), P parameters of the largest search, S shards, R live searches, k tasks at the
 * same time in an executor, D bytes of the training set.
 *
 * <p>Threads are not heap: the stacks of live searches come on top, about 100 KiB each, which
 * Spark's memory overhead (at least 384 MiB) covers.
 */
public final class MemoryModel {
  /** What Spark sets apart for itself in every process (RESERVED_SYSTEM_MEMORY_BYTES). */
  static final long SPARKS_OWN = 300L << 20;

  /** Of a heap a tenth must stay free, or its collector runs all the time. */
  static final double USABLE = 0.9;

  /** Tiles of higher shards are copied ({@code objective.TilePass}). */
  private static final long LARGEST_STRIDE = 1024;

  private static final long TILE_ROWS = 256;

  /** Doubles a lane sum has. */
  private static final long LANES = 8;

  /**
   * Vectors of P doubles that a search holds: 20 pairs of L-BFGS, point, gradient, direction, trial
   * and reserve with their gradients, and what a line search keeps of them.
   */
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

  /** Of every endpoint the driver keeps its index, its loss and what counts it, until the end. */
  private static final long KEPT_OF_ENDPOINT = 96;

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
   * in, 2 D; k times the scratch of all objectives and one search. Driver: the training set and the
   * blocks it sends out, 2 D (before that: the set and what it was read from); what is kept of
   * every endpoint.
   */
  public Memory restartParallel() {
    long scratch =
        resources.coresPerExecutor() * Math.addExact(tileBytes(1), searchBytes());
    List<Part> executor = new ArrayList<>();
    executor.add(new Part("Spark's own", SPARKS_OWN));
    executor.add(new Part("training set", size.dataBytes()));
    executor.add(new Part("its broadcast blocks", size.dataBytes()));
    executor.add(new Part("scratch of " + tasks(resources.coresPerExecutor()), scratch));
    List<Part> driver = new ArrayList<>();
    driver.add(new Part("Spark's own", SPARKS_OWN));
    driver.add(new Part("training set", size.dataBytes()));
    driver.add(new Part("its broadcast blocks", size.dataBytes()));
    driver.add(endpoints());
    return merged(executor, driver);
  }

  /**
   * Steps of live searches over shards that stay on executors.
   *
   * <p>Executor: for each of k tasks a shard as it lies in memory and as it comes from disk or
   * network, 2 k D / S; scratch; for the step its points, 16 R P (object and blocks), and per task
   * the sums of R questions, 16 R (1 + 2 P) (object and serialised). What is left of Spark's share
   * of the heap keeps shards; the others wait on disk. Driver: R searches; the points of a step and
   * the sums of its tasks.
   *
   * @param live R
   */
  public Memory dataParallel(long live) {
    int k = resources.coresPerExecutor();
    long p = size.largestDimension();
    List<Part> executor = new ArrayList<>();
    executor.add(new Part("Spark's own", SPARKS_OWN));
    executor.add(new Part("shards of " + tasks(k), 2L * k * size.shardBytes()));
    executor.add(new Part("scratch of " + tasks(k), Math.multiplyExact((long) k, tileBytes(live))));
    executor.add(
        new Part(
            "points and sums of a step",
            Math.multiplyExact(live, 2 * Double.BYTES * (p + k * sumLength(p)))));
    List<Part> driver = new ArrayList<>();
    driver.add(new Part("Spark's own", SPARKS_OWN));
    driver.add(new Part(searches(live), Math.multiplyExact(live, searchBytes())));
    driver.add(
        new Part(
            "points and answers of a step",
            Math.multiplyExact(live, 2 * Double.BYTES * (p + sumLength(p) * partsAtDriver()))));
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
   * them: per tile of ld rows 14 arrays of U (activations, derivatives, tangents, rounding bounds),
   * 2 d + K (K + 9) + 3 for copies, added neurons and the loss; lane sums of 8 (1 + 2 P) for every
   * question and 9 P for rows of the Hessian.
   */
  long tileBytes(long questions) {
    long ld = size.paddedShardRows() <= LARGEST_STRIDE ? size.paddedShardRows() : TILE_ROWS;
    long outputs = size.outputs();
    long tile = ld * (14L * size.units() + 2L * size.features() + outputs * (outputs + 9) + 3);
    long bytes = 0;
    for (int p : size.dimensions()) {
      bytes += Double.BYTES * (tile + 9L * p + questions * LANES * (1 + 2L * p));
    }

    return bytes + Double.BYTES * tile;
  }

  /**
   * One search with its certificate: 52 P for L-BFGS; 9 + log2 S matrices of P x P up to 1000
   * parameters (the last for the sums of shards on their way up the tree), a Lanczos basis of 400 P
   * beyond.
   */
  long searchBytes() {
    long p = size.largestDimension();
    long levels = 64L - Long.numberOfLeadingZeros(Math.max(1, size.shards() - 1));
    long certificate =
        p <= DENSE_LIMIT ? (CERTIFICATE_MATRICES + levels) * p * p : LANCZOS_VECTORS * p;
    return Double.BYTES * (SEARCH_VECTORS * p + certificate);
  }

  /** Sums of a question: value, gradient and Hessian-vector product. */
  private static long sumLength(long p) {
    return 1 + 2 * p;
  }

  /** Sums of that many tasks wait on the driver at worst: one of every task. */
  private long partsAtDriver() {
    return Math.min(size.shards(), resources.cores());
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

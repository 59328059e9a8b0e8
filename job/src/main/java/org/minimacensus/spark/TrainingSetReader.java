package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.minimacensus.data.ClassCoding;
import org.minimacensus.data.DataDescription;
import org.minimacensus.data.DataShard;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.EqualInputs;
import org.minimacensus.data.InvalidDataException;
import org.minimacensus.data.RowBlock;
import org.minimacensus.data.RowCoding;
import org.minimacensus.data.RowSample;
import org.minimacensus.data.Scaling;
import org.minimacensus.data.ShardCut;
import org.minimacensus.data.ShardFacts;
import org.minimacensus.data.TableHead;
import org.minimacensus.data.TableStatistics;
import org.minimacensus.data.Task;
import org.minimacensus.data.TrainingFacts;
import org.minimacensus.data.TrainingSet;
import org.minimacensus.study.StudySpec.DataSpec;
import scala.Tuple2;

/**
 * Makes the rows of a source a training set in a few jobs: rows are read, checked and counted; they
 * are sent to the partitions of their shards, where digests and moments of blocks are formed; equal
 * inputs are found by their keys; shards are built and kept. The driver sees numbers of rows, class
 * names, moments and digests. What is small goes to the driver in the first job and is prepared
 * there, of the same pieces.
 */
final class TrainingSetReader {
  /** About the most bytes of numbers in a partition: a task holds all of it. */
  private static final long PARTITION_BYTES = 64L << 20;

  /** The driver holds their names, and a row as many outputs. */
  private static final int MOST_CLASSES = 10_000;

  /** Partitions for each task slot, so that slots end a pass over the data together. */
  private static final int PARTITIONS_PER_SLOT = 2;

  private final JavaSparkContext spark;
  private final RowSource source;
  private final DataSpec spec;
  private final SparkDataReader.Options options;

  TrainingSetReader(
      JavaSparkContext spark, RowSource source, DataSpec spec, SparkDataReader.Options options) {
    this.spark = spark;
    this.source = source;
    this.spec = spec;
    this.options = options;
  }

  /**
   * @param shards number of fixed slices wanted
   */
  ShardedTrainingSet read(int shards) {
    try {
      return source.likelyBytes() <= options.driverBytes() ? small(shards) : large(shards);
    } finally {
      spark.sc().setJobDescription(null);
    }
  }

  private ShardedTrainingSet small(int shards) {
    JobDescription.set(spark.sc(), "training set: read");
    List<ReadSlice> slices = new ArrayList<>(source.slices().collect());
    slices.sort(Comparator.comparing(ReadSlice::place).thenComparingLong(ReadSlice::firstRow));
    Pieces whole = checked(Pieces.of(slices.iterator()));
    ClassCoding classes =
        classes(slices.stream().flatMap(slice -> slice.classes().stream()).distinct().toList());
    Optional<RowSample> sample = sample(whole);
    Pieces pieces = whole;

    if (sample.isPresent()) {
      List<ReadSlice> drawn = new ArrayList<>();
      drawn(slices.iterator(), sample.get(), whole.firstRows()).forEachRemaining(drawn::add);
      slices = drawn;
      pieces = counted(Pieces.of(slices.iterator()));
    }

    TableHead head = head(whole, pieces.rows(), classes, shards);

    if (head.rows() * head.width() * Double.BYTES > 8 * Math.max(1, options.driverBytes())) {
      // Sparse rows may be few and wide.
      return large(shards);
    }

    double[][] read = new double[Math.toIntExact(head.rows())][head.width()];
    HashMap<ReadSlice.Place, Long> first = pieces.firstRows();

    for (ReadSlice slice : slices) {
      if (slice.rows() > 0) {
        RowBlock block = slice.block(first.get(slice.place()), head.features(), classes);

        for (int r = 0; r < block.rows(); r++) {
          System.arraycopy(
              block.values(), r * head.width(), read[(int) block.firstRow() + r], 0, head.width());
        }
      }
    }

    Dataset dataset = TrainingSet.prepare(head, read, shards, observations(whole, sample));
    int count = dataset.shards().size();
    int partitions = partitions(count, 0);
    JavaRDD<DataShard> rdd = EvenlyPlaced.over(spark.parallelize(dataset.shards(), partitions));
    return new ShardedTrainingSet(
        rdd.setName("training set"), TrainingFacts.of(dataset), Optional.of(dataset));
  }

  private ShardedTrainingSet large(int shards) {
    JavaRDD<ReadSlice> slices = source.slices().persist(StorageLevel.MEMORY_AND_DISK());

    try {
      JobDescription.set(spark.sc(), "training set: read and check rows");
      Pieces whole = checked(slices.mapPartitions(Pieces::of).collect().iterator());
      ClassCoding classes = classes(spec.task() == Task.REGRESSION ? List.of() : labels(slices));
      Optional<RowSample> sample = sample(whole);
      JavaRDD<ReadSlice> drawn = sample.isPresent() ? drawn(slices, sample.get(), whole) : slices;
      Pieces pieces =
          sample.isPresent()
              ? counted(drawn.mapPartitions(Pieces::of).collect().iterator())
              : whole;
      TableHead head = head(whole, pieces.rows(), classes, shards);
      RowLayout layout = layout(head, shards);
      Broadcast<HashMap<ReadSlice.Place, Long>> firstRows = spark.broadcast(pieces.firstRows());
      int features = head.features();
      JavaRDD<RowBlock> blocks =
          drawn
              .filter(slice -> slice.rows() > 0)
              .map(slice -> slice.block(firstRows.value().get(slice.place()), features, classes));
      JavaRDD<RowBlock> rows =
          blocks
              .flatMapToPair(block -> layout.cut(block).iterator())
              .partitionBy(new ByIndex(layout.partitions()))
              .values();
      TableStatistics statistics = statistics(rows, head, layout);
      RowCoding coding = head.coding(statistics);
      JobDescription.set(spark.sc(), "training set: find equal inputs");
      EqualInputRows inputs = new EqualInputRows(blocks, coding, layout);
      EqualInputs.Counts repeats = inputs.counts();
      JavaRDD<DataShard> assembled =
          repeats.groups() == 0
              ? rows.mapPartitionsWithIndex(
                  (p, part) ->
                      new ShardAssembler(layout, coding, p)
                          .shards(part, List.<EqualInputRows.Numbered>of().iterator()),
                  false)
              : withGroups(rows, inputs.numbers(), coding, layout);
      // All shuffles that read them are written.
      slices.unpersist();
      JavaRDD<DataShard> built = EvenlyPlaced.over(assembled);
      built.setName("training set").persist(StorageLevel.MEMORY_AND_DISK());
      return kept(built, head.describe(statistics, coding, repeats, observations(whole, sample)));
    } finally {
      slices.unpersist();
    }
  }

  private TableStatistics statistics(JavaRDD<RowBlock> rows, TableHead head, RowLayout layout) {
    JobDescription.set(spark.sc(), "training set: digests and moments");
    int width = head.width();
    TableStatistics statistics = new TableStatistics(head.rows(), width);
    rows.mapPartitionsWithIndex(
            (p, part) -> List.of(new BlockGatherer(layout, p, width).gather(part)).iterator(),
            false)
        .collect()
        .forEach(statistics::add);
    return statistics;
  }

  private static JavaRDD<DataShard> withGroups(
      JavaRDD<RowBlock> rows,
      JavaRDD<EqualInputRows.Numbered> numbers,
      RowCoding coding,
      RowLayout layout) {
    return rows.mapPartitionsWithIndex(
            (p, part) -> List.of(new Tuple2<>(p, part)).iterator(), false)
        .zipPartitions(
            numbers,
            (parts, numbered) -> {
              Tuple2<Integer, Iterator<RowBlock>> part = parts.next();
              return new ShardAssembler(layout, coding, part._1).shards(part._2, numbered);
            });
  }

  private ShardedTrainingSet kept(JavaRDD<DataShard> shards, DataDescription description) {
    JobDescription.set(spark.sc(), "training set: build shards");
    long n = description.rows();

    try {
      List<ShardFacts> facts = new ArrayList<>(shards.map(s -> ShardFacts.of(s, n)).collect());
      facts.sort(Comparator.comparingInt(ShardFacts::shard));
      return new ShardedTrainingSet(shards, TrainingFacts.of(description, facts), Optional.empty());
    } catch (RuntimeException e) {
      shards.unpersist();
      throw e;
    }
  }

  /** The rows that are wanted, when these are not all. */
  private Optional<RowSample> sample(Pieces whole) {
    if (spec.rows() > whole.rows()) {
      throw new InvalidDataException(
          source.files().asked()
              + ": expected at least the "
              + spec.rows()
              + " rows of data.rows, found "
              + whole.rows()
              + "; set data.rows = all, or fewer");
    }

    return spec.rows() == 0 || spec.rows() == whole.rows()
        ? Optional.empty()
        : Optional.of(new RowSample(whole.rows(), spec.rows(), spec.rowsSeed()));
  }

  private JavaRDD<ReadSlice> drawn(JavaRDD<ReadSlice> slices, RowSample sample, Pieces whole) {
    Broadcast<HashMap<ReadSlice.Place, Long>> starts = spark.broadcast(whole.firstRows());
    return slices.mapPartitions(some -> drawn(some, sample, starts.value()));
  }

  private static Iterator<ReadSlice> drawn(
      Iterator<ReadSlice> slices, RowSample sample, Map<ReadSlice.Place, Long> starts) {
    return new DrawnRows(slices, sample, starts);
  }

  private List<String> observations(Pieces whole, Optional<RowSample> sample) {
    List<String> observations = new ArrayList<>(source.observations());
    sample.ifPresent(
        s ->
            observations.add(
                s.rows()
                    + " of "
                    + whole.rows()
                    + " rows were drawn at random (data.rows, with data.rows-seed = "
                    + spec.rowsSeed()
                    + ")"));
    return observations;
  }

  private Pieces counted(Iterator<Pieces.Piece> found) {
    Pieces pieces = new Pieces(source.files(), source.startIsRow());
    found.forEachRemaining(pieces::add);
    return pieces;
  }

  private Pieces checked(Iterator<Pieces.Piece> found) {
    Pieces pieces = counted(found);
    pieces.refuseFaults();
    source.check().refuse(pieces);
    return pieces;
  }

  /** Class labels that occur, or one more than there may be. */
  private static List<String> labels(JavaRDD<ReadSlice> slices) {
    return slices
        .mapPartitions(
            some -> {
              HashSet<String> labels = new HashSet<>();

              while (some.hasNext() && labels.size() <= MOST_CLASSES) {
                labels.addAll(some.next().classes());
              }

              return labels.iterator();
            })
        .distinct(1)
        .take(MOST_CLASSES + 1);
  }

  private ClassCoding classes(List<String> labels) {
    if (labels.size() > MOST_CLASSES) {
      throw new InvalidDataException(
          source.files().asked()
              + ": target "
              + source.targetNames().get(0)
              + ": expected at most "
              + MOST_CLASSES
              + " classes, found more; set data.task = regression if the target is a number");
    }

    ClassCoding classes = ClassCoding.of(labels);

    if (spec.task() != Task.REGRESSION) {
      classes.refuseUnlessFit(spec.task(), source.files().asked(), source.targetNames().get(0));
    }

    return classes;
  }

  /**
   * @param whole all pieces: a study of fewer rows has the columns and classes of all
   */
  private TableHead head(Pieces whole, long rows, ClassCoding classes, int shards) {
    boolean sparse = source.featureNames().isEmpty();
    int columns = sparse ? whole.columnsNeeded() : source.featureNames().size();
    int targets = Math.max(source.targetNames().size(), classes.names().size());
    // Before anything is made that is as wide as a row.
    refuseLargeShards(ShardCut.of(rows, shards), columns, targets);
    return new TableHead(
        source.files().asked(),
        sparse
            ? IntStream.rangeClosed(1, columns).mapToObj(i -> "column " + i).toList()
            : source.featureNames(),
        source.targetNames(),
        classes.names(),
        rows,
        spec.task(),
        spec.standardize() ? Scaling.STANDARDIZE : Scaling.NONE);
  }

  private void refuseLargeShards(ShardCut cut, long columns, int targets) {
    long bytes = Double.BYTES * (columns + targets) * cut.rows(0);

    if (bytes > Math.min(taskBytes(), Integer.MAX_VALUE)) {
      throw new InvalidDataException(
          source.files().asked()
              + ": expected shards that fit into the memory of an executor, found "
              + cut.rows()
              + " rows x "
              + columns
              + " columns in "
              + cut.shards()
              + (cut.shards() == 1 ? " shard" : " shards")
              + "; give executors more memory (--executor-memory, or --driver-memory where there"
              + " are none) or set more execution.shards");
    }
  }

  private RowLayout layout(TableHead head, int shards) {
    ShardCut cut = ShardCut.of(head.rows(), shards);
    long ofRow = (long) Double.BYTES * Math.max(head.width(), head.features() + head.outputs());
    int partitions = partitions(cut.shards(), ofRow * head.rows());
    return new RowLayout(cut, partitions, RowBlock.rowsOfWidth(head.width()));
  }

  private int partitions(int shards, long bytes) {
    long chosen =
        Math.max((long) PARTITIONS_PER_SLOT * spark.defaultParallelism(), bytes / PARTITION_BYTES);
    return (int) Math.min(shards, options.partitions() > 0 ? options.partitions() : chosen);
  }

  /** Half of the memory of the process that runs tasks. */
  private long taskBytes() {
    return (spark.isLocal()
            ? Runtime.getRuntime().maxMemory()
            : spark.getConf().getSizeAsBytes("spark.executor.memory", "1g"))
        / 2;
  }
}

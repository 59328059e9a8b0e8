package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.data.DataShard;
import org.minimacensus.data.DataTable;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.RowSample;
import org.minimacensus.data.Scaling;
import org.minimacensus.data.Task;
import org.minimacensus.data.TrainingFacts;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Loss;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Reduction;
import org.minimacensus.study.StudySpec.DataSpec;

/** Shards on executors have the bits of the training set in memory. */
class ShardedTrainingSetIT extends ReaderFixture {
  private static final int ROWS = 9001;

  private static SparkDataReader.Options onExecutors(long splitBytes, int partitions) {
    return new SparkDataReader.Options(splitBytes, partitions, 0);
  }

  /** Three features with repeated inputs, zeros of both signs and a constant; a target. */
  private static double[][] features(double repeated) {
    SplittableRandom random = new SplittableRandom(8);
    double[][] x = new double[ROWS][];

    for (int i = 0; i < ROWS; i++) {
      x[i] =
          i > 0 && random.nextDouble() < repeated
              ? x[random.nextInt(i)].clone()
              : new double[] {random.nextDouble(), 1e9 * random.nextDouble(), -7};

      if (repeated > 0 && i % 97 == 0) {
        x[i][0] = i % 2 == 0 ? 0.0 : -0.0;
        x[i][1] = i % 5;
      }
    }

    return x;
  }

  private DataTable table(Task task, double[][] x) {
    SplittableRandom random = new SplittableRandom(9);
    List<String> names = List.of("column 1", "column 2", "column 3");

    if (task == Task.REGRESSION) {
      double[][] y =
          Stream.of(x)
              .map(row -> new double[] {random.nextInt(3), random.nextDouble()})
              .toArray(double[][]::new);
      return DataTable.ofNumbers(path("t.csv"), names, List.of("column 4", "column 5"), x, y);
    }

    List<String> classes =
        task == Task.BINARY ? List.of("no", "yes") : List.of("10", "9.0", "9", "1e1", "-2");
    List<String> labels =
        Stream.of(x).map(row -> classes.get(random.nextInt(classes.size()))).toList();
    return DataTable.ofLabels(path("t.csv"), names, "column 4", x, labels);
  }

  private DataSpec spec(Task task) {
    List<String> target = task == Task.REGRESSION ? List.of("3", "4") : List.of("-1");
    return new DataSpec(path("t.csv"), "csv", false, target, task, true);
  }

  private String csv(DataTable table, Task task, double[][] x) {
    SplittableRandom random = new SplittableRandom(9);
    StringBuilder text = new StringBuilder();

    for (double[] row : x) {
      text.append(row[0]).append(',').append(row[1]).append(',').append(row[2]).append(',');

      if (task == Task.REGRESSION) {
        text.append(random.nextInt(3)).append(',').append(random.nextDouble());
      } else {
        List<String> classes =
            task == Task.BINARY ? List.of("no", "yes") : List.of("10", "9.0", "9", "1e1", "-2");
        text.append(classes.get(random.nextInt(classes.size())));
      }

      text.append('\n');
    }

    assertThat(table.rows()).isEqualTo(x.length);
    return text.toString();
  }

  private static Loss loss(Task task, boolean binaryHinge) {
    return Losses.named(
        task == Task.REGRESSION
            ? "squared"
            : task == Task.MULTICLASS
                ? "cross-entropy"
                : binaryHinge ? "polynomial-hinge" : "logistic",
        3);
  }

  private static void assertSame(Dataset found, Dataset expected) {
    assertThat(found.description()).isEqualTo(expected.description());
    assertThat(found.shards()).hasSameSizeAs(expected.shards());

    for (int s = 0; s < expected.shards().size(); s++) {
      DataShard f = found.shards().get(s);
      DataShard e = expected.shards().get(s);
      assertThat(f.id()).isEqualTo(s);
      assertThat(f.firstRow()).isEqualTo(e.firstRow());
      assertThat(f.rows()).isEqualTo(e.rows());
      assertThat(bits(f.features().values())).isEqualTo(bits(e.features().values()));
      assertThat(bits(f.targets().values())).isEqualTo(bits(e.targets().values()));
      assertThat(f.inputGroups()).isEqualTo(e.inputGroups());
    }
  }

  private static long[] bits(double[] values) {
    return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
  }

  private static void assertSame(TrainingFacts found, TrainingFacts expected) {
    assertThat(found.description()).isEqualTo(expected.description());
    assertThat(found.shards()).isEqualTo(expected.shards());
    assertSame(found.sample(), expected.sample());
    assertThat(bits(found.lowest())).isEqualTo(bits(expected.lowest()));
    assertThat(bits(found.highest())).isEqualTo(bits(expected.highest()));
  }

  @ParameterizedTest
  @CsvSource({
    "REGRESSION, 0.6, 1",
    "REGRESSION, 0, 3",
    "BINARY, 0.6, 2",
    "MULTICLASS, 0.3, 7",
    "REGRESSION, 0.9, 7"
  })
  void shardsOnExecutorsHaveTheBitsOfThoseInMemory(Task task, double repeated, int splits)
      throws IOException {
    double[][] x = features(repeated);
    DataTable table = table(task, x);
    String text = csv(table, task, x);
    write("t.csv", text);
    Dataset expected = DataTable.prepare(table, task, Scaling.STANDARDIZE, 7, List.of());
    SparkDataReader reader =
        new SparkDataReader(spark.sparkContext(), onExecutors(text.length() / splits + 1, splits));

    try (ShardedTrainingSet found = reader.shards(spec(task), 7)) {
      assertThat(found.shards().getNumPartitions()).isEqualTo(splits);
      assertThat(found.shards().map(DataShard::id).collect()).containsExactly(0, 1, 2, 3, 4, 5, 6);
      assertSame(found.collect(), expected);
      assertSame(found.facts(), TrainingFacts.of(expected));
      assertThat(found.bytes()).isEqualTo(8L * ROWS * (3 + expected.outputs()));
      for (boolean hinge : new boolean[] {false, true}) {
        for (Reduction reduction : Reduction.values()) {
          assertThat(found.floor(loss(task, hinge), reduction))
              .isEqualTo(FunctionSpaceFloor.of(expected, loss(task, hinge), reduction));
        }
      }
    }
  }

  @Test
  void lostShardsAreComputedAnewWithTheSameBits() throws IOException {
    double[][] x = features(0.5);
    write("t.csv", csv(table(Task.REGRESSION, x), Task.REGRESSION, x));
    SparkDataReader reader = new SparkDataReader(spark.sparkContext(), onExecutors(50_000, 3));

    try (ShardedTrainingSet set = reader.shards(spec(Task.REGRESSION), 7)) {
      Dataset before = set.collect();
      assertThat(set.shards().getStorageLevel().useMemory()).isTrue();
      set.shards().unpersist(true);

      assertSame(set.collect(), before);
      // Partitions may be put together by what comes after.
      assertThat(set.shards().coalesce(2).map(DataShard::id).collect())
          .containsExactly(0, 1, 2, 3, 4, 5, 6);
      assertThat(
              set.shards()
                  .union(set.shards())
                  .map(s -> Arrays.hashCode(s.inputGroups()))
                  .collect()
                  .subList(7, 14))
          .isEqualTo(before.shards().stream().map(s -> Arrays.hashCode(s.inputGroups())).toList());
    }
  }

  @Test
  void smallFilesArePreparedOnTheDriverAndHaveShardsToo() throws IOException {
    double[][] x = features(0.5);
    DataTable table = table(Task.BINARY, x);
    write("t.csv", csv(table, Task.BINARY, x));

    try (ShardedTrainingSet set =
        ShardedTrainingSet.read(spark.sparkContext(), spec(Task.BINARY), 7)) {
      Dataset expected = DataTable.prepare(table, Task.BINARY, Scaling.STANDARDIZE, 7, List.of());
      assertSame(set.collect(), expected);
      assertSame(new Dataset(set.shards().collect(), set.facts().description()), expected);
      assertSame(set.facts(), TrainingFacts.of(expected));
      assertThat(set.floor(loss(Task.BINARY, false), Reduction.MEAN))
          .isEqualTo(FunctionSpaceFloor.of(expected, loss(Task.BINARY, false), Reduction.MEAN));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void parquetOfManyFilesIsReadInOrderWhateverThePartitions(int files) {
    double[][] x = features(0.3);
    StructType schema =
        new StructType()
            .add("a", DataTypes.DoubleType)
            .add("b", DataTypes.DoubleType)
            .add("c", DataTypes.FloatType)
            .add("y", DataTypes.LongType);
    List<Row> rows = new ArrayList<>();

    for (int i = 0; i < ROWS; i++) {
      rows.add(RowFactory.create(x[i][0], x[i][1], (float) x[i][2], (long) (i % 3)));
    }

    // Ranges keep the order; the last files have fewer rows.
    spark
        .createDataFrame(
            new org.apache.spark.api.java.JavaSparkContext(spark.sparkContext())
                .parallelize(rows, files),
            schema)
        .write()
        .option("parquet.block.size", "16384")
        .parquet(path("t.parquet"));
    Dataset expected =
        DataTable.prepare(
            DataTable.ofLabels(
                path("t.parquet"),
                List.of("a", "b", "c"),
                "y",
                x,
                IntStream.range(0, ROWS).mapToObj(i -> "" + i % 3).toList()),
            Task.MULTICLASS,
            Scaling.STANDARDIZE,
            5,
            List.of());
    DataSpec spec =
        new DataSpec(path("t.parquet"), "parquet", true, List.of("y"), Task.MULTICLASS, true);

    for (String split : List.of("20000", "60000", "134217728")) {
      spark.conf().set("spark.sql.files.maxPartitionBytes", split);
      try (ShardedTrainingSet found =
          new SparkDataReader(spark.sparkContext(), onExecutors(0, 3)).shards(spec, 5)) {
        assertSame(found.collect(), expected);
      } finally {
        spark.conf().unset("spark.sql.files.maxPartitionBytes");
      }
    }
  }

  @Test
  void theFirstFaultOfManyIsNamedWhateverTheSplits() throws IOException {
    String text = randomCsv(3000);
    String[] lines = text.split("\n");
    lines[700] = "1,2,x";
    lines[2500] = "nan,2,1";
    lines[400] += "\n";
    write("bad.csv", String.join("\n", lines));

    for (int splits : new int[] {1, 2, 3, 7}) {
      SparkDataReader reader =
          new SparkDataReader(spark.sparkContext(), onExecutors(text.length() / splits + 1, 2));
      assertThat(fault(reader, csv("bad.csv", "-1", Task.REGRESSION)))
          .endsWith(
              "bad.csv: row 702: column 3: expected a finite number, found 'x'; a regression"
                  + " target is a number");
      assertThat(fault(reader, csv("bad.csv", "-1", Task.BINARY)))
          .endsWith("bad.csv: row 2502: column 1: expected a finite number, found 'nan'");
    }
  }

  @Test
  void faultsOfTheWholeAreFoundOnExecutorsToo() throws IOException {
    SparkDataReader reader = new SparkDataReader(spark.sparkContext(), onExecutors(40, 2));
    write("c.csv", "1,5\n2,5\n3,5\n".repeat(20));

    assertThat(
            fault(
                reader,
                new DataSpec(path("c.csv"), "csv", false, List.of("-1"), Task.REGRESSION, true)))
        .endsWith(
            "target column 2: a target to be standardised must not be constant, found 5 in all 60"
                + " rows; choose another target or set data.standardize = false");
    assertThat(fault(reader, csv("c.csv", "0", Task.BINARY)))
        .endsWith(
            "data.task = binary expects exactly 2 classes, found 3: 1, 2, 3; set data.task ="
                + " multiclass, or regression if the target is a number");
    write(
        "labels.csv",
        IntStream.range(0, 10_001).mapToObj(i -> "1," + i + "\n").collect(Collectors.joining()));
    for (SparkDataReader any :
        List.of(
            new SparkDataReader(spark.sparkContext()),
            new SparkDataReader(spark.sparkContext(), onExecutors(0, 2)))) {
      assertThat(fault(any, csv("labels.csv", "-1", Task.MULTICLASS)))
          .isEqualTo(
              path("labels.csv")
                  + ": target column 2: expected at most 10000 classes, found more; set data.task ="
                  + " regression if the target is a number");
    }
    write("blank.csv", "1,2\n" + "\n".repeat(100));
    assertThat(reader.read(csv("blank.csv", "0", Task.REGRESSION), 4).rows()).isEqualTo(1);
  }

  /** The rows of a file that a sample holds, as a file of their own. */
  private static String drawn(String text, long wanted, long seed) {
    List<String> lines = text.lines().toList();
    RowSample sample = new RowSample(lines.size(), wanted, seed);
    return IntStream.range(0, lines.size())
        .filter(sample::contains)
        .mapToObj(i -> lines.get(i) + "\n")
        .collect(Collectors.joining());
  }

  private static DataSpec some(DataSpec all, long rows, long seed) {
    return new DataSpec(
        all.path(),
        all.format(),
        all.header(),
        all.target(),
        all.task(),
        all.standardize(),
        rows,
        seed);
  }

  @ParameterizedTest
  @CsvSource({"REGRESSION, 1", "REGRESSION, 3", "BINARY, 2", "MULTICLASS, 7"})
  void drawnRowsAreThoseOfAFileOfThemselves(Task task, int splits) throws IOException {
    double[][] x = features(0.4);
    String text = csv(table(task, x), task, x);
    write("t.csv", drawn(text, 4000, 6));
    Dataset expected = new SparkDataReader(spark.sparkContext()).read(spec(task), 7);
    // Blank lines are no rows.
    write("t.csv", text.replaceFirst("\n", "\n\n\n") + "\n");

    for (SparkDataReader reader :
        List.of(
            new SparkDataReader(spark.sparkContext()),
            new SparkDataReader(
                spark.sparkContext(), onExecutors(text.length() / splits + 1, splits)))) {
      try (ShardedTrainingSet found = reader.shards(some(spec(task), 4000, 6), 7)) {
        Dataset data = found.collect();
        assertThat(data.description().sha256()).isEqualTo(expected.description().sha256());
        assertThat(rows(data)).isEqualTo(rows(expected));
        assertThat(data.description().repeats()).isEqualTo(expected.description().repeats());
        assertThat(data.shards().stream().map(s -> Arrays.hashCode(s.inputGroups())).toList())
            .isEqualTo(
                expected.shards().stream().map(s -> Arrays.hashCode(s.inputGroups())).toList());
        assertThat(data.description().observations())
            .containsAll(expected.description().observations())
            .contains(
                "4000 of 9001 rows were drawn at random (data.rows, with data.rows-seed = 6)");
      }
    }
  }

  @Test
  void sparseRowsAreDrawnWithTheColumnsOfAll() throws IOException {
    String text =
        IntStream.range(0, 40)
            .mapToObj(i -> i % 2 + (i == 7 ? " 9:1\n" : " 1:" + i + " 3:" + (i + 0.5) + "\n"))
            .collect(Collectors.joining());
    write("t.libsvm", text);
    DataSpec all = spec("t.libsvm", "libsvm", "-1", Task.BINARY);
    RowSample sample = new RowSample(40, 12, 1);
    assertThat(sample.contains(7)).as("the row of the widest index").isFalse();
    List<String> expected = new ArrayList<>();
    List<String> every = rows(read(all));
    IntStream.range(0, 40).filter(sample::contains).forEach(i -> expected.add(every.get(i)));

    for (SparkDataReader.Options options :
        List.of(SparkDataReader.Options.CHOSEN, onExecutors(100, 3))) {
      Dataset found = new SparkDataReader(spark.sparkContext(), options).read(some(all, 12, 1), 4);
      assertThat(found.features()).isEqualTo(9);
      assertThat(rows(found)).isEqualTo(expected);
    }
  }

  @Test
  void allRowsAreNoDrawAndMoreAreRefused() throws IOException {
    write("r.csv", randomCsv(30));
    DataSpec all = csv("r.csv", "-1", Task.REGRESSION);

    assertSame(read(some(all, 30, 5)), read(all));
    assertThat(fault(new SparkDataReader(spark.sparkContext()), some(all, 31, 5)))
        .isEqualTo(
            path("r.csv")
                + ": expected at least the 31 rows of data.rows, found 30; set data.rows = all, or"
                + " fewer");
  }

  @Test
  void faultsOfRowsThatAreNotDrawnAreFaultsToo() throws IOException {
    RowSample sample = new RowSample(30, 1, 0);
    String[] lines = randomCsv(30).split("\n");
    int other = sample.contains(4) ? 5 : 4;
    lines[other] = "1,2,x";
    write("bad.csv", String.join("\n", lines));

    assertThat(
            fault(
                new SparkDataReader(spark.sparkContext()),
                some(csv("bad.csv", "-1", Task.REGRESSION), 1, 0)))
        .contains("bad.csv: row " + (other + 1) + ": column 3");
  }
}

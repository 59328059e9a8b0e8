package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.data.DataShard;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.Task;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudySpec.DataSpec;

@ExtendWith(SharedSpark.class)
class SparkDataReaderIT {
  @TempDir Path folder;
  private SparkSession spark;

  @BeforeEach
  void session(SparkSession session) {
    spark = session;
  }

  @Test
  void csvKeepsColumnsInOrderAndCodesSortedClasses() throws IOException {
    write("a.csv", "1,2,no\n.5,-1e-1,yes\n+3, 4 ,no\n");

    Dataset data = read(csv("a.csv", "-1", Task.BINARY));

    assertThat(data.description().classNames()).containsExactly("no", "yes");
    assertThat(rows(data)).containsExactly("1.0 2.0 | -1.0", "0.5 -0.1 | 1.0", "3.0 4.0 | -1.0");
    assertThat(data.description().featureNames()).containsExactly("column 1", "column 2");
    assertThat(data.description().observations()).isEmpty();
  }

  @Test
  void namedTargetsAreTakenFromTheHeaderInTheOrderOfTheConf() throws IOException {
    write("a.csv", "\"y, one\",x,y2\n1,2,3\n4,5,6\n");
    DataSpec spec = new DataSpec(path("a.csv"), "csv", true, List.of("y2", "y, one"), Task.REGRESSION, false);

    Dataset data = read(spec);

    assertThat(rows(data)).containsExactly("2.0 | 3.0 1.0", "5.0 | 6.0 4.0");
    assertThat(data.description().targetNames()).containsExactly("y2", "y, one");
    assertThat(data.description().featureNames()).containsExactly("x");
  }

  @Test
  void multiclassIsOneHotInTheOrderOfNumericClasses() throws IOException {
    write("a.csv", "10,1\n9,2\n2,3\n9.0,4\n");

    Dataset data = read(csv("a.csv", "0", Task.MULTICLASS));

    assertThat(data.description().classNames()).containsExactly("2", "9", "10");
    assertThat(rows(data)).containsExactly("1.0 | 0.0 0.0 1.0", "2.0 | 0.0 1.0 0.0", "3.0 | 1.0 0.0 0.0", "4.0 | 0.0 1.0 0.0");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void numbersAndOrderDoNotDependOnPartitions(int partitions) throws IOException {
    String text = randomCsv(101);
    write("parts.csv", text);
    DataSpec spec = new DataSpec(path("parts.csv"), "csv", false, List.of("-1"), Task.REGRESSION, true);
    long split = text.length() / partitions + 1;

    Dataset expected = new SparkDataReader(spark).read(spec, 4);
    Dataset found = new SparkDataReader(spark, split).read(spec, 4);

    assertThat(rows(found)).isEqualTo(rows(expected));
    assertThat(found.description()).isEqualTo(expected.description());
    write("bad.csv", text.replaceFirst("(?s)\\n[^\\n]*\\n$", "\n1,2,x\n"));
    assertThat(fault(new SparkDataReader(spark, split), csv("bad.csv", "-1", Task.REGRESSION))).endsWith("bad.csv: row 101: column 3: expected a finite number, found 'x'; a regression target is a number");
  }

  @Test
  void csvLibsvmAndParquetOfTheSameDataAreEqual() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    StringBuilder csv = new StringBuilder();
    StringBuilder libsvm = new StringBuilder();
    List<Row> table = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      double a = random.nextDouble();
      double b = i % 7 == 0 ? 0 : random.nextDouble() * 1e-5;
      int label = i % 2;
      csv.append(a).append(',').append(b).append(',').append(label).append('\n');
      libsvm.append(label).append(" 1:").append(a).append(b == 0 ? "" : " 2:" + b).append(" # row\n");
      table.add(RowFactory.create(a, b, label));
    }
    write("same.csv", csv.toString());
    write("same.libsvm", libsvm.toString());
    StructType schema = new StructType().add("a", DataTypes.DoubleType).add("b", DataTypes.DoubleType).add("y", DataTypes.IntegerType);
    spark.createDataFrame(table, schema).repartitionByRange(1, org.apache.spark.sql.functions.lit(1)).write().parquet(path("same.parquet"));

    Dataset first = read(spec("same.csv", "csv", "-1", Task.BINARY));
    for (String format : List.of("libsvm", "parquet")) {
      Dataset other = read(spec("same." + format, format, "-1", Task.BINARY));
      assertThat(rows(other)).as(format).isEqualTo(rows(first));
      assertThat(other.description().sha256()).as(format).isEqualTo(first.description().sha256());
    }
  }

  @Test
  void filesOfAFolderOrGlobAreReadInTheOrderOfTheirNames() throws IOException {
    Files.createDirectories(folder.resolve("in put/sub"));
    write("in put/b 2.csv", "x,y\n3,0\n4,1\n");
    write("in put/a [1],{2}.csv", "x,y\n1,0\n2,1\n");
    write("in put/_hidden.csv", "nonsense\n");
    write("in put/empty.csv", "");
    gzip("in put/sub/c.csv.gz", "x,y\n5,0\n");

    List<String> expected = List.of("1.0 | -1.0", "2.0 | 1.0", "3.0 | -1.0", "4.0 | 1.0", "5.0 | -1.0");
    assertThat(rows(read(header("in put")))).isEqualTo(expected);
    assertThat(rows(read(header("in put/*.csv")))).isEqualTo(expected.subList(0, 4));
    assertThat(rows(read(header("in put/a [1],{2}.csv")))).isEqualTo(expected.subList(0, 2));
    DataSpec uri = new DataSpec("file:" + path("in put/b 2.csv"), "csv", true, List.of("y"), Task.BINARY, false);
    assertThat(rows(read(uri))).isEqualTo(expected.subList(2, 4));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "1,2,0\\n3,NaN,1\\n|row 2: column 2: expected a finite number, found 'NaN'",
        "1,2,0\\n3,-Infinity,1\\n|row 2: column 2: expected a finite number, found '-Infinity'",
        "1,2,0\\n\\n3,1e999,1\\n|row 3: column 2: expected a finite number, found '1e999'",
        "1,2,0\\n3,,1\\n|row 2: column 2: expected a finite number, found an empty field",
        "1,2,0\\n3,4,\\n|row 2: column 3: expected a class, found an empty field",
        "1,2,0\\n3,4,nan\\n|row 2: column 3: expected a class, found 'nan'",
        "1,2,0\\n3,0x10,1\\n|row 2: column 2: expected a finite number, found '0x10'",
        "1,2,0\\n3,1f,1\\n|row 2: column 2: expected a finite number, found '1f'",
        "1,2,0\\nM,4,1\\n|row 2: column 1: expected a finite number, found 'M'; text features are not read, replace them by numbers",
        "1,2,0\\n3,4\\n|row 2: expected 3 fields as in the first line of the data, found 2",
        "1,2,0\\n3,4,1,5\\n|row 2: expected 3 fields as in the first line of the data, found 4",
        "1,2,0\\n3,\"4,1\\n|row 2: column 2: expected a closing quote on this line, found none; fields over several lines are not read",
        "a,b,y\\n3,4,1\\n|row 1: column 1: expected a finite number, found 'a'; if the first line holds column names, set data.header = true",
        "1,2,0\\n3,4,0\\n|target column 3: data.task = binary expects exactly 2 classes, found 1: 0",
        "1,2,0\\n3,4,1\\n3,4,2\\n|target column 3: data.task = binary expects exactly 2 classes, found 3: 0, 1, 2",
        "1\\n2\\n|row 1: expected feature columns besides the target, found 1 column; fields are separated by commas",
      })
  void refusedCsvNamesFileRowAndColumn(String text, String message) throws IOException {
    write("bad.csv", text.replace("\\n", "\n"));

    String found = fault(csv("bad.csv", "-1", Task.BINARY));

    String place = path("bad.csv") + ": ";
    assertThat(found).isEqualTo(place + message);
  }

  @Test
  void refusedTargets() throws IOException {
    write("t.csv", "a,b,b\n1,2,3\n2,2,3\n");

    assertThat(fault(new DataSpec(path("t.csv"), "csv", true, List.of("c"), Task.REGRESSION, false)))
        .isEqualTo(path("t.csv") + ": row 1: data.target: expected one of the columns a, b, b, found 'c'");
    assertThat(fault(new DataSpec(path("t.csv"), "csv", true, List.of("b"), Task.REGRESSION, false)))
        .isEqualTo(path("t.csv") + ": row 1: expected one column 'b' (data.target), found 2; give its index");
    assertThat(fault(new DataSpec(path("t.csv"), "csv", true, List.of("3"), Task.REGRESSION, false)))
        .isEqualTo(path("t.csv") + ": row 1: data.target: expected an index in 0..2 or -3..-1 of 3 columns, found 3");
    assertThat(fault(new DataSpec(path("t.csv"), "csv", true, List.of("2", "-1"), Task.REGRESSION, false)))
        .isEqualTo(path("t.csv") + ": row 1: expected different columns in data.target, found [2, -1], which names a column twice");
    assertThat(fault(new DataSpec(path("t.csv"), "csv", false, List.of("y"), Task.REGRESSION, false)))
        .isEqualTo(path("t.csv") + ": row 1: data.target: expected an index, because data.header = false gives no names, found 'y'");
    assertThat(fault(new DataSpec(path("t.csv"), "csv", true, List.of("-1"), Task.REGRESSION, true)))
        .isEqualTo(path("t.csv") + ": target b: a target to be standardised must not be constant, found 3 in all 2 rows; choose another target or set data.standardize = false");
  }

  @Test
  void missingAndEmptyFilesAreRefused() throws IOException {
    write("empty.csv", "");
    write("blank.csv", "\n\n");
    write("header.csv", "a,b\n");
    Files.createDirectories(folder.resolve("nothing"));

    assertThat(fault(csv("empty.csv", "-1", Task.BINARY))).isEqualTo(path("empty.csv") + ": expected data rows, found an empty file");
    assertThat(fault(csv("blank.csv", "-1", Task.BINARY))).isEqualTo(path("blank.csv") + ": row 1: expected comma separated fields, found a blank line");
    assertThat(fault(header("header.csv").path(), true)).isEqualTo(path("header.csv") + ": expected data rows, found only a header");
    for (String missing : List.of("no such.csv", "nothing", "nothing/*.csv")) {
      assertThat(fault(csv(missing, "-1", Task.BINARY)))
          .isEqualTo(path(missing) + ": expected a file, a folder with files or a glob that matches some, found none (looked for file:" + path(missing) + ")");
    }
    assertThat(fault(new DataSpec("nowhere:/x.csv", "csv", false, List.of("-1"), Task.BINARY, true))).startsWith("nowhere:/x.csv: cannot be read: No FileSystem for scheme");
  }

  @Test
  void headersOfAllFilesMustAgree() throws IOException {
    Files.createDirectories(folder.resolve("two"));
    write("two/a.csv", "x,y\n1,0\n");
    write("two/b.csv", "y,x\n1,0\n");

    assertThat(fault(header("two"))).isEqualTo(path("two/b.csv") + ": row 1: expected the header of the first file, x,y, found 'y,x'");
  }

  @Test
  void damagedGzipIsAnErrorAndNotAFailedTask() throws IOException {
    gzip("cut.csv.gz", randomCsv(2000));
    byte[] bytes = Files.readAllBytes(folder.resolve("cut.csv.gz"));
    Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(bytes, bytes.length / 2));

    assertThat(fault(csv("cut.csv.gz", "-1", Task.REGRESSION))).startsWith(path("cut.csv.gz") + ": row ").contains(": cannot be read: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1 1:2 2:x;row 1: column 2: expected a finite number, found 'x'",
        "1 2:2 1:3;row 1: column 1: expected an index above the one before, 2, found 1",
        "1 0:2;row 1: field 2: expected INDEX:VALUE with an index from 1, found '0:2'",
        "1 qid:3 1:2;row 1: field 2: expected INDEX:VALUE with an index from 1, found 'qid:3'",
        "a 1:2;row 1: label: expected a finite number, found 'a'",
        "1;expected fields INDEX:VALUE, found labels only",
        "1 1:NaN;row 1: column 1: expected a finite number, found 'NaN'",
      })
  void refusedLibsvmNamesFileRowAndColumn(String text, String message) throws IOException {
    write("bad.svm", text + "\n");

    assertThat(fault(spec("bad.svm", "libsvm", "-1", Task.REGRESSION))).isEqualTo(path("bad.svm") + ": " + message);
  }

  @Test
  void aHugeLibsvmIndexIsRefusedBeforeMemoryIsTaken() throws IOException {
    write("huge.svm", "1 1:2\n0 999999999:1\n");

    assertThat(fault(spec("huge.svm", "libsvm", "-1", Task.BINARY))).contains("found 2 rows x 999999999 columns");
  }

  @Test
  void refusedParquetNamesFileRowAndColumn() throws IOException {
    StructType schema = new StructType().add("x", DataTypes.DoubleType).add("y", DataTypes.DoubleType);
    parquet("null.parquet", schema, RowFactory.create(1.0, 0.0), RowFactory.create(null, 1.0));
    parquet("nan.parquet", schema, RowFactory.create(1.0, 0.0), RowFactory.create(2.0, 1.0), RowFactory.create(Double.POSITIVE_INFINITY, 1.0));
    parquet("none.parquet", schema);
    parquet("text.parquet", new StructType().add("sex", DataTypes.StringType).add("y", DataTypes.DoubleType), RowFactory.create("M", 1.0));
    write("fake.parquet", "x,y\n1,2\n");

    assertThat(fault(spec("null.parquet", "parquet", "y", Task.BINARY))).endsWith(".parquet: row 2: column 1 ('x'): expected a finite number, found null");
    assertThat(fault(spec("nan.parquet", "parquet", "y", Task.BINARY))).endsWith(".parquet: row 3: column 1 ('x'): expected a finite number, found Infinity");
    assertThat(fault(spec("none.parquet", "parquet", "y", Task.BINARY))).isEqualTo(path("none.parquet") + ": expected data rows, found none");
    assertThat(fault(spec("text.parquet", "parquet", "y", Task.BINARY))).endsWith(": column 1 ('sex'): expected numbers, found the type string; replace it by numeric columns");
    assertThat(fault(spec("fake.parquet", "parquet", "y", Task.BINARY))).startsWith(path("fake.parquet") + ": expected a Parquet file, found something else or a damaged one: ");
  }

  @Test
  void damagedParquetPagesAreAnError() throws IOException {
    StructType schema = new StructType().add("x", DataTypes.DoubleType).add("y", DataTypes.DoubleType);
    SplittableRandom random = new SplittableRandom(3);
    parquet("page.parquet", schema, random.doubles(500).mapToObj(x -> RowFactory.create(x, x > 0.5 ? 1.0 : 0.0)).toArray(Row[]::new));
    Path part;
    try (var files = Files.list(folder.resolve("page.parquet"))) {
      part = files.filter(f -> f.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(part);
    Arrays.fill(bytes, 100, 400, (byte) 0x5A);
    Path damaged = folder.resolve("damaged.parquet");
    Files.write(damaged, bytes);

    assertThat(fault(spec("damaged.parquet", "parquet", "y", Task.BINARY))).isEqualTo(damaged + ": expected 500 rows by its footer, found 0 readable ones; the file is damaged");
    Files.write(damaged, Arrays.copyOf(bytes, bytes.length - 20));
    assertThat(fault(spec("damaged.parquet", "parquet", "y", Task.BINARY))).startsWith(damaged + ": expected a Parquet file, found something else or a damaged one: ");
  }

  @Test
  void parquetFilesOfDifferentColumnsAreRefused() throws IOException {
    StructType schema = new StructType().add("x", DataTypes.DoubleType).add("y", DataTypes.DoubleType);
    Files.createDirectories(folder.resolve("mixed"));
    parquet("mixed/a", schema, RowFactory.create(1.0, 0.0));
    parquet("mixed/b", new StructType().add("x", DataTypes.IntegerType).add("y", DataTypes.DoubleType), RowFactory.create(1, 0.0));

    assertThat(fault(spec("mixed", "parquet", "y", Task.BINARY))).contains("mixed/b/part-", ": expected the columns of the first file, ", "double x", "found", "int32 x");
  }

  @Test
  void startsAreReadInOrderAndWrongOnesAreConfErrors() throws IOException {
    write("starts.csv", "1,2,3\n4,5,6\n");
    write("short.csv", "1,2,3\n4,5\n");
    write("text.csv", "1,2,x\n");

    StartFile starts = StartFile.read(spark, path("starts.csv"), 3);
    assertThat(starts.rows()).isEqualTo(2);
    assertThat(starts.theta(1)).containsExactly(4, 5, 6);
    starts.checkRestarts(0, 2);
    assertConf(() -> starts.checkRestarts(1, 2), "restarts.init.path: " + path("starts.csv") + ": expected a row for each restart 1..2, found 2 rows; set restarts.count to 1 or less");
    assertConf(() -> StartFile.read(spark, path("short.csv"), 3), "restarts.init.path: " + path("short.csv") + ": row 2: expected 3 numbers, one per parameter of the network, found 2");
    assertConf(() -> StartFile.read(spark, path("text.csv"), 3), "restarts.init.path: " + path("text.csv") + ": row 1: column 3: expected a finite number, found 'x'");
  }

  @Test
  void aHeaderOfNumbersIsReported() throws IOException {
    write("h.csv", "1,2\n3,0\n5,1\n");

    assertThat(read(new DataSpec(path("h.csv"), "csv", true, List.of("-1"), Task.BINARY, true)).description().observations())
        .containsExactly("the header line holds only numbers (1): if it is a row of data, set data.header = false");
  }

  private static void assertConf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
    StudyException e = catchThrowableOfType(StudyException.class, call);
    assertThat(e).hasMessage(message);
    assertThat(e.exitCode()).isEqualTo(2);
  }

  private Dataset read(DataSpec spec) {
    return new SparkDataReader(spark).read(spec, 64);
  }

  private String fault(DataSpec spec) {
    return fault(new SparkDataReader(spark), spec);
  }

  private String fault(String file, boolean header) {
    return fault(new DataSpec(file, "csv", header, List.of("-1"), Task.BINARY, true));
  }

  private static String fault(SparkDataReader reader, DataSpec spec) {
    StudyException e = catchThrowableOfType(StudyException.class, () -> reader.read(spec, 64));
    assertThat(e).isNotNull();
    assertThat(e.exitCode()).isEqualTo(3);
    return e.getMessage();
  }

  private DataSpec csv(String file, String target, Task task) {
    return spec(file, "csv", target, task);
  }

  private DataSpec header(String file) {
    return new DataSpec(path(file), "csv", true, List.of("y"), Task.BINARY, false);
  }

  private DataSpec spec(String file, String format, String target, Task task) {
    return new DataSpec(path(file), format, false, List.of(target), task, false);
  }

  private String path(String file) {
    return folder.resolve(file).toString();
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  private void gzip(String file, String text) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(file)))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void parquet(String file, StructType schema, Row... rows) {
    spark.createDataFrame(List.of(rows), schema).coalesce(1).write().parquet(path(file));
  }

  private static String randomCsv(int rows) {
    SplittableRandom random = new SplittableRandom(11);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      text.append(random.nextDouble()).append(',').append(random.nextInt(100)).append(',').append(random.nextDouble()).append('\n');
    }
    return text.toString();
  }

  /** Rows of all shards as text: features | targets. */
  private static List<String> rows(Dataset data) {
    List<String> rows = new ArrayList<>();
    for (DataShard shard : data.shards()) {
      for (int r = 0; r < shard.rows(); r++) {
        StringBuilder row = new StringBuilder();
        for (int k = 0; k < data.features(); k++) {
          row.append(shard.features().apply(r, k)).append(' ');
        }
        row.append('|');
        for (int k = 0; k < data.outputs(); k++) {
          row.append(' ').append(shard.targets().apply(r, k));
        }
        rows.add(row.toString());
      }
    }
    return rows;
  }
}

package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.Task;

/** LIBSVM, Parquet and files of starts. */
class OtherFormatsIT extends ReaderFixture {
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
      libsvm
          .append(label)
          .append(" 1:")
          .append(a)
          .append(b == 0 ? "" : " 2:" + b)
          .append(" # row\n");
      table.add(RowFactory.create(a, b, label));
    }
    write("same.csv", csv.toString());
    write("same.libsvm", libsvm.toString());
    StructType schema =
        new StructType()
            .add("a", DataTypes.DoubleType)
            .add("b", DataTypes.DoubleType)
            .add("y", DataTypes.IntegerType);
    spark
        .createDataFrame(table, schema)
        .repartitionByRange(1, org.apache.spark.sql.functions.lit(1))
        .write()
        .parquet(path("same.parquet"));

    Dataset first = read(spec("same.csv", "csv", "-1", Task.BINARY));
    for (String format : List.of("libsvm", "parquet")) {
      Dataset other = read(spec("same." + format, format, "-1", Task.BINARY));
      assertThat(rows(other)).as(format).isEqualTo(rows(first));
      assertThat(other.description().sha256()).as(format).isEqualTo(first.description().sha256());
    }
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

    assertThat(fault(spec("bad.svm", "libsvm", "-1", Task.REGRESSION)))
        .isEqualTo(path("bad.svm") + ": " + message);
  }

  @Test
  void aHugeLibsvmIndexIsRefusedBeforeMemoryIsTaken() throws IOException {
    write("huge.svm", "1 1:2\n0 999999999:1\n");

    assertThat(fault(spec("huge.svm", "libsvm", "-1", Task.BINARY)))
        .contains("found 2 rows x 999999999 columns");
  }

  @Test
  void refusedParquetNamesFileRowAndColumn() throws IOException {
    StructType schema =
        new StructType().add("x", DataTypes.DoubleType).add("y", DataTypes.DoubleType);
    parquet("null.parquet", schema, RowFactory.create(1.0, 0.0), RowFactory.create(null, 1.0));
    parquet(
        "nan.parquet",
        schema,
        RowFactory.create(1.0, 0.0),
        RowFactory.create(2.0, 1.0),
        RowFactory.create(Double.POSITIVE_INFINITY, 1.0));
    parquet("none.parquet", schema);
    parquet(
        "text.parquet",
        new StructType().add("sex", DataTypes.StringType).add("y", DataTypes.DoubleType),
        RowFactory.create("M", 1.0));
    write("fake.parquet", "x,y\n1,2\n");

    assertThat(fault(spec("null.parquet", "parquet", "y", Task.BINARY)))
        .endsWith(".parquet: row 2: column 1 ('x'): expected a finite number, found null");
    assertThat(fault(spec("nan.parquet", "parquet", "y", Task.BINARY)))
        .endsWith(".parquet: row 3: column 1 ('x'): expected a finite number, found Infinity");
    assertThat(fault(spec("none.parquet", "parquet", "y", Task.BINARY)))
        .isEqualTo(path("none.parquet") + ": expected data rows, found none");
    assertThat(fault(spec("text.parquet", "parquet", "y", Task.BINARY)))
        .endsWith(
            ": column 1 ('sex'): expected numbers, found the type string; replace it by numeric"
                + " columns");
    assertThat(fault(spec("fake.parquet", "parquet", "y", Task.BINARY)))
        .startsWith(
            path("fake.parquet")
                + ": expected a Parquet file, found something else or a damaged one: ");
  }

  @Test
  void damagedParquetPagesAreAnError() throws IOException {
    StructType schema =
        new StructType().add("x", DataTypes.DoubleType).add("y", DataTypes.DoubleType);
    SplittableRandom random = new SplittableRandom(3);
    parquet(
        "page.parquet",
        schema,
        random
            .doubles(500)
            .mapToObj(x -> RowFactory.create(x, x > 0.5 ? 1.0 : 0.0))
            .toArray(Row[]::new));
    Path part;
    try (var files = Files.list(folder.resolve("page.parquet"))) {
      part = files.filter(f -> f.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(part);
    Arrays.fill(bytes, 100, 400, (byte) 0x5A);
    Path damaged = folder.resolve("damaged.parquet");
    Files.write(damaged, bytes);

    assertThat(fault(spec("damaged.parquet", "parquet", "y", Task.BINARY)))
        .isEqualTo(
            damaged
                + ": expected 500 rows by its footer, found 0 readable ones; the file is damaged");
    Files.write(damaged, Arrays.copyOf(bytes, bytes.length - 20));
    assertThat(fault(spec("damaged.parquet", "parquet", "y", Task.BINARY)))
        .startsWith(damaged + ": expected a Parquet file, found something else or a damaged one: ");
  }

  @Test
  void parquetFilesOfDifferentColumnsAreRefused() throws IOException {
    StructType schema =
        new StructType().add("x", DataTypes.DoubleType).add("y", DataTypes.DoubleType);
    Files.createDirectories(folder.resolve("mixed"));
    parquet("mixed/a", schema, RowFactory.create(1.0, 0.0));
    parquet(
        "mixed/b",
        new StructType().add("x", DataTypes.IntegerType).add("y", DataTypes.DoubleType),
        RowFactory.create(1, 0.0));

    assertThat(fault(spec("mixed", "parquet", "y", Task.BINARY)))
        .contains(
            "mixed/b/part-",
            ": expected the columns of the first file, ",
            "double x",
            "found",
            "int32 x");
  }

  @Test
  void startsAreReadInOrderAndWrongOnesAreConfErrors() throws IOException {
    write("starts.csv", "1,2,3\n4,5,6\n");
    write("short.csv", "1,2,3\n4,5\n");
    write("text.csv", "1,2,x\n");

    StartFile starts = StartFile.read(spark.sparkContext(), path("starts.csv"), 3);
    assertThat(starts.rows()).isEqualTo(2);
    assertThat(starts.theta(1)).containsExactly(4, 5, 6);
    assertConf(
        () -> StartFile.read(spark.sparkContext(), path("short.csv"), 3),
        "restarts.init.path: "
            + path("short.csv")
            + ": row 2: expected 3 numbers, one per parameter of the network, found 2");
    assertConf(
        () -> StartFile.read(spark.sparkContext(), path("text.csv"), 3),
        "restarts.init.path: "
            + path("text.csv")
            + ": row 1: column 3: expected a finite number, found 'x'");
  }
}

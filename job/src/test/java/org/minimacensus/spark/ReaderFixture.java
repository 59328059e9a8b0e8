package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.minimacensus.data.DataShard;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.Task;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudySpec.DataSpec;

/** Files of a test, reading them, and what came out. */
@ExtendWith(SharedSpark.class)
abstract class ReaderFixture {
  @TempDir Path folder;
  SparkSession spark;

  @BeforeEach
  void session(SparkSession session) {
    spark = session;
  }

  static void assertConf(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
    StudyException e = catchThrowableOfType(StudyException.class, call);
    assertThat(e).hasMessage(message);
    assertThat(e.exitCode()).isEqualTo(2);
  }

  Dataset read(DataSpec spec) {
    return new SparkDataReader(spark.sparkContext()).read(spec, 64);
  }

  String fault(DataSpec spec) {
    return fault(new SparkDataReader(spark.sparkContext()), spec);
  }

  String fault(String file, boolean header) {
    return fault(new DataSpec(file, "csv", header, List.of("-1"), Task.BINARY, true));
  }

  static String fault(SparkDataReader reader, DataSpec spec) {
    StudyException e = catchThrowableOfType(StudyException.class, () -> reader.read(spec, 64));
    assertThat(e).isNotNull();
    assertThat(e.exitCode()).isEqualTo(3);
    return e.getMessage();
  }

  DataSpec csv(String file, String target, Task task) {
    return spec(file, "csv", target, task);
  }

  DataSpec header(String file) {
    return new DataSpec(path(file), "csv", true, List.of("y"), Task.BINARY, false);
  }

  DataSpec spec(String file, String format, String target, Task task) {
    return new DataSpec(path(file), format, false, List.of(target), task, false);
  }

  String path(String file) {
    return folder.resolve(file).toString();
  }

  void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  void gzip(String file, String text) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(file)))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  void parquet(String file, StructType schema, Row... rows) {
    spark.createDataFrame(List.of(rows), schema).coalesce(1).write().parquet(path(file));
  }

  static String randomCsv(int rows) {
    SplittableRandom random = new SplittableRandom(11);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      text.append(random.nextDouble())
          .append(',')
          .append(random.nextInt(100))
          .append(',')
          .append(random.nextDouble())
          .append('\n');
    }
    return text.toString();
  }

  /** Rows of all shards as text: features | targets. */
  static List<String> rows(Dataset data) {
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

package org.minimacensus.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.minimacensus.spark.SharedSpark;

@ExtendWith(SharedSpark.class)
class GenerateRowsIT {
  @TempDir Path folder;

  private static BenchArguments arguments(Path path, String files, String task) {
    return BenchArguments.parse(
        Map.of(
            "path", path.toString(),
            "rows", "1000",
            "features", "4",
            "units", "3",
            "task", task,
            "seed", "7",
            "files", files));
  }

  @Test
  void rowsAreTheTeachersWhateverTheNumberOfFiles(SparkSession spark) {
    TeacherRows teacher = new TeacherRows(7, 4, 3, false);
    for (String files : List.of("1", "5")) {
      Path path = folder.resolve("rows " + files);
      GenerateRows.write(spark, arguments(path, files, "regression"));

      List<Row> rows = spark.read().parquet(path.toString()).collectAsList();
      assertThat(spark.read().parquet(path.toString()).columns())
          .containsExactly("x0", "x1", "x2", "x3", "y");
      assertThat(path.toFile().list((f, name) -> name.endsWith(".parquet")))
          .hasSize(Integer.parseInt(files));
      assertThat(rows)
          .extracting(r -> r.getDouble(4))
          .containsExactlyInAnyOrderElementsOf(
              LongStream.range(0, 1000).mapToObj(i -> teacher.row(i)[4]).toList());
    }
  }

  @Test
  void anUnknownTaskIsRefused(SparkSession spark) {
    assertThatThrownBy(() -> GenerateRows.write(spark, arguments(folder, "1", "ranking")))
        .hasMessage("--task: expected regression or binary, found 'ranking'");
  }
}

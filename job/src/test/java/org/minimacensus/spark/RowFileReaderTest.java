package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyFixtures;

class RowFileReaderTest {
  private static final int ROWS = 300;

  @TempDir Path folder;

  private org.apache.hadoop.fs.Path written() throws IOException {
    org.apache.hadoop.fs.Path file =
        new org.apache.hadoop.fs.Path(folder.resolve("some.parquet").toUri());
    StoreFiles files = new StoreFiles(file, new Configuration());
    try (RowFileWriter rows = new RowFileWriter(files, file, RunTables.ENDPOINT_PARTS.schema())) {
      for (Endpoint endpoint : endpoints()) {
        rows.write(RunTables.ENDPOINT_PARTS.row(endpoint));
      }
    }

    return file;
  }

  private static List<Endpoint> endpoints() {
    List<Endpoint> all = new ArrayList<>();
    for (long r = 0; r < ROWS; r++) {
      all.add(StudyFixtures.endpoint(r % 2 == 0 ? "plain" : "output-neuron", r));
    }

    return all;
  }

  private static List<Row> read(org.apache.hadoop.fs.Path file, StructType columns)
      throws IOException {
    return read(file, columns, row -> true);
  }

  private static List<Row> read(
      org.apache.hadoop.fs.Path file, StructType columns, Predicate<Row> wanted)
      throws IOException {
    List<Row> all = new ArrayList<>();
    try (RowFileReader rows =
        new RowFileReader(new Configuration(), file, columns, wanted, "try another")) {
      rows.forEachRemaining(all::add);
    }

    return all;
  }

  @Test
  void whatWasWrittenComesBackToTheBit() throws IOException {
    List<Row> rows = read(written(), RunTables.ENDPOINT_PARTS.schema());

    List<Endpoint> expected = endpoints();
    assertThat(rows).hasSize(ROWS);
    for (int r = 0; r < ROWS; r++) {
      assertThat(
              EndpointComparison.firstDifference(
                  expected.get(r), EndpointRows.endpoint(rows.get(r))))
          .isEmpty();
    }
  }

  @Test
  void columnsComeInTheOrderAskedFor() throws IOException {
    List<Row> rows = read(written(), RunTables.ENDPOINT_PARTS.columns("theta", "restart"));

    assertThat(rows.get(7).length()).isEqualTo(2);
    assertThat(rows.get(7).getLong(1)).isEqualTo(7);
    assertThat(Table.array(rows.get(7), "theta")).isEqualTo(endpoints().get(7).theta());
  }

  @Test
  void rowsThatAreNotWantedArePassedOver() throws IOException {
    StructType columns = RunTables.ENDPOINT_PARTS.columns("restart");

    org.apache.hadoop.fs.Path file = written();

    List<Row> rows = read(file, columns, row -> row.getLong(0) % 100 == 99);

    assertThat(rows.stream().map(row -> row.getLong(0))).containsExactly(99L, 199L, 299L);
    assertThat(read(file, columns, row -> row.getLong(0) < 0)).isEmpty();
  }

  @Test
  void aColumnThatIsNotThereIsNamed() throws IOException {
    org.apache.hadoop.fs.Path file = written();
    StructType columns = new StructType().add("restart", DataTypes.LongType, false);

    assertThatExceptionOfType(StudyException.class)
        .isThrownBy(() -> read(file, columns.add("colour", DataTypes.LongType, false)))
        .withMessageContaining("some.parquet: expected a whole file of this job")
        .withMessageContaining("colour");
  }

  @Test
  void aFileThatWasCutOffIsNamed() throws IOException {
    org.apache.hadoop.fs.Path file = written();
    Path local = folder.resolve("some.parquet");
    byte[] bytes = Files.readAllBytes(local);
    Files.write(local, Arrays.copyOf(bytes, bytes.length / 2));

    assertThatExceptionOfType(StudyException.class)
        .isThrownBy(() -> read(file, RunTables.ENDPOINT_PARTS.schema()))
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(5))
        .withMessageContaining("some.parquet: expected a whole file of this job, found a damaged")
        .withMessageEndingWith("; try another");
  }

  @Test
  void ofSomeRestartsThoseAloneAreRead() throws IOException {
    StructType columns = RunTables.ENDPOINT_PARTS.columns("restart", "evidence");
    List<Long> read = new ArrayList<>();
    try (RowFileReader rows =
        RowFileReader.ofRestarts(
            new Configuration(), written(), columns, Set.of(299L, 7L, 1000L), row -> true, "")) {
      rows.forEachRemaining(
          row -> {
            read.add(row.getLong(0));
            assertThat(row.getString(1))
                .isEqualTo(endpoints().get((int) row.getLong(0)).evidence());
          });
    }

    assertThat(read).containsExactly(7L, 299L);
  }

  @Test
  void aColumnThatWasThereFromTheFirstMustNotBeMissing() throws IOException {
    StructType columns =
        RunTables.ENDPOINT_PARTS.columns("restart").add(RunTables.MINIMA.schema().apply("hits"));
    assertThatExceptionOfType(StudyException.class)
        .isThrownBy(() -> read(written(), columns))
        .withMessageContaining("hits");
  }
}

package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.minimacensus.study.StudyFixtures;

class RowFileWriterTest {
  @TempDir Path folder;

  private byte[] written(String name, int restarts) throws IOException {
    org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
    StoreFiles files = new StoreFiles(file, new Configuration());
    try (RowFileWriter rows = new RowFileWriter(files, file, RunTables.ENDPOINT_PARTS.schema())) {
      for (long r = 0; r < restarts; r++) {
        rows.write(RunTables.ENDPOINT_PARTS.row(StudyFixtures.endpoint("plain", r)));
      }
    }

    return Files.readAllBytes(folder.resolve(name));
  }

  private static FileMetaData footer(byte[] file) throws IOException {
    int end = file.length - 8;
    int length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(end);
    return Util.readFileMetaData(
        new ByteArrayInputStream(Arrays.copyOfRange(file, end - length, end)));
  }

  /** Parquet leaves their order to the hash codes of the process. */
  @Test
  void encodingsAreListedInOneOrder() throws IOException {
    FileMetaData footer = footer(written("some", 100));

    assertThat(footer.getNum_rows()).isEqualTo(100);
    for (ColumnChunk column : footer.getRow_groups().get(0).getColumns()) {
      List<Encoding> encodings = column.getMeta_data().getEncodings();
      assertThat(encodings).hasSizeGreaterThan(1).isSorted();
    }
  }

  /** Larger than what is held back for the footer. */
  @Test
  void theSameRowsGiveTheSameBytes() throws IOException {
    byte[] first = written("first", 120_000);

    assertThat(first).hasSizeGreaterThan(5 << 20).isEqualTo(written("second", 120_000));
    assertThat(footer(first).getNum_rows()).isEqualTo(120_000);
  }
}

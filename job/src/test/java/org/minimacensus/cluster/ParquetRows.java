package org.minimacensus.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** Rows of a Parquet file as lines that differ whenever one bit differs; read without Spark. */
public final class ParquetRows {
  private ParquetRows() {}

  public static List<String> of(FileSystem files, Path file) {
    return groups(files, file).stream()
        .map(
            row -> {
              StringBuilder line = new StringBuilder();
              append(row, line);
              return line.toString();
            })
        .toList();
  }

  /** The rows as Parquet's own reader gives them. */
  public static List<Group> groups(FileSystem files, Path file) {
    List<Group> rows = new ArrayList<>();
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), files.makeQualified(file))
            .withConf(files.getConf())
            .build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        rows.add(row);
      }

      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void append(Group group, StringBuilder line) {
    for (Type field : group.getType().getFields()) {
      line.append(field.getName()).append('=');
      int i = group.getType().getFieldIndex(field.getName());
      for (int k = 0; k < group.getFieldRepetitionCount(i); k++) {
        if (!field.isPrimitive()) {
          append(group.getGroup(i, k), line);
        } else if (field.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.DOUBLE) {
          line.append(Long.toHexString(Double.doubleToRawLongBits(group.getDouble(i, k))));
        } else {
          line.append(group.getValueToString(i, k));
        }

        line.append(',');
      }
    }
  }
}

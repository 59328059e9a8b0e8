package org.minimacensus.spark;

import java.io.IOException;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;
import org.minimacensus.study.Recorders;

/**
 * Record endpoints in part files of a folder that every executor sees: {@code endpoints/} and
 * {@code traces/}. Files that are being written have names that begin with a dot; a file under its
 * final name is whole. A restart may be in several files, with the same bits.
 */
final class PartRecorders implements Recorders {
  private static final long serialVersionUID = 1L;
  private final TaskConfiguration configuration;
  private final String parts;
  private final String writer;

  /**
   * @param parts folder with the folders of both tables in it
   * @param writer tells the files of this process from those of every other one
   */
  PartRecorders(TaskConfiguration configuration, Path parts, String writer) {
    this.configuration = configuration;
    this.parts = parts.toString();
    this.writer = writer;
  }

  @Override
  public Recorder open(String part) {
    Path folder = new Path(parts);
    try {
      return new PartRecorder(
          new StoreFiles(folder, configuration.value()), folder, writer + "-" + part);
    } catch (IOException | RuntimeException | FSError e) {
      throw ParquetRunStore.unwritable(folder, e);
    }
  }
}

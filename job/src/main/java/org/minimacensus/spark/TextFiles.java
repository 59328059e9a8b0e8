package org.minimacensus.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.hadoop.mapreduce.lib.input.TextInputFormat;
import org.apache.spark.api.java.JavaNewHadoopRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.minimacensus.data.InvalidDataException;
import scala.Tuple2;

/**
 * Reads the lines of text files in parallel, in the order of files and lines, whatever the splits.
 * Each split returns its rows, its number of lines and its first fault as a value; the driver adds
 * up line counts, so that a fault is named by its line in the file.
 */
final class TextFiles {
  private final JavaSparkContext spark;
  private final InputFiles files;
  private final long splitBytes;

  /**
   * @param splitBytes most bytes of a split; 0 leaves it to Hadoop
   */
  TextFiles(JavaSparkContext spark, InputFiles files, long splitBytes) {
    this.spark = spark;
    this.files = files;
    this.splitBytes = splitBytes;
  }

  /** The first file that is not empty. */
  Path firstFile() {
    return files.files().stream().filter(f -> f.getLen() > 0).findFirst().orElseThrow().getPath();
  }

  /** The first line of the first file that is not empty, without a byte order mark. */
  String firstLine() {
    Configuration hadoop = spark.hadoopConfiguration();
    Path file = firstFile();
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(file);
    try (InputStream raw = file.getFileSystem(hadoop).open(file);
        InputStream plain = codec == null ? raw : codec.createInputStream(raw);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      return line == null ? "" : line.startsWith("\uFEFF") ? line.substring(1) : line;
    } catch (IOException e) {
      throw new InvalidDataException(
          files.shown(file) + ": cannot be read: " + InputFiles.firstLine(e));
    }
  }

  /**
   * All rows in order. Blank lines are passed over and counted as lines.
   *
   * @throws InvalidDataException naming file, row (line of the file from 1) and column of the first
   *     fault
   */
  List<TextRow> rows(LineParser parser) {
    List<Chunk> chunks = new ArrayList<>(chunks(parser));
    chunks.sort(Comparator.comparing((Chunk c) -> c.file).thenComparingLong(c -> c.start));
    List<TextRow> rows = new ArrayList<>();
    String file = "";
    long lines = 0;
    for (Chunk chunk : chunks) {
      lines = chunk.file.equals(file) ? lines : 0;
      file = chunk.file;
      if (!chunk.fault.isEmpty()) {
        throw new InvalidDataException(
            files.shown(new Path(file)) + ": row " + (lines + chunk.lines) + ": " + chunk.fault);
      }
      lines += chunk.lines;
      rows.addAll(chunk.rows);
    }
    if (rows.isEmpty()) {
      throw new InvalidDataException(
          files.asked()
              + ": expected data rows, found "
              + (parser.hasHeader() ? "only a header" : "only blank lines"));
    }
    return rows;
  }

  /** The part of a file that one task has read. */
  private static final class Chunk implements Serializable {
    private static final long serialVersionUID = 1L;
    private final String file;
    private final long start;
    private final ArrayList<TextRow> rows = new ArrayList<>();
    private long lines;
    private String fault = "";

    Chunk(FileSplit split) {
      this.file = split.getPath().toString();
      this.start = split.getStart();
    }

    /** Reads up to the first fault, whose line is then the last one counted. */
    Chunk read(Iterator<Tuple2<LongWritable, Text>> text, LineParser parser) {
      try {
        while (hasNext(text)) {
          String line = text.next()._2.toString();
          lines++;
          if (parser.hasHeader() && start == 0 && lines == 1) {
            parser.checkHeader(line);
          } else if (!line.isBlank()) {
            rows.add(parser.parse(line));
          }
        }
      } catch (FieldFault e) {
        fault = e.getMessage();
      }
      return this;
    }

    /**
     * Damaged compressed files and lost blocks surface here; thrown on, Spark would retry and log
     * them.
     */
    private boolean hasNext(Iterator<Tuple2<LongWritable, Text>> text) throws FieldFault {
      try {
        return text.hasNext();
      } catch (Exception e) {
        lines++;
        throw new FieldFault("cannot be read: " + InputFiles.firstLine(e));
      }
    }
  }

  private List<Chunk> chunks(LineParser parser) {
    try {
      Job job = Job.getInstance(spark.hadoopConfiguration());
      Path[] paths =
          files.files().stream()
              .map(FileStatus::getPath)
              .map(InputFiles::literal)
              .toArray(Path[]::new);
      FileInputFormat.setInputPaths(job, paths);
      if (splitBytes > 0) {
        FileInputFormat.setMaxInputSplitSize(job, splitBytes);
      }
      JavaNewHadoopRDD<LongWritable, Text> lines =
          (JavaNewHadoopRDD<LongWritable, Text>)
              spark.newAPIHadoopRDD(
                  job.getConfiguration(), TextInputFormat.class, LongWritable.class, Text.class);
      return lines
          .mapPartitionsWithInputSplit(
              (InputSplit split, Iterator<Tuple2<LongWritable, Text>> text) ->
                  List.of(new Chunk((FileSplit) split).read(text, parser)).iterator(),
              true)
          .collect();
    } catch (IOException e) {
      throw new InvalidDataException(
          files.asked() + ": cannot be read: " + InputFiles.firstLine(e));
    }
  }
}

package org.minimacensus.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.minimacensus.data.ClassCoding;
import org.minimacensus.data.InvalidDataException;
import org.minimacensus.data.RowBlock;
import scala.Tuple2;

/**
 * Reads the lines of text files in parallel, in the order of files and lines, whatever the splits.
 * Each split gives its rows, its number of lines and its first fault as values; the driver adds up
 * line counts, so that a fault is named by its line in the file.
 */
final class TextFiles {
  /** Text that is packed may have been this many times longer. */
  private static final int PACKED = 64;

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

  /** About what the numbers take in memory: as many bytes as the text, of which some is packed. */
  long likelyBytes() {
    CompressionCodecFactory codecs = new CompressionCodecFactory(spark.hadoopConfiguration());
    return files.files().stream()
        .mapToLong(f -> f.getLen() * (codecs.getCodec(f.getPath()) == null ? 1 : PACKED))
        .sum();
  }

  /**
   * The features of all rows in order, in the driver's memory. Blank lines are passed over and
   * counted as lines.
   *
   * @throws InvalidDataException naming file, row (line of the file from 1) and column of the first
   *     fault
   */
  List<double[]> features(LineParser parser, int columns) {
    List<ReadSlice> slices = new ArrayList<>(slices(parser).collect());
    Pieces pieces = new Pieces(files, false);
    Pieces.of(slices.iterator()).forEachRemaining(pieces::add);
    pieces.refuseFaults();
    refuseNoRows(pieces, parser);
    slices.sort(Comparator.comparing(ReadSlice::place));
    ClassCoding none = ClassCoding.of(List.of());
    List<double[]> rows = new ArrayList<>();
    for (ReadSlice slice : slices) {
      RowBlock block = slice.rows() == 0 ? null : slice.block(0, columns, none);
      for (int r = 0; r < slice.rows(); r++) {
        rows.add(Arrays.copyOfRange(block.values(), r * columns, (r + 1) * columns));
      }
    }
    return rows;
  }

  /**
   * @throws InvalidDataException when the files hold no row
   */
  void refuseNoRows(Pieces pieces, LineParser parser) {
    if (pieces.rows() == 0) {
      throw new InvalidDataException(
          files.asked()
              + ": expected data rows, found "
              + (parser.hasHeader() ? "only a header" : "only blank lines"));
    }
  }

  /** Reads a split up to its first fault, whose line is then the last one counted. */
  private static final class SplitReader implements Iterator<ReadSlice> {
    private final Iterator<Tuple2<LongWritable, Text>> text;
    private final LineParser parser;
    private final boolean hasHeader;
    private final ReadSlice.Builder rows;
    private boolean first = true;
    private boolean ended;

    SplitReader(FileSplit split, Iterator<Tuple2<LongWritable, Text>> text, LineParser parser) {
      this.text = text;
      this.parser = parser;
      this.hasHeader = parser.hasHeader() && split.getStart() == 0;
      this.rows =
          new ReadSlice.Builder(new ReadSlice.Place(split.getPath().toString(), split.getStart()));
    }

    @Override
    public boolean hasNext() {
      return !ended;
    }

    @Override
    public ReadSlice next() {
      try {
        while (!rows.full() && hasNextLine()) {
          String line = text.next()._2.toString();
          rows.line();
          if (first && hasHeader) {
            parser.checkHeader(line);
          } else if (!line.isBlank()) {
            rows.add(parser.parse(line));
          }
          first = false;
        }
        ended = !rows.full();
        return rows.slice("");
      } catch (FieldFault e) {
        ended = true;
        return rows.slice(e.getMessage());
      }
    }

    /**
     * Damaged compressed files and lost blocks surface here; thrown on, Spark would retry and log
     * them.
     */
    private boolean hasNextLine() throws FieldFault {
      try {
        return text.hasNext();
      } catch (Exception e) {
        rows.line();
        throw new FieldFault("cannot be read: " + InputFiles.firstLine(e));
      }
    }
  }

  /** The rows of all splits, each of which is a partition. */
  JavaRDD<ReadSlice> slices(LineParser parser) {
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
      return lines.mapPartitionsWithInputSplit(
          (InputSplit split, Iterator<Tuple2<LongWritable, Text>> text) ->
              new SplitReader((FileSplit) split, text, parser),
          true);
    } catch (IOException e) {
      throw new InvalidDataException(
          files.asked() + ": cannot be read: " + InputFiles.firstLine(e));
    }
  }
}

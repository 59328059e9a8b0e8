package org.minimacensus.spark;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.minimacensus.data.DataDigest;
import org.minimacensus.data.DecimalText;
import org.minimacensus.data.InvalidDataException;
import org.minimacensus.study.StudyException;

/**
 * Starts of theta from a CSV file without a header, one restart a row, in the order of the file
 * ({@code restarts.init.distribution = file}).
 */
public final class StartFile {
  private final double[][] thetas;

  private StartFile(double[][] thetas) {
    this.thetas = thetas;
  }

  /**
   * Reads starts.
   *
   * @param path any Hadoop path
   * @param dimension length of theta
   * @throws StudyException (exit code 2) naming the file and the row that is not a start
   */
  public static StartFile read(SparkContext spark, String path, int dimension) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark);
    try {
      TextFiles text =
          new TextFiles(context, InputFiles.find(context.hadoopConfiguration(), path), 0);
      return new StartFile(
          text.features(new ThetaParser(dimension), dimension).toArray(double[][]::new));
    } catch (InvalidDataException e) {
      throw StudyException.conf("restarts.init.path: " + e.getMessage());
    }
  }

  /** Number of starts. */
  public int rows() {
    return thetas.length;
  }

  /**
   * A copy of the start of a restart.
   *
   * @param restart row of the file from 0
   */
  public double[] theta(long restart) {
    return thetas[Math.toIntExact(restart)].clone();
  }

  /** Digest of the numbers, part of the study hash. */
  public String sha256() {
    return DataDigest.sha256(List.of(), new double[][][] {thetas});
  }

  /** A line of p numbers. */
  private static final class ThetaParser implements LineParser {
    private static final long serialVersionUID = 1L;
    private final int dimension;

    ThetaParser(int dimension) {
      this.dimension = dimension;
    }

    @Override
    public boolean hasHeader() {
      return false;
    }

    @Override
    public void checkHeader(String line) {
      throw new IllegalStateException("starts have no header");
    }

    @Override
    public TextRow parse(String line) throws FieldFault {
      List<String> fields = CsvLine.split(line);
      if (fields.size() != dimension) {
        throw new FieldFault(
            "expected "
                + dimension
                + " numbers, one per parameter of the network, found "
                + fields.size());
      }
      int wrong =
          IntStream.range(0, dimension)
              .filter(i -> !DecimalText.isFinite(fields.get(i)))
              .findFirst()
              .orElse(-1);
      if (wrong >= 0) {
        throw new FieldFault(
            "column "
                + (wrong + 1)
                + ": expected a finite number, "
                + DecimalText.found(fields.get(wrong)));
      }
      return TextRow.dense(
          fields.stream().mapToDouble(DecimalText::parse).toArray(), new double[0], "");
    }
  }
}

package org.minimacensus.data;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Training sets of tests: numbers as they stand, without standardisation. What a test does not say
 * is as in most files: features {@code x1, x2, ...}, targets {@code y1, y2, ...} (a single one
 * without its number), two classes -1 and 1, more {@code c1, c2, ...}, no digest.
 *
 * @param targets names of the targets of a regression, or of the one column with classes
 * @param classes none for regression
 */
public record PlainRows(
    Task task,
    int rows,
    int outputs,
    List<String> features,
    List<String> targets,
    List<String> classes,
    String digest,
    List<String> observations) {

  /** What is known of so many rows with so many features and outputs. */
  public static PlainRows of(Task task, int rows, int features, int outputs) {
    return new PlainRows(
        task,
        rows,
        outputs,
        names("x", features),
        task == Task.REGRESSION ? names("y", outputs) : List.of("class"),
        switch (task) {
          case REGRESSION -> List.of();
          case BINARY -> List.of("-1", "1");
          case MULTICLASS -> names("c", outputs);
        },
        "",
        List.of());
  }

  /** One shard of rows. */
  public static Dataset set(double[][] x, double[][] y, Task task) {
    return set(x, y, task, 1);
  }

  public static Dataset set(double[][] x, double[][] y, Task task, int shards) {
    return of(task, x.length, x[0].length, y[0].length).set(x, y, shards);
  }

  /** Numbers as a column. */
  public static double[][] column(double... numbers) {
    double[][] column = new double[numbers.length][];
    for (int i = 0; i < column.length; i++) {
      column[i] = new double[] {numbers[i]};
    }

    return column;
  }

  private static List<String> names(String prefix, int count) {
    return count == 1
        ? List.of(prefix)
        : IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i).toList();
  }

  public PlainRows classes(String... names) {
    return new PlainRows(
        task, rows, outputs, features, targets, List.of(names), digest, observations);
  }

  public PlainRows digest(String sha256) {
    return new PlainRows(task, rows, outputs, features, targets, classes, sha256, observations);
  }

  public PlainRows observations(String... sentences) {
    return new PlainRows(
        task, rows, outputs, features, targets, classes, digest, List.of(sentences));
  }

  /** In words for the program. */
  public DataDescription description() {
    int scaled = task == Task.REGRESSION ? outputs : 0;
    return new DataDescription(
        rows,
        outputs,
        task,
        features,
        targets,
        classes,
        Collections.nCopies(features.size(), 0.0),
        Collections.nCopies(features.size(), 1.0),
        Collections.nCopies(scaled, 0.0),
        Collections.nCopies(scaled, 1.0),
        digest,
        observations);
  }

  /**
   * @param x rows x features
   * @param y rows x outputs
   */
  public Dataset set(double[][] x, double[][] y, int shards) {
    return DatasetBuilder.dataset(x, y, description(), shards);
  }
}

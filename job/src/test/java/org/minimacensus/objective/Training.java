package org.minimacensus.objective;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.minimacensus.data.DataDescription;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.DatasetBuilder;
import org.minimacensus.data.Task;

/** Training sets for tests, from plain arrays. */
public final class Training {
  private Training() {}

  /** One shard of rows as they are, without standardisation. */
  public static Dataset set(double[][] features, double[][] targets, Task task) {
    int d = features[0].length;
    int k = targets[0].length;
    List<String> classes =
        task == Task.BINARY
            ? List.of("-1", "1")
            : task == Task.MULTICLASS ? names("c", k) : List.of();
    int scaled = task == Task.REGRESSION ? k : 0;
    DataDescription description =
        new DataDescription(
            features.length,
            k,
            task,
            names("x", d),
            task == Task.REGRESSION ? names("y", k) : List.of("class"),
            classes,
            Collections.nCopies(d, 0.0),
            Collections.nCopies(d, 1.0),
            Collections.nCopies(scaled, 0.0),
            Collections.nCopies(scaled, 1.0),
            "",
            List.of());
    return DatasetBuilder.dataset(features, targets, description, 1);
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }
}

package org.minimacensus.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Two tanh units that learn a sine from 40 points, with and without the added neuron.
 *
 * @param folder of the files
 * @param conf its output is {@code out} beside it
 */
record SmallStudy(Path folder, Path conf, Path data) {
  static final String NAME = "sine";

  static SmallStudy write(Path folder, int restarts) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      double x = i / 7.0 - 3;
      rows.append(x).append(',').append(StrictMath.sin(2 * x)).append('\n');
    }

    try {
      Path data = Files.writeString(folder.resolve("sine.csv"), rows.toString());
      String text =
          """
          study { name = %s, seed = 11 }
          data { path = "%s", target = [-1], task = regression }
          network { hidden = [2], activation = tanh }
          loss { name = squared }
          regularization { l2 = 0.01 }
          restarts { count = %d }
          output { path = "%s" }
          """;
      Path conf =
          Files.writeString(
              folder.resolve("sine.conf"),
              String.format(Locale.ROOT, text, NAME, data, restarts, folder.resolve("out")));
      return new SmallStudy(folder, conf, data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code run} with results in a folder of their own. */
  JobRun.Command run(String output) {
    return JobRun.of(folder, "run", conf.toString(), "--output", output);
  }

  /** A local folder for results. */
  Path output(String name) {
    return folder.resolve(name);
  }
}

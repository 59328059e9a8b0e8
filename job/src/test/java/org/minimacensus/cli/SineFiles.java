package org.minimacensus.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small real study as a user has it: two tanh units that learn a sine, with weight decay. */
final class SineFiles {
  private SineFiles() {}

  /**
   * Writes sine.csv, of 24 points from -3 on, and sine.conf.
   *
   * @param more blocks of the conf
   * @return the conf
   */
  static Path write(Path folder, String more) throws IOException {
    return write(folder, 24, more);
  }

  /** The same with n points. */
  static Path write(Path folder, int n, String more) throws IOException {
    StringBuilder data = new StringBuilder();
    for (int i = 0; i < n; i++) {
      double x = i * (6.0 / n) - 3;
      data.append(x).append(',').append(StrictMath.sin(2 * x)).append('\n');
    }

    Path csv = Files.writeString(folder.resolve("sine.csv"), data.toString());
    return Files.writeString(
        folder.resolve("sine.conf"),
        """
        study { name = sine, seed = 11 }
        data { path = "%s", target = [-1], task = regression }
        network { hidden = [2], activation = tanh }
        loss { name = squared }
        regularization { l2 = 0.01 }
        %s
        """
            .formatted(csv, more));
  }
}

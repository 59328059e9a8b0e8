package org.minimacensus.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A command that ended in this process, on two threads.
 *
 * @param code exit code
 */
record InProcess(int code, String out, String err) {
  private static final Map<String, String> SPARK =
      Map.of(
          "spark.master", "local[2]",
          "spark.ui.enabled", "false",
          "spark.log.level", "ERROR",
          "spark.driver.bindAddress", "127.0.0.1");

  static InProcess execute(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    int[] code = new int[1];
    onTwoThreads(() -> code[0] = Main.execute(terminal, arguments));
    return new InProcess(
        code[0], out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** What opens a Spark of its own. */
  static void onTwoThreads(Runnable action) {
    SPARK.forEach(System::setProperty);
    try {
      action.run();
    } finally {
      SPARK.keySet().forEach(System::clearProperty);
    }
  }
}

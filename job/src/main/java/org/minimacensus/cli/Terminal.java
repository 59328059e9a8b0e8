package org.minimacensus.cli;

import java.io.Console;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import org.minimacensus.spark.StopRequest;

/**
 * Where the job talks to a person.
 *
 * @param out results
 * @param err errors and progress
 * @param interactive whether a person is looking, so that a line may be written over
 */
record Terminal(PrintStream out, PrintStream err, boolean interactive) {
  /** The standard streams of this process. */
  static Terminal standard() {
    return new Terminal(System.out, System.err, isTerminal(System.console()));
  }

  /** The same without results. */
  Terminal withoutResults() {
    PrintStream nothing =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Terminal(nothing, err, interactive);
  }

  /** Listens to signals from now on, for what stores its results when it is stopped. */
  StopRequest stopRequest() {
    return StopRequest.onSignals(
        () -> err.println("\nstopping: what has finished is being stored"));
  }

  /**
   * Since Java 22 there is a console even when the streams are redirected; it then says so itself.
   */
  private static boolean isTerminal(Console console) {
    if (console == null) {
      return false;
    }

    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("Console.isTerminal is public and throws nothing", e);
    }
  }
}

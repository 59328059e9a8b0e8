package org.minimacensus.cli;

import java.io.Console;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;

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

  /** The same with results elsewhere. */
  Terminal withOut(PrintStream other) {
    return new Terminal(other, err, interactive);
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

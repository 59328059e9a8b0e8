package org.minimacensus.spark;

/**
 * A line that is not a row: where in the line, what was expected, what was found. Travels from
 * tasks to the driver as text, never as a failure of the task.
 */
final class FieldFault extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message begins with the column where there is one: {@code column 3 ('petal'): expected
   *     ..., found ...}
   */
  FieldFault(String message) {
    super(message, null, false, false);
  }
}

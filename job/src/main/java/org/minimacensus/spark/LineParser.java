package org.minimacensus.spark;

import java.io.Serializable;

/** Reads one line of text to a row. */
interface LineParser extends Serializable {
  /**
   * The row of a line that is not blank.
   *
   * @throws FieldFault when the line is not a row
   */
  TextRow parse(String line) throws FieldFault;

  /**
   * Checks the first line of each file; called instead of {@link #parse} when {@link #hasHeader}.
   *
   * @throws FieldFault when it is not the header that is expected
   */
  void checkHeader(String line) throws FieldFault;

  boolean hasHeader();
}

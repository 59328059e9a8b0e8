package org.minimacensus.study;

/**
 * A fault of the user's conf, data or output folder: printed as one message without a stack trace,
 * ends with its exit code (docs/results.md).
 */
public final class StudyException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int exitCode;

  private StudyException(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** Usage or conf (exit code 2). */
  public static StudyException conf(String message) {
    return new StudyException(ExitCodes.USAGE, message, null);
  }

  /** Training data (exit code 3). */
  public static StudyException data(String message) {
    return new StudyException(ExitCodes.DATA, message, null);
  }

  /** Output folder (exit code 4). */
  public static StudyException output(String message, Throwable cause) {
    return new StudyException(ExitCodes.OUTPUT, message, cause);
  }

  /** A stored run is damaged or of an unknown schema (exit code 5). */
  public static StudyException stored(String message, Throwable cause) {
    return new StudyException(ExitCodes.STORED, message, cause);
  }

  /** Something failed that neither conf nor data nor folders explain (exit code 30). */
  public static StudyException failed(String message, Throwable cause) {
    return new StudyException(ExitCodes.INTERNAL, message, cause);
  }

  /** The same fault with where it was found in front. */
  public StudyException at(String where) {
    return new StudyException(exitCode, where + ": " + getMessage(), this);
  }

  public int exitCode() {
    return exitCode;
  }
}

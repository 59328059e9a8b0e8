package org.minimacensus.spark;

import java.util.Optional;
import org.minimacensus.study.StudyException;

/** What a task said when it failed, from within what Spark throws for its job. */
final class TaskFailure {
  private TaskFailure() {}

  /** The innermost cause. */
  static Throwable cause(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }

    return cause;
  }

  /** The message for the user that a task has thrown, such as of a full disk. */
  static Optional<StudyException> told(Throwable e) {
    Throwable cause = e;
    while (cause != null && !(cause instanceof StudyException)) {
      cause = cause.getCause();
    }

    return Optional.ofNullable((StudyException) cause);
  }
}

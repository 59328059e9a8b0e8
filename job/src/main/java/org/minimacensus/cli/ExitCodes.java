package org.minimacensus.cli;

import org.minimacensus.study.StudyException;

/** Exit codes of the job, as schedulers see them. */
final class ExitCodes {
  static final int FINISHED = 0;
  static final int USAGE = 2;
  static final int MISMATCH = 22;
  static final int INTERNAL = 30;

  private ExitCodes() {}

  /** The code of what ended a command. */
  static int of(Throwable thrown) {
    return thrown instanceof StudyException e ? e.exitCode() : INTERNAL;
  }

  /** Whether it is of a signal. */
  static boolean interrupted(int code) {
    return code == 130 || code == 143;
  }

  /** Whether a stored run of this code can be gone on with. */
  static boolean unfinished(int code) {
    return code == 10 || interrupted(code);
  }
}

package org.minimacensus.study;

/**
 * Exit codes of the job's commands, as schedulers see them; what each asks of its reader stands in
 * docs/results.md. None gets another meaning: stored runs, sweeps and comparisons have them too.
 */
public final class ExitCodes {
  /** All was done, and nothing was refuted, regressed or found to differ. */
  public static final int FINISHED = 0;

  /** A fault of the command line or the conf. */
  public static final int USAGE = 2;

  /** A fault of the training data. */
  public static final int DATA = 3;

  /** The output folder cannot be written, or belongs to another study or process. */
  public static final int OUTPUT = 4;

  /** Something stored is damaged or of an unknown schema. */
  public static final int STORED = 5;

  /** The time was spent, or all restarts were run before the stopping rule held. */
  public static final int BUDGET_SPENT = 10;

  /** A proved claim was refuted while its premises held. */
  public static final int REFUTED = 20;

  /** A comparison found a regression. */
  public static final int REGRESSED = 21;

  /** Something that was computed again differs from what is stored or known. */
  public static final int MISMATCH = 22;

  /** Something failed that neither conf nor data nor folders explain. */
  public static final int INTERNAL = 30;

  /** Stopped by SIGINT. */
  public static final int INTERRUPTED = 130;

  /** Stopped by SIGTERM. */
  public static final int TERMINATED = 143;

  private ExitCodes() {}

  /** The code of what ended a command. */
  public static int of(Throwable thrown) {
    return thrown instanceof StudyException e ? e.exitCode() : INTERNAL;
  }

  /** Whether it is of a signal. */
  public static boolean signalled(int code) {
    return code == INTERRUPTED || code == TERMINATED;
  }

  /** Whether a stored run of this code can be gone on with. */
  public static boolean unfinished(int code) {
    return code == BUDGET_SPENT || signalled(code);
  }
}

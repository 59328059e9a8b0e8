package org.minimacensus.cli;

import org.minimacensus.study.StudyException;
import org.minimacensus.study.compare.CompareSettings;
import picocli.CommandLine.Option;

/** The options that say how two runs are compared. */
final class CompareOptions {
  @Option(
      names = "--level",
      paramLabel = "X",
      description =
          "probability of a false alarm, of all tests together; default: "
              + CompareSettings.DEFAULT_LEVEL)
  private Double level;

  @Option(
      names = "--max-slowdown",
      paramLabel = "X",
      description =
          "a candidate that runs X times fewer restarts in a second has regressed; default: off, as"
              + " machines differ")
  private Double maxSlowdown;

  @Option(
      names = "--exact",
      description = "restarts with the same start must end with the same bits")
  private boolean exact;

  /** Whether any of them is given. */
  boolean given() {
    return level != null || maxSlowdown != null || exact;
  }

  /**
   * @throws StudyException (exit code 2) when an option is out of range
   */
  CompareSettings settings() {
    if (level != null && !(level > 0 && level < 1)) {
      throw StudyException.conf("--level: expected a number > 0 and < 1, found " + level);
    }

    if (maxSlowdown != null && !(maxSlowdown >= 1)) {
      throw StudyException.conf("--max-slowdown: expected a number >= 1, found " + maxSlowdown);
    }

    return new CompareSettings(
        level == null ? CompareSettings.DEFAULT_LEVEL : level,
        maxSlowdown == null ? Double.POSITIVE_INFINITY : maxSlowdown,
        exact);
  }
}

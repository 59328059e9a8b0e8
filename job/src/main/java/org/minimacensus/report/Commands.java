package org.minimacensus.report;

import org.minimacensus.study.RunSummary;

/** Commands that a reader can give about a run. */
final class Commands {
  private final String run;

  Commands(RunSummary summary) {
    String hash = summary.studyHash();
    this.run =
        "OUT/study="
            + summary.study()
            + "-"
            + hash.substring(0, Math.min(8, hash.length()))
            + "/run="
            + summary.run();
  }

  /** The folder of the run, where OUT is the folder that holds all studies. */
  String run() {
    return quoted(run);
  }

  /** Derives one restart anew. */
  String explain(String objective, long restart) {
    return "./submit.sh explain "
        + run()
        + " --objective "
        + quoted(objective)
        + " --restart "
        + restart;
  }

  /** Proves its certificates again. */
  String verify() {
    return "./submit.sh verify-certificates " + run();
  }

  /** Looks at the run under other tolerances. */
  String recount() {
    return "./submit.sh recount " + run();
  }

  /** Makes this page again. */
  String report() {
    return "./submit.sh report " + run();
  }

  /** A word of a command line, as a shell reads it. */
  static String quoted(String word) {
    return word.matches("[A-Za-z0-9._=/,:+@%-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}

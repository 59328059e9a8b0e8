package org.minimacensus.cli;

import java.util.Optional;
import org.minimacensus.spark.NightFolders;
import org.minimacensus.spark.ParquetRun;
import org.minimacensus.spark.SparkJob;
import org.minimacensus.study.ExitCodes;
import org.minimacensus.study.compare.CompareSettings;
import org.minimacensus.study.compare.ComparisonSummary;
import org.minimacensus.study.compare.NightsSummary;

/**
 * A night with what is said of it. One that was compared keeps its verdict: shown again, it is not
 * held against another run only because the one that it was held against is not there any more.
 *
 * @param against id of the run that it was compared with; empty: there was none
 */
record ComparedNight(NightsSummary.Night night, Optional<String> against) {
  /**
   * What is asked for.
   *
   * @param baseline id of a run; empty: none is named
   */
  record Asked(String date, String baseline, CompareOptions options) {
    private boolean nothing() {
      return baseline.isEmpty() && !options.given();
    }

    /** Whether a comparison is the one that is asked for. */
    boolean isAnsweredBy(ComparisonSummary c) {
      // JSON has no infinity: no bound reads back as NaN.
      double slowdown = c.maxSlowdown() >= 1 ? c.maxSlowdown() : Double.POSITIVE_INFINITY;
      CompareSettings its = new CompareSettings(c.level(), slowdown, c.exact());
      return its.equals(options.settings())
          && (baseline.isEmpty() || baseline.equals(c.baseline().run()));
    }
  }

  /** Compares a night that has run, or finds what was said of it, and tells it. */
  static ComparedNight of(
      SparkJob job, NightFolders folders, ParquetRun tonight, Asked asked, Terminal terminal) {
    NightsSummary.Night night = NightsSummary.Night.of(asked.date, tonight);
    Optional<NightsSummary.Verdict> had = folders.verdict(night);
    if (had.isPresent()) {
      Optional<ComparisonSummary> stored = folders.comparison(had.get());
      boolean gone = asked.baseline.isEmpty() && !folders.isThere(had.get().baseline());
      if (asked.nothing() || gone || stored.filter(asked::isAnsweredBy).isPresent()) {
        return shown(folders, night.with(had.get()), stored, terminal);
      }
    }

    Optional<String> named =
        asked.baseline.isEmpty()
            ? had.map(NightsSummary.Verdict::baseline)
            : Optional.of(asked.baseline);
    Optional<String> against = named.or(() -> folders.baseline(asked.date));
    if (against.isEmpty() || against.get().equals(night.run())) {
      terminal
          .out()
          .println(
              against.isEmpty()
                  ? "not compared: there is no earlier night that ended and did not regress"
                  : "not compared: this night is the baseline");
      return new ComparedNight(night, against);
    }

    terminal.out().println("\n" + night.run() + " against " + against.get());
    ParquetRun baseline = job.run(folders.run(against.get()));
    StoredComparison compared =
        StoredComparison.of(job, baseline, tonight, asked.options.settings(), "");
    compared.tell(terminal);
    NightsSummary.Verdict verdict =
        NightsSummary.Verdict.of(compared.comparison(), compared.name());
    return new ComparedNight(night.with(verdict), against);
  }

  private static ComparedNight shown(
      NightFolders folders,
      NightsSummary.Night night,
      Optional<ComparisonSummary> stored,
      Terminal terminal) {
    NightsSummary.Verdict verdict = night.verdict();
    terminal.out().println("\n" + night.run() + " against " + verdict.baseline());
    if (stored.isPresent()) {
      new StoredComparison(stored.get(), folders.folder(verdict), true).tell(terminal);
    } else {
      terminal.out().println(verdict.statement());
      terminal.out().println("its comparison is not there any more: " + verdict.comparison());
    }

    return new ComparedNight(night, Optional.of(verdict.baseline()));
  }

  /** That of the comparison. */
  int exitCode() {
    return night.verdict() == null ? ExitCodes.FINISHED : night.verdict().exitCode();
  }
}

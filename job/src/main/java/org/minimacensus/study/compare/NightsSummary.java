package org.minimacensus.study.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.minimacensus.study.ExitCodes;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.StoredRun;
import org.minimacensus.study.SweepSummary;

/**
 * What is stored of the nights of a study: {@code nights.json}, field by field (names in snake
 * case; NaN is written as null). Determined by the runs, their comparisons and what earlier pages
 * told of nights whose runs were removed.
 *
 * @param studyHash of the study
 * @param nights by date, those whose runs were removed among them
 */
public record NightsSummary(int schema, String study, String studyHash, List<Night> nights) {
  /** The layout this version writes and reads. */
  public static final int SCHEMA = 1;

  public NightsSummary {
    nights = List.copyOf(nights);
  }

  /**
   * A night.
   *
   * @param date in ISO 8601
   * @param run id of its run
   * @param code that ran it
   * @param started when the run was begun, or gone on with for the last time; ISO 8601, UTC
   * @param exitCode, reason of the run
   * @param verdict null: it was not compared
   */
  public record Night(
      String date,
      String run,
      String runManifestSha256,
      Provenance.Code code,
      String started,
      int exitCode,
      String reason,
      long firstRestart,
      long plannedRestarts,
      double restartsPerSecond,
      List<SweepSummary.Part> objectives,
      Verdict verdict) {
    /** A night that was not compared. */
    public static Night of(String date, StoredRun run) {
      RunSummary s = run.summary();
      Provenance p = run.provenance();
      return new Night(
          date,
          s.run(),
          run.manifestSha256(),
          p.code(),
          p.timings().started(),
          s.exitCode(),
          s.reason(),
          s.firstRestart(),
          s.plannedRestarts(),
          s.throughput().restartsPerSecond(),
          s.objectives().stream().map(SweepSummary.Part::of).toList(),
          null);
    }

    /** The same night, compared. */
    public Night with(Verdict compared) {
      return new Night(
          date,
          run,
          runManifestSha256,
          code,
          started,
          exitCode,
          reason,
          firstRestart,
          plannedRestarts,
          restartsPerSecond,
          objectives,
          compared);
    }

    /** Whether it was held against a baseline and lost. */
    public boolean regressed() {
      return verdict != null && verdict.exitCode() == ExitCodes.REGRESSED;
    }

    /** Whether all of its restarts ended before its stopping rule held. */
    public boolean budgetSpent() {
      return !objectives.isEmpty() && objectives.get(0).budgetSpent();
    }

    /**
     * Whether all is there that a night is compared by: it was neither short of time nor stopped.
     */
    public boolean ended() {
      return !ExitCodes.unfinished(exitCode) || budgetSpent();
    }

    /**
     * Whether another record is of the same run: of one manifest; or, as a run whose budget was
     * spent is counted again by the same command, of the same restarts with the same counts.
     */
    public boolean isOfRunOf(Night other) {
      return runManifestSha256.equals(other.runManifestSha256)
          || (budgetSpent()
              && other.budgetSpent()
              && run.equals(other.run)
              && firstRestart == other.firstRestart
              && plannedRestarts == other.plannedRestarts
              && objectives.equals(other.objectives));
    }

    /** What became of an objective; null when the study does not have it. */
    public SweepSummary.Part objective(String name) {
      return objectives.stream().filter(o -> o.name().equals(name)).findFirst().orElse(null);
    }
  }

  /**
   * What comparing a night said.
   *
   * @param baseline id of the run that it was compared with
   * @param comparison name of the folder of the comparison
   * @param verdict, exitCode, statement, level, findings of the comparison
   */
  public record Verdict(
      String baseline,
      String comparison,
      String verdict,
      int exitCode,
      String statement,
      double level,
      List<ComparisonSummary.Finding> findings) {
    /**
     * @param comparison name of its folder
     */
    public static Verdict of(ComparisonSummary c, String comparison) {
      return new Verdict(
          c.baseline().run(),
          comparison,
          c.verdict(),
          c.exitCode(),
          c.statement(),
          c.level(),
          List.copyOf(c.findings()));
    }
  }

  /** The same nights with another one, in place of what was said of it. */
  public NightsSummary with(Night night) {
    TreeMap<String, Night> byDate = new TreeMap<>();
    nights.forEach(n -> byDate.put(n.date(), n));
    byDate.put(night.date(), night);
    return new NightsSummary(schema, study, studyHash, new ArrayList<>(byDate.values()));
  }

  /** The night of a date. */
  public Optional<Night> night(String date) {
    return nights.stream().filter(n -> n.date().equals(date)).findFirst();
  }

  /** Names of the objectives, in the order of the first night that has them. */
  public List<String> objectives() {
    return nights.stream()
        .flatMap(n -> n.objectives().stream())
        .map(SweepSummary.Part::name)
        .distinct()
        .toList();
  }
}

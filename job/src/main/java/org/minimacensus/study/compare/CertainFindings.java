package org.minimacensus.study.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.minimacensus.richness.StoppingRules;
import org.minimacensus.study.ExitCodes;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.StoredRun;
import org.minimacensus.study.compare.ComparisonSummary.Finding;
import org.minimacensus.theorem.ClaimVerdict;
import org.minimacensus.theorem.Verdict;

/** Differences of which nothing is chance: they need no test and raise no false alarm. */
final class CertainFindings {
  private static final String REFUTED = Verdict.REFUTED.label();

  private final StoredRun baseline;
  private final StoredRun candidate;
  private final CompareSettings settings;
  private final List<Finding> findings = new ArrayList<>();

  private CertainFindings(StoredRun baseline, StoredRun candidate, CompareSettings settings) {
    this.baseline = baseline;
    this.candidate = candidate;
    this.settings = settings;
  }

  static List<Finding> of(
      StoredRun baseline,
      StoredRun candidate,
      List<ObjectivePair> pairs,
      ComparisonSummary.Pace pace,
      CompareSettings settings) {
    CertainFindings f = new CertainFindings(baseline, candidate, settings);
    f.restarts();
    f.verdicts();
    f.pace(pace);
    pairs.forEach(f::rows);
    pairs.forEach(f::counts);
    pairs.forEach(f::bits);
    return f.findings;
  }

  private void add(
      String objective, String kind, String subject, Direction direction, String text) {
    findings.add(new Finding(objective, kind, subject, direction.label(), 0, text));
  }

  /**
   * Restarts that were planned and are not there. A run that a stopping rule ended has none, nor is
   * one missed where the baseline ran out of time too: then nothing is new.
   */
  static long missing(RunSummary summary) {
    long ended = ended(summary);
    boolean byRule =
        !ExitCodes.unfinished(summary.exitCode())
            && summary.objectives().stream()
                .noneMatch(o -> o.stoppedBy().equals(StoppingRules.COUNT));
    return byRule ? 0 : Math.max(0, summary.plannedRestarts() - ended);
  }

  static long ended(RunSummary summary) {
    return summary.objectives().stream()
        .mapToLong(RunSummary.ObjectiveSummary::restarts)
        .min()
        .orElse(0);
  }

  private void restarts() {
    long lost = missing(candidate.summary());
    long before = missing(baseline.summary());
    if (lost > 0 && before == 0) {
      add(
          "",
          Kinds.RESTARTS,
          "missing",
          Direction.WORSE,
          lost
              + " of "
              + candidate.summary().plannedRestarts()
              + " planned restarts are not there (exit code "
              + candidate.summary().exitCode()
              + "); the baseline has all of its "
              + baseline.summary().plannedRestarts());
    }
  }

  private void verdicts() {
    Map<String, String> before = new HashMap<>();
    for (ClaimVerdict v : baseline.summary().verdicts()) {
      before.put(name(v), v.verdict());
    }

    for (ClaimVerdict v : candidate.summary().verdicts()) {
      String was = before.getOrDefault(name(v), "not judged");
      if (v.refutesTheorem() && !was.equals(REFUTED)) {
        add(
            v.objective(),
            Kinds.VERDICT,
            v.key(),
            Direction.WORSE,
            v.key() + " is refuted; in the baseline it was " + was);
      }
    }
  }

  private static String name(ClaimVerdict v) {
    return v.key() + "/" + v.objective();
  }

  private void pace(ComparisonSummary.Pace pace) {
    if (pace.ratio() < 1 / settings.maxSlowdown()) {
      add(
          "",
          Kinds.THROUGHPUT,
          "",
          Direction.WORSE,
          "restarts per second fell to "
              + RunComparison.digits(pace.ratio())
              + " of the baseline's, below 1/"
              + RunComparison.digits(settings.maxSlowdown()));
    }
  }

  /** The table of endpoints against what the summary says of it. */
  private void rows(ObjectivePair pair) {
    RunSummary.ObjectiveSummary told =
        candidate.summary().objectives().stream()
            .filter(o -> o.name().equals(pair.objective()))
            .findFirst()
            .orElseThrow();
    if (told.restarts() != pair.candidate().size()) {
      add(
          pair.objective(),
          Kinds.RESTARTS,
          "rows",
          Direction.WORSE,
          "endpoints/ has "
              + pair.candidate().size()
              + " restarts, summary.json says "
              + told.restarts());
    }
  }

  private void counts(ObjectivePair pair) {
    count(pair.objective(), "baseline", pair.baselineCount());
    count(pair.objective(), "candidate", pair.candidateCount());
  }

  private void count(String objective, String which, CountCheck check) {
    if (check.differs()) {
      add(
          objective,
          Kinds.COUNT,
          which,
          Direction.OTHER,
          "the "
              + which
              + " stores "
              + check.storedMinima()
              + " minima, this version counts "
              + check.foundMinima()
              + " in its endpoints: "
              + check.example());
    }
  }

  /** One code gives one result; another one may change bits. */
  private void bits(ObjectivePair pair) {
    String commit = baseline.provenance().code().commit();
    boolean sameCode =
        !commit.equals("unknown") && commit.equals(candidate.provenance().code().commit());
    if (pair.bits().differing() > 0 && (sameCode || settings.exact())) {
      add(
          pair.objective(),
          Kinds.BITS,
          "",
          Direction.OTHER,
          pair.bits().differing()
              + " of "
              + pair.bits().restarts()
              + " restarts with the same start ended with other bits"
              + (sameCode ? " by the same commit " + commit : "")
              + "; "
              + pair.bits().examples().get(0));
    }
  }
}

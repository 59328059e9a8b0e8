package org.minimacensus.study.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.minimacensus.study.ExitCodes;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.StoredRun;
import org.minimacensus.study.compare.ComparisonSummary.Finding;
import org.minimacensus.study.compare.ComparisonSummary.Tested;
import org.minimacensus.twosample.HolmTarone;

/**
 * Holds a candidate run against a baseline.
 *
 * <p>Under the hypothesis that both sample one population by restarts that are independent of each
 * other, the probability of the verdict {@code regressed} is at most the level: half of it is for
 * the exact tests of shares, half for the permutation tests of whole runs, each corrected by {@link
 * HolmTarone} over all objectives. All tests are conditional on the endpoints of both runs taken
 * together and on the pairs without their order, and so is the choice of tests that can show a
 * difference.
 */
public final class RunComparison {
  /** Of a test whose p-value is below this share of what it must reach, draws are enough. */
  private static final int DRAWS_PER_LEVEL = 4;

  private final StoredRun baseline;
  private final StoredRun candidate;
  private final CompareSettings settings;
  private final double valueTolerance;

  /**
   * @param valueTolerance of the census
   */
  public RunComparison(
      StoredRun baseline, StoredRun candidate, CompareSettings settings, double valueTolerance) {
    this.baseline = baseline;
    this.candidate = candidate;
    this.settings = settings;
    this.valueTolerance = valueTolerance;
  }

  /** A test with its correction. */
  record Judged(Trial trial, double adjustedP, boolean able, boolean significant) {}

  /**
   * @param pairs one for each objective, in the order of the study
   * @param code that compares
   */
  public ComparisonSummary compare(List<ObjectivePair> pairs, Provenance.Code code) {
    boolean sameStarts = sameStarts();
    long draws =
        (long) Math.ceil(DRAWS_PER_LEVEL * (double) RunTrials.TESTS * pairs.size() / half());
    List<Samples> samples = pairs.stream().map(p -> Samples.of(p, sameStarts)).toList();
    List<Trial> trials = new ArrayList<>();
    for (int o = 0; o < pairs.size(); o++) {
      trials.addAll(ShareTrials.of(pairs.get(o), samples.get(o), valueTolerance));
      trials.addAll(
          RunTrials.of(pairs.get(o), samples.get(o), draws, baseline.provenance().seed()));
    }

    List<Judged> judged = new ArrayList<>();
    judged.addAll(judged(trials.stream().filter(t -> !t.ofRun()).toList()));
    judged.addAll(judged(trials.stream().filter(Trial::ofRun).toList()));
    ComparisonSummary.Pace pace = pace();
    List<Finding> findings =
        new ArrayList<>(CertainFindings.of(baseline, candidate, pairs, pace, settings));
    judged.stream()
        .filter(Judged::significant)
        .sorted(Comparator.comparingDouble(j -> j.trial().p()))
        .forEach(j -> findings.add(finding(j)));
    List<ComparisonSummary.ObjectiveComparison> objectives = new ArrayList<>();
    for (int o = 0; o < pairs.size(); o++) {
      objectives.add(
          ObjectiveFigures.of(
              pairs.get(o),
              samples.get(o),
              judged,
              ShareTrials.best(pairs.get(o)),
              valueTolerance));
    }

    return summary(findings, objectives, pace, pairs, code);
  }

  private double half() {
    return settings.level() / 2;
  }

  /** One index is one start when both runs are of one study. */
  private boolean sameStarts() {
    return baseline.summary().studyHash().equals(candidate.summary().studyHash());
  }

  private List<Judged> judged(List<Trial> trials) {
    HolmTarone.Correction correction =
        HolmTarone.correct(trials.stream().map(Trial::value).toList(), half());
    List<Judged> judged = new ArrayList<>();
    for (int i = 0; i < trials.size(); i++) {
      double adjusted = correction.adjusted().get(i);
      judged.add(
          new Judged(
              trials.get(i),
              Math.min(1, 2 * adjusted),
              correction.able().get(i),
              adjusted <= half()));
    }

    return judged;
  }

  private static Finding finding(Judged judged) {
    Trial t = judged.trial();
    return new Finding(
        t.objective(),
        t.kind(),
        t.subject(),
        t.direction().label(),
        judged.adjustedP(),
        TrialWords.of(t));
  }

  static Tested tested(Judged j) {
    Trial t = j.trial();
    return new Tested(
        t.kind(),
        t.subject(),
        t.method(),
        t.baseline(),
        t.candidate(),
        t.p(),
        j.adjustedP(),
        t.direction().label(),
        j.significant());
  }

  private ComparisonSummary.Pace pace() {
    double before = baseline.summary().throughput().restartsPerSecond();
    double now = candidate.summary().throughput().restartsPerSecond();
    return new ComparisonSummary.Pace(
        before,
        now,
        now / before,
        baseline.provenance().machine().cpu(),
        candidate.provenance().machine().cpu());
  }

  private ComparisonSummary summary(
      List<Finding> findings,
      List<ComparisonSummary.ObjectiveComparison> objectives,
      ComparisonSummary.Pace pace,
      List<ObjectivePair> pairs,
      Provenance.Code code) {
    boolean regressed =
        findings.stream().anyMatch(f -> !f.direction().equals(Direction.BETTER.label()));
    long bits = pairs.stream().mapToLong(p -> p.bits().differing()).sum();
    String verdict =
        regressed
            ? ComparisonSummary.VERDICT_REGRESSED
            : findings.isEmpty() && bits == 0
                ? ComparisonSummary.VERDICT_SAME
                : ComparisonSummary.VERDICT_CHANGED;
    return new ComparisonSummary(
        ComparisonSummary.SCHEMA,
        candidate.summary().study(),
        code,
        settings.level(),
        settings.maxSlowdown(),
        settings.exact(),
        side(baseline),
        side(candidate),
        verdict,
        regressed ? ExitCodes.REGRESSED : ExitCodes.FINISHED,
        statement(verdict, findings, bits),
        findings,
        objectives,
        pace,
        notes(pairs));
  }

  private String statement(String verdict, List<Finding> findings, long bits) {
    return switch (verdict) {
      case ComparisonSummary.VERDICT_REGRESSED ->
          "regressed: "
              + findings.size()
              + (findings.size() == 1 ? " difference" : " differences")
              + " that chance does not explain";
      case ComparisonSummary.VERDICT_CHANGED ->
          findings.isEmpty()
              ? "changed in bits alone: "
                  + bits
                  + " restarts with the same start, and nothing else that chance does not explain"
              : "changed for the better";
      default -> "no difference that chance does not explain";
    };
  }

  private static ComparisonSummary.Side side(StoredRun run) {
    RunSummary s = run.summary();
    Provenance p = run.provenance();
    return new ComparisonSummary.Side(
        s.run(),
        run.folder(),
        s.studyHash(),
        run.manifestSha256(),
        p.code(),
        p.seed(),
        p.timings().started(),
        s.exitCode(),
        s.reason(),
        s.firstRestart(),
        s.plannedRestarts(),
        CertainFindings.ended(s),
        CertainFindings.missing(s));
  }

  private List<String> notes(List<ObjectivePair> pairs) {
    List<String> notes = new ArrayList<>();
    if (!sameStarts()) {
      notes.add(
          "the runs are of two seeds or names, so of two studies by hash; what they sample is the"
              + " same");
    }

    if (CertainFindings.missing(baseline.summary()) > 0
        || CertainFindings.missing(candidate.summary()) > 0) {
      notes.add(
          "a run that ended early has fewer of the restarts that take long; shares may differ for"
              + " that reason alone");
    }

    stoppedByRule(baseline, "baseline", notes);
    stoppedByRule(candidate, "candidate", notes);
    if (settings.exact() && pairs.stream().allMatch(p -> p.bits().restarts() == 0)) {
      notes.add("no start is in both runs: there are no bits to compare");
    }

    boolean flat =
        pairs.stream().flatMap(p -> p.basins().stream()).anyMatch(b -> b.kind().equals("flat-set"));
    if (flat) {
      notes.add(
          "degenerate minima of one loss are compared as one, as they may be points of one flat set"
              + " and no paths are looked for");
    }

    return notes;
  }

  private static void stoppedByRule(StoredRun run, String which, List<String> notes) {
    if (run.summary().stoppedByRule()) {
      notes.add(
          "the stopping rule "
              + run.summary().objectives().get(0).stoppedBy()
              + " ended the "
              + which
              + ": its size depends on what it found, while tests take sizes as given; false alarms"
              + " are within the level by simulation, not by proof");
    }
  }

  /** A number with three significant digits. */
  static String digits(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }
}

package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StudyCensusTest {
  private static final int RESTARTS = 30;
  private static final StudyPlan PLAN = SineStudy.plan(RESTARTS);
  private static final MemoryDraft DRAFT = new MemoryDraft(PLAN);
  private static final Provenance.Code CODE = new Provenance.Code("1", "abc");
  private static final RunSummary RUN =
      new StudyRunner(local(), () -> 0)
          .run(PLAN, new StudyRunner.Request("r0", 0, RESTARTS), DRAFT, g -> {})
          .summary();

  private static RestartExecutor local() {
    return new LocalRestartExecutor(SineStudy.dataset(), () -> 0);
  }

  /** A run that planned some restarts. */
  private static StoredRun run(String id, long first, long planned, Provenance.Code code) {
    RunSummary summary = StudyFixtures.withRestarts(StudyFixtures.summary(id, 7), first, planned);
    Provenance p = StudyFixtures.provenance(id, StudyFixtures.HASH);
    return new StoredRun() {
      @Override
      public String folder() {
        return "/run=" + id;
      }

      @Override
      public String manifestSha256() {
        return id + "-digest";
      }

      @Override
      public RunSummary summary() {
        return summary;
      }

      @Override
      public Provenance provenance() {
        return new Provenance(1, "", "", id, 7, "", p.data(), "", code, p.machine(), p.timings());
      }
    };
  }

  private static MergedRuns.Member member(
      StoredRun run, RestartSet counted, RestartSet repeated, long... differing) {
    RestartSet others = RestartSet.of(differing);
    return new MergedRuns.Member(
        run.summary().run(),
        run,
        counted,
        repeated,
        others,
        others.isEmpty() ? Optional.empty() : Optional.of("restart 9, whose loss differs"));
  }

  private static CensusSummary census(List<String> unpublished, MergedRuns.Member... members) {
    RestartSet all =
        RestartSet.union(List.of(members).stream().map(MergedRuns.Member::counted).toList());
    MergedRuns runs =
        new MergedRuns() {
          @Override
          public List<Member> members() {
            return List.of(members);
          }

          @Override
          public List<String> unpublished() {
            return unpublished;
          }

          @Override
          public Ledger ledger() {
            return DRAFT.ledger(all);
          }

          @Override
          public void close() {
            // Nothing is open.
          }
        };
    return new StudyCensus(PLAN, local()).count(runs, CODE);
  }

  private static String found(RunSummary s) {
    List<String> parts = new ArrayList<>();
    s.objectives().forEach(o -> parts.add(StudyJson.write(o)));
    s.verdicts().forEach(v -> parts.add(StudyJson.write(v)));
    return parts + " " + s.pairs() + s.outcomes() + s.worth() + s.notes();
  }

  @Test
  void runsTogetherAreOneRun() {
    CensusSummary census =
        census(
            List.of(),
            member(run("b", 0, 10, CODE), RestartSet.range(0, 10), RestartSet.none()),
            member(run("a", 10, 20, CODE), RestartSet.range(10, 20), RestartSet.none()));

    assertThat(found(census.count())).isEqualTo(found(RUN));
    assertThat(census.count().reason()).isEqualTo(RUN.reason());
    assertThat(census.count().exitCode()).isZero();
    assertThat(census.count().run()).isEmpty();
    assertThat(census.count().firstRestart()).isZero();
    assertThat(census.count().plannedRestarts()).isEqualTo(RESTARTS);
    assertThat(census.count().throughput().evaluations()).isEqualTo(RUN.throughput().evaluations());
    assertThat(census.count().throughput().seconds()).isNaN();
    assertThat(census.restarts()).isEqualTo(RESTARTS);
    assertThat(census.overlapping()).isZero();
    assertThat(census.notes()).isEmpty();
    assertThat(census.runs())
        .containsExactly(
            new CensusSummary.MergedRun("b", "b-digest", CODE, 0, 10, 10, 0, 0, 0),
            new CensusSummary.MergedRun("a", "a-digest", CODE, 10, 20, 20, 0, 0, 0));
  }

  @Test
  void whatAReaderMustKnowOfTheRunsIsNoted() {
    Provenance.Code other = new Provenance.Code("2", "def");
    CensusSummary census =
        census(
            List.of("run=lost"),
            member(run("r0", 0, 12, CODE), RestartSet.range(0, 10), RestartSet.none()),
            member(run("r8", 8, 10, other), RestartSet.range(10, 8), RestartSet.of(8, 9), 9),
            member(run("r9", 9, 3, CODE), RestartSet.none(), RestartSet.of(9, 10, 11)));

    assertThat(census.restarts()).isEqualTo(18);
    assertThat(census.overlapping()).as("8, 9, 10, 11").isEqualTo(4);
    assertThat(census.notes())
        .containsExactly(
            "run=lost has no _manifest.json: it is no published run and was not counted",
            "different versions of the job made the runs, whose searches may end otherwise: 1"
                + " (abc): r0, r9; 2 (def): r8",
            "run r0 has 10 of 12 planned restarts (exit code 0)",
            "run r8 repeats 2 of the restarts of runs before it, which are counted from those: 1 of"
                + " them differ in their bits, such as restart 9, whose loss differs",
            "run r9 repeats 3 of the restarts of runs before it, which are counted from those: they"
                + " have the same bits");
    assertThat(census.runs())
        .extracting(CensusSummary.MergedRun::differing)
        .containsExactly(0L, 1L, 0L);
  }

  @Test
  void restartsThatNoRunHasAreNoted() {
    CensusSummary census =
        census(
            List.of(),
            member(run("r4", 4, 6, CODE), RestartSet.range(4, 5), RestartSet.none()),
            member(run("r12", 12, 2, CODE), RestartSet.range(12, 2), RestartSet.none()),
            member(run("r15", 15, 5, CODE), RestartSet.range(15, 5), RestartSet.none()));

    assertThat(census.restarts()).isEqualTo(12);
    assertThat(census.notes())
        .containsExactly(
            "run r4 has 5 of 6 planned restarts (exit code 0)",
            "no run here has the restarts [0..3, 10..11, 14], 7 before or between those of the"
                + " runs, and they are not counted; nightly --keep removes runs, and a stopping"
                + " rule or restarts.first may have left them out");
  }

  @Test
  void itReadsBackFromItsJson() throws IOException {
    CensusSummary census =
        census(List.of(), member(run("r0", 0, 9, CODE), RestartSet.range(0, 9), RestartSet.none()));
    String json = StudyJson.write(census);

    assertThat(StudyJson.write(StudyJson.read(json, CensusSummary.class))).isEqualTo(json);
    assertThat(json).contains("\"manifest_sha256\" : \"r0-digest\"", "\"overlapping\" : 0");
  }
}

package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.study.RunSummary.ObjectiveSummary;
import org.minimacensus.theorem.ClaimTally;

class RecounterTest {
  private static final int RESTARTS = 30;
  private static final StudyPlan PLAN = SineStudy.plan(RESTARTS);
  private static final MemoryDraft DRAFT = new MemoryDraft(PLAN);
  private static final RunSummary RUN =
      new StudyRunner(new LocalRestartExecutor(SineStudy.dataset(), () -> 0), () -> 0)
          .run(PLAN, new StudyRunner.Request("r0", 0, RESTARTS), DRAFT, g -> {})
          .summary();
  private static final Provenance.Code CODE = new Provenance.Code("1", "abc");

  private static StoredRun stored(RunSummary summary) {
    return new StoredRun() {
      @Override
      public String folder() {
        return "/run=r0";
      }

      @Override
      public String manifestSha256() {
        return "12".repeat(32);
      }

      @Override
      public RunSummary summary() {
        return summary;
      }

      @Override
      public Provenance provenance() {
        throw new UnsupportedOperationException("a recount is of the plan");
      }
    };
  }

  /** Counts what the draft recorded; tells how many ledgers are open. */
  private record Source(AtomicInteger open) implements RecountSource {
    @Override
    public Counts under(StudySpec.CensusSpec census) {
      open.incrementAndGet();
      Ledger ledger = DRAFT.under(PLAN.under(census)).ledger(RestartSet.range(0, RESTARTS));
      return new Counts() {
        @Override
        public RestartSet restarts() {
          return ledger.restarts();
        }

        @Override
        public Tally tally() {
          return ledger.tally();
        }

        @Override
        public ObjectiveCount count(String objective, double reference, PathFinder paths) {
          return ledger.count(objective, reference, paths);
        }

        @Override
        public long foundFrom(String objective, long restart) {
          return ledger.foundFrom(objective, restart);
        }

        @Override
        public Map<List<Outcome>, Long> outcomes() {
          return ledger.outcomes();
        }

        @Override
        public ClaimTally claims(ClaimTally empty) {
          return ledger.claims(empty);
        }

        @Override
        public Optional<Endpoint> endpoint(String objective, long restart) {
          return ledger.endpoint(objective, restart);
        }

        @Override
        public List<TraceStep> steps(int restarts, int most) {
          return ledger.steps(restarts, most);
        }

        @Override
        public WorthTally worth(WorthTally empty) {
          return ledger.worth(empty);
        }

        @Override
        public void close() {
          open.decrementAndGet();
        }
      };
    }
  }

  private static RecountSummary recount(double value, double parameter, Recounter.Progress told) {
    AtomicInteger open = new AtomicInteger();
    RecountSummary found =
        new Recounter(PLAN, stored(RUN), new Source(open))
            .count(new StudySpec.CensusSpec(value, parameter), CODE, told);
    assertThat(open).as("ledgers left open").hasValue(0);
    return found;
  }

  private static String json(List<ObjectiveSummary> objectives) {
    return objectives.stream().map(StudyJson::write).toList().toString();
  }

  @Test
  void underItsOwnTolerancesARunIsCountedAsItWas() {
    RecountSummary found = recount(1e-9, 1e-6, (done, all) -> {});

    assertThat(json(found.count().objectives())).isEqualTo(json(RUN.objectives()));
    assertThat(found.count().outcomes()).isEqualTo(RUN.outcomes());
    assertThat(found.count().worth()).isEqualTo(RUN.worth());
    assertThat(found.count().notes()).isEqualTo(RUN.notes());
    assertThat(found.tolerances()).isEqualTo(found.runTolerances());
    assertThat(found.run()).isEqualTo("r0");
    assertThat(found.runManifestSha256()).isEqualTo("12".repeat(32));
  }

  @Test
  void theSweepHoldsTheCountAndItsNeighbours() {
    List<String> told = new ArrayList<>();
    RecountSummary found = recount(1e-9, 1e-6, (done, all) -> told.add(done + " of " + all));

    assertThat(told).hasSize(21).startsWith("1 of 21").endsWith("21 of 21");
    assertThat(found.sweeps())
        .extracting(RecountSummary.Sweep::objective)
        .isEqualTo(PLAN.job().objectives());
    for (int o = 0; o < found.sweeps().size(); o++) {
      ObjectiveSummary own = found.count().objectives().get(o);
      RecountSummary.Sweep sweep = found.sweeps().get(o);
      assertThat(sweep.points()).hasSize(21);
      RecountSummary.Point middle = sweep.points().get(10);
      assertThat(middle.decades()).isZero();
      assertThat(middle.distinct()).isEqualTo(own.distinct());
      assertThat(middle.minima()).isEqualTo(own.minima().size());
      assertThat(middle.subOptimal()).isEqualTo(own.subOptimal());
      assertThat(middle.hitOnce()).isEqualTo(own.unseen().hitOnce());
      assertThat(middle.hitOnceDoubtful()).isEqualTo(own.unseen().hitOnceDoubtful());
      assertThat(own.estimates()).containsAll(middle.estimates());
      for (RecountSummary.Point point : sweep.points()) {
        assertThat(point.hits()).isLessThanOrEqualTo(RESTARTS);
        assertThat(point.minima()).isBetween(0L, (long) RESTARTS);
      }
    }

    RecountSummary.Sweep plain = found.sweeps().get(0);
    assertThat(plain.points().get(10).estimates())
        .extracting(RunSummary.Estimate::name)
        .contains("chao1", "chao1-without-worst-tenth");
    Plateau plateau = plain.plateaus().get(0);
    assertThat(plateau.count()).isEqualTo("minima");
    assertThat(plateau.minima()).isEqualTo(plain.points().get(10).minima());
    assertThat(plateau.decades()).isGreaterThanOrEqualTo(4);
  }

  @Test
  void otherTolerancesAreTheMiddleOfTheirOwnSweep() {
    RecountSummary wide = recount(1e-3, 1e-1, (done, all) -> {});
    RecountSummary usual = recount(1e-9, 1e-6, (done, all) -> {});

    assertThat(wide.runTolerances()).isEqualTo(usual.tolerances());
    assertThat(wide.tolerances()).isEqualTo(new RecountSummary.Tolerances(1e-3, 1e-1));
    RecountSummary.Point own =
        wide.sweeps().get(0).points().stream()
            .filter(p -> p.decades() == 0)
            .findFirst()
            .orElseThrow();
    assertThat(own.distinct()).isEqualTo(wide.count().objectives().get(0).distinct());
    // The coarsest count joins what the usual one tells apart, or as many.
    assertThat(own.distinct().values())
        .isLessThanOrEqualTo(usual.count().objectives().get(0).distinct().values());
  }

  @Test
  void howTheRunEndedStays() {
    RunSummary stopped = StudyFixtures.withExitCode(RUN, 10);
    RecountSummary found =
        new Recounter(PLAN, stored(stopped), new Source(new AtomicInteger()))
            .count(PLAN.spec().census(), CODE, (done, all) -> {});

    assertThat(found.count().exitCode()).isEqualTo(10);
    assertThat(found.count().reason()).contains("restarts.stopping.max-seconds");
  }

  @Test
  void itReadsBackFromItsJson() throws IOException {
    RecountSummary found = recount(1e-9, 1e-6, (done, all) -> {});
    String json = StudyJson.write(found);

    assertThat(StudyJson.write(StudyJson.read(json, RecountSummary.class))).isEqualTo(json);
    assertThat(json).contains("\"run_manifest_sha256\" : \"1212", "\"hit_once_doubtful\"");
  }
}

package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Runs that a stopping rule may end. The study looks at 48, 64 and 96 restarts and ends there. */
class StoppedRunTest {
  private static final long BUDGET = 300;
  private static final long STOP = 96;
  private static final StudyPlan PLAN = SineStudy.manyMinima(BUDGET, coverage(0));
  private static final Map<Long, List<RestartResult>> RESTARTS =
      ReplayExecutor.restarts(PLAN, SineStudy.dataset(), 130);
  private static final MemoryDraft DRAFT = new MemoryDraft(PLAN);
  private static final RunSummary STOPPED = run(PLAN, BUDGET, local(), DRAFT);

  private static StudySpec.StoppingSpec coverage(double maxSeconds) {
    return new StudySpec.StoppingSpec("coverage", 0.9, 0.8, maxSeconds);
  }

  /** Records them instead of running them again. */
  private static RestartExecutor local() {
    return new ReplayExecutor(SineStudy.dataset(), RESTARTS);
  }

  private static RunSummary run(
      StudyPlan plan, long count, RestartExecutor executor, MemoryDraft draft) {
    return new StudyRunner(executor, () -> 0)
        .run(plan, new StudyRunner.Request("r0", 0, count), draft, g -> {})
        .summary();
  }

  private static RunSummary ofCount(long count) {
    StudyPlan plan = SineStudy.manyMinima(count, new StudySpec.StoppingSpec("count", 0.9, 0.8, 0));
    return run(plan, count, local(), new MemoryDraft(plan));
  }

  /** All but clock readings and the words of what ended the run. */
  private static JsonNode facts(RunSummary summary) throws IOException {
    ObjectNode all = (ObjectNode) new ObjectMapper().readTree(StudyJson.write(summary));
    all.remove(List.of("throughput", "reason", "stopping"));
    all.path("objectives").forEach(o -> ((ObjectNode) o).remove("stopped_by"));
    return all;
  }

  private static String json(RunSummary summary) {
    return StudyJson.write(summary.withThroughput(new RunSummary.Throughput(0, 0, 0)));
  }

  private static List<Long> looks(RunSummary summary) {
    return summary.stopping().looks().stream().map(StoppingSummary.Look::restarts).toList();
  }

  /** Runs so many restarts over all calls, then ends; remembers what it ran and how long it had. */
  private static final class Limited extends OtherExecutor {
    private final List<Long> ran = new ArrayList<>();
    private final List<Double> seconds = new ArrayList<>();
    private final long most;
    private final End end;

    Limited(long most, End end) {
      super(local());
      this.most = most;
      this.end = end;
    }

    @Override
    public Execution run(
        RestartJob job,
        RestartSet restarts,
        double maxSeconds,
        Recorders recorders,
        Progress progress) {
      RestartSet mine = restarts.slice(0, most - ran.size());
      mine.forEach(ran::add);
      seconds.add(maxSeconds);
      super.run(job, mine, 0, recorders, progress);
      boolean all = mine.equals(restarts) && ran.size() < most;
      return new Execution(all ? End.COMPLETE : end, mine.size());
    }
  }

  @Test
  void itEndsAtTheFirstLookAtWhichTheRuleHoldsForEveryObjective() {
    List<StoppingSummary.Look> looks = STOPPED.stopping().looks();
    assertThat(looks(STOPPED)).containsExactly(48L, 64L, STOP);
    assertThat(looks).extracting(StoppingSummary.Look::allHold).containsExactly(false, false, true);
    assertThat(looks.get(0).objectives()).extracting(o -> o.holds()).contains(true);
    assertThat(STOPPED.exitCode()).isZero();
    assertThat(STOPPED.plannedRestarts()).isEqualTo(STOP);
    assertThat(STOPPED.stopping().budget()).isEqualTo(BUDGET);
    assertThat(STOPPED.objectives())
        .hasSize(2)
        .allSatisfy(o -> assertThat(o.stoppedBy()).isEqualTo("coverage"));
    assertThat(STOPPED.reason())
        .startsWith("coverage held after 96 of at most 300 restarts: at most 8.18% of restarts")
        .contains("with 80% confidence, where 10% may");
    assertThat(DRAFT.stored()).isEqualTo(RestartSet.range(0, STOP));
  }

  @Test
  void itHasTheBitsOfARunOfSoManyRestarts() throws IOException {
    RunSummary count = ofCount(STOP);
    assertThat(facts(STOPPED)).isEqualTo(facts(count));
    assertThat(count.stopping()).isNull();
    assertThat(count.objectives().get(0).stoppedBy()).isEqualTo("count");
  }

  @Test
  void everyLookSeesWhatASummaryOfSoManyRestartsCounts() {
    for (StoppingSummary.Look look : STOPPED.stopping().looks()) {
      RunSummary whole = ofCount(look.restarts());
      RunSummary half = ofCount(look.restarts() / 2);
      for (int o = 0; o < 2; o++) {
        StoppingSummary.ObjectiveLook seen = look.objectives().get(o);
        UnseenSummary unseen = whole.objectives().get(o).unseen();
        assertThat(seen.of()).isEqualTo(unseen.of());
        assertThat(seen.hits()).isEqualTo(unseen.hits());
        assertThat(seen.hitOnce()).isEqualTo(unseen.hitOnce());
        long minima = whole.objectives().get(o).distinct().parameters();
        assertThat(seen.minima()).isEqualTo(minima);
        assertThat(seen.foundLate())
            .as("%s at %d", seen.objective(), look.restarts())
            .isEqualTo(minima - half.objectives().get(o).distinct().parameters());
      }
    }
  }

  @Test
  void aRunThatWasStoppedAnywhereEndsAsOneThatWasNot() {
    for (long after : new long[] {0, 20, 48, 50, 64, 95, 96}) {
      MemoryDraft draft = new MemoryDraft(PLAN);
      Limited first = new Limited(after, RestartExecutor.End.TERMINATED);
      RunSummary stopped = run(PLAN, BUDGET, first, draft);
      assertThat(stopped.exitCode()).as("after %d", after).isEqualTo(143);
      assertThat(stopped.plannedRestarts()).isEqualTo(BUDGET);
      assertThat(stopped.objectives().get(0).restarts()).isEqualTo(after);
      assertThat(stopped.objectives().get(0).stoppedBy()).isEqualTo("signal");
      assertThat(looks(stopped)).allMatch(look -> look < Math.max(after, 1));

      Limited second = new Limited(1000, RestartExecutor.End.COMPLETE);
      assertThat(json(run(PLAN, BUDGET, second, draft))).isEqualTo(json(STOPPED));
      List<Long> all = new ArrayList<>(first.ran);
      all.addAll(second.ran);
      assertThat(all).as("each restart once").hasSize((int) STOP).doesNotHaveDuplicates();
    }
  }

  /** A count would be complete; the look at the last restarts is still to be taken. */
  @Test
  void aRunThatIsStoppedWhenItsLastRestartIsStoredGoesOnWithItsLook() {
    MemoryDraft draft = new MemoryDraft(PLAN);
    RunSummary stopped = run(PLAN, STOP, new Limited(STOP, RestartExecutor.End.INTERRUPTED), draft);
    assertThat(stopped.exitCode()).isEqualTo(130);
    assertThat(looks(stopped)).containsExactly(48L, 64L);

    RunSummary ended = run(PLAN, STOP, local(), draft);
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.stopping().looks()).isEqualTo(STOPPED.stopping().looks());
  }

  @Test
  void whatIsStoredBeyondTheLookAtWhichItEndsIsLeftOut() {
    MemoryDraft draft = new MemoryDraft(PLAN);
    local().run(PLAN.job(), RestartSet.range(0, 130), 0, draft.recorders(), g -> {});
    Limited executor = new Limited(1000, RestartExecutor.End.COMPLETE);

    assertThat(json(run(PLAN, BUDGET, executor, draft))).isEqualTo(json(STOPPED));
    assertThat(executor.ran).isEmpty();
  }

  @Test
  void aSpentBudgetIsCode10AndALargerOneGoesOn() {
    MemoryDraft draft = new MemoryDraft(PLAN);
    RunSummary spent = run(PLAN, 80, local(), draft);
    assertThat(spent.exitCode()).isEqualTo(10);
    assertThat(spent.plannedRestarts()).isEqualTo(80);
    assertThat(spent.budgetSpent()).isTrue();
    assertThat(RunWords.exitCode(spent))
        .isEqualTo("all restarts were run before the stopping rule held");
    assertThat(spent.stopping().held()).isFalse();
    assertThat(looks(spent)).containsExactly(48L, 64L);
    assertThat(spent.objectives()).allSatisfy(o -> assertThat(o.stoppedBy()).isEqualTo("budget"));
    assertThat(spent.reason())
        .startsWith("all 80 restarts of restarts.count ended before coverage held (at most ")
        .contains("seen at 64 restarts", "--run-id r0 and a larger restarts.count");

    Limited second = new Limited(1000, RestartExecutor.End.COMPLETE);
    assertThat(json(run(PLAN, BUDGET, second, draft))).isEqualTo(json(STOPPED));
    assertThat(second.ran).hasSize(16);
  }

  @Test
  void aBudgetBelowTheFirstLookIsTold() {
    RunSummary spent = run(PLAN, 40, local(), new MemoryDraft(PLAN));
    assertThat(spent.exitCode()).isEqualTo(10);
    assertThat(spent.stopping().looks()).isEmpty();
    assertThat(spent.reason()).contains("it can hold from 48 restarts on");
  }

  @Test
  void blocksShareTheTimeOfTheRun() {
    StudyPlan timed = SineStudy.manyMinima(BUDGET, coverage(7));
    AtomicLong clock = new AtomicLong();
    Limited limited = new Limited(1000, RestartExecutor.End.COMPLETE);
    RestartExecutor slow =
        new OtherExecutor(limited) {
          @Override
          public Execution run(
              RestartJob job,
              RestartSet restarts,
              double maxSeconds,
              Recorders recorders,
              Progress progress) {
            clock.addAndGet(5);
            return super.run(job, restarts, maxSeconds, recorders, progress);
          }
        };
    RunSummary late =
        new StudyRunner(slow, clock::get)
            .run(timed, new StudyRunner.Request("r0", 0, BUDGET), new MemoryDraft(timed), g -> {})
            .summary();

    assertThat(limited.seconds).containsExactly(7.0, 2.0);
    assertThat(late.exitCode()).isEqualTo(10);
    assertThat(late.objectives().get(0).stoppedBy()).isEqualTo("max-seconds");
    assertThat(late.reason()).contains("restarts.stopping.max-seconds = 7", "after 64 of 300");
    assertThat(looks(late)).containsExactly(48L, 64L);
    assertThat(late.throughput().seconds()).isEqualTo(10);
    assertThat(late.budgetSpent()).isFalse();
  }

  @Test
  void bayesLooksFromItsFirstLookOnAndHasNoConfidence() throws IOException {
    StudyPlan plan =
        SineStudy.manyMinima(BUDGET, new StudySpec.StoppingSpec("bayes", 0.99, 0.8, 0));
    RunSummary stopped = run(plan, BUDGET, local(), new MemoryDraft(plan));
    assertThat(looks(stopped)).startsWith(32L, 48L);
    assertThat(stopped.exitCode()).isZero();
    assertThat(stopped.objectives().get(1).stoppedBy()).isEqualTo("bayes");
    assertThat(stopped.stopping().confidence()).isNaN();
    assertThat(stopped.reason()).contains("about 0.769% of restarts end on a minimum of output");
    assertThat(facts(stopped)).isEqualTo(facts(ofCount(stopped.plannedRestarts())));

    StudyPlan lax = SineStudy.manyMinima(50, new StudySpec.StoppingSpec("bayes", 0.9, 0.8, 0));
    RunSummary spent = run(lax, 50, local(), new MemoryDraft(lax));
    assertThat(spent.reason()).contains("minima are expected where 5 were found; seen at 48");
  }

  @Test
  void everyLookIsToldOf() {
    List<StoppingSummary.Look> told = new ArrayList<>();
    RestartExecutor.Progress progress =
        new RestartExecutor.Progress() {
          @Override
          public void finished(List<Glance> glances) {
            // Told elsewhere.
          }

          @Override
          public void looked(StoppingSummary.Look look) {
            told.add(look);
          }
        };
    new StudyRunner(local(), () -> 0)
        .run(
            PLAN,
            new StudyRunner.Request("r0", 0, BUDGET),
            DRAFT,
            RestartExecutor.Progress.both(g -> {}, progress));

    assertThat(told).isEqualTo(STOPPED.stopping().looks());
  }

  @Test
  void itReadsBackFromItsJson() throws IOException {
    RunSummary read = StudyJson.read(StudyJson.write(STOPPED), RunSummary.class);
    assertThat(read.stopping()).isEqualTo(STOPPED.stopping());
  }
}

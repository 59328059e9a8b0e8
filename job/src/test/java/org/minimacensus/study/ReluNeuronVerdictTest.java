package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.theorem.ClaimVerdict;

/** The reading that any added neuron will do, refuted from a study's spec to its verdict. */
class ReluNeuronVerdictTest {
  private static final int RESTARTS = 8;

  @Test
  void aDeadReluNeuronKeepsABadMinimumAndRefutesTheReadingThatItWould() {
    LocalStudy study =
        LocalStudy.of(
            KnownMinimumStudy.spec(List.of(2), false, RESTARTS, "plain", "relu-neuron"),
            KnownMinimumStudy.ROWS);
    StudyPlan plan = KnownMinimumStudy.startedAt(study, KnownMinimumStudy.THETA);
    MemoryDraft draft = new MemoryDraft(plan);
    RunSummary summary =
        new StudyRunner(new LocalRestartExecutor(study.dataset(), () -> 0), () -> 0)
            .run(plan, new StudyRunner.Request("r0", 0, RESTARTS), draft, g -> {})
            .summary();
    List<Endpoint> dead =
        draft.endpoints().stream()
            .filter(e -> e.objective().equals("relu-neuron"))
            .filter(e -> e.endpointClass().isMinimum() && e.baseLoss() > 0.49)
            .toList();
    assertThat(dead).as("neurons that were silent at the start").isNotEmpty();

    ClaimVerdict v =
        summary.verdicts().stream()
            .filter(c -> c.claim().equals("relu-neuron-instead"))
            .findFirst()
            .orElseThrow();
    assertThat(v.verdict()).as(v.evidence()).isEqualTo("refuted");
    assertThat(v.proved()).isFalse();
    assertThat(v.refutesTheorem()).isFalse();
    assertThat(dead).extracting(Endpoint::restart).contains(v.witnessRestart());
    assertThat(v.evidence())
        .contains("in double-double")
        .contains("the conclusion still fails")
        .contains("no descent was found from 12 points");
    assertThat(summary.exitCode()).isZero();
  }
}

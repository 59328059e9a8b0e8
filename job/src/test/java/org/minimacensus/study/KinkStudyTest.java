package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.study.RunSummary.ObjectiveSummary;

/** Minima of relu networks on kinks, from a study's spec to its counts. */
class KinkStudyTest {
  private static final int RESTARTS = 120;

  private static StudyPlan plan(double decay) {
    return plan(decay, List.of(2));
  }

  private static StudyPlan plan(double decay, List<Integer> hidden) {
    StudySpec sine = SineStudy.spec(RESTARTS, 0);
    StudySpec spec =
        new StudySpec(
            "kinks",
            5,
            sine.data(),
            new StudySpec.NetworkSpec("mlp", hidden, "relu", true, true, false, 0.1, "identity"),
            sine.loss(),
            decay,
            List.of("plain"),
            sine.augmentation(),
            sine.restarts(),
            new StudySpec.OptimizerSpec("auto", 1e-10, 2000, 0.1),
            sine.certify(),
            sine.census(),
            sine.execution(),
            new StudySpec.OutputSpec("out", "none", List.of()));
    StudyObjectives objectives =
        StudyObjectives.of(spec, new LocalTrainingData(SineStudy.dataset()));
    return objectives.plan(StudyFixtures.HASH, "", "", objectives.randomStarts());
  }

  private static ObjectiveSummary run(StudyPlan plan, MemoryDraft draft) {
    return new StudyRunner(new LocalRestartExecutor(SineStudy.dataset(), () -> 0), () -> 0)
        .run(plan, new StudyRunner.Request("r0", 0, RESTARTS), draft, g -> {})
        .summary()
        .objectives()
        .get(0);
  }

  /** Endpoints by their losses to eight digits, of one class and detail. */
  private static Map<String, List<Endpoint>> byLoss(MemoryDraft draft, EndpointClass of) {
    return draft.endpoints().stream()
        .filter(e -> e.endpointClass() == of && e.detail().equals("at-kink"))
        .collect(Collectors.groupingBy(e -> String.format(Locale.ROOT, "%.8f", e.loss())));
  }

  @Test
  void strictMinimaOnKinksAreCountedByTheirParameters() {
    StudyPlan plan = plan(0.001);
    MemoryDraft draft = new MemoryDraft(plan);
    ObjectiveSummary found = run(plan, draft);
    Map<String, List<Endpoint>> losses = byLoss(draft, EndpointClass.STRICT_MINIMUM);

    assertThat(found.details()).containsKey("strict-minimum: at-kink");
    assertThat(losses.values()).anySatisfy(same -> assertThat(same).hasSizeGreaterThan(3));
    for (List<Endpoint> same : losses.values()) {
      // Restarts with one loss are one minimum: no chance has two here.
      double loss = same.get(0).loss();
      assertThat(found.minima())
          .filteredOn(m -> Math.abs(m.loss() - loss) < 1e-8)
          .singleElement()
          .satisfies(m -> assertThat(m.hits()).isGreaterThanOrEqualTo(same.size()))
          .satisfies(m -> assertThat(m.zeroModes()).isZero());
    }
  }

  @Test
  void minimaOnKinksOfDeepNetworksAreCountedByTheirParameters() {
    StudyPlan plan = plan(0.01, List.of(2, 2));
    MemoryDraft draft = new MemoryDraft(plan);
    ObjectiveSummary found = run(plan, draft);
    Map<String, List<Endpoint>> losses = byLoss(draft, EndpointClass.STRICT_MINIMUM);

    assertThat(losses.values()).anySatisfy(same -> assertThat(same).hasSizeGreaterThan(3));
    for (List<Endpoint> same : losses.values()) {
      double loss = same.get(0).loss();
      assertThat(found.minima())
          .filteredOn(m -> Math.abs(m.loss() - loss) < 1e-8)
          .anySatisfy(m -> assertThat(m.hits()).isGreaterThanOrEqualTo(same.size()));
    }
  }

  @Test
  void minimaOnKinksThatDifferInTheScaleOfUnitsAreOne() {
    StudyPlan plan = plan(0);
    MemoryDraft draft = new MemoryDraft(plan);
    ObjectiveSummary found = run(plan, draft);
    Map<String, List<Endpoint>> losses = byLoss(draft, EndpointClass.DEGENERATE_MINIMUM);

    assertThat(found.details()).containsKey("degenerate-minimum: at-kink");
    assertThat(losses.values()).anySatisfy(same -> assertThat(same).hasSizeGreaterThan(3));
    for (List<Endpoint> same : losses.values()) {
      if (same.stream().allMatch(e -> e.hessianZeroModes() == 2)) {
        double loss = same.get(0).loss();
        assertThat(found.minima())
            .filteredOn(m -> Math.abs(m.loss() - loss) < 1e-8)
            .hasSizeLessThanOrEqualTo(2)
            .anySatisfy(m -> assertThat(m.hits()).isEqualTo(same.size()));
      }
    }
  }
}

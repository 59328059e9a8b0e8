package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.Task;
import org.minimacensus.data.TrainingFacts;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Loss;
import org.minimacensus.objective.Reduction;
import org.minimacensus.study.RunSummary.MinimumSummary;
import org.minimacensus.study.RunSummary.ObjectiveSummary;

/** A study without data, from its spec to its summary. */
class PopulationStudyTest {
  private static final int UNITS = 8;
  private static final int RESTARTS = 40;

  /** Facts alone: whoever asks for the floor of rows is wrong. */
  private static final class NoData implements TrainingData {
    @Override
    public TrainingFacts facts() {
      return TrainingFacts.none(UNITS);
    }

    @Override
    public FunctionSpaceFloor floor(Loss loss, Reduction reduction) {
      throw new UnsupportedOperationException("there are no rows");
    }
  }

  private static StudyPlan plan() {
    StudySpec sine = SineStudy.spec(RESTARTS, 0);
    StudySpec spec =
        new StudySpec(
            "population",
            4,
            new StudySpec.DataSpec("", "csv", false, List.of("-1"), Task.REGRESSION, true),
            new StudySpec.NetworkSpec(
                "mlp", List.of(UNITS), "relu", false, false, false, 0.1, "identity"),
            new StudySpec.LossSpec("relu-population", 3, 1, Reduction.MEAN),
            0,
            List.of("plain"),
            sine.augmentation(),
            new StudySpec.RestartsSpec(
                RESTARTS,
                new StudySpec.InitSpec("glorot", 1, Double.NaN, Double.NaN, ""),
                new StudySpec.OptionalFirst(false, 0),
                sine.restarts().stopping()),
            sine.optimizer(),
            sine.certify(),
            sine.census(),
            sine.execution(),
            new StudySpec.OutputSpec("out", "none", List.of()));
    StudyObjectives objectives = StudyObjectives.of(spec, new NoData());
    assertThat(objectives.parameters()).isEqualTo(UNITS * UNITS);
    return objectives.plan(StudyFixtures.HASH, "", "", objectives.randomStarts());
  }

  @Test
  void theMinimaAreCountedModuloUnitsAndInputs() {
    StudyPlan plan = plan();
    Dataset none = plan.data().facts().sample();
    RunSummary summary =
        new StudyRunner(new LocalRestartExecutor(none, () -> 0), () -> 0)
            .run(plan, new StudyRunner.Request("r0", 0, RESTARTS), new MemoryDraft(plan), g -> {})
            .summary();
    ObjectiveSummary found = summary.objectives().get(0);

    assertThat(summary.data().rows()).isNull();
    assertThat(StudyJson.write(summary)).containsPattern("\"rows\"\\s*:\\s*null");
    assertThat(summary.notes()).anyMatch(n -> n.startsWith("there is no training set:"));
    assertThat(found.endpoints().get("strict-minimum")).isEqualTo(RESTARTS);
    assertThat(found.distinct().parameters()).isEqualTo(2);
    assertThat(found.distinct().functions()).isEqualTo(2);
    assertThat(found.distinct().values()).isEqualTo(2);
    assertThat(found.global()).isEqualTo("proved");
    MinimumSummary teacher = found.minima().get(0);
    MinimumSummary bad = found.minima().get(1);
    assertThat(teacher.loss()).isLessThan(1e-15);
    assertThat(teacher.orbit()).isEqualTo(BigInteger.valueOf(40_320));
    assertThat(bad.loss()).isCloseTo(0.0215080371715, within(1e-12));
    // One unit and one input stand apart: 8 x 8 choices, and 7! pairings of the others.
    assertThat(bad.orbit()).isEqualTo(BigInteger.valueOf(64 * 5_040));
    assertThat(teacher.hits() + bad.hits()).isEqualTo(RESTARTS);
  }
}

package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;

class RestartStartsTest {
  private final StudyPlan plan = SineStudy.plan(10);
  private final StudySpec.AugmentationSpec augmentation = plan.spec().augmentation();
  private final RestartStarts starts =
      new RestartStarts(
          11, StudyObjectives.of(plan.spec(), plan.data()).randomStarts(), augmentation);

  private Evaluator evaluator(int objective) {
    return new LocalEvaluator(plan.objectives().get(objective), SineStudy.dataset());
  }

  @Test
  void allObjectivesStartARestartFromTheSameTheta() {
    double[] plain = starts.start(evaluator(0), 5).values();
    for (int o = 1; o < 3; o++) {
      Point start = starts.start(evaluator(o), 5);
      assertThat(plan.objectives().get(o).theta(start)).isEqualTo(plain);
    }
  }

  @Test
  void aStartIsAFunctionOfTheRestartAlone() {
    Point first = starts.start(evaluator(1), 5);
    starts.start(evaluator(1), 6);
    Point again = starts.start(evaluator(1), 5);

    assertThat(again.values()).isEqualTo(first.values());
    assertThat(again.origin()).isEqualTo(first.origin());
    assertThat(starts.start(evaluator(1), 6).values()).isNotEqualTo(first.values());
    assertThat(starts.seed(5)).isEqualTo(starts.seed(5)).isNotEqualTo(starts.seed(6));
  }

  @Test
  void theAddedNeuronIsDrawnAsThePapersWriteIt() {
    Objective objective = plan.objectives().get(1);
    List<double[]> drawn = new ArrayList<>();
    for (long r = 0; r < 4000; r++) {
      drawn.add(objective.rawAugmentation(starts.start(evaluator(1), r)));
    }

    double[] deviations = {augmentation.initA(), augmentation.initW(), augmentation.initB()};
    for (int i = 0; i < 3; i++) {
      int at = i;
      double square = drawn.stream().mapToDouble(d -> d[at] * d[at]).average().orElseThrow();
      // Four standard errors of a standard deviation from 4000 draws.
      assertThat(Math.sqrt(square)).isCloseTo(deviations[i], within(0.045 * deviations[i]));
    }
  }

  @Test
  void theLimitObjectiveDrawsTheSameAmplitudeAndDirection() {
    double[] full = plan.objectives().get(1).rawAugmentation(starts.start(evaluator(1), 3));
    double[] limit = plan.objectives().get(2).rawAugmentation(starts.start(evaluator(2), 3));

    assertThat(limit).hasSize(2);
    for (int i = 0; i < 2; i++) {
      assertThat(limit[i]).isCloseTo(full[i], within(1e-14 * Math.abs(full[i])));
    }
  }

  @Test
  void listedStartsAreTakenRowByRow() {
    double[][] rows = {new double[7], new double[7]};
    Arrays.fill(rows[1], 0.25);
    RestartStarts listed = new RestartStarts(11, new RestartStarts.Listed(rows), augmentation);

    assertThat(listed.start(evaluator(0), 1).values()).isEqualTo(rows[1]).isNotSameAs(rows[1]);
    assertThatThrownBy(() -> listed.require(1, 2))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("expected a row for each of the restarts 1..2, found 2 rows");
  }

  @Test
  void aStartOfTheWrongLengthIsABug() {
    RestartStarts wrong = new RestartStarts(11, (r, stream) -> new double[3], augmentation);

    assertThatThrownBy(() -> wrong.start(evaluator(0), 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("theta of restart 0 has 3 entries, the network needs 7");
  }
}

package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.optimize.StepListener;

class RestartGroupTest {
  private static final LocalStudy STUDY =
      LocalStudy.of(
          Path.of(System.getProperty("basedir")).getParent(),
          "conf/many-minima.conf",
          "objectives=[plain, output-neuron]",
          "output.traces=[2]");

  private static boolean sameBits(double a, double b) {
    return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
  }

  private static List<List<RestartResult>> run(RestartGroup group, List<Long> restarts) {
    List<Long> told = new ArrayList<>();
    List<List<RestartResult>> results = new ArrayList<>();
    group.run(
        restarts,
        (restart, finished) -> {
          told.add(restart);
          results.add(finished);
        });
    assertThat(told).isEqualTo(restarts);
    return results;
  }

  @Test
  void togetherRestartsEndBitByBitWhereTheyEndAlone() {
    RestartGroup group = new RestartGroup(STUDY.plan().job(), STUDY.dataset(), StepListener.NONE);
    List<Long> restarts = List.of(0L, 1L, 2L, 5L, 9L);
    List<List<RestartResult>> together = run(group, restarts);

    assertThat(together).hasSameSizeAs(restarts);
    for (int r = 0; r < restarts.size(); r++) {
      List<RestartResult> alone = run(group, List.of(restarts.get(r))).get(0);
      assertThat(together.get(r)).hasSize(2);
      for (int o = 0; o < 2; o++) {
        assertThat(together.get(r).get(o).endpoint())
            .usingRecursiveComparison()
            .withEqualsForType(RestartGroupTest::sameBits, Double.class)
            .isEqualTo(alone.get(o).endpoint());
        assertThat(together.get(r).get(o).trace()).isEqualTo(alone.get(o).trace());
      }
    }
  }

  @Test
  void smallTrainingSetsGainNothing() {
    assertThat(RestartGroup.size(STUDY.plan().job(), STUDY.dataset())).isEqualTo(1);
    assertThat(RestartGroup.size(1 << 20, 64, 100)).isEqualTo(1);
    assertThat(RestartGroup.size((1 << 20) + 1, 64, 100)).isEqualTo(8);
  }

  @Test
  void restartsThatHaveEndedAreToldBeforeOneIsAbandoned() {
    RestartGroup group = new RestartGroup(STUDY.plan().job(), STUDY.dataset(), StepListener.NONE);
    List<Long> told = new ArrayList<>();

    assertThatThrownBy(
            () ->
                group.run(
                    List.of(0L, 1L, 2L),
                    (restart, finished) -> {
                      told.add(restart);
                      if (told.size() == 2) {
                        throw new IllegalStateException("stopped");
                      }
                    }))
        .hasMessage("stopped");
    assertThat(told).containsExactly(0L, 1L);
  }

  @Test
  void groupsWhoseHessiansAreTooLargeAreNotFormed() {
    assertThat(RestartGroup.size(1 << 24, 64, 300)).isEqualTo(8);
    assertThat(RestartGroup.size(1 << 24, 64, 500)).isEqualTo(1);
  }
}

package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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

  @Test
  void togetherRestartsEndBitByBitWhereTheyEndAlone() {
    RestartGroup group = new RestartGroup(STUDY.plan().job(), STUDY.dataset(), StepListener.NONE);
    List<Long> restarts = List.of(0L, 1L, 2L, 5L, 9L);
    List<List<RestartResult>> together = group.run(restarts);

    assertThat(together).hasSameSizeAs(restarts);
    for (int r = 0; r < restarts.size(); r++) {
      List<RestartResult> alone = group.run(List.of(restarts.get(r))).get(0);
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
    assertThat(RestartGroup.size(STUDY.dataset())).isEqualTo(1);
  }
}

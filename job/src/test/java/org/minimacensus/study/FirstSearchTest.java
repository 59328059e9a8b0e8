package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minimacensus.numeric.KernelProvider;
import org.minimacensus.objective.ShardEvaluator;
import org.minimacensus.objective.ShardSums;
import org.minimacensus.optimize.StepListener;

class FirstSearchTest {
  /** All data are one shard. */
  private static final LocalStudy STUDY =
      LocalStudy.of(
          Path.of(System.getProperty("basedir")).getParent(),
          "conf/many-minima.conf",
          "objectives=[plain, output-neuron]",
          "output.traces=[1]");

  private static FirstSearch driven(int objective, long restart) {
    FirstSearch search = STUDY.plan().job().firstSearch(objective, restart).orElseThrow();
    ShardEvaluator evaluator = new ShardEvaluator(search.objective(), KernelProvider.kernels());
    while (!search.finished()) {
      ShardSums sums =
          evaluator.sums(STUDY.dataset().shards().get(0), List.of(search.question())).get(0);
      search.tell(sums.sums(), sums.reach(), STUDY.dataset().rows());
    }

    return search;
  }

  private static boolean sameBits(double a, double b) {
    return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
  }

  @ParameterizedTest(name = "objective {0}, restart {1}")
  @CsvSource({"0, 0", "0, 1", "1, 0", "1, 1"})
  void aCertifiedFirstSearchIsTheRestart(int objective, long restart) {
    RestartResult whole = STUDY.worker().run(objective, restart, StepListener.NONE);
    RestartResult parts =
        STUDY.worker().certified(objective, restart, driven(objective, restart), StepListener.NONE);

    assertThat(parts.endpoint())
        .usingRecursiveComparison()
        .withEqualsForType(FirstSearchTest::sameBits, Double.class)
        .isEqualTo(whole.endpoint());
    assertThat(parts.trace()).isEqualTo(whole.trace());
    assertThat(parts.trace().isEmpty()).isEqualTo(restart != 1);
  }

  @Test
  void theRestWantsAFinishedSearch() {
    FirstSearch open = STUDY.plan().job().firstSearch(0, 0).orElseThrow();
    RestartJob.Worker worker = STUDY.worker();

    assertThatThrownBy(() -> worker.certified(0, 0, open, StepListener.NONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the first search has not ended");
  }
}

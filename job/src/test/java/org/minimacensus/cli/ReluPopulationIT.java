package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.objective.ReluPopulationAnswers;
import org.minimacensus.objective.ReluPopulationAnswers.Known;
import org.minimacensus.study.RunSummary.ObjectiveSummary;

/** The published study without data, from its conf file to its stored results. */
@Timeout(600)
class ReluPopulationIT {
  private static final Path CONF = Path.of("..", "conf", "studies", "relu-population.conf");

  @TempDir Path output;

  private Path run() throws IOException {
    try (Stream<Path> found = Files.walk(output)) {
      return found.filter(p -> p.endsWith("summary.json")).findFirst().orElseThrow().getParent();
    }
  }

  @Test
  void publishedMinimaAreFoundStoredAndExplained() throws IOException {
    CommandRun run =
        CommandRun.of(CONF, output, Map.of("network.hidden", "[9]", "restarts.count", "60"));
    ObjectiveSummary plain = run.objective("plain");

    assertThat(run.console()).contains("none: standard normal inputs in 9 dimensions");
    assertThat(run.summary().data().rows()).isNull();
    assertThat(run.endpoints())
        .hasSize(60)
        .allMatch(e -> e.endpointClass() == EndpointClass.STRICT_MINIMUM);
    for (Known known : ReluPopulationAnswers.published(9)) {
      assertThat(plain.minima())
          .anySatisfy(
              m -> {
                assertThat(m.loss()).isCloseTo(known.loss(), within(1e-9));
                assertThat(m.hessianMinEigenvalue())
                    .isCloseTo(known.smallestEigenvalue(), within(1e-6));
              });
    }

    assertThat(plain.distinct().parameters()).isEqualTo(plain.minima().size());
    InProcess explained =
        InProcess.execute("explain", run().toString(), "--objective", "plain", "--restart", "7");
    assertThat(explained.code()).as(explained.out() + explained.err()).isZero();
    assertThat(explained.out()).contains("restart 7 of plain", "reproduced: yes");
  }

  @Test
  void aPlanDistributesWholeRestarts() {
    InProcess plan = InProcess.execute("plan", CONF.toString(), "--set", "network.hidden=[4]");

    assertThat(plan.code()).as(plan.err()).isZero();
    assertThat(plan.out())
        .contains(
            "none: standard normal inputs in 4 dimensions, in closed form",
            "restart-parallel: the loss is a closed form without a training set",
            "16 parameters")
        .doesNotContain("NaN", "Infinity");
  }

  @Test
  void rowsAreNotDistributed() {
    InProcess refused =
        InProcess.execute("run", CONF.toString(), "--set", "execution.mode=data-parallel");

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("there are no rows to distribute");
  }
}

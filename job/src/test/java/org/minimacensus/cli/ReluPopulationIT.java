package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  private record Ended(int code, String out, String err) {}

  private static Ended execute(String... arguments) {
    System.setProperty("spark.master", "local[2]");
    System.setProperty("spark.ui.enabled", "false");
    System.setProperty("spark.log.level", "ERROR");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try {
      Terminal terminal =
          new Terminal(
              new PrintStream(out, true, StandardCharsets.UTF_8),
              new PrintStream(err, true, StandardCharsets.UTF_8),
              false);
      int code = Main.execute(terminal, arguments);
      return new Ended(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      List.of("spark.master", "spark.ui.enabled", "spark.log.level").forEach(System::clearProperty);
    }
  }

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
    Ended explained =
        execute("explain", run().toString(), "--objective", "plain", "--restart", "7");
    assertThat(explained.code()).as(explained.out() + explained.err()).isZero();
    assertThat(explained.out()).contains("restart 7 of plain", "reproduced: yes");
  }

  @Test
  void aPlanDistributesWholeRestarts() {
    Ended plan = execute("plan", CONF.toString(), "--set", "network.hidden=[4]");

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
    Ended refused = execute("run", CONF.toString(), "--set", "execution.mode=data-parallel");

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("there are no rows to distribute");
  }
}

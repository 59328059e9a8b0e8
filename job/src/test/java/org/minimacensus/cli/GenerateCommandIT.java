package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minimacensus.certify.Endpoint;

/** The studies that {@code generate} writes, by {@code run}. */
class GenerateCommandIT {
  @TempDir Path folder;

  private Path generated(String kind) {
    Path file = folder.resolve(kind + ".csv");
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(nowhere, nowhere, false);
    assertThat(Main.execute(terminal, "generate", kind, file.toString())).isZero();
    return Path.of(file + ".conf");
  }

  @ParameterizedTest
  @CsvSource({"ding-li-sun, 0.5, 1", "yun, 0.3333333333333333, 3"})
  void theSubOptimalMinimumIsFound(String kind, double loss, int zeroModes) {
    CommandRun run = CommandRun.of(generated(kind), folder.resolve("out"), Map.of());

    Endpoint first =
        run.endpoints().stream()
            .filter(e -> e.objective().equals("plain") && e.restart() == 0)
            .findFirst()
            .orElseThrow();
    assertThat(first.endpointClass().label()).isEqualTo("degenerate-minimum");
    assertThat(first.loss()).isCloseTo(loss, within(1e-13));
    assertThat(first.hessianZeroModes()).isEqualTo(zeroModes);
    assertThat(
            run.endpoints().stream()
                .filter(e -> e.objective().equals("output-neuron") && e.restart() == 0)
                .filter(e -> e.endpointClass().isMinimum() && e.loss() > loss - 1e-6))
        .as("with the added neuron")
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"auer, 4", "deep-linear, 1"})
  void allMinimaAreFound(String kind, long minima) {
    CommandRun run =
        CommandRun.of(
            generated(kind),
            folder.resolve("out"),
            Map.of("objectives", "[plain]", "restarts.count", kind.equals("auer") ? "400" : "40"));

    Long found =
        kind.equals("auer")
            ? run.objective("plain").distinct().parameters()
            : run.objective("plain").distinct().values();
    assertThat(found).isEqualTo(minima);
  }
}

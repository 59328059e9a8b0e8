package org.minimacensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * submit.sh with the Spark that the build has assembled and a small application in place of the
 * job.
 */
class EmbeddedSparkIT {
  @TempDir private Path scratch;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void layOut() {
    environment.put("PATH", new Toolbox(scratch.resolve("tools")).path());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("HOME", scratch.toString());
  }

  @Test
  void argumentsAndExitCodePassThroughSpark() {
    try (ScriptRun run = start("exit", "20", "a b", "", "it's \"x\"", "k=v", "$HOME *")) {
      assertThat(run.exitCode()).as(run.err()).isEqualTo(20);
      assertThat(run.out().lines())
          .containsExactly(
              "argument <exit>",
              "argument <20>",
              "argument <a b>",
              "argument <>",
              "argument <it's \"x\">",
              "argument <k=v>",
              "argument <$HOME *>",
              "master local[*]",
              "driver.host localhost",
              "driver.memory 2g",
              "openblas 1",
              "rows 1000");
      assertThat(run.err())
          .contains("embedded Spark: ")
          .doesNotContain("building")
          .doesNotContain(" WARN ")
          .doesNotContain(" INFO ");
      assertThat(run.survivors()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143"})
  void signalEndsTheJob(String signal, int code) {
    try (ScriptRun run = start("sleep")) {
      run.await("the application", () -> run.out().contains("asleep"));
      if (signal.equals("INT")) {
        run.signalGroup(signal);
      } else {
        run.signal(signal);
      }

      assertThat(run.exitCode()).as(run.err()).isEqualTo(code);
      assertThat(run.survivors()).isEmpty();
    }
  }

  @Test
  void embeddedSparkHoldsNeitherOurLibrariesNorTests() throws Exception {
    Path jars = Toolbox.project().resolve("job/target/spark/jars");
    List<String> names;
    try (var files = Files.list(jars)) {
      names = files.map(f -> f.getFileName().toString()).toList();
    }

    assertThat(names)
        .anyMatch(n -> n.startsWith("spark-mllib_2.13-"))
        .anyMatch(n -> n.startsWith("hadoop-client-runtime-"))
        .noneMatch(n -> n.startsWith("picocli") || n.startsWith("config-"))
        .noneMatch(n -> n.startsWith("junit") || n.startsWith("archunit"));
    assertThat(names.stream().filter(n -> n.startsWith("spark-core_"))).hasSize(1);
  }

  private ScriptRun start(String... arguments) {
    Path submit = Toolbox.project().resolve("submit.sh");
    List<String> command = new ArrayList<>(List.of("bash", submit.toString()));
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(
            "--",
            "--class",
            EchoMain.class.getName(),
            "--driver-class-path",
            Toolbox.project().resolve("job/target/test-classes").toString(),
            "--conf",
            "spark.ui.enabled=false",
            "--conf",
            "spark.driver.extraJavaOptions=" + String.join(" ", BriefJvm.OPTIONS)));
    return ScriptRun.start(command, environment, scratch, scratch);
  }
}

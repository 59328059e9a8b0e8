package org.minimacensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All shell scripts of the project. */
class ShellScriptsIT {
  private static final String SUBMIT = "submit.sh";
  private static final String CI = ".ci/run";
  private static final String SPARK = "job/src/main/spark/";
  private static final String KUBERNETES = "conf/examples/kubernetes-submit.sh";
  private static final String SCALING = "bench/scaling/";
  private static final String DAMAGE = "bench/damage.sh";
  private static final String CLASSPATH = "bench/classpath.sh";
  private static final String JMH = "bench/jmh.sh";
  private static final String GUARD = "bench/guard.sh";
  private static final String PROFILE = "bench/profile.sh";

  @ParameterizedTest
  @ValueSource(
      strings = {
        SUBMIT,
        CI,
        SPARK + "bin/spark-submit",
        SPARK + "bin/spark-class",
        SPARK + "conf/spark-env.sh",
        KUBERNETES,
        DAMAGE,
        CLASSPATH,
        JMH,
        GUARD,
        PROFILE,
        SCALING + "common.sh",
        SCALING + "generate_rows.sh",
        SCALING + "row_cost.sh",
        SCALING + "data_parallel.sh",
        SCALING + "restart_parallel.sh",
        SCALING + "million_restarts.sh"
      })
  void bashAndShellcheckFindNothing(String script) throws Exception {
    assertThat(findings("bash", "-n", script)).isEmpty();

    boolean installed = Toolbox.find("shellcheck").isPresent();
    if (!installed) {
      System.err.println("shellcheck is not installed; " + script + " was only parsed");
    }

    assumeTrue(installed, "shellcheck is not installed");
    assertThat(findings("shellcheck", script)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SUBMIT,
        CI,
        SPARK + "bin/spark-submit",
        SPARK + "bin/spark-class",
        KUBERNETES,
        DAMAGE,
        CLASSPATH,
        JMH,
        GUARD,
        PROFILE,
        SCALING + "generate_rows.sh",
        SCALING + "row_cost.sh",
        SCALING + "data_parallel.sh",
        SCALING + "restart_parallel.sh",
        SCALING + "million_restarts.sh"
      })
  void scriptIsExecutable(String script) {
    assertThat(Files.isExecutable(Toolbox.project().resolve(script))).isTrue();
  }

  private static String findings(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(Toolbox.project().toFile())
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    return code == 0 ? text : text + "exit code " + code;
  }
}

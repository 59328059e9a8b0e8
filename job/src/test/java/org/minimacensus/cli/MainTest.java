package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkEnv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.study.ExitCodes;
import org.minimacensus.study.StudyException;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir Path folder;

  private Terminal terminal() {
    return new Terminal(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        false);
  }

  private int run(String... arguments) {
    return Main.execute(terminal(), arguments);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void helpShowsTheUsageLine() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("./submit.sh COMMAND [ARGUMENTS] [-- SPARK-SUBMIT-OPTIONS]")
        .contains("run", "nightly", "plan", "explain", "recount", "census", "compare", "escape")
        .contains("generate", "selftest")
        .doesNotContain("\u001b");
  }

  @Test
  void noCommandIsAUsageError() {
    assertThat(run()).isEqualTo(2);
    assertThat(err()).contains("expected a command, found none");
  }

  @Test
  void unknownCommandsAndOptionsAreUsageErrors() {
    assertThat(run("rum", "x.conf")).isEqualTo(2);
    assertThat(run("run", "x.conf", "--runid", "r")).isEqualTo(2);
    assertThat(run("run")).isEqualTo(2);
    assertThat(err()).contains("'rum'").contains("--runid").contains("CONF");
  }

  @Test
  void anUnknownCommandIsOneMessage() {
    assertThat(run("rum", "x.conf", "--set", "a=1")).isEqualTo(2);
    assertThat(err())
        .isEqualTo(
            "expected a command (run, nightly, plan, explain, report, recount, census, compare,"
                + " escape, generate, selftest or verify-certificates), found 'rum'; --help shows"
                + " what each does\n");
  }

  private static UnsupportedOperationException refusedBy(String className) {
    UnsupportedOperationException e = new UnsupportedOperationException("not supported");
    e.setStackTrace(new StackTraceElement[] {new StackTraceElement(className, "x", null, 1)});
    return e;
  }

  /** What Subject.getSubject throws from Java 23 on, wherever Hadoop was called. */
  @Test
  void aJavaThatHadoopCannotUseIsAMessage() {
    Exception e = new IllegalStateException(refusedBy("javax.security.auth.Subject"));
    assertThat(Main.report(e, terminal())).isEqualTo(30);
    assertThat(err())
        .startsWith("Java " + Runtime.version().feature() + " is too new for the Hadoop")
        .contains("Java 17 or 21 (JAVA_HOME)")
        .hasLineCount(1);
  }

  @Test
  void whatElseIsNotSupportedIsAnInternalError() {
    assertThat(Main.report(refusedBy("java.util.List"), terminal())).isEqualTo(30);
    assertThat(err()).startsWith("internal error: ").doesNotContain("too new");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "nightly", "plan"})
  void aWrongConfIsAMessageAndNoSpark(String command) throws IOException {
    Path conf = folder.resolve("wrong.conf");
    Files.writeString(conf, "study { name = x }\nnetwork { hiden = [3] }\n");

    assertThat(run(command, conf.toString())).isEqualTo(2);
    assertThat(err()).contains("wrong.conf").contains("hiden").doesNotContain("\tat ");
    assertThat(SparkEnv.get()).as("no Spark runs").isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--objective output-neuron --minimum 1 | --objective: expected plain, found"
            + " 'output-neuron'",
        "--objective plain --minimum 1 --augmentation layer | --augmentation: expected one of"
            + " output-neuron, monomial-neuron, relu-neuron, found 'layer'",
        "--objective plain --minimum 1 --lambda 0 | --lambda: expected a finite number > 0",
        "--objective plain --minimum 1 --starts -1 | --starts and --stationary: expected numbers",
        "--objective plain | Missing required option: '--minimum=K'",
        "--objective plain --minimum best | Invalid value for option '--minimum'"
      })
  void whatCannotBeEscapedIsAMessageAndNoSpark(String options, String message) {
    String[] given = ("escape some/run " + options).split(" ");

    assertThat(run(given)).isEqualTo(2);
    assertThat(err()).contains(message).doesNotContain("\tat ");
    assertThat(SparkEnv.get()).as("no Spark runs").isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a b --level 0 | --level: expected a number > 0 and < 1, found 0.0",
        "a b --level 1 | --level: expected a number > 0 and < 1, found 1.0",
        "a b --max-slowdown 0.5 | --max-slowdown: expected a number >= 1, found 0.5",
        "a | Missing required parameter: 'CANDIDATE'"
      })
  void whatCannotBeComparedIsAMessageAndNoSpark(String options, String message) {
    assertThat(run(("compare " + options).split(" "))).isEqualTo(2);
    assertThat(err()).contains(message).doesNotContain("\tat ");
    assertThat(SparkEnv.get()).as("no Spark runs").isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--as-of 2026-1-2 | --as-of: expected a date YYYY-MM-DD, found '2026-1-2'",
        "--as-of 2026-02-30 | --as-of: expected a date YYYY-MM-DD, found '2026-02-30'",
        "--as-of +12026-02-03 | --as-of: expected a date YYYY-MM-DD, found '+12026-02-03'",
        "--keep -1 | --keep: expected a number >= 0, found -1",
        "--level 2 | --level: expected a number > 0 and < 1, found 2.0",
        "--run-id r0 | --run-id"
      })
  void whatIsNoNightIsAMessageAndNoSpark(String options, String message) {
    assertThat(run(("nightly x.conf " + options).split(" "))).isEqualTo(2);
    assertThat(err()).contains(message).doesNotContain("\tat ");
    assertThat(SparkEnv.get()).as("no Spark runs").isNull();
  }

  @Test
  void aRunIdThatIsNoFolderNameIsRefused() {
    assertThat(run("run", "x.conf", "--run-id", "../up")).isEqualTo(2);
    assertThat(err()).contains("--run-id: expected letters, digits").contains("'../up'");
  }

  @ParameterizedTest
  @CsvSource({"conf, 2", "data, 3", "output, 4", "stored, 5", "bug, 30"})
  void everyKindOfFaultHasItsCode(String kind, int code) {
    RuntimeException fault =
        switch (kind) {
          case "conf" -> StudyException.conf("x");
          case "data" -> StudyException.data("x");
          case "output" -> StudyException.output("x", null);
          case "stored" -> StudyException.stored("x", null);
          default -> new IllegalStateException("x");
        };
    assertThat(ExitCodes.of(fault)).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({"0, false", "10, true", "20, false", "130, true", "143, true"})
  void onlyInterruptedRunsAreGoneOnWith(int code, boolean unfinished) {
    assertThat(ExitCodes.unfinished(code)).isEqualTo(unfinished);
  }
}

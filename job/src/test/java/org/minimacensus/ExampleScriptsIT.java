package org.minimacensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minimacensus.cli.JobArguments;
import org.minimacensus.cli.Main;
import org.minimacensus.study.StudySpec;

/**
 * The examples under conf/examples that are run, with a Spark that only writes down what it gets.
 */
class ExampleScriptsIT {
  private static final Path EXAMPLES = Toolbox.project().resolve("conf/examples");
  private static final Path STUDY = Toolbox.project().resolve("conf/quickstart.conf");
  private static final String NOTE =
      """
      printf '%s\\0' "$@" >"$NOTES/arguments"
      exit "${CODE:-0}"
      """;

  /** Airflow's names as the example uses them, and nothing behind them. */
  private static final String AIRFLOW =
      """
      import sys, types
      exceptions, sdk = types.ModuleType('airflow.exceptions'), types.ModuleType('airflow.sdk')
      exceptions.AirflowException = type('AirflowException', (Exception,), {})
      exceptions.AirflowFailException = type('AirflowFailException', (Exception,), {})
      tasks = {}
      def dag(**settings):
          def keep(function):
              tasks['dag'] = settings
              return function
          return keep
      def task(**settings):
          def keep(function):
              tasks[function.__name__] = settings
              return lambda: None
          return keep
      sdk.dag, sdk.task = dag, task
      sys.modules.update({'airflow': types.ModuleType('airflow'),
                          'airflow.exceptions': exceptions, 'airflow.sdk': sdk})
      example = {'__name__': 'example'}
      exec(compile(open(sys.argv[1]).read(), sys.argv[1], 'exec'), example)
      example['PROJECT'] = sys.argv[2]
      assert set(tasks) == {'dag', 'study'}, tasks
      assert tasks['study']['retries'] > 0 and tasks['dag']['max_active_runs'] == 1, tasks
      try:
          example['run']('2026-01-02')
          print('finished')
      except Exception as e:
          print(type(e).__name__)
      """;

  @TempDir private Path scratch;
  private final Map<String, String> environment = new HashMap<>();

  @Test
  void nightsOfTheCrontabAreThoseOfTheirDates() throws IOException {
    assumeTrue(Toolbox.find("flock").isPresent(), "flock is not installed");
    List<String> lines = Files.readAllLines(EXAMPLES.resolve("crontab"));
    List<String> jobs =
        lines.stream()
            .filter(l -> !l.isBlank() && !l.startsWith("#") && !l.matches("\\w+=.*"))
            .toList();
    assertThat(jobs).hasSize(2);

    for (String job : jobs) {
      String[] fields = job.split(" ", 6);
      assertThat(Integer.parseInt(fields[0])).isBetween(0, 59);
      assertThat(Integer.parseInt(fields[1])).isBetween(0, 23);
      assertThat(List.of(fields).subList(2, 5)).containsOnly("*");
      // cron takes a bare percent sign for a newline and hands on an escaped one without its
      // backslash.
      assertThat(fields[5]).doesNotMatch(".*(?<!\\\\)%.*");

      JobArguments arguments =
          JobArguments.parse(noted(cron(lines, fields[5].replace("\\%", "%"))));
      assertThat(arguments.asOf()).isEqualTo(LocalDate.now(ZoneOffset.UTC).toString());
      assertThat(arguments.keep()).isPositive();
      StudySpec.RestartsSpec restarts = arguments.study(STUDY).spec().restarts();
      assertThat(restarts.stopping().maxSeconds()).isPositive();
    }
  }

  /** Runs a command as cron does, with a project and a log of our own. */
  private ScriptRun cron(List<String> lines, String command) throws IOException {
    Path project = Files.createDirectories(scratch.resolve("project"));
    Toolbox.writeBash(project.resolve("submit.sh"), NOTE);
    for (String line : lines) {
      if (line.matches("[A-Z]+=.*")) {
        environment.put(
            line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
      }
    }

    assertThat(environment).containsKeys("PROJECT", "STUDY", "LOG");
    environment.put("PROJECT", project.toString());
    environment.put("LOG", scratch.resolve("log").toString());
    String here = command.replace("/tmp/minima-census.lock", scratch.resolve("lock").toString());
    return run(List.of("sh", "-c", here));
  }

  @Test
  void kubernetesScriptSubmitsThisJobWithKeysThatSparkKnows() throws IOException {
    Toolbox.writeBash(scratch.resolve("spark/bin/spark-submit"), NOTE);
    environment.put("SPARK_HOME", scratch.resolve("spark").toString());
    environment.put("IMAGE", "registry.example.org/minima-census:0.1.0");
    String script = EXAMPLES.resolve("kubernetes-submit.sh").toString();

    List<String> submitted =
        noted(run(List.of(script, "k8s://https://127.0.0.1:6443", "2026-01-02")));

    assertThat(submitted)
        .containsSequence("--master", "k8s://https://127.0.0.1:6443")
        .containsSequence("--deploy-mode", "cluster")
        .containsSequence("--class", Main.class.getName());
    int jar = submitted.indexOf("local:///opt/minima-census/minima-census-job.jar");
    Map<String, String> conf = new HashMap<>();
    for (int i = 0; i < jar; i++) {
      if (submitted.get(i).equals("--conf")) {
        String[] pair = submitted.get(i + 1).split("=", 2);
        conf.put(pair[0], pair[1]);
      }
    }

    SparkKeys.check(conf);
    assertThat(conf).containsEntry("spark.kubernetes.container.image", environment.get("IMAGE"));
    JobArguments arguments = JobArguments.parse(submitted.subList(jar + 1, submitted.size()));
    assertThat(arguments.asOf()).isEqualTo("2026-01-02");
    assertThat(arguments.study(STUDY).spec().output().path()).isEqualTo("/studies/out");
  }

  /** With systemd's own check where there is one; the command as systemd would start it. */
  @Test
  void systemdTakesTheUnitsAndStartsANight() throws IOException {
    Path project = Files.createDirectories(scratch.resolve("project"));
    Toolbox.writeBash(project.resolve("submit.sh"), NOTE);
    Path units = Files.createDirectories(scratch.resolve("units"));
    String command = "";
    for (String unit : List.of("minima-census-nightly.service", "minima-census-nightly.timer")) {
      String text = Files.readString(EXAMPLES.resolve(unit));
      // A user, paths and a project of our own.
      text =
          text.replace("/opt/minima-census", project.toString()).replaceAll("(?m)^User=.*\n", "");
      Files.writeString(units.resolve(unit), text);
      command += text.lines().filter(line -> line.startsWith("ExecStart=")).findFirst().orElse("");
    }

    List<String> given = noted(run(Arrays.asList(command.replace("ExecStart=", "").split(" "))));
    JobArguments arguments = JobArguments.parse(given);
    assertThat(arguments.asOf()).as("today").isEmpty();
    assertThat(arguments.keep()).isPositive();
    assertThat(arguments.study(STUDY).spec().restarts().stopping().maxSeconds()).isPositive();
    assumeTrue(Toolbox.find("systemd-analyze").isPresent(), "systemd-analyze is not installed");
    ScriptRun verified =
        run(
            List.of(
                "systemd-analyze",
                "verify",
                "--man=no",
                units.resolve("minima-census-nightly.service").toString(),
                units.resolve("minima-census-nightly.timer").toString()));
    assertThat(verified.out() + verified.err()).doesNotContain("minima-census-nightly");
    assertThat(verified.exitCode()).isZero();
  }

  @Test
  void kubernetesScriptSaysWhatItMisses() {
    String script = EXAMPLES.resolve("kubernetes-submit.sh").toString();
    try (ScriptRun bare = start(List.of(script))) {
      assertThat(bare.exitCode()).isNotZero();
      assertThat(bare.err()).contains("SPARK_HOME").contains("point it at a Spark distribution");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, finished",
    "10, AirflowException",
    "130, AirflowException",
    "143, AirflowException",
    "2, AirflowFailException",
    "5, AirflowFailException",
    "20, AirflowFailException",
    "21, AirflowFailException",
    "30, AirflowFailException"
  })
  void airflowRetriesOnlyWhatCanGoOn(int code, String outcome) throws IOException {
    assumeTrue(Toolbox.find("python3").isPresent(), "python3 is not installed");
    Toolbox.writeBash(scratch.resolve("submit.sh"), NOTE);
    environment.put("CODE", Integer.toString(code));
    Path program = Files.writeString(scratch.resolve("airflow_stand_in.py"), AIRFLOW);

    ScriptRun run =
        run(
            List.of(
                "python3",
                "-B",
                program.toString(),
                EXAMPLES.resolve("airflow_dag.py").toString(),
                scratch.toString()));

    assertThat(run.out()).as(run.err()).isEqualTo(outcome + "\n");
    List<String> given = noted(run);
    int end = given.indexOf("--");
    JobArguments arguments = JobArguments.parse(given.subList(0, end));
    assertThat(arguments.asOf()).isEqualTo("2026-01-02");
    assertThat(arguments.study(STUDY).spec().restarts().count()).isEqualTo(1000);
    assertThat(given.subList(end, given.size())).containsSequence("--conf", "spark.cores.max=16");
  }

  private ScriptRun run(List<String> command) {
    try (ScriptRun run = start(command)) {
      run.exitCode();
      return run;
    }
  }

  private ScriptRun start(List<String> command) {
    environment.put("PATH", System.getenv("PATH"));
    environment.put("NOTES", scratch.toString());
    return ScriptRun.start(new ArrayList<>(command), environment, scratch, scratch);
  }

  /** The arguments that the stand-in was called with. */
  private List<String> noted(ScriptRun run) throws IOException {
    Path file = scratch.resolve("arguments");
    assertThat(file).as(run.out() + run.err()).exists();
    String text = Files.readString(file);
    Files.delete(file);
    return List.of(text.substring(0, text.length() - 1).split("\0", -1));
  }
}

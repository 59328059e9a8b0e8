package org.minimacensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * submit.sh in a project of its own, with a Maven and a Spark that only write down what they get.
 */
class SubmitScriptIT {
  private static final String USAGE =
      "usage: ./submit.sh COMMAND [ARGUMENTS] [-- SPARK-SUBMIT-OPTIONS]\n";

  /**
   * What a test waits for before it sends a signal is written by the shell itself, last: the shell
   * passes over an interrupt that comes when a command has ended well and it has not noticed yet.
   */
  private static final String SPARK =
      """
      printf '%s' "$OPENBLAS_NUM_THREADS $LOG4J_CONFIGURATION_FILE ${SPARK_HOME:-none}" >"$NOTES/environment"
      printf '%s\\0' "$0" "$@" >"$NOTES/spark"
      [ -z "${SPARK_SLEEPS:-}" ] || exec sleep 300
      exit "${SPARK_CODE:-0}"
      """;

  private static final String MAVEN =
      """
      printf '%s\\n' "$*" >>"$NOTES/maven"
      mkdir -p job/target/spark/bin job/target/spark/jars
      cp "$NOTES/spark.sh" job/target/spark/bin/spark-submit
      : >job/target/minima-census-job.jar
      [ -z "${MAVEN_SLEEPS:-}" ] || exec sleep 300
      exit "${MAVEN_CODE:-0}"
      """;

  @TempDir private Path scratch;
  private Path project;
  private Path notes;
  private Path jar;
  private Toolbox tools;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void layOut() throws IOException {
    project = scratch.resolve("a project, its folder");
    notes = Files.createDirectory(scratch.resolve("notes"));
    jar = project.resolve("job/target/minima-census-job.jar");
    Files.createDirectories(project.resolve("job/src/main/java"));
    Files.createDirectories(project.resolve("conf"));
    for (String file : List.of("pom.xml", "job/pom.xml", "job/src/main/java/A.java")) {
      Files.writeString(project.resolve(file), file);
    }

    Files.copy(Toolbox.project().resolve("submit.sh"), project.resolve("submit.sh"));
    Toolbox.writeBash(notes.resolve("spark.sh"), SPARK);
    tools = new Toolbox(scratch.resolve("tools")).with("mvn", MAVEN).with("java", "exit 0");
    environment.put("NOTES", notes.toString());
    environment.put("PATH", tools.path());
  }

  @Test
  void argumentsArriveUnchanged() {
    List<String> arguments =
        List.of("run", "my conf", "", "it's \"quoted\"", "k=v", "$HOME *", "two\nlines", "\\");

    run(arguments.toArray(String[]::new));

    List<String> spark = sparkArguments();
    assertThat(spark.subList(spark.indexOf(jar.toString()) + 1, spark.size())).isEqualTo(arguments);
  }

  @Test
  void optionsBehindTheDashesGoToSparkInFrontOfTheJar() {
    run("run", "x.conf", "--", "--master", "local[1]", "--conf", "a=b c", "--", "");

    assertThat(sparkArguments())
        .containsExactly(
            "--class",
            "org.minimacensus.cli.Main",
            "--load-spark-defaults",
            "--properties-file",
            project.resolve("conf/spark-defaults.conf").toString(),
            "--master",
            "local[1]",
            "--conf",
            "a=b c",
            "--",
            "",
            jar.toString(),
            "run",
            "x.conf");
  }

  @ParameterizedTest
  @CsvSource({"--properties-file,mine", "--properties-file=mine,--verbose"})
  void ownPropertiesFileReplacesOurs(String first, String second) {
    run("run", "--", first, second);

    assertThat(sparkArguments())
        .containsExactly(
            "--class", "org.minimacensus.cli.Main", first, second, jar.toString(), "run");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 10, 20, 21, 22, 30, 130, 143})
  void exitCodeOfTheJobIsReturned(int code) {
    environment.put("SPARK_CODE", Integer.toString(code));

    assertThat(run("run").exitCode()).isEqualTo(code);
  }

  @Test
  void sparkHomeComesFirstThenThePathThenTheEmbeddedOne() {
    Path home = scratch.resolve("spark home");
    Toolbox.writeBash(home.resolve("bin/spark-submit"), SPARK);
    tools.with("spark-submit", SPARK);
    environment.put("SPARK_HOME", home.toString());
    assertThat(run("run").err()).contains("Spark from SPARK_HOME: " + home);
    assertThat(sparkCommand()).isEqualTo(home.resolve("bin/spark-submit").toString());

    environment.remove("SPARK_HOME");
    assertThat(run("run").err()).contains("Spark from the PATH: " + tools.path());
    assertThat(sparkCommand()).isEqualTo(tools.path() + "/spark-submit");

    assertThat(scratch.resolve("tools/spark-submit").toFile().delete()).isTrue();
    Path embedded = project.resolve("job/target/spark/bin/spark-submit");
    assertThat(run("run").err()).contains("embedded Spark: " + embedded);
    assertThat(sparkCommand()).isEqualTo(embedded.toString());
  }

  @Test
  void sparkHomeWithoutSparkIsNamedAndPassedOver() throws IOException {
    environment.put("SPARK_HOME", "/no/such/spark");

    assertThat(run("run").err())
        .contains("SPARK_HOME is /no/such/spark, which has no bin/spark-submit")
        .contains("embedded Spark: ");
    assertThat(Files.readString(notes.resolve("environment"))).endsWith(" none");
  }

  @Test
  void environmentOfTheJobIsSetUnlessItIsSet() throws IOException {
    run("run");
    assertThat(Files.readString(notes.resolve("environment")))
        .isEqualTo("1 " + project.resolve("conf/log4j2.properties") + " none");

    environment.put("OPENBLAS_NUM_THREADS", "4");
    environment.put("LOG4J_CONFIGURATION_FILE", "mine");
    run("run");
    assertThat(Files.readString(notes.resolve("environment"))).isEqualTo("4 mine none");
  }

  @Test
  void buildsOnceAndAgainOnlyWhenSourcesAreNewer() throws IOException {
    assertThat(run("run").err()).contains("building the job (there is no embedded Spark yet");
    run("run");
    Files.writeString(project.resolve("conf/spark-defaults.conf"), "not a source");
    run("run");
    assertThat(builds()).containsExactly("-B -q -ntp -Dquick package");

    for (String source : List.of("pom.xml", "job/pom.xml", "job/src/main/java/A.java")) {
      touch(project.resolve(source));
      assertThat(run("run").err()).contains("the sources are newer than the jar");
      makeOld(project.resolve(source));
    }

    Files.delete(project.resolve("job/src/main/java/A.java"));
    assertThat(run("run").err()).contains("the sources are newer than the jar");

    Files.delete(jar);
    assertThat(run("run").err()).contains("there is no jar yet");
    assertThat(builds()).hasSize(6);
  }

  @Test
  void embeddedSparkIsBuiltOnlyWhenNeeded() throws IOException {
    run("run");
    Files.delete(project.resolve("job/target/spark/bin/spark-submit"));
    tools.with("spark-submit", SPARK);
    run("run");
    assertThat(builds()).hasSize(1);

    Files.delete(scratch.resolve("tools/spark-submit"));
    run("run");
    assertThat(builds()).hasSize(2);
  }

  @Test
  void failedBuildEndsWithoutAJarAndWithoutRunning() {
    environment.put("MAVEN_CODE", "1");

    ScriptRun run = run("run");

    assertThat(run.exitCode()).isEqualTo(30);
    assertThat(run.err()).contains("the build failed (mvn -Dquick package, exit code 1)");
    assertThat(jar).doesNotExist();
    assertThat(notes.resolve("spark")).doesNotExist();
  }

  @Test
  void missingToolsAreNamed() throws IOException {
    Files.delete(scratch.resolve("tools/mvn"));
    ScriptRun withoutMaven = run("run");
    assertThat(withoutMaven.exitCode()).isEqualTo(30);
    assertThat(withoutMaven.err()).contains("there is no mvn on the PATH; install Maven");

    Files.delete(scratch.resolve("tools/java"));
    ScriptRun withoutJava = run("run");
    assertThat(withoutJava.exitCode()).isEqualTo(30);
    assertThat(withoutJava.err()).contains("no java on the PATH and no JAVA_HOME");

    environment.put("JAVA_HOME", "/no/such/jdk");
    ScriptRun wrongHome = run("run");
    assertThat(wrongHome.exitCode()).isEqualTo(30);
    assertThat(wrongHome.err()).contains("JAVA_HOME is /no/such/jdk, which has no bin/java");
  }

  @Test
  void usageIsShownWithoutBuilding() {
    for (String help : List.of("--help", "-h")) {
      ScriptRun asked = run(help);
      assertThat(asked.exitCode()).isZero();
      assertThat(asked.out()).isEqualTo(USAGE);
    }

    for (String[] nothing : new String[][] {{}, {"--", "--master", "local"}}) {
      ScriptRun unasked = run(nothing);
      assertThat(unasked.exitCode()).isEqualTo(2);
      assertThat(unasked.err()).isEqualTo(USAGE);
    }

    assertThat(notes.resolve("maven")).doesNotExist();
  }

  @Test
  void worksThroughLinksFromAnyFolder() throws IOException {
    Path elsewhere = Files.createDirectories(scratch.resolve("else where/bin"));
    Files.createSymbolicLink(elsewhere.resolve("second"), project.resolve("submit.sh"));
    Files.createSymbolicLink(elsewhere.resolveSibling("first"), Path.of("bin/second"));

    try (ScriptRun run = start(elsewhere, "../first", "run")) {
      assertThat(run.exitCode()).as(run.err()).isZero();
    }

    assertThat(sparkArguments()).contains(jar.toString());
  }

  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143"})
  void signalEndsTheRunningJob(String signal, int code) {
    environment.put("SPARK_SLEEPS", "yes");
    try (ScriptRun run = start(project, "./submit.sh", "run")) {
      run.await("Spark", () -> Files.exists(notes.resolve("spark")));
      end(run, signal);

      assertThat(run.exitCode()).isEqualTo(code);
      assertThat(run.survivors()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143"})
  void signalEndsTheBuildAndLeavesNoJar(String signal, int code) {
    environment.put("MAVEN_SLEEPS", "yes");
    try (ScriptRun run = start(project, "./submit.sh", "run")) {
      run.await("Maven", () -> Files.exists(jar));
      end(run, signal);

      assertThat(run.exitCode()).isEqualTo(code);
      assertThat(run.survivors()).isEmpty();
      assertThat(jar).doesNotExist();
      assertThat(project.resolve("job/target/spark/jars")).doesNotExist();
    }
  }

  /** Ctrl-C reaches the whole group, SIGTERM the script alone. */
  private static void end(ScriptRun run, String signal) {
    if (signal.equals("INT")) {
      run.signalGroup(signal);
    } else {
      run.signal(signal);
    }
  }

  private ScriptRun run(String... arguments) {
    try (ScriptRun run = start(project, "./submit.sh", arguments)) {
      run.exitCode();
      return run;
    }
  }

  private ScriptRun start(Path directory, String script, String... arguments) {
    List<String> command = new ArrayList<>(List.of("bash", script));
    command.addAll(List.of(arguments));
    return ScriptRun.start(command, environment, directory, notes);
  }

  private String sparkCommand() {
    return sparkNotes().get(0);
  }

  private List<String> sparkArguments() {
    List<String> items = sparkNotes();
    return items.subList(1, items.size());
  }

  private List<String> sparkNotes() {
    try {
      String text = Files.readString(notes.resolve("spark"));
      return List.of(text.substring(0, text.length() - 1).split("\0", -1));
    } catch (IOException e) {
      throw new IllegalStateException("Spark was not called", e);
    }
  }

  private List<String> builds() throws IOException {
    return Files.readAllLines(notes.resolve("maven"));
  }

  private void touch(Path file) throws IOException {
    Files.setLastModifiedTime(
        file, FileTime.fromMillis(Files.getLastModifiedTime(jar).toMillis() + 1000));
  }

  private static void makeOld(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
  }
}

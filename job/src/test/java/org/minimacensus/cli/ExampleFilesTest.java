package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.SparkConf;
import org.apache.spark.metrics.MetricsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.SparkKeys;
import org.minimacensus.cli.conf.StudyConf;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The examples under conf/examples that are read, not run. */
class ExampleFilesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path EXAMPLES = ROOT.resolve("conf/examples");

  @TempDir Path folder;

  private static final String ONCE = "spark-operator.yaml";
  private static final String NIGHTLY = "spark-operator-nightly.yaml";

  private static List<Map<String, Object>> manifests(String file) throws IOException {
    try (Reader text = Files.newBufferedReader(EXAMPLES.resolve(file))) {
      Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
      return StreamSupport.stream(yaml.loadAll(text).spliterator(), false)
          .map(ExampleFilesTest::block)
          .toList();
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> block(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Object value) {
    return (List<Object>) value;
  }

  /** The second manifest. */
  private static Map<String, Object> application(String file) throws IOException {
    return manifests(file).get(1);
  }

  /** What is to be run: the spec of a SparkApplication, or the template of a scheduled one. */
  private static Map<String, Object> spec(String file) throws IOException {
    Map<String, Object> spec = block(application(file).get("spec"));
    return file.equals(NIGHTLY) ? block(spec.get("template")) : spec;
  }

  private static Set<String> fields() throws IOException {
    try (InputStream text =
        ExampleFilesTest.class.getResourceAsStream("/examples/spark-application-v1beta2.txt")) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .collect(Collectors.toSet());
    }
  }

  @Test
  void operatorManifestsHaveOnlyFieldsOfTheirResourceDefinitions() throws IOException {
    Set<String> fields = fields();
    for (String file : List.of(ONCE, NIGHTLY)) {
      assertThat(application(file))
          .containsEntry("apiVersion", "sparkoperator.k8s.io/v1beta2")
          .containsEntry(
              "kind", file.equals(ONCE) ? "SparkApplication" : "ScheduledSparkApplication");
      assertThat(spec(file))
          .containsKeys("type", "sparkVersion", "mainApplicationFile", "driver", "executor");
      assertThat(fields).containsAll(paths("spec", spec(file)));
      for (String part : List.of("driver", "executor", "restartPolicy")) {
        assertThat(fields).containsAll(paths("spec." + part, block(spec(file).get(part))));
      }
    }
  }

  /** Fields of ScheduledSparkApplicationSpec, from the operator's custom resource definition. */
  @Test
  void scheduledManifestStartsOneNightADay() throws IOException {
    Map<String, Object> spec = block(application(NIGHTLY).get("spec"));
    assertThat(
            Set.of(
                "schedule",
                "template",
                "suspend",
                "concurrencyPolicy",
                "successfulRunHistoryLimit",
                "failedRunHistoryLimit"))
        .containsAll(spec.keySet());
    assertThat(spec).containsEntry("concurrencyPolicy", "Forbid");
    assertThat((String) spec.get("schedule")).matches("[0-5]?\\d [01]?\\d \\* \\* \\*");
  }

  private static List<String> paths(String prefix, Map<String, Object> block) {
    return block.keySet().stream().map(key -> prefix + "." + key).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {ONCE, NIGHTLY})
  void operatorManifestStartsThisJobOnThisSpark(String file) throws Exception {
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    Map<String, Object> spec = spec(file);

    assertThat(pom).contains("<spark.version>" + spec.get("sparkVersion") + "</spark.version>");
    assertThat(spec).containsEntry("type", "Java").containsEntry("mode", "cluster");
    assertThat(Class.forName((String) spec.get("mainClass"))).isEqualTo(Main.class);
    assertThat((String) spec.get("mainApplicationFile")).endsWith("/minima-census-job.jar");
  }

  @ParameterizedTest
  @ValueSource(strings = {ONCE, NIGHTLY})
  void operatorManifestRunsTheStudyThatItBrings(String file) throws IOException {
    List<String> arguments =
        list(spec(file).get("arguments")).stream().map(Object::toString).toList();
    JobArguments parsed = JobArguments.parse(arguments);
    Map<String, Object> configMap = manifests(file).get(0);
    Path study = folder.resolve(parsed.conf().getFileName());
    Files.writeString(study, (String) block(configMap.get("data")).get(study.getFileName() + ""));

    boolean nightly = file.equals(NIGHTLY);
    assertThat(parsed.runId().isEmpty()).as("a fixed id, so that it goes on").isEqualTo(nightly);
    assertThat(arguments).startsWith(nightly ? "nightly" : "run");
    StudyConf conf = parsed.study(study);
    assertThat(mounts(file, "driver"))
        .containsEntry("study", parsed.conf().getParent().toString())
        .containsKey("studies");
    String studies = mounts(file, "executor").get("studies") + "/";
    assertThat(conf.spec().data().path()).startsWith(studies);
    assertThat(conf.spec().output().path()).startsWith(studies);
    Object source = block(list(spec(file).get("volumes")).get(0)).get("configMap");
    assertThat(block(source)).containsEntry("name", block(configMap.get("metadata")).get("name"));
  }

  private static Map<String, String> mounts(String file, String role) throws IOException {
    return list(block(spec(file).get(role)).get("volumeMounts")).stream()
        .map(ExampleFilesTest::block)
        .collect(Collectors.toMap(m -> (String) m.get("name"), m -> (String) m.get("mountPath")));
  }

  @ParameterizedTest
  @ValueSource(strings = {ONCE, NIGHTLY})
  void sparkConfOfTheOperatorManifestIsKnownToSpark(String file) throws IOException {
    Map<String, String> conf = new HashMap<>();
    // All values must be text; a number or a flag would be refused by the cluster.
    block(spec(file).get("sparkConf")).forEach((key, value) -> conf.put(key, (String) value));

    SparkKeys.check(conf);
    assertThat(conf.keySet()).noneMatch(key -> key.contains("secret") || key.contains("password"));
  }

  @Test
  void standaloneDefaultsAreKnownToSparkAndHoldNoSecret() throws IOException {
    Map<String, String> conf = new HashMap<>();
    properties("spark-defaults-standalone.conf").forEach((k, v) -> conf.put(k + "", v + ""));

    assertThat(conf).containsEntry("spark.authenticate", "true");
    assertThat(conf).doesNotContainKey("spark.authenticate.secret");
    SparkKeys.check(conf);
  }

  @Test
  void checkOfKeysFindsSlips() {
    assertThatThrownBy(() -> SparkKeys.check(Map.of("spark.executor.memroy", "8g")))
        .hasMessage("expected a key of Spark's conf, found spark.executor.memroy");
    assertThatThrownBy(() -> SparkKeys.check(Map.of("spark.executor.memory", "much")))
        .hasMessageContaining("much");
    assertThatThrownBy(
            () ->
                SparkKeys.check(
                    Map.of(
                        "spark.network.timeout", "5s", "spark.executor.heartbeatInterval", "10s")))
        .hasMessageContaining("spark.executor.heartbeatInterval");
  }

  private static Properties properties(String file) throws IOException {
    Properties properties = new Properties();
    try (Reader text = Files.newBufferedReader(EXAMPLES.resolve(file))) {
      properties.load(text);
    }

    return properties;
  }

  @Test
  void metricsAreServedToPrometheusBySparksOwnClasses() throws Exception {
    Path file = EXAMPLES.resolve("metrics.properties");
    MetricsConfig config =
        new MetricsConfig(new SparkConf(false).set("spark.metrics.conf", file.toString()));
    config.initialize();

    for (String instance : List.of("driver", "master", "worker")) {
      assertThat(config.getInstance(instance))
          .containsEntry(
              "sink.prometheusServlet.class", "org.apache.spark.metrics.sink.PrometheusServlet");
    }

    assertThat(config.getInstance("driver"))
        .containsEntry("sink.prometheusServlet.path", "/metrics/prometheus");
    for (Map.Entry<Object, Object> entry : properties("metrics.properties").entrySet()) {
      if (entry.getKey().toString().endsWith(".class")) {
        assertThat(Class.forName(entry.getValue().toString())).isNotNull();
      }
    }
  }

  @Test
  void theNightlyStudyIsOneOfNewRestartsEachNight() throws IOException {
    StudyConf study = StudyConf.load(ROOT.resolve("conf/nightly.conf"), List.of());
    assertThat(study.spec().restarts().first().auto()).isTrue();
    assertThat(study.spec().restarts().stopping().maxSeconds()).isPositive();
    assertThat(ROOT.resolve(study.spec().data().path())).isRegularFile();
    String guide = Files.readString(ROOT.resolve("docs/nightly.md"));
    assertThat(guide).contains("conf/nightly.conf");
  }

  @Test
  void everyExampleIsNamedInTheOperationsGuide() throws IOException {
    String guide = Files.readString(ROOT.resolve("docs/operations.md"));
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      assertThat(files.map(f -> "conf/examples/" + f.getFileName()))
          .isNotEmpty()
          .allMatch(guide::contains);
    }
  }
}

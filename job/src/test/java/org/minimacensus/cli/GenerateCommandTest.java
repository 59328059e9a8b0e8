package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.minimacensus.cli.conf.StudyConf;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.objective.Reduction;
import org.minimacensus.study.StudySpec;
import org.minimacensus.theorem.construct.Construction;
import org.minimacensus.theorem.construct.ConstructionOption;
import org.minimacensus.theorem.construct.Constructions;

class GenerateCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir Path folder;

  static List<String> kinds() {
    return Constructions.all().stream().map(Construction::name).toList();
  }

  private int run(String... arguments) {
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    return Main.execute(terminal, arguments);
  }

  private int generate(String kind, String... options) {
    List<String> arguments = new ArrayList<>(List.of("generate", kind, file().toString()));
    arguments.addAll(List.of(options));
    return run(arguments.toArray(String[]::new));
  }

  private Path file() {
    return folder.resolve("set of data.csv");
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private Map<String, String> written() throws IOException {
    Map<String, String> written = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path at : files.toList()) {
        written.put(at.getFileName().toString(), Files.readString(at));
      }
    }

    return written;
  }

  private static double[][] table(Path csv) throws IOException {
    return Files.readAllLines(csv).stream()
        .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }

  @Test
  void helpListsKindsAndTheirOptions() {
    assertThat(run("generate", "--help")).isZero();
    for (Construction kind : Constructions.all()) {
      assertThat(out.toString(StandardCharsets.UTF_8)).contains(kind.name());
      assertThat(run("generate", kind.name(), "--help")).isZero();
      for (ConstructionOption option : kind.options()) {
        String name = option.isFlag() ? option.name().replace("--", "--[no-]") : option.name();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains(name);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ding-li-son, the nearest is ding-li-sun;",
    "auerr, the nearest is auer;",
    "xor-net, the nearest is xor"
  })
  void anUnknownKindIsToldTheNearest(String kind, String nearest) throws IOException {
    assertThat(generate(kind)).isEqualTo(2);
    assertThat(err()).startsWith("expected a kind, found '" + kind + "'; " + nearest);
    assertThat(err().lines()).hasSize(1);
    assertThat(written()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"--hiden, --hidden", "--kapa=3, --kappa", "--activations, --activation"})
  void anUnknownOptionIsToldTheNearest(String option, String nearest) throws IOException {
    assertThat(generate("ding-li-sun", option)).isEqualTo(2);
    assertThat(err())
        .startsWith("expected an option, found '" + option.split("=")[0] + "'")
        .contains("the nearest is " + nearest + ";");
    assertThat(err().lines()).hasSize(1);
    assertThat(written()).isEmpty();
  }

  @Test
  void kindAndFileAreNeeded() {
    assertThat(run("generate")).isEqualTo(2);
    assertThat(err()).contains("expected a kind, found none");
    assertThat(run("generate", "xor")).isEqualTo(2);
    assertThat(err()).contains("Missing required parameter: 'FILE'");
    assertThat(run("generate", "xor", "a.csv", "b.csv")).isEqualTo(2);
    assertThat(err()).contains("b.csv");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ding-li-sun|--hidden=1|--hidden: expected a whole number >= 2, found '1'",
        "ding-li-sun|--rows=3|--rows: expected a whole number >= 6, found '3'",
        "ding-li-sun|--activation=sin|sigma'' = -sigma",
        "auer|--inputs=0|--inputs: expected a whole number >= 1, found '0'"
      })
  void badValuesAreUsageErrorsAndWriteNothing(String kind, String option, String message)
      throws IOException {
    assertThat(generate(kind, option)).isEqualTo(2);
    assertThat(err()).startsWith("generate " + kind + ": ").contains(message);
    assertThat(err().lines()).hasSize(1);
    assertThat(written()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"''", ".json", ".start.csv", ".conf"})
  void whatIsThereIsKept(String suffix) throws IOException {
    Path there = folder.resolve(file().getFileName() + suffix);
    Files.writeString(there, "mine");

    assertThat(generate("yun")).isEqualTo(4);
    assertThat(err())
        .isEqualTo(there + ": is there already; take another name, or --force to replace it\n");
    assertThat(written()).containsOnly(Map.entry(there.getFileName().toString(), "mine"));

    assertThat(generate("yun", "--force")).isZero();
    assertThat(written()).hasSize(4).doesNotContainValue("mine");
  }

  @Test
  void startsThatDoNotFitDoNotStay() throws IOException {
    assertThat(generate("yun")).isZero();
    assertThat(generate("two-spirals", "--force")).isZero();
    assertThat(written().keySet())
        .containsExactly("set of data.csv", "set of data.csv.conf", "set of data.csv.json");
  }

  @Test
  void aFolderThatIsNotThereIsAnOutputFault() {
    String file = folder.resolve("no/where.csv").toString();

    assertThat(run("generate", "xor", file)).isEqualTo(4);
    assertThat(err()).contains("expected a file in a folder that is there").contains("no");
    assertThat(run("generate", "xor", folder.toString(), "--force")).isEqualTo(4);
    assertThat(err()).contains("found a folder");
  }

  @Test
  void sameOptionsSameBytes() throws IOException {
    assertThat(generate("ding-li-sun", "--hidden", "3", "--no-bias", "--seed=5")).isZero();
    Map<String, String> first = written();
    assertThat(generate("ding-li-sun", "--seed=5", "--hidden=3", "--no-bias", "--force")).isZero();

    assertThat(written()).isEqualTo(first).hasSize(4);
    assertThat(generate("ding-li-sun", "--seed=6", "--hidden=3", "--no-bias", "--force")).isZero();
    assertThat(written().get("set of data.csv")).isNotEqualTo(first.get("set of data.csv"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyKindWritesAStudyThatItsConfDescribes(String kind) throws IOException {
    assertThat(generate(kind)).as(err()).isZero();

    StudySpec spec = StudyConf.load(Path.of(file() + ".conf"), List.of()).spec();
    assertThat(spec.objectives()).containsExactly("plain", "output-neuron");
    double[][] rows = table(file());
    JsonNode facts = new ObjectMapper().readTree(Path.of(file() + ".json").toFile());
    assertThat(facts.get("kind").asText()).isEqualTo(kind);
    assertThat(facts.get("source").asText()).isEqualTo(Constructions.named(kind).source());
    assertThat(facts.get("data").get("rows").asInt()).isEqualTo(rows.length);
    assertThat(facts.has("expected_minima")).isTrue();
    assertThat(SparkEnv.get()).as("no Spark runs").isNull();
    if (!facts.has("known")) {
      return;
    }

    JsonNode known = facts.get("known");
    double[] theta = table(Path.of(file() + ".start.csv"))[0];
    assertThat(numbers(known.get("theta"))).isEqualTo(theta);
    LocalEvaluator evaluator = evaluator(facts, rows);
    Answer answer = evaluator.evaluate(Question.gradient(Point.of(theta)));
    assertThat(answer.value()).isEqualTo(known.get("loss").asDouble());
    assertThat(Arrays.stream(answer.gradient().values()).map(Math::abs).max().getAsDouble())
        .isLessThan(1e-13)
        .isCloseTo(known.get("gradient_norm").asDouble(), within(1e-16));
    if (known.get("sub_optimal").asBoolean()) {
      double[] lower = numbers(known.get("lower").get("theta"));
      assertThat(evaluator.evaluate(Question.value(Point.of(lower))).value())
          .isLessThan(answer.value() * (1 - 1e-6));
    }
  }

  private static double[] numbers(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).asDouble();
    }

    return numbers;
  }

  /** From the rows and the facts as they were written. */
  private static LocalEvaluator evaluator(JsonNode facts, double[][] rows) {
    int d = facts.get("data").get("features").asInt();
    JsonNode network = facts.get("network");
    List<Integer> hidden = new ArrayList<>();
    network.get("hidden").forEach(w -> hidden.add(w.asInt()));
    Architecture architecture =
        new Architecture(
            d,
            hidden,
            facts.get("data").get("targets").asInt(),
            Activations.named(network.path("activation").asText("identity"), 0.1),
            Activations.named(network.get("output-activation").asText(), 0.1),
            network.get("bias").asBoolean(),
            network.get("output-bias").asBoolean(),
            network.path("direct").asBoolean());
    String loss = facts.get("loss").asText().split(",")[0];
    double[][] x = Arrays.stream(rows).map(r -> Arrays.copyOf(r, d)).toArray(double[][]::new);
    double[][] y =
        Arrays.stream(rows).map(r -> Arrays.copyOfRange(r, d, r.length)).toArray(double[][]::new);
    Task task = loss.equals("squared") ? Task.REGRESSION : Task.BINARY;
    return new LocalEvaluator(
        Objective.plain(architecture, Losses.named(loss, 3), Reduction.SUM, 0),
        PlainRows.set(x, y, task));
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1",
    "-3, -3",
    "2e-3, 0.002",
    "1e-300, 1e-300",
    "2.0E22, 2e22",
    "2e-44, 2e-44",
    "0.3333333333333333, 0.3333333333333333"
  })
  void numbersAreShortAndReadBack(double value, String text) {
    assertThat(GeneratedText.number(value)).isEqualTo(text);
    assertThat(Double.parseDouble(GeneratedText.number(value))).isEqualTo(value);
  }
}
